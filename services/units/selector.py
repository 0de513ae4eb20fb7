"""Selectors: the small language in which a group, a topic item or an audience says which units it means.

A selector is a space-separated list of terms, any of which is enough: `kind:thpt`, `group:noi_bo`,
`unit:van-phong`, `all`. The term `addressed` picks nobody by itself: it marks a way of naming whomever a letter
addresses ("các đơn vị"); the other terms say who is meant where nobody is greeted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from services.units.model import Unit

FIELDS = ("kind", "group", "unit")
ALL, ADDRESSED = "all", "addressed"


class SelectorError(ValueError):
    """A selector that says nothing understandable; the message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term: `field` is kind, group, unit, all or addressed; `value` is empty for the last two."""

    field: str
    value: str = ""

    def picks(self, unit: Unit) -> bool:
        """Whether the unit is meant."""
        match self.field:
            case "kind":
                return unit.kind == self.value
            case "group":
                return self.value in unit.groups
            case "unit":
                return unit.id == self.value
            case _:
                return self.field == ALL


def parse(select: str) -> tuple[Term, ...]:
    """The terms of a selector. Raises `SelectorError` for an empty one or a term of another form."""
    terms = tuple(_term(text) for text in select.split())
    if not terms:
        raise SelectorError("bộ chọn để trống")
    return terms


def pick(select: str, units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units that the selector means, in the given order."""
    terms = parse(select)
    return tuple(unit for unit in units if any(term.picks(unit) for term in terms))


def names_the_addressed(select: str) -> bool:
    """Whether a selector stands for whomever a letter addresses."""
    return Term(ADDRESSED) in parse(select)


def _term(text: str) -> Term:
    if text in {ALL, ADDRESSED}:
        return Term(text)
    field, _, value = text.partition(":")
    if field not in FIELDS or not value:
        raise SelectorError(f"“{text}” không phải là một điều kiện chọn đơn vị")
    return Term(field, value)
