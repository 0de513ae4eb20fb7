from __future__ import annotations

import pytest

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
