from __future__ import annotations

import datetime as dt
import json
import unicodedata

import pytest

from services.directive.model import Line, OfficeMetadata, Page, Pages, Signer, Source
from services.directive.understand import is_directive, understand, unresolved_header
from services.directive.wire import as_json
from tests.unit.directive.samples import LETTER, ORDER, PLAN, lexicon, pages

BLANK = PLAN.replace("Số: 245 /KH-SGDĐT Tây Ninh, ngày 05 tháng 3", "Số:      /KH-SGDĐT Tây Ninh, ngày    tháng 3")


def test_metadata_beat_the_page_and_a_conflict_is_a_doubt():
    told = OfficeMetadata(number="246", issued_on=dt.date(2024, 3, 6), issuer="Sở Giáo dục và Đào tạo tỉnh Tây Ninh")
    found = understand(pages(PLAN), told, lexicon())
    assert found.header.symbol == "246/KH-SGDĐT"
    assert found.header.issued_on is not None
    assert (found.header.issued_on.text, found.header.issued_on.method) == ("2024-03-06", Source.METADATA)
    assert found.header.issued_on.confidence == 1.0
    conflicts = {doubt.code: doubt for doubt in found.doubts if doubt.code.startswith("conflict")}
    assert conflicts.keys() == {"conflict_number", "conflict_issued_on"}
    assert "06/03/2024" in conflicts["conflict_issued_on"].message
    assert "05/03/2024" in conflicts["conflict_issued_on"].message
    assert conflicts["conflict_number"].evidence is not None
    assert conflicts["conflict_number"].evidence.line == 4


@pytest.mark.parametrize(
    "told",
    [
        OfficeMetadata(number="0245"),
        OfficeMetadata(issuer="SỞ GIÁO DỤC VÀ ĐÀO TẠO TÂY NINH"),
        OfficeMetadata(abstract="V/v phát triển văn hóa đọc trong nhà trường, năm 2024"),
        OfficeMetadata(type_name="Kế hoạch", place="tây ninh"),
    ],
)
def test_other_spellings_are_no_conflict(told):
    assert not understand(pages(PLAN), told, lexicon()).doubts


def test_the_clerk_beats_both_and_settles_the_conflict():
    answers = {"number": "247", "issued_on": "07/03/2024", "unknown": "bỏ qua"}
    found = understand(pages(PLAN), OfficeMetadata(number="246"), lexicon(), answers)
    assert found.header.symbol == "247/KH-SGDĐT"
    assert found.header.issued_on is not None
    assert (found.header.issued_on.text, found.header.issued_on.method) == ("2024-03-07", Source.CLERK)
    assert not [doubt for doubt in found.doubts if doubt.code == "conflict_number"]


def test_the_signer_of_the_metadata_beats_the_page():
    signer = Signer("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lý Thị Mẫu")
    assert understand(pages(PLAN), OfficeMetadata(signer=signer), lexicon()).signer == signer


@pytest.mark.parametrize(
    ("text", "metadata", "missing"),
    [
        (PLAN, None, ()),
        (BLANK, None, ("number", "issued_on")),
        (BLANK, OfficeMetadata(number="1", issued_on=dt.date(2024, 3, 5)), ()),
        ("Nội dung không có phần đầu.", None, ("doc_type", "number", "notation", "issued_on", "issuer", "abstract")),
    ],
)
def test_what_a_letter_cannot_do_without(text, metadata, missing):
    assert unresolved_header(understand(pages(text), metadata, lexicon())) == missing


def test_a_recognised_number_and_day_wait_for_a_person():
    assert unresolved_header(understand(pages(PLAN, Source.OCR), None, lexicon())) == ("number", "issued_on")


def test_without_an_issue_date_no_year_is_assumed():
    text = BLANK.replace("trước ngày 20/4/2024", "trước ngày 20/4")
    found = {one.key: one for one in understand(pages(text), None, lexicon()).instructions}
    deadline = found["II.1#2"].deadline
    assert deadline is not None
    assert (deadline.text, deadline.date) == ("trước ngày 20/4", None)


