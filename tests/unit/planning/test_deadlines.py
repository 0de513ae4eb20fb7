"""Last days allowed and working days, with the Vietnamese calendar of real years."""

from __future__ import annotations

import datetime as dt

import pytest

from services.directive.model import Deadline
from services.followup.calendar import build_calendar
from services.planning.calendar import WorkingCalendar
from services.planning.deadlines import day_off_question, due_on
from services.settings.model import CalendarSettings, DayOverride

D = dt.date
OVERRIDES = CalendarSettings(
    days_off=(DayOverride(day=D(2026, 1, 2), source="12729/VPCP-KGVX"),),
    days_worked=(DayOverride(day=D(2026, 1, 10), source="12729/VPCP-KGVX"),),
)


@pytest.fixture(scope="module")
def vietnam():
    return build_calendar(OVERRIDES, range(2019, 2028))


@pytest.mark.parametrize(
    ("deadline", "due"),
    [
        (None, None),
        (Deadline("trước ngày 15/12/2020", D(2020, 12, 15), "before"), D(2020, 12, 14)),
        (Deadline("trước 17 giờ ngày 15/12/2020", D(2020, 12, 15), "before", None, ("time=17:00",)), D(2020, 12, 15)),
        (Deadline("trước 0 giờ ngày 15/12/2020", D(2020, 12, 15), "before", None, ("time=00:00",)), D(2020, 12, 14)),
        (Deadline("chậm nhất ngày 15/12/2020", D(2020, 12, 15), "by"), D(2020, 12, 15)),
        (Deadline("trong tháng 6", D(2020, 6, 30), "within"), D(2020, 6, 30)),
        (Deadline("ngày 20/12/2020", D(2020, 12, 20)), D(2020, 12, 20)),
        (Deadline("hằng quý", recurrence="quarterly"), None),
        (Deadline("trong 03 ngày làm việc kể từ ngày ký"), D(2020, 1, 27)),
        (Deadline("trong thời hạn 03 (ba) ngày làm việc, kể từ ngày ban hành"), D(2020, 1, 27)),
        (Deadline("trong 15 (mười lăm) ngày làm việc, tính từ ngày ký ban hành"), D(2020, 2, 12)),
        (Deadline("05 ngày làm việc sau khi ban hành"), D(2020, 1, 29)),
        (Deadline("trong 05 ngày làm việc kể từ ngày 03/02/2020"), D(2020, 2, 10)),
        (Deadline("trong 05 ngày làm việc kể từ ngày 3 tháng 2 năm 2020"), D(2020, 2, 10)),
        (Deadline("trong 05 ngày làm việc kể từ ngày 30/02/2020"), None),
        (Deadline("trong 05 ngày làm việc kể từ ngày kết thúc hội nghị"), None),
        (Deadline("trong vòng 24 giờ kể từ ngày ký", None, "by", None, ("relative", "hours=24")), None),
        # a day that was reckoned from the day of signing is reckoned with the calendar
        (Deadline("trong 03 ngày kể từ ngày ký", D(2020, 1, 25), "by", None, ("relative", "days=3")), D(2020, 1, 27)),
        (Deadline("sau 03 ngày", D(2020, 1, 25), "by", None, ("relative",)), D(2020, 1, 25)),
        (Deadline("từ ngày 10/5/2020 đến hết ngày 14/5/2020", D(2020, 5, 14), "by", None, ("range",)), D(2020, 5, 14)),
        (Deadline("trước ngày 20 hằng tháng", None, None, "monthly", ("day=20",)), None),
        (Deadline("trong 03 ngày kể từ ngày ký"), D(2020, 1, 27)),
        (Deadline("trong 2 ngày kể từ ngày ký"), D(2020, 1, 24)),
        (Deadline("trong 03 ngày làm việc kể từ ngày nhận được văn bản"), None),
        (Deadline("trong 0 (bảy) ngày làm việc kể từ ngày ký"), None),
        (Deadline("ngay sau khi kết thúc"), None),
    ],
)
def test_last_day_allowed(deadline, due):
    """Issued on Wednesday 22/01/2020; printed days stay even on a Sunday (20/12/2020)."""
    assert due_on(deadline, D(2020, 1, 22), WorkingCalendar()) == due


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (D(2026, 1, 1), False),  # Tết Dương lịch
        (D(2026, 1, 2), False),  # ordered off, unknown to the package
        (D(2026, 1, 10), True),  # the Saturday worked for it
        (D(2026, 2, 16), False), (D(2026, 2, 20), False),  # Tết
        (D(2026, 2, 23), True),
        (D(2026, 4, 26), False),  # Giỗ Tổ falls on a Sunday …
        (D(2026, 4, 27), False),  # … the day in lieu
        (D(2026, 4, 30), False), (D(2026, 5, 1), False),
        (D(2026, 8, 22), True), (D(2026, 8, 31), False),  # swapped
        (D(2026, 9, 1), False), (D(2026, 9, 2), False),
        (D(2026, 11, 24), False), (D(2025, 11, 24), True),  # Ngày Văn hóa Việt Nam from 2026
        (D(2025, 4, 26), True),  # a Saturday worked
        (D(2027, 5, 3), False),  # in lieu of Saturday 01/5
        (D(2026, 3, 7), False), (D(2026, 3, 9), True),
    ],
)  # fmt: skip
def test_days_of_the_vietnamese_calendar(vietnam, day, working):
    assert vietnam.is_working(day) is working


