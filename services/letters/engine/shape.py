"""The shape of the values a template may use: texts, lists, and what each row of a list holds.

Shapes are taken from sample values, so that a tag such as `{{ n.noi_dnug }}` is found before any letter is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Shape:
    """`fields` of a row, or the `item` of a list, or neither for a text; a shape that is not `known` allows all."""

    fields: Mapping[str, Shape] | None = None
    item: Shape | None = None
    known: bool = True

    @property
    def is_list(self) -> bool:
        """Whether it can be looped over."""
        return self.item is not None

    @property
    def is_text(self) -> bool:
        """Whether it can be printed."""
        return self.fields is None and self.item is None


ANYTHING: Final = Shape(known=False)
TEXT: Final = Shape()
LOOP: Final = Shape(dict.fromkeys(("index", "index0", "first", "last", "length"), TEXT))


def shape_of(value: Any) -> Shape:  # noqa: ANN401 - any plain value
    """The shape of a value; the items of a list are merged, an empty list says nothing of its items."""
    if isinstance(value, Mapping):
        return Shape({str(key): shape_of(inner) for key, inner in value.items()})
    if isinstance(value, (list, tuple)):
        item = ANYTHING
        for one in value:
            item = merged(item, shape_of(one))
        return Shape(item=item)
    return TEXT


def merged(one: Shape, other: Shape) -> Shape:
    """What is known from two samples of the same value."""
    if not one.known or not other.known:
        return other if not one.known else one
    if one.fields is not None and other.fields is not None:
        names = {**one.fields, **other.fields}
        return Shape({name: merged(one.fields.get(name, ANYTHING), other.fields.get(name, ANYTHING)) for name in names})
    if one.item is not None and other.item is not None:
        return Shape(item=merged(one.item, other.item))
    return one
