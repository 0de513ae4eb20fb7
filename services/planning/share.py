"""What planning one instruction takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.planning.deadlines import due_on
from services.planning.model import Assignment, Role, Unassigned

if TYPE_CHECKING:
    import datetime as dt

    from services.directive.model import Instruction
    from services.planning.calendar import WorkingCalendar
    from services.planning.model import Exclusion
    from services.planning.questions import Question
    from services.settings.model import Topic, TopicItem
    from services.units.model import Unit
    from services.units.registry import Registry


@dataclass(frozen=True, slots=True)
class Given:
    """What every instruction of a directive is planned with; `on` is the issue date, on which groups expand.

    `foreign_issuer` names the office that issued the directive when that is surely not our own.
    """

    registry: Registry
    topic: Topic | None
    calendar: WorkingCalendar
    on: dt.date
    own_names: tuple[str, ...]
    foreign_issuer: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """What became of one instruction."""

    assignments: tuple[Assignment, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    unassigned: tuple[Unassigned, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Grant:
    """Why a unit gets an instruction: role, rule (Vietnamese), certainty of the match, and whom it works with."""

    role: Role
    rule: str
    score: float = 1.0
    partners: tuple[str, ...] = ()
    text: str | None = None


def assign(unit: Unit, instruction: Instruction, grant: Grant, item: TopicItem | None, given: Given) -> Assignment:
    """One assignment: the instruction's words and evidence, the topic item's channels, product and measure."""
    deadline = instruction.deadline
    return Assignment(
        unit=unit.id,
        unit_name=unit.name,
        role=grant.role,
        text=grant.text or instruction.text,
        instruction=instruction.key,
        section=instruction.section,
        evidence=instruction.evidence,
        rule=grant.rule,
        # a doubtful match of the name makes the whole assignment doubtful
        confidence=round(instruction.confidence * grant.score**2, 3),
        due_on=due_on(deadline, given.on, given.calendar),
        due_text=deadline.text if deadline else None,
        recurrence=deadline.recurrence if deadline else None,
        product=(item.product or None) if item else None,
        measure=(item.measure or None) if item else None,
        channels=item.channels if item else (),
        partners=grant.partners,
        topic_item=item.id if item else None,
    )


def nobody(instruction: Instruction, mentions: tuple[str, ...], reason: str) -> Unassigned:
    """An instruction, or a mention in it, for which no unit was found."""
    return Unassigned(instruction.key, instruction.text, mentions, reason, instruction.evidence)
