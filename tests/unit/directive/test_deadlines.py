from __future__ import annotations

import datetime as dt

import pytest

from services.directive import deadlines, references
from services.directive.text import Text
from tests.unit.directive.samples import lexicon

ISSUED = dt.date(2024, 3, 5)


def read(text: str, issued: dt.date | None = ISSUED):
    whole = Text.of(text)
    return deadlines.find(whole, lexicon(), issued, references.spans(whole))


@pytest.mark.parametrize(
    ("text", "date", "boundary"),
    [
        ("báo cáo UBND tỉnh trước ngày 20/4/2024.", "2024-04-20", "before"),
        ("gửi trước 30/11/2024 để tổng hợp", "2024-11-30", "before"),
        ("hoàn thành xong trước ngày 15-6-2024", "2024-06-15", "before"),
        ("chậm nhất ngày 18/10/2024", "2024-10-18", "by"),
        ("chậm nhất là ngày 5 tháng 4 năm 2024", "2024-04-05", "by"),
        ("muộn nhất đến hết ngày 25/10/2024", "2024-10-25", "by"),
        ("hạn chót 13/10/2024, theo mẫu", "2024-10-13", "by"),
        ("nộp hồ sơ đến hết ngày 30 tháng 4 năm 2024", "2024-04-30", "by"),
        ("tổ chức vào ngày 20/11/2024", "2024-11-20", "by"),
        ("hoàn thành trong tháng 11 năm 2024", "2024-11-30", "within"),
        ("tổ chức hội thi trong tháng 02/2025", "2025-02-28", "within"),
        ("trong quý III/2024", "2024-09-30", "within"),
        ("đến hết quý 2 năm 2024", "2024-06-30", "by"),
        ("trước tháng 6/2024", "2024-06-01", "before"),
        ("hoàn thành việc rà soát trong năm 2024", "2024-12-31", "within"),
        ("trồng mới 350 ha rừng trong năm 2024.", "2024-12-31", "within"),
        ("theo dõi việc giải ngân đến hết năm 2024", "2024-12-31", "within"),
        ("đưa xe thư viện đến trường trong các tháng 9, 10, 11 năm 2024", "2024-11-30", "within"),
        (
            "thống kê số người nghỉ từ ngày 01/01/2023 đến ngày 31/12/2023, gửi trước ngày 20/3/2024",
            "2024-03-20",
            "before",
        ),
        ("treo cờ từ ngày 10/5/2024 đến hết ngày 14/5/2024", "2024-05-14", "by"),
        ("Từ ngày 06 - 15/11/2024", "2024-11-15", "by"),
        ("trong thời hạn 10 ngày kể từ ngày ký", "2024-03-15", "by"),
        ("trước ngày 22/ 12/ 2024", "2024-12-22", "before"),
    ],
)
def test_days(text, date, boundary):
    found = read(text)
    assert found is not None
    assert (str(found.date), found.boundary) == (date, boundary)
    assert found.text in text


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("hằng tháng báo cáo kết quả", "monthly"),
        ("báo cáo định kỳ hàng quý", "quarterly"),
        ("Định kỳ 6 tháng, hàng năm hoặc đột xuất, báo cáo", "semi-annual+annual+ad-hoc"),
        ("báo cáo hằng tháng, quý, 6 tháng, năm", "monthly+quarterly+semi-annual+annual"),
        ("định kỳ 03 tháng/lần", "quarterly"),
        ("định kỳ 06 tháng/01 lần và đột xuất", "semi-annual+ad-hoc"),
        ("báo cáo trước ngày 20 hằng tháng", "monthly"),
        ("theo dõi, định kỳ báo cáo UBND tỉnh", "periodic-unspecified"),
        ("hằng tuần báo cáo tiến độ", "weekly"),
    ],
)
def test_periods(text, recurrence):
    found = read(text)
    assert found is not None
    assert (found.recurrence, found.date) == (recurrence, None)


