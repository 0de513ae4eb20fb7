"""What planning asks the clerk: one doubt for one question, however many clauses raise it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.directive.labels import in_words
from services.directive.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from services.directive.model import Instruction
    from services.planning.model import Unassigned

SHOWN = 5
"""Places named in a sentence; further ones are counted."""
NOT_OURS = (
    "không có trong danh mục đơn vị, là việc của cơ quan khác nên không giao lại; "
    "cần văn thư xem có đơn vị nào của mình không."
)
"""Why nobody of ours gets what another office orders from units that our registry does not have at all."""
NOT_UNDER_US = "không trực thuộc cơ quan mình nên không giao lại: cần văn thư quyết định nếu vẫn phải gửi."
"""The end of why a unit that our office may only ask has nothing of what another office tells it directly."""
TO_DECIDE = "cần chọn đơn vị trong cơ quan thực hiện."
"""The end of why what our office as a whole is told waits for the clerk."""
OURS = f"là chính cơ quan mình: {TO_DECIDE}"
"""Why nobody has what our office is told as a whole."""
OURS_TOO = f"gồm cả cơ quan mình: {TO_DECIDE}"
"""The same where it is one of many that are told."""
NAMED = 20
"""Offices named in a sentence; further ones are counted."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that an instruction raises, not yet joined with the same question of other instructions."""

    code: str
    message: str
    instruction: Instruction


def open_questions(unassigned: Sequence[Unassigned], by_key: Mapping[str, Instruction]) -> Iterator[Question]:
    """What is open, one question for each reason; all that another office orders from others is one question."""
    others = dict.fromkeys(name for each in unassigned if each.reason == NOT_OURS for name in each.mentions)
    named = ", ".join(f"“{name}”" for name in list(others)[:NAMED])
    more = f" và {len(others) - NAMED} nơi khác" if len(others) > NAMED else ""
    for each in unassigned:
        message = f"{named}{more} {NOT_OURS}" if each.reason == NOT_OURS else each.reason
        yield Question("unassigned", message, by_key[each.instruction])


def place(instruction: Instruction) -> str:
    """Where an instruction stands, for a sentence: "mục II.1", "phần đầu"."""
    section = instruction.section
    if not section:
        return f"trang {instruction.evidence.page}"
    return in_words(section)


def doubts_of(questions: Iterable[Question]) -> tuple[Doubt, ...]:
    """One doubt for each different question, with all its places and the evidence of the first."""
    same: dict[tuple[str, str], list[Instruction]] = {}
    for question in questions:
        same.setdefault((question.code, question.message), []).append(question.instruction)
    return tuple(
        Doubt(code, f"{_places(instructions)}: {message}", instructions[0].evidence)
        for (code, message), instructions in same.items()
    )


def _places(instructions: list[Instruction]) -> str:
    places = list(dict.fromkeys(place(instruction) for instruction in instructions))
    more = f" và {len(places) - SHOWN} mục khác" if len(places) > SHOWN else ""
    return sentence(", ".join(places[:SHOWN]) + more)


def sentence(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]
