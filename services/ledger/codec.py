"""Values of the pure rooms as JSON text and back, exactly: what a step wrote, the next one reads."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")

_adapters: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def dumps(value: object) -> str:
    """JSON text of a dataclass value."""
    return _adapter(type(value)).dump_json(value).decode()


def loads(kind: type[T], text: str | bytes) -> T:
    """The value of type `kind` that `dumps` wrote."""
    value: T = _adapter(kind).validate_json(text)
    return value
