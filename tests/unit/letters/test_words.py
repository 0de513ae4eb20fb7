from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from services.directive.model import Header
from services.letters import citation, words
from services.letters.accounting import numbers
from services.letters.due import due, due_or_mark
from services.letters.engine.rule_lines import text_width
from tests.unit.letters.samples import DIRECTIVE, HEADER, OFFICE, SCHOOL, given, value

MILLIMETRES = 25.4 / 72
BY_OFFICE = "Kế hoạch số 87/KH-SGDĐT ngày 05/3/2026 của Sở Giáo dục và Đào tạo"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        ((2020, 1, 22), "22/01/2020"),
        ((2018, 4, 23), "23/4/2018"),
        ((2020, 3, 5), "05/3/2020"),
        ((2026, 11, 1), "01/11/2026"),
    ],
)
def test_dates_pad_the_day_and_the_first_two_months(day: tuple[int, int, int], written: str) -> None:
    assert words.date(dt.date(*day)) == written


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("trước ngày 30/06/2026", "trước ngày 30/6/2026"),
        ("trước ngày 5/3/2026", "trước ngày 05/3/2026"),
        ("từ 1/1/2026 đến 28/2/2026", "từ 01/01/2026 đến 28/02/2026"),
        ("trước ngày 30/06 hằng năm", "trước ngày 30/6 hằng năm"),
        ("ngày 5 tháng 03 năm 2026", "ngày 05 tháng 3 năm 2026"),
        ("Ngày 20 tháng 1", "Ngày 20 tháng 01"),
        ("ngày 30/13/2026, 1/2 số đơn vị", "ngày 30/13/2026, 1/2 số đơn vị"),
        ("Nghị định số 61/2018/NĐ-CP, Văn bản 12/05/2026/X", "Nghị định số 61/2018/NĐ-CP, Văn bản 12/05/2026/X"),
        ("trực 24/7, quý 03/2026", "trực 24/7, quý 03/2026"),
    ],
)
def test_days_of_the_directive_are_written_as_ours(written: str, ours: str) -> None:
    assert words.dated(written) == ours


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- Đưa thông tin về CCHC\ntrong các buổi giao ban;", "Đưa thông tin về CCHC trong các buổi giao ban."),
        ("1. Giao Văn phòng Sở chủ trì.", "Giao Văn phòng Sở chủ trì."),
        ("a) tổ chức hội thi", "Tổ chức hội thi."),
        ("trên mạng xã hội Zalo,...", "Trên mạng xã hội Zalo,..."),
        ("12 trường tham gia", "12 trường tham gia."),
        ("2026 là năm đầu", "2026 là năm đầu."),
    ],
)
def test_a_clause_becomes_a_paragraph(text: str, said: str) -> None:
    assert words.sentence(text) == said


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Tuyên truyền cải cách hành chính năm 2020", "tuyên truyền cải cách hành chính năm 2020"),
        ("Luật An toàn giao thông", "Luật An toàn giao thông"),
        ("CCHC năm 2026", "CCHC năm 2026"),
    ],
)
def test_a_title_inside_a_sentence(title: str, inside: str) -> None:
    assert words.inside(title) == inside


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Trường THPT Lê Quý Đôn", "truong-thpt-le-quy-don"),
        ("Trường THPT Lê Quý Ðôn", "truong-thpt-le-quy-don"),
        ("../../etc/passwd\x00", "etc-passwd"),
        ("Ủy ban & Tổ <số>", "uy-ban-to-so"),
        ("!!!", "van-ban"),
        ("x" * 300, "x" * 80),
    ],
)
def test_file_names_are_safe(name: str, file: str) -> None:
    assert words.slug(name) == file


@pytest.mark.parametrize(
    ("header", "cited"),
    [
        (
            HEADER,
            f"{BY_OFFICE} về tuyên truyền, bồi dưỡng kỹ năng số năm 2026",
        ),
        (
            replace(HEADER, issuer=value("UBND TỈNH TÂY NINH", 1), abstract=value("V/v tăng cường an toàn", 2)),
            "Kế hoạch số 87/KH-SGDĐT ngày 05/3/2026 của UBND tỉnh Tây Ninh về việc tăng cường an toàn",
        ),
        (
            replace(HEADER, number=None, issued_on=None, abstract=None),
            "Kế hoạch số [CẦN XÁC MINH CĂN CỨ] ngày [CẦN XÁC MINH CĂN CỨ] của Sở Giáo dục và Đào tạo",
        ),
        (Header(), "Văn bản số [CẦN XÁC MINH CĂN CỨ] ngày [CẦN XÁC MINH CĂN CỨ]"),
    ],
)
def test_the_directive_is_cited_in_full_and_nothing_is_invented(header: Header, cited: str) -> None:
    assert citation.full(replace(DIRECTIVE, header=header), OFFICE) == cited


@pytest.mark.parametrize(
    ("due_on", "due_text", "recurrence", "said"),
    [
        (dt.date(2026, 10, 14), "trước ngày 15/10/2026;", None, "trước ngày 15/10/2026"),
        (dt.date(2026, 10, 14), "trước ngày 15 tháng 10 năm 2026", None, "trước ngày 15 tháng 10 năm 2026"),
        (dt.date(2026, 9, 30), "trong quý III", None, "trong quý III (chậm nhất ngày 30/9/2026)"),
        (dt.date(2026, 9, 30), None, None, "chậm nhất ngày 30/9/2026"),
        (None, "thường xuyên", None, "thường xuyên"),
        (None, None, "quarterly+annual", "hằng quý, hằng năm"),
        (None, None, None, ""),
    ],
)
def test_deadlines_in_the_words_of_the_directive(
    due_on: dt.date | None, due_text: str | None, recurrence: str | None, said: str
) -> None:
    assignment = given(SCHOOL, "x", "I.1", 1, due_on=due_on, due_text=due_text, recurrence=recurrence)
    assert due(assignment) == said
    assert due_or_mark(assignment) == (said or "[CHƯA CÓ THỜI HẠN]")


@pytest.mark.parametrize(
    ("text", "size", "millimetres"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, 95.7),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 88.3),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", 13, 60.8),
        ("TRUNG TÂM GIÁO DỤC NGHỀ NGHIỆP - GIÁO DỤC THƯỜNG XUYÊN", 13, 153.2),
    ],
)
def test_widths_are_those_of_the_font(text: str, size: float, millimetres: float) -> None:
    assert text_width(text, size) * MILLIMETRES == pytest.approx(millimetres, abs=0.3)


def test_runs_of_numbers_are_joined() -> None:
    assert numbers([1, 2, 3, 7, 9, 10]) == "1–3, 7, 9–10"
