"""How units are named in a sentence: all at once, by the short name of a group, or each by its name. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from services.letters import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.letters.model import Work

_LONG_LIST: Final = 8


def name(work: Work, unit: str) -> str:
    """The name of a unit of the plan."""
    return work.units[unit].name


def addressed(work: Work) -> tuple[str, ...]:
    """All units with an assignment, in the order of the plan."""
    return tuple(dict.fromkeys(assignment.unit for assignment in work.plan.assignments))


def names(work: Work, units: Sequence[str]) -> tuple[str, ...]:
    """The units by name, groups that are there as a whole by their short name, in the order of the first of each."""
    said: dict[str, str] = {}
    left = list(dict.fromkeys(units))
    for phrase, members in work.groups:
        if len(members) > 1 and members <= set(left) - said.keys():
            first = next(unit for unit in left if unit in members)
            said[first] = phrase
            left = [unit for unit in left if unit == first or unit not in members]
    return tuple(said.get(unit) or name(work, unit) for unit in left)


def who(work: Work, units: Sequence[str], everybody: Sequence[str]) -> dict[str, Any]:
    """Units by name; most of the units of the plan as "all" or "all but …" (the wording stands in the template)."""
    chosen = set(units)
    others = [unit for unit in everybody if unit not in chosen]
    short = names(work, tuple(dict.fromkeys(units)))
    many = len(chosen) > max(2 * len(others), _LONG_LIST) and len(short) > len(names(work, others))
    return {
        "tat_ca": many,
        "tru": "; ".join(names(work, others)) if many else "",
        "ten": "" if many else words.capital("; ".join(short)),
    }
