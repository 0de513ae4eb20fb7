"""The working calendar of Vietnam: what the holidays package knows, corrected by the dated overrides of the office.

The package is an estimate where the Prime Minister decides year by year (Tết, second Quốc khánh day, swapped days);
announced days go into `calendar.toml` and beat it (Bộ luật Lao động 2019, Điều 111–112).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import holidays

from services.planning.calendar import WorkingCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from services.settings.model import CalendarSettings


def build_calendar(settings: CalendarSettings, years: Iterable[int]) -> WorkingCalendar:
    """Days off and days worked of these years; an override of the office beats the package."""
    # the language of names follows the locale of the process unless it is given
    known = holidays.country_holidays("VN", years=sorted(set(years)), language="vi")
    off = {override.day for override in settings.days_off}
    worked = {override.day for override in settings.days_worked}
    return WorkingCalendar(
        off=frozenset((set(known) | off) - worked),
        worked=frozenset((set(known.weekend_workdays) | worked) - off),
    )