REPORT = PLAN.replace("KẾ HOẠCH\n", "BÁO CÁO\n").replace("/KH-", "/BC-")
NEWS = ORDER.replace("CHỈ THỊ", "THÔNG BÁO").replace("/CT-", "/TB-").partition("Thời gian qua")[0]


@pytest.mark.parametrize(
    ("text", "expected", "hint"),
    [
        (PLAN, True, ""),
        (LETTER, True, ""),
        (REPORT, False, "báo cáo"),
        (NEWS + "Số điện thoại của cơ quan được thay đổi./.\n\nNơi nhận:\n- Lưu: VT.", False, "không giao việc"),
        (PLAN.partition("I. MỤC")[0], True, ""),
    ],
)
def test_what_is_a_directive(text, expected, hint):
    wanted, reason = is_directive(understand(pages(text), None, lexicon()))
    assert wanted is expected
    assert hint in reason


def test_a_plan_without_instructions_is_a_doubt_not_an_end():
    found = understand(pages(PLAN.partition("I. MỤC")[0]), None, lexicon())
    assert "no_instruction" in [doubt.code for doubt in found.doubts]


def test_secrecy_is_told():
    found = understand(pages(PLAN.replace("KẾ HOẠCH\n", "TỐI MẬT\nKẾ HOẠCH\n")), None, lexicon())
    assert found.header.secrecy is not None
    assert found.header.secrecy.text == "TỐI MẬT"


def test_text_without_marks_is_told():
    plain = "".join(char for char in unicodedata.normalize("NFD", PLAN) if not unicodedata.combining(char))
    found = understand(pages(plain.replace("đ", "d").replace("Đ", "D")), None, lexicon())
    assert found.quality.score < 1
    assert "text_quality" in [doubt.code for doubt in found.doubts]


def test_the_wire_object_is_the_contract():
    found = as_json(understand(pages(PLAN), None, lexicon()))
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found
    assert (found["symbol"], found["issued_on"], found["doc_type"]) == ("245/KH-SGDĐT", "2024-03-05", "KẾ HOẠCH")
    assert found["signer"] == {"capacity": "KT. GIÁM ĐỐC", "title": "PHÓ GIÁM ĐỐC", "name": "Nguyễn Văn Mẫu"}
    assert found["references"] == [{"symbol": "31/KH-UBND", "date": "2024-02-15", "issuer": "UBND tỉnh"}]
    assert found["quality"] == {"source": "native", "score": 1.0}
    assert found["urgency"] is None
    first = found["instructions"][3]
    assert first["deadline"] == {
        "text": "trước ngày 15/11/2024",
        "date": "2024-11-15",
        "boundary": "before",
        "recurrence": None,
    }
    assert first["evidence"].keys() == {"page", "line", "quote"}
    assert found["report_duties"][1]["deadline"]["recurrence"] == "semi-annual+annual"


def test_unknown_is_null_on_the_wire():
    found = as_json(understand(pages("Không có gì để đọc."), None, lexicon()))
    assert [found[key] for key in ("doc_type", "number", "notation", "symbol", "issued_on", "issuer")] == [None] * 6
    assert found["instructions"] == found["references"] == found["sections"] == []


def test_what_reading_noticed_of_a_page_reaches_the_clerk_and_caps_confidence():
    lines = tuple(Line(1, number, text) for number, text in enumerate(SCANNED.splitlines(), 1))
    page = Page(1, lines, Source.OCR, score=0.6, remarks=("Trang 1 có thể thiếu chữ.",))
    found = understand(Pages("quet.pdf", (page,)), None, lexicon())
    assert "Trang 1 có thể thiếu chữ." in [doubt.message for doubt in found.doubts]
    assert found.quality.score == 0.6
    assert all(one.confidence <= 0.6 for one in found.instructions)


SCANNED = """SỞ GIÁO DỤC VÀ ĐÀO TẠO
KẾ HOẠCH
An toàn trường học
I. TỔ CHỨC THỰC HIỆN
1. Giao Văn phòng Sở chủ trì, theo dõi việc thực hiện Kế hoạch này và tổng hợp kết quả báo cáo lãnh đạo Sở.
"""
