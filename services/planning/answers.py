"""What the clerk decided: `assign_to` names the units for everything nobody was found for, `assign_to:V.1` for a place.

The answer for the nearer place holds.
"""

from __future__ import annotations

import difflib
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from services.directive.model import Doubt
from services.planning.model import Role
from services.planning.places import covers, folded_place, nearest, typable
from services.planning.questions import TO_DECIDE
from services.planning.share import Grant, Share, assign
from services.units.selector import SelectorError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from services.planning.model import Unassigned
    from services.planning.share import Clause, Given
    from services.units.model import Unit

    Chosen = Mapping[str, tuple[Unit, ...]]

ASSIGN_TO = "assign_to"
EVERYBODY = "all"
RULE = "Văn thư quyết định giao cho đơn vị này."
UNKNOWN, NOT_WAITING = "answer_unit_unknown", "answer_place_unknown"
LISTED = 12
"""Waiting places that a sentence names; further ones are counted."""


def general(name: str) -> str:
    """The name of an answer without its place: "assign_to" for "assign_to:V.1"."""
    kind, _, place = name.partition(":")
    return ASSIGN_TO if kind == ASSIGN_TO and folded_place(place) else name


def spelled(name: str) -> str:
    """The name of an answer in one spelling, so that a later answer for the same place replaces the earlier."""
    return name if general(name) == name else f"{ASSIGN_TO}:{_place(name)}"


def named_by_place(answers: Mapping[str, str]) -> dict[str, list[str]]:
    """What is named for each place, "" for all: ids, conditions of choice ("kind:thpt", "group:truc_thuoc"), "all"."""
    return {
        _place(name): [part.strip() for part in value.split(",") if part.strip()]
        for name, value in answers.items()
        if general(name) == ASSIGN_TO
    }


def parts_of(answers: Mapping[str, str]) -> list[str]:
    """All that is named, whatever for."""
    return list(dict.fromkeys(chain.from_iterable(named_by_place(answers).values())))


def chosen_units(answers: Mapping[str, str], given: Given) -> tuple[Chosen, tuple[Doubt, ...]]:
    """The units the clerk named for each place that exist on the day, and doubts about the others."""
    known = {name: _units_of(name, given) for name in parts_of(answers)}
    chosen = {}
    for place, named in named_by_place(answers).items():
        wanted = {unit.id for name in named for unit in known[name]}
        chosen[place] = tuple(unit for unit in given.units if unit.id in wanted)
    doubts = (
        Doubt(
            UNKNOWN,
            f"Đơn vị “{_shown(name, given)}” trong câu trả lời không có vào ngày {given.on:%d/%m/%Y}.",
        )
        for name, units in known.items()
        if not units
    )
    return chosen, tuple(doubts)


def waiting(unassigned: Iterable[Unassigned]) -> list[str]:
    """The keys of what waits for the clerk: what our office is told if it is told anything, else all that is open."""
    parts = list(unassigned)
    told = any(part.reason.endswith(TO_DECIDE) for part in parts)
    return list(dict.fromkeys(part.instruction for part in parts if not told or _ours(part)))


def places_nobody_asks(places: Iterable[str], shares: Sequence[Share], given: Given) -> Iterator[Doubt]:
    """A doubt for each place at which nothing is open, with those at which something is."""
    keys = {folded_place(part.instruction): part.instruction for share in shares for part in share.unassigned}
    taken = {place for share in shares for place in places if _taken(share, place, given)}
    open_ = [typable(key) for key in waiting(chain.from_iterable(share.unassigned for share in shares))]
    more = f" và {len(open_) - LISTED} mục khác" if len(open_) > LISTED else ""
    listed = f"Đang chờ: {', '.join(open_[:LISTED])}{more}." if open_ else "Không nội dung nào đang chờ."
    for place in places:
        if place and place not in taken:
            near = difflib.get_close_matches(place, [key for key in keys if _digits(key) == _digits(place)], n=1)
            guess = f"Có phải “{typable(keys[near[0]])}”? " if near else ""
            yield Doubt(NOT_WAITING, f"Không có nội dung nào chờ chọn đơn vị tại “{typable(place)}”. {guess}{listed}")


def settle(share: Share, clause: Clause, chosen: Chosen, given: Given) -> Share:
    """The share with its open parts given to the clerk's units; a unit that has the instruction keeps its role."""
    instruction = clause.instruction
    place = nearest(instruction.key, chosen)
    units = chosen[place] if place is not None else ()
    settled = _taken(share, place or "", given)
    if not (settled and units):
        return share
    taken = {assignment.unit for assignment in share.assignments}
    alone = len(units) == 1 and not instruction.implicit and not taken
    grant = Grant(Role.LEAD if alone else Role.IMPLEMENTING, RULE, partners=instruction.coordinating)
    new = tuple(assign(unit, clause, grant) for unit in units if unit.id not in taken)
    granted = {unit.id for unit in units}
    return replace(
        share,
        assignments=share.assignments + new,
        unassigned=tuple(part for part in share.unassigned if part not in settled),
        exclusions=tuple(each for each in share.exclusions if each.unit not in granted),
    )


def _taken(share: Share, place: str, given: Given) -> tuple[Unassigned, ...]:
    """The open parts that an answer for a place is about.

    Where another office tells ours, that is what it tells ours: what it tells third offices stays theirs, unless the
    clerk names just this instruction and it tells ours nothing.
    """
    parts = tuple(part for part in share.unassigned if covers(place, part.instruction))
    ours = tuple(part for part in parts if not given.told_as_whole or _ours(part))
    return ours or tuple(part for part in parts if place == folded_place(part.instruction))


def _place(name: str) -> str:
    return folded_place(name.partition(":")[2])


def _digits(place: str) -> str:
    """What a slip leaves as it is: nobody who types "V.9" means "V.1"."""
    return "".join(filter(str.isdigit, place))


def _units_of(name: str, given: Given) -> tuple[Unit, ...]:
    """The units of that day that one part of the answer means."""
    if name != EVERYBODY and ":" not in name:
        return tuple(unit for unit in given.units if unit.id == name)
    try:
        return given.registry.select(name, given.on)
    except SelectorError:
        return ()


def _ours(part: Unassigned) -> bool:
    """Whether nobody but our office can be meant."""
    return not part.mentions or part.reason.endswith(TO_DECIDE)


def _shown(name: str, given: Given) -> str:
    """The unit's name if the id is known at all, else what the clerk typed."""
    return next((unit.name for unit in given.registry.units if unit.id == name), name)
