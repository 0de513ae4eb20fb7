"""Assignments (nhiệm vụ giao cho một đơn vị) and the plan that holds all of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from services.directive.model import Doubt, Evidence


class Role(StrEnum):
    """chủ trì / phối hợp / thực hiện (one of many units, each on its own)."""

    LEAD = "chủ trì"
    COORDINATING = "phối hợp"
    IMPLEMENTING = "thực hiện"


@dataclass(frozen=True, slots=True)
class Assignment:
    """What one unit must do for one instruction, by when, and the rule that says so.

    `text` is the instruction as it concerns this unit (words of the directive only). `partners` names whom it works
    with. `rule` is a Vietnamese sentence: mention, group expansion, topic item. `due_on` is the last day allowed.
    """

    unit: str
    unit_name: str
    role: Role
    text: str
    instruction: str
    section: str
    evidence: Evidence
    rule: str
    confidence: float
    due_on: dt.date | None = None
    due_text: str | None = None
    recurrence: str | None = None
    product: str | None = None
    measure: str | None = None
    channels: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    topic_item: str | None = None

    @property
    def key(self) -> str:
        """Unique within a directive: unit, instruction and role."""
        return f"{self.unit}|{self.instruction}|{self.role.name.lower()}"


@dataclass(frozen=True, slots=True)
class Unassigned:
    """An instruction nobody of the registry was found for, with the mentions as written and why."""

    instruction: str
    text: str
    mentions: tuple[str, ...]
    reason: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An addressed unit whom an instruction does not concern, and the topic rule (Vietnamese) that says so."""

    unit: str
    instruction: str
    rule: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All assignments of a directive in the order of units, then instructions; `units` are those with an assignment.

    `topic` is the id of the topic pack, `topic_name` its name; without one the words of the directive are all there is.
    """

    topic: str | None
    units: tuple[str, ...]
    assignments: tuple[Assignment, ...]
    unassigned: tuple[Unassigned, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    topic_name: str | None = None
