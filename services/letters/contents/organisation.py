"""Who does what, told by units: those with the same rows of the table, or the same work, together. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.letters import words
from services.letters.accounting import numbers
from services.letters.contents.common import Audience, Values, by_unit
from services.letters.contents.naming import names
from services.letters.due import due_or_mark
from services.planning.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.letters.contents.table import Row
    from services.letters.model import Work
    from services.planning.model import Assignment
    from services.units.model import Unit

Work_ = tuple[tuple[Role, tuple[str, ...], str, str, str], ...]


def alike(work: Work, among: frozenset[str] | None = None, *, of_one_kind: bool = False) -> tuple[Audience, ...]:
    """Units (of `among`) with exactly the same work, in the order of the plan; `of_one_kind`: of one kind and tone."""
    found: dict[tuple[str, str, Work_], list[Unit]] = {}
    given = by_unit(work.plan.assignments)
    for unit_id in work.plan.units:
        if among is not None and unit_id not in among:
            continue
        unit = work.units[unit_id]
        kind = (unit.kind, unit.tone) if of_one_kind else ("", "")
        found.setdefault((*kind, _work(given[unit_id])), []).append(unit)
    return tuple(Audience(units[0].id, tuple(units), given[units[0].id]) for units in found.values())


def _work(own: Sequence[Assignment]) -> Work_:
    return tuple((one.role, one.partners, one.text, due_or_mark(one), one.product or "") for one in own)


def called(work: Work, units: Sequence[Unit]) -> str:
    """The units in one line: groups by their short names, "các trường trung học phổ thông; Trường …"."""
    return words.capital("; ".join(names(work, [unit.id for unit in units])))


def by_rows(work: Work, table: Sequence[Row]) -> list[Values]:
    """Units with the same rows of the table: what they lead, do, help with, by the numbers of the rows."""
    found: dict[str, dict[Role, list[int]]] = {}
    for number, row in enumerate(table, start=1):
        for one in row.assignments:
            found.setdefault(one.unit, {}).setdefault(one.role, []).append(number)
    same: dict[tuple[str, str, str], list[Unit]] = {}
    for unit in work.plan.units:
        own = found.get(unit, {})
        key = tuple(
            numbers(sorted(set(own.get(role, ())))) for role in (Role.LEAD, Role.IMPLEMENTING, Role.COORDINATING)
        )
        same.setdefault((key[0], key[1], key[2]), []).append(work.units[unit])
    leading_first = sorted(same.items(), key=lambda entry: not entry[0][0])
    return [
        {"so": str(number), "ten": called(work, units), "chu_tri": leads, "thuc_hien": does, "phoi_hop": helps}
        for number, ((leads, does, helps), units) in enumerate(leading_first, start=1)
    ]
