"""Dates of packets: `yyyy/MM/dd` by the standard, `dd/MM/yyyy` as met, implausible years refused.

The reference library reads `30/10/2020` leniently as year 36; here such a day is either understood or left out.
"""

from __future__ import annotations

import datetime as dt
import re

from services.office.edxml.model import VIETNAM

FIRST_YEAR = 1945
_STANDARD = re.compile(r"(?P<year>\d{4})[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})")
_REVERSED = re.compile(r"(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/-](?P<year>\d{4})")
_TIME = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\.\d+)?")


class DateReader:
    """Reads days and moments; tells in `remarks` which ones it could not believe."""

    def __init__(self, remarks: list[str], today: dt.date | None) -> None:
        self._remarks = remarks
        self._last_year = (today or dt.datetime.now(VIETNAM).date()).year + 1

    def day(self, text: str, what: str) -> dt.date | None:
        """The day, or None when it is absent or cannot be believed."""
        if not text:
            return None
        found = _STANDARD.fullmatch(text) or _REVERSED.fullmatch(text)
        parts = {name: int(value) for name, value in found.groupdict().items()} if found else {}
        if parts and FIRST_YEAR <= parts["year"] <= self._last_year:
            try:
                return dt.date(**parts)
            except ValueError:
                pass
        self._remarks.append(f"{what} “{text[:40]}” trong gói edXML không dùng được, cần văn thư xác minh.")
        return None

    def moment(self, text: str, what: str) -> dt.datetime | None:
        """The moment in Vietnam's zone; a day without time is its midnight."""
        day_text, _, time_text = text.replace("T", " ").partition(" ")
        day = self.day(day_text, what)
        if day is None:
            return None
        found = _TIME.fullmatch(time_text.strip())
        hour, minute, second = (int(part) for part in found.groups(default="0")) if found else (0, 0, 0)
        try:
            return dt.datetime.combine(day, dt.time(hour, minute, second), VIETNAM)
        except ValueError:
            return dt.datetime.combine(day, dt.time(), VIETNAM)