@pytest.mark.parametrize(
    "text",
    [
        "thực hiện Công văn số 77/UBND-NC ngày 01/6/2024 của UBND tỉnh",
        "Kế hoạch có hiệu lực kể từ ngày ký",
        "số liệu tính từ ngày 15/11/2023 đến ngày 14/11/2024",
        "Thời gian báo cáo kể từ ngày 08/8/2023 đến hết ngày 31/12/2023",
        "thời gian báo cáo trước ngày 25/10/2023, tuy nhiên đến nay còn một số đơn vị",
        "chịu trách nhiệm trước UBND tỉnh",
        "gửi trước bằng tệp điện tử",
        "từ nguồn chi thường xuyên ngân sách hằng năm",
        "trong các buổi giao ban, họp định kỳ của cơ quan",
        "đánh giá mục tiêu, chỉ tiêu hàng năm và giai đoạn",
        "ảnh hưởng đến vùng biển Phú Quý, Côn Đảo",
        "phong trào xóa nhà tạm trong năm 2025",
        "đánh giá kết quả đạt được trong năm 2024.",
        "theo dõi mục tiêu trong năm 2030.",
        "rà soát các trường hợp giao đất trước ngày 15/10/1993 để cấp giấy",
        "theo dõi đợt mưa kéo dài đến hết ngày 28/3/2024 để chỉ đạo",
        "trực cấp cứu trong 24 giờ",
        "họp mặt thời gian 8 giờ ngày 05/5/2024",
        "nhắc lại trong năm một lần nữa",
        "rà soát các vụ cháy xảy ra trong năm 2024.",
        "thống kê văn bản đã ban hành trong năm 2024.",
        "kịp thời, khẩn trương, theo quy định",
        "duy trì thường xuyên các chuyên mục",
        "các lớp tập huấn trong 3 ngày",
    ],
)
def test_what_only_looks_like_a_deadline(text):
    assert read(text) is None
    assert not deadlines.unparsed(Text.of(text), lexicon(), ISSUED, references.spans(Text.of(text)))


@pytest.mark.parametrize(
    ("text", "issued", "date", "flag"),
    [
        ("chậm nhất ngày 16/12", ISSUED, "2024-12-16", "assumed_year"),
        ("chậm nhất ngày 16/12", None, "None", "year_unknown"),
        ("trước ngày 15/01", ISSUED, "2024-01-15", "past"),
        ("trước ngày 20/01/2023", ISSUED, "2023-01-20", "past"),
        ("trước ngày 31/6/2024", ISSUED, "None", "no_such_day"),
        ("trước ngày 01/12/2026", ISSUED, "2026-12-01", "far"),
        ("từ ngày 30/10/2024 đến ngày 03/10/2024", ISSUED, "None", "reversed"),
        ("dự thảo trước ngày 01/4/2024, hoàn thành trước ngày 30/4/2024", ISSUED, "2024-04-01", "several"),
        ("trước 16 giờ 30 ngày 15/3/2024", ISSUED, "2024-03-15", "time=16:30"),
        ("trong thời gian 07 (bảy) ngày làm việc, kể từ ngày nhận được", ISSUED, "None", "working"),
        ("định kỳ hàng quý (trước ngày 15 của tháng kế tiếp)", ISSUED, "None", "day=15-next"),
        ("báo cáo trước ngày 20 hằng tháng", ISSUED, "None", "day=20"),
    ],
)
def test_what_a_person_must_know(text, issued, date, flag):
    found = read(text, issued)
    assert found is not None
    assert str(found.date) == date
    assert flag in found.flags


@pytest.mark.parametrize("text", ["trước l6 giờ ngày 15/3", "trước ngày 3o/6", "chậm nhất thứ Sáu tuần này"])
def test_a_trigger_that_does_not_parse_is_told(text):
    assert deadlines.unparsed(Text.of(text), lexicon(), ISSUED)


