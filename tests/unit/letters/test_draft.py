"""Drafts opened again with python-docx and openpyxl."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from openpyxl import load_workbook

from services.errors import TemplateError
from services.letters.cover_note import cover_note, summary
from services.letters.draft import draft
from services.letters.model import DOCX, XLSX, Draft
from services.letters.template import TemplateSet
from tests.unit.letters.samples import COLLEGE, LONG_NAME, PUPILS, SCHOOL, UNITS, WORK, many


def text_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.fixture(scope="module")
def drafts(templates: TemplateSet) -> list[Draft]:
    return list(draft(WORK, templates))


def letter(drafts: list[Draft], unit: str) -> str:
    return text_of(next(d for d in drafts if d.unit == unit).files[0].content)


def note(drafts: list[Draft], templates: TemplateSet) -> Draft:
    return cover_note(WORK, [summary(d) for d in drafts], {}, templates)


def test_one_letter_for_each_unit_in_plan_order_then_the_table(drafts: list[Draft]) -> None:
    assert [(d.kind, d.unit, tuple((f.name, f.media_type) for f in d.files)) for d in drafts] == [
        ("letter", "van-phong", (("cong-van-van-phong.docx", DOCX),)),
        ("letter", "thpt-rach-tre", (("cong-van-thpt-rach-tre.docx", DOCX),)),
        ("letter", "gdnn-gdtx-ben-cau", (("cong-van-gdnn-gdtx-ben-cau.docx", DOCX),)),
        ("letter", "cao-dang", (("cong-van-cao-dang.docx", DOCX),)),
        ("table", None, (("bang-phan-cong.docx", DOCX), ("bang-phan-cong.xlsx", XLSX))),
    ]
    assert len({d.title for d in drafts}) == len(drafts)


def test_the_same_work_gives_the_same_bytes(drafts: list[Draft], templates: TemplateSet) -> None:
    assert list(draft(WORK, templates)) == drafts
    assert note(drafts, templates) == note(drafts, templates)


def test_every_file_is_a_sound_zip_without_tags(drafts: list[Draft], templates: TemplateSet) -> None:
    for file in (f for d in [*drafts, note(drafts, templates)] for f in d.files):
        package = zipfile.ZipFile(io.BytesIO(file.content))
        assert package.testzip() is None
        assert all(b"{{" not in package.read(n) and b"{%" not in package.read(n) for n in package.namelist())


@pytest.mark.parametrize(
    "line",
    [
        "UBND TỈNH TÂY NINH",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "V/v triển khai tuyên truyền, bồi dưỡng kỹ năng số năm 2026",
        "Kính gửi: Trường THPT Rạch Tre",
        "1. Nội dung tổ chức thực hiện",
        "a) Các cơ quan, đơn vị tổ chức tuyên truyền kỹ năng số trong các buổi giao ban, họp định kỳ.",
        "- Thời hạn: trong quý III (chậm nhất ngày 30/9/2026). Cách đánh giá: số bài thi.",
        "2. Nội dung phối hợp với Văn phòng Sở",
        "Sở Giáo dục và Đào tạo yêu cầu Hiệu trưởng nghiêm túc triển khai thực hiện./.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Nguyễn Văn Mẫu",
        "Nơi nhận:",
        "- Như trên;",
        "- Ban Giám đốc Sở (để báo cáo);",
        "- Lưu: VT, VP.",
    ],
)
def test_lines_of_a_letter(drafts: list[Draft], line: str) -> None:
    assert line in letter(drafts, SCHOOL.id).splitlines()


def test_number_and_day_stay_blank(drafts: list[Draft]) -> None:
    lines = [" ".join(line.split()) for line in letter(drafts, SCHOOL.id).splitlines()]
    assert "Số: /SGDĐT-VP" in lines
    assert "Tây Ninh, ngày tháng 3 năm 2026" in lines


def test_direction_of_speech_follows_the_unit(drafts: list[Draft]) -> None:
    assert "đề nghị Trường Cao đẳng Sư phạm Tre Xanh" in letter(drafts, COLLEGE.id)
    assert "yêu cầu" not in letter(drafts, COLLEGE.id)


def test_a_direction_of_speech_without_wording_is_refused(templates: TemplateSet) -> None:
    strange = replace(WORK, units=UNITS | {SCHOOL.id: replace(SCHOOL, tone="ra lệnh cho")})
    with pytest.raises(TemplateError, match="“ra lệnh cho” của Trường THPT Rạch Tre"):
        list(draft(strange, templates))


def test_names_survive_and_others_are_not_told(drafts: list[Draft]) -> None:
    own = letter(drafts, "gdnn-gdtx-ben-cau")
    assert f"Kính gửi: {LONG_NAME}" in own
    assert PUPILS.strip("- ;") not in own


def test_a_single_assignment_is_not_numbered(templates: TemplateSet) -> None:
    first = next(draft(many(1), templates))
    text = text_of(first.files[0].content)
    assert "triển khai thực hiện nội dung sau:" in text
    assert "\nNội dung thứ 1: rà soát" in text


def test_the_sheet_is_ready_to_filter_and_print(drafts: list[Draft]) -> None:
    book = load_workbook(io.BytesIO(drafts[-1].files[1].content))
    sheet = book["Phân công"]
    assert [cell.value for cell in sheet[4]] == [
        "STT",
        "Nội dung nhiệm vụ",
        "Đơn vị chủ trì, thực hiện",
        "Đơn vị phối hợp",
        "Thời gian hoàn thành",
        "Sản phẩm (kết quả đầu ra)",
        "Ghi chú",
    ]
    assert [(sheet.cell(r, 3).value, sheet.cell(r, 4).value or "") for r in range(5, sheet.max_row + 1)] == [
        ("Văn phòng Sở", ""),
        ("Trường THPT Rạch Tre", ""),
        (LONG_NAME, ""),
        ("Trường Cao đẳng Sư phạm Tre Xanh", ""),
        ("Trường THPT Rạch Tre", ""),
        ("Văn phòng Sở", "Trường THPT Rạch Tre"),
    ]
    assert (sheet.auto_filter.ref, sheet.freeze_panes, sheet.print_title_rows) == ("A4:G10", "A5", "$4:$4")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert not book.properties.creator


def test_each_row_of_the_sheet_is_as_high_as_its_longest_cell(templates: TemplateSet) -> None:
    *_, table = draft(many(2), templates)
    sheet = load_workbook(io.BytesIO(table.files[1].content))["Phân công"]
    heights = [sheet.row_dimensions[row].height for row in (4, 5, 6)]
    assert heights == [2 * 15.75, 4 * 15.75, 4 * 15.75]


def test_a_name_that_looks_like_a_formula_is_text(templates: TemplateSet) -> None:
    units = UNITS | {SCHOOL.id: replace(SCHOOL, name='=HYPERLINK("http://x")')}
    *_, table = draft(replace(WORK, units=units), templates)
    cell = load_workbook(io.BytesIO(table.files[1].content))["Phân công"].cell(6, 3)
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://x")', "s")
