"""What must hold between the rows of `units.csv` and the group phrases."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from services.settings import groups_file, units_file
from services.settings.organ_ids import is_organ_id
from services.settings.problem import did_you_mean
from services.settings.selectors import known_values, selector_problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.settings.groups_file import GroupLine
    from services.settings.source import Source
    from services.settings.units_file import UnitRow
    from services.units.model import Unit
    from services.units.registry import Registry


def check_units(
    source: Source, rows: Sequence[UnitRow], groups: Sequence[GroupLine], registry: Registry, offices: Sequence[str]
) -> None:
    """Report unknown parents, clashing names and organ ids of units that live at the same time, bad selectors.

    `rows` are the units of all offices, the registry has those of one: units of two offices may share a name.
    """
    if all(offices):  # else every parent would be blamed for the mistake in office.toml
        _check_parents(source, rows, offices)
    _check_predecessors(source, rows)
    own = {unit.id for unit in registry.units}
    _check_clashes(source, [row for row in rows if row.unit.id in own], registry)
    _check_groups(source, rows, groups, registry)


def _check_parents(source: Source, rows: Sequence[UnitRow], offices: Sequence[str]) -> None:
    known = {row.unit.id for row in rows} | {*offices}
    for row in rows:
        parent = row.unit.parent
        if parent and parent not in known and not is_organ_id(parent):
            why = f"không có đơn vị nào mã “{parent}”"
            above = "” hoặc “".join(offices)
            fix = f"ghi mã của một đơn vị, “{above}”, hoặc mã định danh của cơ quan ngoài ({_near(parent, known)})"
            source.report(source.shown(units_file.FILE), row.line, "cột parent", why, fix)


def _near(parent: str, known: set[str]) -> str:
    advice = did_you_mean(parent, known)
    return advice if advice.startswith("có phải") else "ví dụ 000.00.30.H53"


def _check_predecessors(source: Source, rows: Sequence[UnitRow]) -> None:
    """A predecessor is a unit of the file that ended before its successor began."""
    units = {row.unit.id: row.unit for row in rows}
    for row in rows:
        for old in row.unit.predecessors:
            where = (source.shown(units_file.FILE), row.line, "cột predecessors")
            if old not in units:
                source.report(*where, f"không có đơn vị nào mã “{old}”", did_you_mean(old, units))
            elif _together(units[old], row.unit):
                why = f"{units[old].name} vẫn còn hiệu lực khi {row.unit.name} đã có hiệu lực"
                source.report(*where, why, "sửa valid_to của đơn vị cũ hoặc valid_from của đơn vị này")


def _check_clashes(source: Source, rows: Sequence[UnitRow], registry: Registry) -> None:
    """One name, or one organ id, may mean two units only when these never lived on the same day.

    A name that a row calls shared is no clash: whoever is called so is a question to the clerk.
    """
    claims: dict[tuple[str, ...], list[tuple[UnitRow, str, str]]] = {}
    for row in rows:
        names = {registry.key(name): name for name in (row.unit.name, *row.unit.aliases)}
        for key, name in names.items():
            claims.setdefault(("name", *key), []).append((row, name, "tên gọi"))
        for organ_id in row.unit.organ_ids:
            claims.setdefault(("organ", organ_id), []).append((row, organ_id, "mã định danh"))
    for claimants in claims.values():
        for (first, _, _), (second, name, what) in combinations(claimants, 2):
            if first.unit.id != second.unit.id and _together(first.unit, second.unit):
                _report_clash(source, first, second, name, what)


def _report_clash(source: Source, first: UnitRow, second: UnitRow, name: str, what: str) -> None:
    unit = second.unit
    column = "name" if name == unit.name else "aliases"
    if name in unit.organ_ids:
        column = "organ_id" if name == unit.organ_id else "other_organ_ids"
    why = f"{what} “{name}” đã thuộc {first.unit.name} (dòng {first.line}) trong cùng thời gian hiệu lực"
    fix = "bỏ ở một trong hai dòng, hoặc sửa valid_from, valid_to"
    source.report(source.shown(units_file.FILE), second.line, f"cột {column}", why, fix)


def _together(one: Unit, other: Unit) -> bool:
    """Whether there is a day on which both are valid, and so could both be meant."""
    if one.mention_only or other.mention_only:
        return False
    starts = [day for day in (one.valid_from, other.valid_from) if day]
    ends = [day for day in (one.valid_to, other.valid_to) if day]
    return not starts or not ends or max(starts) <= min(ends)


def _check_groups(source: Source, rows: Sequence[UnitRow], groups: Sequence[GroupLine], registry: Registry) -> None:
    known = known_values([row.unit for row in rows])
    names = {registry.key(name): row.unit.name for row in rows for name in (row.unit.name, *row.unit.aliases)}
    first: dict[tuple[str, ...], int] = {}
    shown = source.shown(groups_file.FILE)
    for line in groups:
        phrase = line.group.phrase
        if rows and (problem := selector_problem(line.group.select, known)):
            source.report(shown, line.line, f"cách gọi “{phrase}”", *problem)
        key = registry.key(phrase)
        if key in names:
            why = f"cách gọi “{phrase}” cũng là tên của {names[key]}"
            source.report(shown, line.line, "", why, "bỏ dòng này hoặc bỏ tên gọi khác đó trong units.csv")
        if key in first:
            source.report(
                shown, line.line, "", f"cách gọi “{phrase}” đã có ở dòng {first[key]}", "chỉ giữ lại một dòng"
            )
        first.setdefault(key, line.line)
