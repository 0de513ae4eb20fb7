"""`calendar.toml`: dated exceptions of the calendar; no day is both off and worked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.settings.model import CalendarSettings
from services.settings.validation import place, validate

if TYPE_CHECKING:
    from services.settings.source import Source

FILE = "calendar.toml"


def read_calendar(source: Source) -> CalendarSettings | None:
    """The file, or its defaults when there is none. Problems are reported to the source."""
    if not source.has(FILE):
        return CalendarSettings()
    document = source.toml(FILE)
    read = validate(source, document, (), CalendarSettings, document.data) if document else None
    if document is None or read is None:
        return None
    off = {each.day: number for number, each in enumerate(read.days_off, start=1)}
    for number, each in enumerate(read.days_worked):
        if each.day in off:
            path = ("days_worked", number, "day")
            why = f"ngày {each.day:%d/%m/%Y} đã ghi là ngày nghỉ ở khối [[days_off]] thứ {off[each.day]}"
            source.report(document.file, document.line(path), place(path), why, "chỉ giữ lại một trong hai khối")
    return read
