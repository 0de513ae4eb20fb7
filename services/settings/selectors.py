"""Selectors in the configuration must parse and name kinds, groups and units that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.settings.problem import did_you_mean
from services.units.selector import SelectorError, parse

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from services.units.model import Unit

_FORM = "dùng kind:…, group:…, unit:… hoặc all, cách nhau bằng dấu cách"
_WORDS = {"kind": "loại đơn vị", "group": "nhóm", "unit": "mã đơn vị"}

Known = dict[str, frozenset[str]]


def known_values(units: Sequence[Unit]) -> Known:
    """What a term may name, by its field."""
    return {
        "kind": frozenset(unit.kind for unit in units),
        "group": frozenset(group for unit in units for group in unit.groups),
        "unit": frozenset(unit.id for unit in units),
    }


def selector_problem(select: str, known: Mapping[str, Collection[str]]) -> tuple[str, str] | None:
    """Why a selector is wrong and what to do, or None when it is right."""
    try:
        terms = parse(select)
    except SelectorError as error:
        return f"điều kiện chọn đơn vị sai: {error}", _FORM
    for term in terms:
        if term.field in known and term.value not in known[term.field]:
            why = f"không có {_WORDS[term.field]} nào là “{term.value}” trong units.csv"
            return why, did_you_mean(term.value, known[term.field])
    return None
