"""What the clerk decided: `assign_to` names the units for everything nobody was found for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.directive.model import Doubt
from services.planning.model import Role
from services.planning.share import Grant, Share, assign
from services.units.selector import SelectorError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.planning.model import Unassigned
    from services.planning.share import Clause, Given
    from services.units.model import Unit

ASSIGN_TO = "assign_to"
EVERYBODY = "all"
RULE = "Văn thư quyết định giao cho đơn vị này."


UNKNOWN = "answer_unit_unknown"


def parts_of(answers: Mapping[str, str]) -> list[str]:
    """What `assign_to` names: ids, conditions of choice ("kind:thpt", "group:truc_thuoc") or "all", with commas."""
    return [part.strip() for part in answers.get(ASSIGN_TO, "").split(",") if part.strip()]


def chosen_units(answers: Mapping[str, str], given: Given) -> tuple[tuple[Unit, ...], tuple[Doubt, ...]]:
    """The units the clerk named that exist on the day, and doubts about the others."""
    named = parts_of(answers)
    known = {name: _units_of(name, given) for name in named}
    wanted = {unit.id for units in known.values() for unit in units}
    doubts = [
        Doubt(
            UNKNOWN,
            f"Đơn vị “{_shown(name, given)}” trong câu trả lời không có vào ngày {given.on:%d/%m/%Y}.",
        )
        for name in named
        if not known[name]
    ]
    return tuple(unit for unit in given.units if unit.id in wanted), tuple(doubts)


def _units_of(name: str, given: Given) -> tuple[Unit, ...]:
    """The units of that day that one part of the answer means."""
    if name != EVERYBODY and ":" not in name:
        return tuple(unit for unit in given.units if unit.id == name)
    try:
        return given.registry.select(name, given.on)
    except SelectorError:
        return ()


def settle(share: Share, clause: Clause, units: tuple[Unit, ...], given: Given) -> Share:
    """The share with its open parts given to the clerk's units; a unit that has the instruction keeps its role.

    Where another office tells ours, the answer is about that: what it tells third offices stays theirs.
    """
    instruction = clause.instruction
    others = given.told_as_whole and not instruction.implicit
    theirs = tuple(part for part in share.unassigned if others and not _ours(part, given))
    if not (share.unassigned and units) or len(theirs) == len(share.unassigned):
        return share
    taken = {assignment.unit for assignment in share.assignments}
    alone = len(units) == 1 and not instruction.implicit and not taken
    grant = Grant(Role.LEAD if alone else Role.IMPLEMENTING, RULE, partners=instruction.coordinating)
    new = tuple(assign(unit, clause, grant) for unit in units if unit.id not in taken)
    granted = {unit.id for unit in units}
    return replace(
        share,
        assignments=share.assignments + new,
        unassigned=theirs,
        exclusions=tuple(each for each in share.exclusions if each.unit not in granted),
    )


def _ours(part: Unassigned, given: Given) -> bool:
    """Whether nobody but our office can be meant."""
    return not part.mentions or any(given.is_us(mention) for mention in part.mentions)


def _shown(name: str, given: Given) -> str:
    """The unit's name if the id is known at all, else what the clerk typed."""
    return next((unit.name for unit in given.registry.units if unit.id == name), name)
