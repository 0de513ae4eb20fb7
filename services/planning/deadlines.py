"""The last day allowed, from a deadline as printed. Printed days are never shifted, not even from a Sunday."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from services.planning.calendar import ONE_DAY
from services.planning.phrases import folded

if TYPE_CHECKING:
    from services.directive.model import Deadline
    from services.planning.calendar import WorkingCalendar

TERM = re.compile(r" (\d{1,3}) (?!gio )(?:[a-z]+ ){0,3}?ngay (lam viec )?")
"""A number, perhaps spelt out behind it ("15 (mười lăm)"), and "ngày" or "ngày làm việc"."""
FROM_ISSUE = re.compile(r" (?:ke |tinh )?(?:tu|sau) (?:ngay |khi )?(?:ki|ban hanh|phat hanh) ")
FROM_DAY = re.compile(r" (?:ke |tinh )?tu (?:ngay )?(\d{1,2}) (?:thang )?(\d{1,2}) (?:nam )?(\d{4}) ")
"""Only these starting points are known here; others ("kể từ ngày nhận …") leave the day open."""
RELATIVE = "relative"
"""Flag of a deadline whose day was reckoned, not printed."""
HOUR, MIDNIGHT = "time=", "time=00:00"
"""Flag of a deadline at an hour of its day, and of one at the first."""
WITHIN = "within"
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def due_on(deadline: Deadline | None, issued: dt.date, calendar: WorkingCalendar) -> dt.date | None:
    """The last day allowed: "trước ngày D" ends the day before, all other wordings on D (WD-05); None if not dated.

    "trước 17 giờ ngày D" ends on D. A term ("05 ngày làm việc kể từ ngày ký") starts on the day after its first day;
    one of calendar days that ends on a day off runs to the next working day (Bộ luật Dân sự 2015, Điều 147–148).
    """
    if deadline is None:
        return None
    if _is_printed(deadline):
        return _last_day(deadline)
    return _term(folded(deadline.text), issued, calendar) or _last_day(deadline)


def ends_the_day_before(deadline: Deadline) -> bool:
    """Whether the printed day itself is too late: "trước ngày D", "trước 0 giờ ngày D", not "trước 17 giờ ngày D"."""
    hours = [flag for flag in deadline.flags if flag.startswith(HOUR)]
    return deadline.boundary == "before" and all(flag == MIDNIGHT for flag in hours)


def day_off_question(deadline: Deadline | None, calendar: WorkingCalendar) -> str:
    """What to tell a clerk about a printed day that ends on a day off; empty when there is nothing to tell.

    The end of a month, quarter or year is a period, not a day somebody chose.
    """
    if deadline is None or deadline.boundary == WITHIN or not _is_printed(deadline):
        return ""
    last = _last_day(deadline)
    if last is None or calendar.is_working(last):
        return ""
    before = calendar.previous_working(last)
    return (
        f"“{deadline.text}”: ngày cuối cùng còn hạn là {WEEKDAYS[last.weekday()]} {last:%d/%m/%Y}, ngày nghỉ; giữ đúng "
        f"như văn bản, ngày làm việc liền trước là {WEEKDAYS[before.weekday()]} {before:%d/%m/%Y}."
    )


def unsure_question(deadline: Deadline | None, issued: dt.date, calendar: WorkingCalendar) -> str:
    """What to tell a clerk when a last day rests on days off that nobody has ordered yet; empty when it does not.

    A printed day rests on itself; a term on all days from its beginning.
    """
    if deadline is None or deadline.boundary == WITHIN:
        return ""
    last = due_on(deadline, issued, calendar)
    if last is None:
        return ""
    start = last if _is_printed(deadline) else _start(folded(deadline.text), issued) or issued
    days = calendar.unsure_between(start, last)
    if not days:
        return ""
    named = ", ".join(f"{day:%d/%m/%Y}" for day in days)
    return (
        f"“{deadline.text}”: hạn {last:%d/%m/%Y} có tính ngày nghỉ hoặc làm bù chưa có văn bản quyết định ({named}); "
        "cần đối chiếu lịch nghỉ của cơ quan."
    )


def _is_printed(deadline: Deadline) -> bool:
    return deadline.date is not None and RELATIVE not in deadline.flags


def _last_day(deadline: Deadline) -> dt.date | None:
    if deadline.date is None:
        return None
    return deadline.date - ONE_DAY if ends_the_day_before(deadline) else deadline.date


def _term(text: str, issued: dt.date, calendar: WorkingCalendar) -> dt.date | None:
    """A term with a known start: "trong 10 (mười) ngày làm việc kể từ ngày ký", "… kể từ ngày 15/3/2026"."""
    found, start = TERM.search(text), _start(text, issued)
    if found is None or start is None or not int(found[1]):
        return None
    count = int(found[1])
    return calendar.add_working_days(start, count) if found[2] else calendar.due_within(start, count)


def _start(text: str, issued: dt.date) -> dt.date | None:
    if FROM_ISSUE.search(text):
        return issued
    day = FROM_DAY.search(text)
    try:
        return dt.date(int(day[3]), int(day[2]), int(day[1])) if day else None
    except ValueError:  # printed, but no such day
        return None
