"""Values of the pure rooms as JSON text and back, exactly: what a step wrote, the next one reads."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(kind)


def dumps(value: object) -> str:
    """JSON text of a dataclass value."""
    return _adapter(type(value)).dump_json(value).decode()


def loads(kind: type[T], text: str | bytes) -> T:
    """The value of type `kind` that `dumps` wrote."""
    return _adapter(kind).validate_json(text)
