"""The last day allowed, from a deadline as printed. Printed days are never shifted, not even from a Sunday."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.planning.calendar import ONE_DAY
from services.planning.phrases import folded

if TYPE_CHECKING:
    import datetime as dt

    from services.directive.model import Deadline
    from services.planning.calendar import WorkingCalendar

TERM = re.compile(r" (\d{1,3}) (?:[a-z]+ )?ngay (lam viec )?")
FROM_ISSUE = re.compile(r" (?:ke )?tu (?:ngay )?(?:ki|ban hanh|phat hanh) ")
"""Only the day of signing is known here; other starting points ("kể từ ngày nhận …") leave the day open."""


def due_on(deadline: Deadline | None, issued: dt.date, calendar: WorkingCalendar) -> dt.date | None:
    """The last day allowed: "trước ngày D" ends the day before, all other wordings on D (WD-05); None if not dated."""
    if deadline is None:
        return None
    if deadline.date is not None:
        return deadline.date - ONE_DAY if deadline.boundary == "before" else deadline.date
    return _term(folded(deadline.text), issued, calendar)


def _term(text: str, issued: dt.date, calendar: WorkingCalendar) -> dt.date | None:
    """A term that starts with the issue of the directive: "trong 10 (mười) ngày làm việc kể từ ngày ký"."""
    found = TERM.search(text)
    if found is None or not FROM_ISSUE.search(text) or not int(found[1]):
        return None
    count = int(found[1])
    return calendar.add_working_days(issued, count) if found[2] else calendar.due_within(issued, count)
