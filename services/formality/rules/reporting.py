"""RP: windows of data and due days of periodic reports (NĐ 09/2019/NĐ-CP), as far as a text says both halves itself.

A window is judged against the period that its sentence, or else the title, names; what a text leaves out is not asked.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from services.formality.model import Severity
from services.formality.rules.measure import place
from services.formality.rules.registry import DRAFT, Fault, Subject, having, rule
from services.formality.text import bare, quote
from services.formality.trace import dates_in, written
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TEXT: Final = (Zone.BODY, Zone.HEADING, Zone.TABLE)
_SENTENCE_END: Final = re.compile(r"(?<=[.;]) ")
# Years that a report may be of; no sum of days leaves the calendar.
_DAY: Final = r"((?:ngày )?\d{1,2}/\d{1,2}/[12]\d{3}|ngày \d{1,2} tháng \d{1,2} năm [12]\d{3})"
_WINDOW: Final = re.compile(rf"từ {_DAY} (?:đến|tới)(?: hết)? {_DAY}", re.IGNORECASE)
_DATA: Final = re.compile(r"so lieu|ky bao cao")
_DUE: Final = re.compile(rf"(trước|chậm nhất|muộn nhất|đến hết)[^.;]{{0,40}}? {_DAY}", re.IGNORECASE)
_HALF: Final = re.compile(r"\b(?:0?6|sau) thang (dau|cuoi) nam ([12]\d{3})")
_QUARTER: Final = re.compile(r"\bquy (iv|i{1,3}|[1-4])(?: nam |/| )([12]\d{3})")
_MONTH: Final = re.compile(r"(?<!ngay \d )(?<!ngay \d\d )\bthang (\d{1,2})(?: nam |/)([12]\d{3})")
_YEAR: Final = re.compile(r"(?:bao cao|ket qua|so lieu|ky)(?: cua)?(?: ca)? nam ([12]\d{3})")
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_FIRST_DAY, _LAST_DAY, _LAST_MONTH, _FRIDAY = 15, 14, 12, 4


class Period(NamedTuple):
    """A period of reporting: its kind (month, quarter, half, year), its last month, how many months it has."""

    kind: str
    year: int
    month: int
    months: int

    @property
    def window(self) -> tuple[dt.date, dt.date]:
        """From the 15th of the month before it to the 14th of its last month (Điều 12)."""
        before = self.month - self.months
        first = dt.date(self.year, before, _FIRST_DAY) if before else dt.date(self.year - 1, _LAST_MONTH, _FIRST_DAY)
        return first, dt.date(self.year, self.month, _LAST_DAY)


def _window_rule(rule_id: str, name: str, kind: str, clause: int, promise: str) -> Callable[[Subject], Iterator[Fault]]:
    """A rule about the windows of one kind of period."""

    def faults(subject: Subject) -> Iterator[Fault]:
        title = " ".join(subject.zones.text(zone) for zone in (Zone.ABSTRACT, Zone.SUBJECT))
        for paragraph in subject.zones.of(*_TEXT):
            for said, period in _stated(paragraph.text, title):
                first, last = period.window
                if period.kind == kind and _days(said) != (first, last):
                    expected = f"số liệu từ ngày {written(first)} đến ngày {written(last)}"
                    advice = (
                        "Đối chiếu kỳ số liệu với chế độ báo cáo; cơ quan ban hành chế độ ấy quy định khác thì giữ."
                    )
                    yield Fault(place(paragraph), expected, quote(said), advice)

    faults.__doc__ = promise
    article = f"NĐ 09/2019 Đ 12({clause})"
    return rule(rule_id, name, article=article, severity=Severity.WARNING, when=having(*_TEXT))(faults)


of_months = _window_rule(
    "RP-01", "Kỳ số liệu báo cáo tháng", "month", 1, "From the 15th of the month before to the 14th (Điều 12 khoản 1)."
)
of_quarters = _window_rule(
    "RP-02",
    "Kỳ số liệu báo cáo quý",
    "quarter",
    2,
    "From the 15th before the quarter to the 14th of its last month (Điều 12 khoản 2).",
)
of_halves = _window_rule(
    "RP-03",
    "Kỳ số liệu báo cáo 6 tháng",
    "half",
    3,
    "First half: 15/12 of the year before to 14/6; second: 15/6 to 14/12 (Điều 12 khoản 3).",
)
of_years = _window_rule(
    "RP-04", "Kỳ số liệu báo cáo năm", "year", 4, "From 15/12 of the year before to 14/12 (Điều 12 khoản 4)."
)


@rule(
    "RP-06",
    "Thời hạn báo cáo sau kỳ số liệu",
    article="NĐ 09/2019 Đ 8(5)b",
    severity=Severity.WARNING,
    when=having(*_TEXT),
)
def after_the_window(subject: Subject) -> Iterator[Fault]:
    """A report is due no earlier than the working day after its window closes (Điều 8 khoản 5 điểm b).

    Working days are Monday to Friday here. Whether a report of several levels states a day for each is not judged.
    """
    for paragraph in subject.zones.of(*_TEXT):
        window = _WINDOW.search(paragraph.text)
        due = _DUE.search(paragraph.text, window.end()) if window and _DATA.search(bare(paragraph.text)) else None
        if not window or not due or not (ends := dates_in(window[2])) or not (days := dates_in(due[2])):
            continue
        (end,), (day,) = ends, days
        last = day - dt.timedelta(days=1) if due[1].casefold() == "trước" else day
        if last < (earliest := _next_working_day(end)):
            expected = f"thời hạn từ ngày {written(earliest)}, sau ngày chốt số liệu {written(end)}"
            yield Fault(place(paragraph), expected, quote(due[0]), "Lùi thời hạn báo cáo hoặc sửa kỳ số liệu.")


@rule(
    "RP-08",
    "Số thứ tự của báo cáo",
    article="derived",
    severity=Severity.WARNING,
    kinds=DRAFT,
    when=lambda subject: subject.doc_type == "BÁO CÁO" and bool(subject.facts.tasks),
)
def same_numbers(subject: Subject) -> Iterator[Fault]:
    """A report on results tells each task under its number in the assignment table (derived)."""
    told = [bare(paragraph.text) for paragraph in subject.zones.of(Zone.BODY, Zone.HEADING)]
    for number, task in enumerate(subject.facts.tasks, start=1):
        if not any(line.startswith(f"{number}. {bare(task).rstrip('.')}") for line in told):
            expected = f"nhiệm vụ số {number} như ở bảng phân công: {quote(task)}"
            advice = "Giữ số thứ tự và nội dung nhiệm vụ của bảng phân công."
            yield Fault(f"Kết quả, nhiệm vụ số {number}", expected, "không có ở số thứ tự này", advice)


@lru_cache(maxsize=4096)
def _stated(text: str, title: str) -> tuple[tuple[str, Period], ...]:
    """Each window of data in a text as written, with the period it is for."""
    return tuple(
        (window[0], period)
        for sentence in _SENTENCE_END.split(text)
        if _DATA.search(bare(sentence))
        for window in _WINDOW.finditer(sentence)
        if (period := period_in(sentence.replace(window[0], " ")) or period_in(title))
    )


@lru_cache(maxsize=4096)
def period_in(text: str) -> Period | None:
    """The period that a text names: "quý II năm 2026"; the narrowest when several kinds are named."""
    line = bare(text)
    if found := _HALF.search(line):
        return Period("half", int(found[2]), 6 if found[1] == "dau" else 12, 6)
    if found := _QUARTER.search(line):
        number = _QUARTERS.get(found[1]) or int(found[1])
        return Period("quarter", int(found[2]), 3 * number, 3)
    if (found := _MONTH.search(line)) and 1 <= int(found[1]) <= _LAST_MONTH:
        return Period("month", int(found[2]), int(found[1]), 1)
    found = _YEAR.search(line)
    return Period("year", int(found[1]), _LAST_MONTH, _LAST_MONTH) if found else None


def _days(said: str) -> tuple[dt.date, ...]:
    return tuple(sorted(dates_in(said)))


def _next_working_day(day: dt.date) -> dt.date:
    day += dt.timedelta(days=1)
    while day.weekday() > _FRIDAY:
        day += dt.timedelta(days=1)
    return day
