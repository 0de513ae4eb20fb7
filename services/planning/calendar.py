"""Working days of Vietnamese offices: Monday to Friday, without days off, with Saturdays worked in exchange."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Exceptions to the office week. `off` holds weekdays not worked, `worked` weekend days that are; `worked` wins.

    `unsure` are exceptions that nobody with the power to do so has ordered yet. The calendar knows the years it was
    built for; in others it knows only the week.
    """

    off: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()
    unsure: frozenset[dt.date] = frozenset()
    weekend: frozenset[int] = frozenset({5, 6})

    def is_working(self, day: dt.date) -> bool:
        """Whether offices work on that day."""
        return day in self.worked or (day.weekday() not in self.weekend and day not in self.off)

    def next_working(self, day: dt.date) -> dt.date:
        """That day if it is worked, else the first worked day after it."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def previous_working(self, day: dt.date) -> dt.date:
        """That day if it is worked, else the last worked day before it."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def unsure_between(self, start: dt.date, end: dt.date) -> tuple[dt.date, ...]:
        """The unordered exceptions from one day to another, both included."""
        return tuple(sorted(day for day in self.unsure if start <= day <= end))

    def add_working_days(self, start: dt.date, count: int) -> dt.date:
        """Last day of a term of `count` working days; the start day is not counted (BLDS 2015, Điều 147)."""
        if count < 0:
            raise ValueError("a term has no negative length")
        day = start
        for _ in range(count):
            day = self.next_working(day + ONE_DAY)
        return day

    def due_within(self, start: dt.date, days: int) -> dt.date:
        """Last day of a term of so many calendar days; a term that ends on a day off runs to the next working day.

        The start day is not counted (BLDS 2015, Điều 147–148).
        """
        return self.next_working(start + dt.timedelta(days=days))
