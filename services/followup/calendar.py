"""The working calendar of Vietnam: what the holidays package knows, corrected by the dated overrides of the office.

The package is an estimate where the Prime Minister decides year by year (Tết, second Quốc khánh day, swapped days);
announced days go into `calendar.toml` and beat it (Bộ luật Lao động 2019, Điều 111–112). What is only estimated, or
entered as not confirmed, counts as told and is marked unsure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import holidays

from services.planning.calendar import WorkingCalendar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from services.settings.model import CalendarSettings, DayOverride

ESTIMATED = ("Tết Nguyên Đán", "29 Tết", "Quốc khánh", "Ngày nghỉ (thay cho")
"""Days off that are decided year by year, by their names in the package; 02/9 itself is fixed."""
CULTURE_DAY = (24, 11)
"""Ngày Văn hóa Việt Nam stands in the package from 2026 on its word alone: an unconfirmed override covers all years."""


def build_calendar(settings: CalendarSettings, years: Iterable[int]) -> WorkingCalendar:
    """Days off and days worked of these years; an override of the office beats the package."""
    # the language of names follows the locale of the process unless it is given
    known = holidays.country_holidays("VN", years=sorted(set(years)), language="vi")
    off = {override.day for override in settings.days_off}
    worked = {override.day for override in settings.days_worked}
    return WorkingCalendar(
        off=frozenset((set(known) | off) - worked),
        worked=frozenset((set(known.weekend_workdays) | worked) - off),
        unsure=frozenset(_unsure(known, settings)),
    )


def _unsure(known: Mapping[dt.date, str], settings: CalendarSettings) -> Iterable[dt.date]:
    overrides = (*settings.days_off, *settings.days_worked)
    told = {override.day: override.confirmed for override in overrides}
    culture_open = any(_is_culture_day(override) and not override.confirmed for override in overrides)
    for day, name in known.items():
        culture = culture_open and (day.day, day.month) == CULTURE_DAY
        if day not in told and (culture or _is_estimated(day, name, settings.announced_until)):
            yield day
    yield from (day for day, confirmed in told.items() if not confirmed)


def _is_culture_day(override: DayOverride) -> bool:
    return (override.day.day, override.day.month) == CULTURE_DAY


def _is_estimated(day: dt.date, name: str, announced_until: int | None) -> bool:
    if announced_until is None or day.year <= announced_until:
        return False
    return (day.day, day.month) != (2, 9) and any(part in name for part in ESTIMATED)
