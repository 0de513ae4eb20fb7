"""The calendar against what was decided for offices: Tết 2020–2026 and the long holidays, Giỗ Tổ 2020–2030.

Sources: the yearly decisions of the Prime Minister as announced by Bộ Nội vụ and Bộ Lao động; 10/3 of the lunar year.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from services.directive.model import Deadline
from services.followup.calendar import build_calendar
from services.planning.calendar import ONE_DAY
from services.planning.deadlines import unsure_question
from services.settings.model import CalendarSettings, DayOverride

D = dt.date
CULTURE = DayOverride(day=D(2026, 11, 24), source="NQ 80-NQ/TW", confirmed=False)
SWAP = CalendarSettings(
    announced_until=2026,
    days_off=(DayOverride(day=D(2026, 1, 2), source="12729/VPCP-KGVX"), CULTURE),
    days_worked=(DayOverride(day=D(2026, 1, 10), source="12729/VPCP-KGVX"),),
)


@pytest.fixture(scope="module")
def vietnam():
    return build_calendar(SWAP, range(2019, 2031))


@pytest.mark.parametrize(
    ("last_worked", "next_worked"),
    [
        (D(2020, 1, 22), D(2020, 1, 30)), (D(2021, 2, 9), D(2021, 2, 17)), (D(2022, 1, 28), D(2022, 2, 7)),
        (D(2023, 1, 19), D(2023, 1, 27)), (D(2024, 2, 7), D(2024, 2, 15)), (D(2025, 1, 24), D(2025, 2, 3)),
        (D(2026, 2, 13), D(2026, 2, 23)),
        # 30/4 and 01/5
        (D(2020, 4, 29), D(2020, 5, 4)), (D(2021, 4, 29), D(2021, 5, 4)), (D(2022, 4, 29), D(2022, 5, 4)),
        (D(2023, 4, 28), D(2023, 5, 4)), (D(2025, 4, 29), D(2025, 5, 5)), (D(2026, 4, 29), D(2026, 5, 4)),
        (D(2024, 4, 26), D(2024, 5, 2)),  # Monday 29/4 off for Saturday 04/5
        # Quốc khánh
        (D(2020, 9, 1), D(2020, 9, 3)), (D(2021, 9, 1), D(2021, 9, 6)), (D(2022, 8, 31), D(2022, 9, 5)),
        (D(2023, 8, 31), D(2023, 9, 5)), (D(2024, 8, 30), D(2024, 9, 4)), (D(2025, 8, 29), D(2025, 9, 3)),
        (D(2026, 8, 28), D(2026, 9, 3)),
        # the year's end with its swap
        (D(2025, 12, 31), D(2026, 1, 5)),
    ],
)  # fmt: skip
def test_nobody_works_between(vietnam, last_worked, next_worked):
    assert vietnam.is_working(last_worked)
    assert vietnam.next_working(last_worked + ONE_DAY) == next_worked
    assert vietnam.previous_working(next_worked - ONE_DAY) == last_worked
    assert vietnam.add_working_days(last_worked, 1) == next_worked


@pytest.mark.parametrize(
    "day",
    [
        D(2020, 4, 2), D(2021, 4, 21), D(2022, 4, 10), D(2023, 4, 29), D(2024, 4, 18), D(2025, 4, 7), D(2026, 4, 26),
        D(2027, 4, 16), D(2028, 4, 4), D(2029, 4, 23), D(2030, 4, 12),
    ],
)  # fmt: skip
def test_the_day_of_the_hung_kings_is_off_and_made_up_for(vietnam, day):
    """BLLĐ Điều 111(3): a holiday on a weekend gives the next working day off."""
    assert not vietnam.is_working(day)
    if day.weekday() >= 5 and day != D(2023, 4, 29):  # in 2023 the days in lieu follow 01/5
        monday = day + dt.timedelta(days=7 - day.weekday())
        assert not vietnam.is_working(monday)
    if day == D(2023, 4, 29):
        assert not vietnam.is_working(D(2023, 5, 2))
        assert not vietnam.is_working(D(2023, 5, 3))


#: Mùng một Tết by the Vietnamese lunar calendar; 2030 is 02/02, in China 03/02.
NEW_YEARS = [
    D(2020, 1, 25), D(2021, 2, 12), D(2022, 2, 1), D(2023, 1, 22), D(2024, 2, 10), D(2025, 1, 29), D(2026, 2, 17),
    D(2027, 2, 6), D(2028, 1, 26), D(2029, 2, 13), D(2030, 2, 2),
]  # fmt: skip


@pytest.mark.parametrize("first", NEW_YEARS)
def test_tet_has_five_days_around_the_first(vietnam, first):
    """BLLĐ Điều 112(1)b: at least the last day of the old year and mùng một to mùng ba are off."""
    assert not any(vietnam.is_working(first + dt.timedelta(days=n)) for n in range(-1, 3))


def test_lunar_years_are_twelve_or_thirteen_moons():
    assert {(later - earlier).days for earlier, later in pairwise(NEW_YEARS)} <= {353, 354, 355, 383, 384, 385}


@pytest.mark.parametrize("year", range(2020, 2031))
def test_a_year_has_its_paid_holidays(vietnam, year):
    """Eleven days (ten before 2021, when Quốc khánh had one; twelve from 2026 with 24/11), weekends made up for."""
    days = [D(year, 1, 1) + dt.timedelta(days=n) for n in range(365)]
    lost = sum(day.weekday() < 5 and not vietnam.is_working(day) for day in days)
    gained = sum(day.weekday() >= 5 and vietnam.is_working(day) for day in days)
    expected = 10 if year == 2020 else 12 if year >= 2026 else 11
    # an office may lose one day of Tết to a weekend without another in its place
    assert expected - 1 <= lost - gained <= expected


@pytest.mark.parametrize(
    ("deadline", "issued", "unsure"),
    [
        (Deadline("chậm nhất ngày 24/11/2026", D(2026, 11, 24), "by"), D(2026, 9, 1), "24/11/2026"),
        (Deadline("chậm nhất ngày 24/11/2027", D(2027, 11, 24), "by"), D(2027, 9, 1), "24/11/2027"),
        (Deadline("trước ngày 25/11/2026", D(2026, 11, 25), "before"), D(2026, 9, 1), "24/11/2026"),
        (Deadline("trong 05 ngày làm việc kể từ ngày ký"), D(2026, 11, 20), "24/11/2026"),
        (Deadline("trong 05 ngày làm việc kể từ ngày ký"), D(2027, 2, 2), "04/02/2027, 05/02/2027"),
        (Deadline("trong 05 ngày làm việc kể từ ngày ký"), D(2027, 8, 31), "03/09/2027"),
        (
            Deadline("trong 05 ngày làm việc kể từ ngày ký"),
            D(2027, 4, 28),
            "",
        ),  # 30/4, 01/5 and the day in lieu are law
        (Deadline("trong 05 ngày làm việc kể từ ngày ký"), D(2026, 2, 12), ""),  # announced
        (Deadline("chậm nhất ngày 25/11/2026", D(2026, 11, 25), "by"), D(2026, 9, 1), ""),
        (Deadline("trong tháng 11", D(2026, 11, 30), "within"), D(2026, 9, 1), ""),
        (None, D(2026, 9, 1), ""),
    ],
)
def test_days_off_that_nobody_ordered_are_asked_about(vietnam, deadline, issued, unsure):
    told = unsure_question(deadline, issued, vietnam)
    assert bool(told) is bool(unsure)
    assert unsure in told


def test_a_confirmed_day_is_no_longer_asked_about():
    sure = CalendarSettings(announced_until=2027, days_off=(CULTURE.model_copy(update={"confirmed": True}),))
    assert build_calendar(sure, [2026, 2027]).unsure == frozenset()
    assert build_calendar(CalendarSettings(), [2030]).unsure == frozenset()
