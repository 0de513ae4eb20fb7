"""PDF text layers: read with page and line, stamps left out, scans refused with their pages."""

from __future__ import annotations

import pytest

from services.errors import NeedsOcrError
from services.reading import OcrOptions, read_bytes

NO_OCR = OcrOptions(enabled=False)
TEXT = ["KẾ HOẠCH", "Tuyên truyền cải cách hành chính", "1. Giao Văn phòng chủ trì."]
FULL = ["Nội dung triển khai thực hiện của các cơ quan, đơn vị trực thuộc"] * 10
A4_AT_200_DPI, SEAL = (1654, 2339), (500, 300)


def test_lines_have_their_page_and_number(make):
    pages = read_bytes(make.pages_of((TEXT, None), (TEXT[:1], None)), "kh.pdf")
    assert pages.file == "kh.pdf"
    assert [(line.page, line.number, line.text) for line in pages.lines if line.text] == [
        (1, 1, TEXT[0]), (1, 2, TEXT[1]), (1, 3, TEXT[2]), (2, 1, TEXT[0]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sheets", "named"),
    [
        ([([""], A4_AT_200_DPI)], "là bản quét: trang 1 "),
        ([([""], A4_AT_200_DPI)] * 3, "là bản quét: trang 1–3 "),
        ([(FULL, None), ([""], A4_AT_200_DPI), (FULL, None), (["2"], A4_AT_200_DPI)], "ảnh quét: trang 2, 4 "),
        ([([""], None)], "là bản quét: trang 1 "),
        ([(["Ký bởi: Sở Nội vụ", "Cơ quan: Tỉnh", "Thời gian ký: 15/01/2025 17:10:17"], A4_AT_200_DPI)], "trang 1 "),
        ([(["Ký bởi: Sở Nội vụ", "Thời gian ký: 15/01/2025 17:10:17"], None)], "trang 1 "),
    ],
)
def test_pages_without_text_layer_are_named(make, sheets, named):
    with pytest.raises(NeedsOcrError) as stopped:
        read_bytes(make.pages_of(*sheets), "quet.pdf", ocr=NO_OCR)
    assert "“quet.pdf”" in stopped.value.message
    assert named in stopped.value.message
    assert "Hãy" in stopped.value.message


@pytest.mark.parametrize(
    "sheets",
    [
        pytest.param([(TEXT, None)], id="short but born digital"),
        pytest.param([(TEXT, SEAL)], id="short with a seal"),
        pytest.param([(FULL, A4_AT_200_DPI)], id="text over a background picture"),
        pytest.param([(FULL, None), ([""], None)], id="an empty last page"),
    ],
)
def test_real_text_is_read(make, sheets):
    assert len(read_bytes(make.pages_of(*sheets), "a.pdf").pages) == len(sheets)


def test_a_scan_inside_a_form_is_seen(make):
    form = make.stream(b"/I Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</I 8 0 R>>>>")
    content = make.pdf("2", extra=b"/XObject<</X 7 0 R>>", more={7: form, 8: make.image(*A4_AT_200_DPI)})
    with pytest.raises(NeedsOcrError):
        read_bytes(content, "a.pdf", ocr=NO_OCR)
