"""What was taken to be so without being printed: the cover note says it, so that a clerk can disagree. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from services.directive.model import Source
from services.letters import words
from services.letters.accounting import numbers
from services.planning.deadlines import ends_the_day_before

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from services.directive.model import Deadline, Doubt, Instruction
    from services.letters.contents.table import Row
    from services.letters.model import Work

#: Doubts that say what was taken to be so: told with the assumptions and not once more as questions.
TAKEN: Final = frozenset({"deadline_assumed_year", "deadline_day_of_year", "calendar_unsure", "due_on_day_off"})
_SAID_BY_DEADLINE: Final = "deadline_assumed_year"
_NAMES: Final = {
    "doc_type": "loại văn bản",
    "number": "số",
    "notation": "ký hiệu",
    "issued_on": "ngày ban hành",
    "issuer": "cơ quan ban hành",
    "abstract": "trích yếu",
}


def assumptions(work: Work, table: Sequence[Row], issued: dt.date | None) -> dict[str, Any]:
    """Where values beat the page, on which day groups were read, by which topic, how days were understood.

    `issued` is the day of issue when all of it is known.
    """
    return {
        "tu_egov": _fields_from(work, Source.METADATA),
        "tu_van_thu": _fields_from(work, Source.CLERK),
        "ngay_nhom": words.date(issued or work.today),
        "theo_ngay_ban_hanh": issued is not None,
        "chu_de": work.plan.topic_name or "",
        "suy_nam": _deadlines(work, table, lambda deadline: "assumed_year" in deadline.flags),
        "truoc_ngay": _deadlines(work, table, ends_the_day_before),
        "lich": [words.phrase(one.message) for one in _taken(work) if one.code != _SAID_BY_DEADLINE],
    }


def _fields_from(work: Work, source: Source) -> str:
    values = ((name, getattr(work.directive.header, field)) for field, name in _NAMES.items())
    return words.listing(name for name, value in values if value is not None and value.method is source)


def _taken(work: Work) -> list[Doubt]:
    doubts = {one.message: one for one in (*work.directive.doubts, *work.plan.doubts) if one.code in TAKEN}
    return list(doubts.values())


def _deadlines(work: Work, table: Sequence[Row], wanted: Callable[[Deadline], bool]) -> list[dict[str, str]]:
    """Each such wording once: as printed, the day it was read as, the rows of the table it stands in."""
    found: dict[tuple[str, str], list[Instruction]] = {}
    for instruction in work.directive.instructions:
        deadline = instruction.deadline
        if deadline and deadline.date and wanted(deadline):
            found.setdefault((words.one_line(deadline.text), words.date(deadline.date)), []).append(instruction)
    return [
        {"thoi_han": text, "ngay": day, "nhiem_vu": _rows_of(table, {one.key for one in own})}
        for (text, day), own in found.items()
    ]


def _rows_of(table: Sequence[Row], keys: set[str]) -> str:
    return numbers([number for number, row in enumerate(table, 1) if row.assignments[0].instruction in keys])
