from __future__ import annotations

import pytest

from services.directive import outline
from services.directive.labels import Style, read_label, roman, roman_value
from tests.unit.directive.samples import PLAN, lexicon, paragraphs


@pytest.mark.parametrize(
    ("line", "style", "printed"),
    [
        ("I. MỤC ĐÍCH", Style.ROMAN, "I"),
        ("XIV. PHỤ LỤC", Style.ROMAN, "XIV"),
        ("1. Mục tiêu", Style.ARABIC, "1"),
        ("12. Sở Y tế", Style.ARABIC, "12"),
        ("1) Việc", Style.ARABIC_BRACKET, "1"),
        ("2.1 Ban hành quyết định", Style.DECIMAL, "2.1"),
        ("1.1.2. Tổ chức", Style.DECIMAL_LONG, "1.1.2"),
        ("đ) Tăng cường", Style.LETTER, "đ"),
        ("- Nâng cao", Style.DASH, "-"),
        ("+ Chi tiết", Style.PLUS, "+"),
        ("Điều 3. Chánh Văn phòng", Style.ARTICLE, "3"),
        ("PHẦN THỨ HAI", Style.PART, "PHẦN THỨ HAI"),
        ("Chương II. TRÁCH NHIỆM CỦA CÁC ĐƠN VỊ", Style.PART, "Chương II"),
        ("A. ĐÁNH GIÁ CHUNG", Style.CAPITAL, "A"),
        ("a/ Sở Y tế", Style.LETTER, "a"),
        ("Phần mềm quản lý", None, None),
        ("Phần 1 của kế hoạch", None, None),
        ("Chương trình hành động", None, None),
        ("A. Nguyễn Văn Mẫu", None, None),
        ("2024 là năm", None, None),
        ("09.01.2025 10:21", None, None),
        ("5,5 tỷ đồng", None, None),
        ("IIII. Sai", None, None),
        ("V/v tổ chức", None, None),
    ],
)
def test_labels(line, style, printed):
    label = read_label(line)
    assert (label and label.style, label and label.printed) == (style, printed)


@pytest.mark.parametrize("value", [1, 4, 9, 14, 39, 48])
def test_roman_numbers_go_both_ways(value):
    assert roman_value(roman(value)) == value


def keys(text: str) -> list[str]:
    return [item.key for item in outline.build(paragraphs(text), lexicon()) if item.numbered]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I. MỘT VIỆC\nII. HAI VIỆC\nII. BA VIỆC", ["I", "II", "III"]),
        ("1. Việc một.\n3. Việc ba.\n3. Việc bốn.", ["1", "3", "4"]),
        ("1. Việc:\na) Một;\nb) Hai.\n2. Việc:\na) Ba.", ["1", "1.a", "1.b", "2", "2.a"]),
        ("d) Bốn;\nd) Năm;\ne) Sáu.", ["d", "đ", "e"]),
        ("2. NỘI DUNG\n2.1 Ban hành quyết định\n2.2 Lập danh sách", ["2", "2.1", "2.2"]),
        ("I. PHẦN\n1. Mục\n1.1 Điểm đầu\n1.2 Điểm sau", ["I", "I.1", "I.1.1", "I.1.2"]),
        ("Điều 1. Ban hành.\nĐiều 2. Giao.", ["Điều 1", "Điều 2"]),
        ("PHẦN I\nKẾT QUẢ\n1. Việc.\nPHẦN II\nNHIỆM VỤ\n1. Việc.", ["PHẦN I", "PHẦN I.1", "PHẦN II", "PHẦN II.1"]),
        ("A. KẾT QUẢ NĂM\nI. ƯU ĐIỂM\nB. NHIỆM VỤ NĂM\nI. VIỆC CHUNG", ["A", "A.I", "B", "B.I"]),
        (
            "Chương I\nĐIỀU KHOẢN\nĐiều 1. Một.\nChương II\nTHI HÀNH\nĐiều 2. Hai.",
            ["Chương I", "Điều 1", "Chương II", "Điều 2"],
        ),
        ("I. MỘT VIỆC\nH. HAI VIỆC\nIII. BA VIỆC", ["I", "II", "III"]),
    ],
)
def test_sections_are_keyed_by_their_place(text, expected):
    assert keys(text) == expected


def test_the_outline_of_a_plan():
    sections = outline.sections(outline.build(paragraphs(PLAN.split("như sau:\n")[1]), lexicon()))
    assert [(s.key, s.heading) for s in sections] == [
        ("I", "MỤC ĐÍCH, YÊU CẦU"),
        ("I.1", "Mục đích"),
        ("I.2", "Yêu cầu"),
        ("II", "NỘI DUNG"),
        ("II.1", "Trong nhà trường"),
        ("II.2", "Trên môi trường mạng"),
        ("III", "TỔ CHỨC THỰC HIỆN"),
        ("III.1", None),
        ("III.2", None),
    ]


def test_kinds_are_inherited_until_a_heading_says_otherwise():
    items = outline.build(paragraphs("II. NỘI DUNG\n1. Trong trường\n- Việc này.\n2. Thời gian\n- Cả năm."), lexicon())
    assert [item.kind for item in items] == ["content", "content", "content", "time", "time"]


def test_what_follows_the_last_sentence_is_the_closing_part():
    items = outline.build(paragraphs("1. Sở Y tế thực hiện.\n\nGiao Sở Nội vụ theo dõi."), lexicon())
    assert [item.key for item in items] == ["1", outline.CLOSING]
