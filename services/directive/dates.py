"""Dates as printed: "22/01/2020", "22 / 1 / 2020", "22 tháng 01 năm 2020", "16/12" without a year."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

DATE = (
    r"(?P<d>\d{1,2})\s?(?:/\s?(?P<m>\d{1,2}|\d\s\d(?=\s?/))(?:\s?/\s?(?P<y>\d{4}))?"
    r"|(?P<sep>[.-])\s?(?P<m2>\d{1,2})\s?(?P=sep)\s?(?P<y2>\d{4})"
    r"|\s+thang\s+(?P<m3>\d{1,2})(?:\s+nam\s+(?P<y3>\d{4}))?)(?!\s?/|\d|\s\d{1,2}/)"
)
"""For skeletons: day, month and perhaps a year, in digits or with "tháng", "năm"."""
_DATE = re.compile(DATE)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """Day, month and perhaps year as printed, and where they stand in the text."""

    day: int
    month: int
    year: int | None
    start: int
    end: int

    def on(self, year: int | None = None) -> dt.date | None:
        """The date, in the given year when none is printed; None when there is no such day or no year."""
        chosen = self.year or year
        if chosen is None:
            return None
        try:
            return dt.date(chosen, self.month, self.day)
        except ValueError:
            return None


def read(folded: str, pos: int = 0) -> PrintedDate | None:
    """The date that begins at an offset of a skeleton."""
    found = _DATE.match(folded, pos)
    return from_match(found) if found else None


def anywhere(folded: str) -> bool:
    """Whether a date stands anywhere in a skeleton."""
    return _DATE.search(folded) is not None


def from_match(found: re.Match[str]) -> PrintedDate:
    """The date of a match of a pattern that contains `DATE` once."""
    year = found["y"] or found["y2"] or found["y3"]
    return PrintedDate(
        int(found["d"]),
        int((found["m"] or found["m2"] or found["m3"]).replace(" ", "")),
        int(year) if year else None,
        found.start("d"),
        max(found.end(name) for name in ("d", "m", "y", "m2", "y2", "m3", "y3")),
    )


def slashed(day: dt.date) -> str:
    """As citations print it: 16/01/2020."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def spelt(day: dt.date) -> str:
    """As the header prints it (Nghị định 30/2020, Phụ lục I, mục II.4.b): "ngày 05 tháng 3 năm 2020"."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)  # noqa: PLR2004 - only 1 and 2 get a zero
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def last_day(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])
