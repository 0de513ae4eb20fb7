"""The deadline of an assignment in words: as the directive prints it, with the last day when that is not plain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from services.letters import words

if TYPE_CHECKING:
    from services.planning.model import Assignment

_FULL_DATE: Final = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
)
#: What a deadline begins with that its label already says: "hoàn thành trước ngày …", "báo cáo chậm nhất ngày …".
_LABELLED: Final = re.compile(
    r"(?:(?:hoàn thành|thực hiện|làm|báo cáo|nộp|gửi)(?: xong)?|xong)\s+"
    r"(?=(?:trước|chậm nhất|muộn nhất|trong|đến hết|vào)\b)",
    re.IGNORECASE,
)


def bare(printed: str) -> str:
    """A deadline as the directive prints it, without the verb before it: it stands behind a label."""
    text = words.phrase(printed)
    found = _LABELLED.match(text)
    return text[found.end() :] if found else text


def due(assignment: Assignment) -> str:
    """The deadline, or an empty text when the directive sets none."""
    printed = bare(assignment.due_text or "")
    last_day = f"chậm nhất ngày {words.date(assignment.due_on)}" if assignment.due_on else ""
    if printed and last_day and not _FULL_DATE.search(printed):
        return f"{printed} ({last_day})"
    return printed or last_day or words.recurrence(assignment.recurrence or "")


def due_or_mark(assignment: Assignment) -> str:
    """The deadline, or the marked blank a person must fill (NĐ 30/2020, Điều 23 khoản 2 wants one)."""
    return due(assignment) or words.NO_DEADLINE
