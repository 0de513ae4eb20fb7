"""Which unit belongs to which office: the column `parent`, followed upwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from services.settings.units_file import UnitRow


def rows_of(rows: Sequence[UnitRow], office: str, offices: Sequence[str]) -> tuple[UnitRow, ...]:
    """The units below an office. Those below none of the offices belong to the first one of `office.toml`.

    An office gives work to its own units only: a plan for "the communes" means those of the office that received it.
    """
    if len(offices) <= 1:
        return tuple(rows)
    parents = {row.unit.id: row.unit.parent or "" for row in rows}
    owners = {key: _owner(key, parents, offices) or offices[0] for key in parents}
    return tuple(row for row in rows if owners[row.unit.id] == office)


def _owner(unit: str, parents: Mapping[str, str], offices: Sequence[str]) -> str:
    """The first office above a unit; "" when there is none (a circle of parents has none either)."""
    above, seen = parents.get(unit, ""), set[str]()
    while above and above not in offices and above not in seen:
        seen.add(above)
        above = parents.get(above, "")
    return above if above in offices else ""