@pytest.mark.parametrize(
    ("text", "expected", "recurrence", "flag"),
    [
        ("gia cố nhà cửa trước mùa mưa bão năm 2024", "trước mùa mưa bão năm 2024", None, "event"),
        ("hoàn thành trước khai giảng năm học mới", "trước khai giảng năm học mới", None, "event"),
        (
            "ngay sau khi có hướng dẫn của Bộ Nội vụ, tổ chức tập huấn",
            "ngay sau khi có hướng dẫn của Bộ Nội vụ",
            None,
            "event",
        ),
        (
            "kiểm tra cùng thời gian nêu tại Kế hoạch số 12/KH-STC ngày 06/01/2024",
            "cùng thời gian nêu tại Kế hoạch số 12/KH-STC ngày 06/01/2024",
            None,
            "event",
        ),
        ("trước ngày 15/6 và 15/12 hằng năm gửi báo cáo", "trước ngày 15/6 và 15/12 hằng năm", "annual", "day_of_year"),
        (
            "trước ngày 25 của tháng cuối quý gửi báo cáo",
            "trước ngày 25 của tháng cuối quý",
            "quarterly",
            "day=25-last",
        ),
        ("báo cáo chậm nhất là ngày 05 hằng tháng", "chậm nhất là ngày 05 hằng tháng", "monthly", "day=5"),
    ],
)
def test_deadlines_without_one_day(text, expected, recurrence, flag):
    found = read(text, ISSUED)
    assert found is not None
    assert (found.text, found.date, found.recurrence) == (expected, None, recurrence)
    assert flag in found.flags


def test_a_second_deadline_is_told():
    found = read("gửi dự thảo trước ngày 20/3/2024 và bản chính thức trước ngày 10/4/2024", ISSUED)
    assert found is not None
    assert found.flags == ("several", "also=2024-04-10")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("chậm nhất ngày 16/12", "2024-12-16"), ("trong quý II", "2024-06-30"), ("trước ngày 20/01/2023", "2023-01-20")],
)
def test_a_scan_shows_the_year_when_it_hides_the_day(text, expected):
    found = read(text, 2024)
    assert found is not None
    assert str(found.date) == expected


@pytest.mark.parametrize(
    ("text", "told", "recurrence"),
    [
        ("báo cáo về Ban Chỉ huy 03 giờ một lần", "03 giờ một lần", "periodic-unspecified"),
        ("kiểm tra giếng khoan mỗi quý một lần.", "mỗi quý một lần", "quarterly"),
        ("kiểm tra 02 tuần/lần", "02 tuần/lần", "periodic-unspecified"),
        ("xử lý ổ dịch trong vòng 48 giờ kể từ khi phát hiện", "trong vòng 48 giờ kể từ khi phát hiện", None),
        ("trả lời chậm nhất sau 24 giờ", "chậm nhất sau 24 giờ", None),
    ],
)
def test_terms_in_hours_and_how_often_have_words_but_no_day(text, told, recurrence):
    found = read(text)
    assert found is not None
    assert (found.text, found.date, found.recurrence) == (told, None, recurrence)


CITED = "thực hiện Công điện số 33/CĐ-UBND ngày 06/11/2023, "


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"{CITED}cho học sinh nghỉ; báo cáo trước 20 giờ cùng ngày.", ISSUED),
        (f"{CITED}cho học sinh nghỉ ngày 07/3/2024; báo cáo trước 20 giờ cùng ngày.", dt.date(2024, 3, 7)),
        (
            "nghỉ ngày 07/3/2024 theo Công văn số 9/SNV-TH ngày 04/3/2024; báo cáo trước 20 giờ cùng ngày.",
            dt.date(2024, 3, 7),
        ),
    ],
)
def test_the_same_day_is_never_that_of_a_cited_document(text, date):
    found = read(text)
    assert (found.date, found.text, found.flags) == (date, "trước 20 giờ cùng ngày", ("time=20:00",))


@pytest.mark.parametrize("text", [f"{CITED}báo cáo trước 20 giờ cùng ngày.", "báo cáo trước 20 giờ cùng ngày."])
def test_the_same_day_without_a_day_is_a_doubt(text):
    whole = Text.of(text)
    cited = references.spans(whole)
    assert read(text, None) is None
    assert [whole.raw[a:b] for a, b in deadlines.unparsed(whole, lexicon(), None, cited)] == ["trước 20 giờ"]