def test_overrides_beat_the_package_in_both_directions():
    twisted = CalendarSettings(
        days_off=(DayOverride(day=D(2026, 8, 22), source="x"),),
        days_worked=(DayOverride(day=D(2026, 1, 1), source="x"),),
    )
    calendar = build_calendar(twisted, [2026])
    assert (calendar.is_working(D(2026, 8, 22)), calendar.is_working(D(2026, 1, 1))) == (False, True)


@pytest.mark.parametrize("language", ["C.UTF-8", "C", "en_US.UTF-8"])
def test_days_do_not_depend_on_the_locale(monkeypatch, vietnam, language):
    monkeypatch.setenv("LANG", language)
    assert build_calendar(OVERRIDES, range(2019, 2028)) == vietnam


@pytest.mark.parametrize(
    ("start", "count", "last"),
    [
        (D(2026, 1, 7), 3, D(2026, 1, 10)),  # the worked Saturday counts
        (D(2025, 12, 31), 1, D(2026, 1, 5)),  # over the new-year days and the weekend
        (D(2026, 2, 13), 1, D(2026, 2, 23)),  # over Tết
        (D(2026, 2, 12), 3, D(2026, 2, 24)),  # 13/02, then 23 and 24/02
        (D(2020, 1, 22), 1, D(2020, 1, 30)),  # over Tết Canh Tý: issued on the last day before it
        (D(2020, 1, 22), 5, D(2020, 2, 5)),
        (D(2023, 1, 19), 1, D(2023, 1, 27)),  # over Tết Quý Mão
        (D(2024, 2, 7), 1, D(2024, 2, 15)),  # over Tết Giáp Thìn
        (D(2025, 1, 24), 1, D(2025, 2, 3)),  # over Tết Ất Tỵ
        (D(2025, 8, 29), 1, D(2025, 9, 3)),  # over Quốc khánh
        (D(2026, 4, 24), 1, D(2026, 4, 28)),  # over Giỗ Tổ and the day in lieu
        (D(2026, 4, 29), 1, D(2026, 5, 4)),
        (D(2026, 8, 21), 2, D(2026, 8, 24)),  # the Saturday worked for Monday 31/8
        (D(2026, 8, 28), 1, D(2026, 9, 3)),
        (D(2026, 3, 2), 0, D(2026, 3, 2)),
    ],
)
def test_terms_in_working_days(vietnam, start, count, last):
    assert vietnam.add_working_days(start, count) == last


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [(D(2026, 3, 2), 4, D(2026, 3, 6)), (D(2026, 3, 2), 5, D(2026, 3, 9)), (D(2026, 2, 6), 10, D(2026, 2, 23))],
)
def test_terms_that_end_on_a_day_off_run_on(vietnam, start, days, last):
    assert vietnam.due_within(start, days) == last


def test_a_term_has_no_negative_length():
    with pytest.raises(ValueError, match="negative"):
        WorkingCalendar().add_working_days(D(2026, 1, 1), -1)


@pytest.mark.parametrize(
    ("deadline", "told"),
    [
        (None, ""),
        (
            Deadline("trước ngày 15/6/2026", D(2026, 6, 15), "before"),
            (
                "“trước ngày 15/6/2026”: ngày cuối cùng còn hạn là Chủ nhật 14/06/2026, ngày nghỉ; giữ đúng như văn "
                "bản, ngày làm việc liền trước là thứ Sáu 12/06/2026."
            ),
        ),
        (Deadline("chậm nhất ngày 20/02/2026", D(2026, 2, 20), "by"), "liền trước là thứ Sáu 13/02/2026."),
        (Deadline("ngày 02/9/2026", D(2026, 9, 2)), "là thứ Tư 02/09/2026, ngày nghỉ"),
        (Deadline("từ ngày 01/5/2026 đến ngày 03/5/2026", D(2026, 5, 3), "by", None, ("range",)), "thứ Tư 29/04/2026."),
        (Deadline("chậm nhất ngày 15/6/2026", D(2026, 6, 15), "by"), ""),
        (Deadline("trong tháng 5 năm 2026", D(2026, 5, 31), "within"), ""),
        (Deadline("trong 05 ngày kể từ ngày ký", D(2026, 6, 14), "by", None, ("relative",)), ""),
        (Deadline("hằng quý", recurrence="quarterly"), ""),
    ],
)
def test_a_printed_day_off_is_told_and_never_moved(vietnam, deadline, told):
    message = day_off_question(deadline, vietnam)
    assert told in message
    assert bool(told) is bool(message)


def test_a_day_off_is_one_doubt_for_all_its_places(office):
    sunday = Deadline("trước ngày 16/3/2020", D(2020, 3, 16), "before")
    orders = [office.explicit(f"III.{n}", "báo cáo", ["Văn phòng Sở"], deadline=sunday) for n in (1, 2)]
    made = office.planned(*orders)
    assert [doubt.code for doubt in made.doubts] == ["due_on_day_off"]
    assert made.doubts[0].message.startswith("Mục III.1, mục III.2: “trước ngày 16/3/2020”")
    assert {each.due_on for each in made.assignments} == {D(2020, 3, 15)}
