"""A plan told by instruction: who got it in which role and by which rule, whom it leaves out, and what stays open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from services.planning.model import Assignment, Exclusion, Unassigned

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from services.directive.model import Directive, Instruction
    from services.planning.model import Plan, Role

Part = TypeVar("Part", Assignment, Exclusion, Unassigned)


@dataclass(frozen=True, slots=True)
class Receivers:
    """Units that have an instruction in one role by one rule; `units` are their names in registry order."""

    role: Role
    rule: str
    units: tuple[str, ...]
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Addressed units (ids in registry order) whom an instruction does not concern, and the rule that says so."""

    rule: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one instruction."""

    instruction: Instruction
    given: tuple[Receivers, ...]
    left_out: tuple[LeftOut, ...]
    open: tuple[Unassigned, ...]


def by_instruction(directive: Directive, plan: Plan) -> tuple[Outcome, ...]:
    """One outcome for each instruction, in the order of the document; nothing of the plan is missing in it."""
    assigned = _by_key(plan.assignments)
    excluded = _by_key(plan.exclusions)
    unassigned = _by_key(plan.unassigned)
    return tuple(
        Outcome(
            each,
            _given(assigned.get(each.key, ())),
            _left_out(excluded.get(each.key, ())),
            _open(unassigned.get(each.key, ())),
        )
        for each in directive.instructions
    )


def _open(unassigned: Sequence[Unassigned]) -> tuple[Unassigned, ...]:
    """What is open, mentions of one reason together."""
    same: dict[str, Unassigned] = {}
    for each in unassigned:
        known = same.setdefault(each.reason, replace(each, mentions=()))
        same[each.reason] = replace(known, mentions=(*known.mentions, *each.mentions))
    return tuple(same.values())


def _by_key(parts: Iterable[Part]) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    for part in parts:
        found.setdefault(part.instruction, []).append(part)
    return found


def _given(assignments: Sequence[Assignment]) -> tuple[Receivers, ...]:
    same: dict[tuple[Role, str, dt.date | None], list[str]] = {}
    for each in assignments:
        same.setdefault((each.role, each.rule, each.due_on), []).append(each.unit_name)
    return tuple(Receivers(role, rule, tuple(units), due) for (role, rule, due), units in same.items())


def _left_out(exclusions: Sequence[Exclusion]) -> tuple[LeftOut, ...]:
    same: dict[str, list[str]] = {}
    for each in exclusions:
        same.setdefault(each.rule, []).append(each.unit)
    return tuple(LeftOut(rule, tuple(units)) for rule, units in same.items())
