"""What planning one instruction takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from services.planning import ourselves
from services.planning.audiences import absent_people
from services.planning.deadlines import due_on
from services.planning.model import Assignment, Role, Unassigned
from services.planning.questions import NOT_UNDER_US
from services.planning.topics import item_of
from services.units.model import Resolution, ResolutionKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from services.directive.model import Instruction
    from services.planning.calendar import WorkingCalendar
    from services.planning.model import Exclusion
    from services.planning.questions import Question
    from services.settings.model import Topic, TopicItem
    from services.units.model import Greeting, Unit
    from services.units.registry import Registry

ASKED = "đề nghị"
"""The tone towards units that do not belong to the office."""


@dataclass(frozen=True, slots=True)
class Given:
    """What every instruction of a directive is planned with; `on` is the issue date, on which groups expand.

    `foreign_issuer` names the office that issued the directive when that is surely not our own, `told_as_whole` that
    it tells ours by its name; `greeting` is whom our own letter addresses. Derived once: the `units` of that day,
    `resolve` (a mention is looked up only once), and the people each unit does not have.
    """

    registry: Registry
    topic: Topic | None
    calendar: WorkingCalendar
    on: dt.date
    own_names: tuple[str, ...]
    foreign_issuer: str = ""
    greeting: Greeting | None = None
    told_as_whole: bool = False
    units: tuple[Unit, ...] = field(init=False)
    resolve: Callable[[str], Resolution] = field(init=False, repr=False, compare=False)
    absent: Mapping[str, frozenset[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Work out what all instructions share."""
        put = object.__setattr__  # the way a frozen dataclass fills its derived fields
        put(self, "units", self.registry.valid_on(self.on))
        put(self, "resolve", cache(self._resolve))
        audiences = self.topic.audiences if self.topic else ()
        put(self, "absent", {unit.id: absent_people(unit, audiences) for unit in self.units})

    def _resolve(self, mention: str) -> Resolution:
        """Whom a mention means. Another office orders its units itself: those we may only ask are not ours to tell."""
        found = self.registry.resolve(mention, self.on, self.greeting)
        if not self.foreign_issuer:
            return found if found.unit_ids else self._at_home(found)
        if not found.unit_ids:
            return found
        if any(self.registry.get(unit_id).tone != ASKED for unit_id in found.unit_ids):
            return found
        rule = f"“{mention}” được {self.foreign_issuer} nêu trực tiếp và {NOT_UNDER_US}"
        return Resolution(mention, ResolutionKind.UNKNOWN, (), 0.0, rule)

    def _at_home(self, nobody: Resolution) -> Resolution:
        """In our own paper "Văn phòng" is "Văn phòng Sở": a name that only lacks the office's own."""
        short = min(self.own_names, key=len, default="")
        found = self.registry.resolve(f"{nobody.mention} {short}", self.on, self.greeting)
        alone = found.kind is ResolutionKind.UNIT and found.score == 1.0
        return replace(found, mention=nobody.mention) if short and alone else nobody

    def is_us(self, mention: str) -> bool:
        """Whether a mention means the office itself: by its name, or as one of all departments of its province."""
        return ourselves.is_us(mention, self.own_names, self.foreign_issuer)

    def names_us(self, mention: str) -> bool:
        """Whether a mention holds a name of the office that no other office has."""
        return ourselves.names_us(mention, self.own_names)


@dataclass(frozen=True, slots=True)
class Clause:
    """An instruction with what all its assignments have in common: topic item and last day allowed."""

    instruction: Instruction
    item: TopicItem | None
    due_on: dt.date | None

    @classmethod
    def of(cls, instruction: Instruction, given: Given) -> Clause:
        """Look up the topic item and work out the day once."""
        item = item_of(given.topic, instruction.text)
        return cls(instruction, item, due_on(instruction.deadline, given.on, given.calendar))


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


def assign(unit: Unit, clause: Clause, grant: Grant) -> Assignment:
    """One assignment: the instruction's words and evidence, the topic item's channels, product and measure."""
    instruction, item, deadline = clause.instruction, clause.item, clause.instruction.deadline
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
        due_on=clause.due_on,
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
