"""Tables typed with tabs are rows; a tab anywhere else is a blank."""

from __future__ import annotations

import pytest

from services.directive.understand import understand
from services.reading import read_bytes
from services.reading.tabs import as_rows
from tests.unit.directive.samples import lexicon

HEAD = "TT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành"


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        pytest.param(
            [HEAD, "I\tCải cách thủ tục", "1\tRà soát hồ sơ\tSở Nội vụ\t\t30/9/2026", "2\tTập huấn\tSở Tài chính"],
            [
                "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành",
                "I | Cải cách thủ tục |  |  |",
                "1 | Rà soát hồ sơ | Sở Nội vụ |  | 30/9/2026",
                "2 | Tập huấn | Sở Tài chính |  |",
            ],
            id="empty cells and groups",
        ),
        pytest.param(
            ["\tViệc\t\tĐơn vị\tHạn", "\tIn tài liệu\tVăn phòng\t\t20/5/2026"],
            ["Việc | Đơn vị | Hạn", "In tài liệu | Văn phòng | 20/5/2026"],
            id="indented, columns aligned with more tabs",
        ),
        pytest.param(
            [HEAD, "1\tRà soát\tSở Nội vụ\t\t", "", "Sau bảng\tcó một dòng"],
            [
                "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành",
                "1 | Rà soát | Sở Nội vụ |  |",
                "",
                "Sau bảng\tcó một dòng",
            ],
            id="the table ends at a line without tabs",
        ),
    ],
)
def test_a_table_typed_with_tabs_is_rows(lines, rows):
    assert as_rows(lines) == rows


@pytest.mark.parametrize(
    "lines",
    [
        ["1.\tSở Y tế:", "2.\tSở Nội vụ:"],
        ["1.\tSở Y tế\tchủ trì\trà soát", "2.\tSở Nội vụ\tphối hợp\tthực hiện"],
        ["\tThực hiện Kế hoạch số 5/KH-UBND,", "\tSở Y tế yêu cầu các đơn vị:"],
        ["Nơi nhận:\t\t\tKT. GIÁM ĐỐC", "- Như trên;\t\tPHÓ GIÁM ĐỐC"],
        ["UBND TỈNH ĐÔNG HẢI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SỞ Y TẾ\tĐộc lập - Tự do - Hạnh phúc"],
        ["Thời gian:\t08 giờ\tngày 05/5/2026.", "Địa điểm:\tHội trường\ttầng 2."],
        [HEAD, "không có hàng nào"],
    ],
)
def test_a_tab_elsewhere_is_left_alone(lines):
    assert as_rows(lines) == lines


def test_a_plain_text_with_such_a_table_tells_who_does_what():
    lines = ["KẾ HOẠCH", "Về cải cách hành chính", "", "I. PHÂN CÔNG NHIỆM VỤ", HEAD]
    lines.append("1\tRà soát thủ tục hành chính\tSở Nội vụ\tVăn phòng UBND tỉnh\t30/9/2026")
    pages = read_bytes("\n".join(lines).encode(), "kh.txt")
    (told,) = understand(pages, None, lexicon()).instructions
    assert (told.lead, told.coordinating, told.text) == (
        ("Sở Nội vụ",), ("Văn phòng UBND tỉnh",), "Rà soát thủ tục hành chính",
    )  # fmt: skip
    assert told.deadline is not None
    assert str(told.deadline.date) == "2026-09-30"
