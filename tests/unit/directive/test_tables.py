"""Tables of assignments and role lines: one table or activity in, who does what by when out."""

from __future__ import annotations

import pytest

from services.directive.lexicon import Lexicon
from services.directive.tables import columns_of
from services.directive.understand import understand
from tests.unit.directive.samples import PLAN, lexicon, pages

HEAD = PLAN.partition("II. NỘI DUNG")[0]
TAIL = "Trên đây là Kế hoạch năm 2024./.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"


def told(body: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str | None]]:
    directive = understand(pages(f"{HEAD}II. NỘI DUNG\n{body}\nIII. TỔ CHỨC THỰC HIỆN\n{TAIL}"), None, lexicon())
    return [
        (
            one.text,
            one.lead,
            one.coordinating,
            str(one.deadline.date or one.deadline.recurrence) if one.deadline else None,
        )
        for one in directive.instructions
    ]


@pytest.mark.parametrize(
    ("titles", "kinds"),
    [
        ("STT | Nội dung công việc | Đơn vị chủ trì | Thời gian", ("order", "work", "lead", "time")),
        (
            "TT | Nhiệm vụ | Cơ quan, đơn vị thực hiện | Hạn hoàn thành | Ghi chú",
            ("order", "work", "lead", "time", "note"),
        ),
        ("Công việc | Thời gian | Người thực hiện", ("work", "time", "lead")),
        (
            "STT | Nội dung | Chủ trì | Phối hợp | Tiến độ thực hiện | Sản phẩm, kết quả",
            ("order", "work", "lead", "partner", "time", "product"),
        ),
        ("STT | Họ và tên | Chức vụ | Đơn vị", None),
        ("Nội dung | Kinh phí | Ghi chú", None),
    ],
)
def test_the_first_row_tells_a_table_of_assignments(titles, kinds):
    assert columns_of(titles.split(" | "), lexicon()) == kinds


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            (
                "STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian\n"
                "I | NHIỆM VỤ CHUNG\n"
                "1 | Rà soát quy chế làm việc | Văn phòng Sở | Thanh tra Sở và các phòng chuyên môn | Quý II/2024"
            ),
            [("Rà soát quy chế làm việc", ("Văn phòng Sở",), ("Thanh tra Sở", "các phòng chuyên môn"), "2024-06-30")],
        ),
        (
            (
                "TT | Nội dung | Đơn vị thực hiện | Thời hạn | Sản phẩm\n"
                "1 | Kiểm kê thư viện | Các trường THPT; các trung tâm GDTX | 15/4/2024 | Biên bản\n"
                "2 | Báo cáo số liệu | Phòng Kế hoạch - Tài chính | Hằng quý |"
            ),
            [
                (
                    "Kiểm kê thư viện; sản phẩm: Biên bản",
                    ("Các trường THPT", "các trung tâm GDTX"),
                    (),
                    "2024-04-15",
                ),
                ("Báo cáo số liệu", ("Phòng Kế hoạch - Tài chính",), (), "quarterly"),
            ],
        ),
        (
            "Công việc | Người thực hiện | Thời gian\nTrang trí hội trường | Công đoàn ngành | Thường xuyên",
            [("Trang trí hội trường", ("Công đoàn ngành",), (), None)],
        ),
        ("Họ và tên | Đơn vị | Ghi chú\nNguyễn Văn Mẫu | Văn phòng Sở | Trưởng đoàn", []),
    ],
)
def test_each_row_is_an_instruction(rows, expected):
    assert told(f"1. Phân công\n{rows}") == expected


def test_a_row_that_names_nobody_is_a_doubt():
    text = (
        f"{HEAD}II. NỘI DUNG\n1. Bảng việc\nNhiệm vụ | Chủ trì | Thời gian\nTổng kết năm học | | Tháng 5/2024\n{TAIL}"
    )
    doubts = understand(pages(text), None, lexicon()).doubts
    assert any(doubt.code == "lead_unknown" and "Tổng kết năm học" in doubt.message for doubt in doubts)


def test_a_table_in_the_annex_is_read():
    rows = "PHỤ LỤC\nTT | Nhiệm vụ | Đơn vị chủ trì | Thời hạn\n1 | Lập danh mục sách | Phòng GDTrH | 20/4/2024\n"
    (one,) = understand(pages(PLAN + rows), None, lexicon()).instructions[-1:]
    assert (one.section, one.text, one.lead) == ("Phụ lục", "Lập danh mục sách", ("Phòng GDTrH",))
    assert one.evidence.quote == "1 | Lập danh mục sách | Phòng GDTrH | 20/4/2024"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            (
                "1. Thư viện\n- Bổ sung sách mới.\n- Mở cửa thư viện.\n- Đơn vị chủ trì: Văn phòng Sở.\n"
                "- Đơn vị phối hợp: Thanh tra Sở.\n- Thời gian: Quý III/2024."
            ),
            [
                ("Bổ sung sách mới", ("Văn phòng Sở",), ("Thanh tra Sở",), "2024-09-30"),
                ("Mở cửa thư viện", ("Văn phòng Sở",), ("Thanh tra Sở",), "2024-09-30"),
            ],
        ),
        (
            (
                "1. Hội thi\na) Tổ chức hội thi kể chuyện.\nChủ trì: Phòng GDTrH; phối hợp: Văn phòng Sở; "
                "thời gian: trước ngày 30/9/2024.\nb) Biên soạn câu hỏi.\nĐơn vị thực hiện: Phòng GDTH."
            ),
            [
                ("Tổ chức hội thi kể chuyện", ("Phòng GDTrH",), ("Văn phòng Sở",), "2024-09-30"),
                ("Biên soạn câu hỏi", ("Phòng GDTH",), (), None),
            ],
        ),
        (
            "1. Kiểm tra thư viện trường học\nĐơn vị chủ trì: Thanh tra Sở.\nThời gian thực hiện: Tháng 10/2024.",
            [("Kiểm tra thư viện trường học", ("Thanh tra Sở",), (), "2024-10-31")],
        ),
        (
            "1. Sách mới\na) Biên soạn danh mục sách (Phòng GDTrH chủ trì, phối hợp với Văn phòng Sở).",
            [("Biên soạn danh mục sách", ("Phòng GDTrH",), ("Văn phòng Sở",), None)],
        ),
        (
            "1. Sách mới\na) In tài liệu trước ngày 02/5/2024 (đơn vị thực hiện: Văn phòng Sở).",
            [("In tài liệu trước ngày 02/5/2024", ("Văn phòng Sở",), (), "2024-05-02")],
        ),
        ("1. Hội nghị\n- Địa điểm: Hội trường Sở.\n- Thành phần: Lãnh đạo các phòng.", []),
    ],
)
def test_role_lines_tell_who_carries_an_activity_out(body, expected):
    assert told(body) == expected


def test_the_words_of_columns_are_data():
    texts = {
        stem: "\n".join(f"{e.kind} = {e.phrase}" if e.kind else e.phrase for e in entries)
        for stem, entries in lexicon().entries.items()
    }
    own = Lexicon.from_texts({**texts, "columns": f"{texts['columns']}\nlead = ai lo"})
    assert columns_of(("Việc gì", "Ai lo"), own) is None
    assert columns_of(("Nội dung", "Ai lo"), own) == ("work", "lead")
