from __future__ import annotations

import pytest

from services.directive.joining import LONGEST_PARAGRAPH
from tests.unit.directive.samples import paragraphs

WIDE = "Sở Giáo dục và Đào tạo phối hợp với Sở Lao động"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dòng thứ nhất của đoạn văn còn dở dang\nnên nối tiếp ở đây.", 1),
        ("Hết câu ở đây.\n\nĐoạn mới bắt đầu.", 2),
        (f"{WIDE}\n- Thương binh và Xã hội tổ chức thực hiện việc.", 1),
        ("1. Mục tiêu\n- Nâng cao nhận thức của cán bộ, giáo viên, học sinh.", 2),
        ("a) Việc thứ nhất;\nb) Việc thứ hai.", 2),
        ("tuyên truyền giữa chính quyền với các\n\n\n\ntầng lớp nhân dân.", 1),
        ("thực hiện Công văn số 12/UBND-\nKGVX ngày 03/4/2024", 1),
        ("____________\nNội dung\n----------", 1),
        ("|Thời gian |Nội dung |\n|Ngày 02 |Khai mạc |", 2),
    ],
)
def test_wrapped_lines_become_paragraphs(text, expected):
    assert len(paragraphs(text)) == expected


def test_a_number_between_lines_is_left_out_only_where_pages_end():
    text = "1. Giao Văn phòng Sở chủ trì thực hiện việc tổng hợp\f2\nbáo cáo của các đơn vị trong toàn ngành."
    (paragraph,) = paragraphs(text)
    assert " 2 " not in paragraph.text.raw


@pytest.mark.parametrize("end", [" ", "\n"])
def test_a_paragraph_longer_than_any_real_one_is_read_in_pieces_without_a_word_lost(end):
    sentence = "giao các đơn vị rà soát, báo cáo Sở Y tế trước ngày 10/12/2024;"
    text = end.join([sentence] * 400)
    found = paragraphs(text)
    assert max(len(one.text) for one in found) <= LONGEST_PARAGRAPH
    assert " ".join(one.text.raw for one in found).split() == text.split()
    assert all(one.text.raw.startswith("giao") and one.text.raw.endswith("2024;") for one in found)


def test_no_word_is_cut_however_long_it_is():
    word = "a" * (LONGEST_PARAGRAPH + 1)
    assert [one.text.raw for one in paragraphs(f"{word} b")] == [word, "b"]
    assert [one.text.raw for one in paragraphs(word)] == [word]
