"""Turns of speech of everyday papers: who is not told, who helps, lists in a line, times in odd places."""

from __future__ import annotations

import pytest

from services.directive.understand import understand
from tests.unit.directive.samples import ORDER, PLAN, lexicon, pages


def read(body: str, sample: str = ORDER, before: str = "Thời gian qua"):
    head, _, _ = sample.partition(before)
    return understand(pages(f"{head}{body}\n\nNơi nhận:\n- Lưu: VT."), None, lexicon())


def told(body: str, sample: str = ORDER, before: str = "Thời gian qua"):
    found = read(body, sample, before).instructions
    return [(list(one.lead), list(one.coordinating), one.text) for one in found]


def due(body: str):
    deadline = read(f"1. Phòng Tài chính {body}").instructions[0].deadline
    return deadline and (str(deadline.date), deadline.text)


def test_people_put_to_work_are_the_work_of_who_is_told():
    body = "1. Các nhà trường:\na) Phân công lực lượng trực 24/24 giờ khi có cảnh báo.\nb) Vệ sinh trường lớp."
    assert told(body)[0] == (
        ["Các nhà trường"],
        [],
        "Phân công lực lượng trực 24/24 giờ khi có cảnh báo",
    )


def test_what_becomes_of_the_late_is_no_order():
    close = "Yêu cầu Thủ trưởng các đơn vị nghiêm túc thực hiện; đơn vị nào nộp trễ sẽ bị trừ điểm thi đua."
    assert [lead for lead, _, _ in told(f"1. Phòng Tài chính lập dự toán.\n2. Văn phòng rà soát kho.\n\n{close}")] == [
        ["Phòng Tài chính"],
        ["Văn phòng"],
    ]


def test_what_is_inspected_is_no_work():
    body = (
        "II. NỘI DUNG KIỂM TRA\n1. Công tác chỉ đạo, điều hành.\n2. Tiếp nhận, giải quyết hồ sơ.\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Các phòng, đơn vị triển khai thực hiện Kế hoạch này; báo cáo trước ngày 15/6/2024."
    )
    assert [one.section for one in read(body, PLAN, "I. MỤC ĐÍCH").instructions] == ["III.1"]


def test_a_relative_clause_narrows_who_is_told():
    body = "1. Các đơn vị trực thuộc không thuộc danh sách kiểm tra\nTự kiểm tra, gửi báo cáo trước ngày 30/6/2024."
    found = told(f"III. TỔ CHỨC THỰC HIỆN\n{body}", PLAN, "I. MỤC ĐÍCH")
    assert [lead for lead, _, _ in found] == [["Các đơn vị trực thuộc không thuộc danh sách kiểm tra"]]


def test_a_list_of_those_told_may_hold_a_semicolon():
    close = "Thủ trưởng các sở, ban, ngành tỉnh; Chủ tịch UBND các xã, phường báo cáo kết quả trước ngày 15/6/2024."
    assert [lead for lead, _, _ in told(f"1. Sở Y tế lập kế hoạch.\na) Rà soát.\n\n{close}")][-1] == [
        "Thủ trưởng các sở, ban, ngành tỉnh",
        "Chủ tịch UBND các xã, phường",
    ]


def test_who_helps_may_stand_before_the_work():
    assert told("1. Phòng Khảo thí chủ trì, Phòng Trung học phối hợp chuẩn bị kỳ thi.") == [
        (["Phòng Khảo thí"], ["Phòng Trung học"], "chuẩn bị kỳ thi")
    ]


def test_a_list_in_one_line_is_as_much_as_lines_of_its_own():
    body = "4. Phòng Tài chính: a) Quyết toán trước 31/5/2024; b) Lập dự toán; c) Rà soát, báo cáo trong quý II/2024."
    found = read(body).instructions
    assert [(one.key, one.text) for one in found] == [
        ("4.a", "Quyết toán trước 31/5/2024"),
        ("4.b", "Lập dự toán"),
        ("4.c", "Rà soát, báo cáo trong quý II/2024"),
    ]
    assert [str(one.deadline.date) if one.deadline else None for one in found] == ["2024-05-31", None, "2024-06-30"]
    assert found[1].evidence.quote == "b) Lập dự toán;"


def test_offers_of_help_are_no_order():
    close = "Nếu có phát sinh, vướng mắc, các đơn vị báo cáo về Sở để xem xét, giải quyết."
    assert told(f"1. Phòng Tài chính lập dự toán.\n\n{close}") == [(["Phòng Tài chính"], [], "lập dự toán")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("nộp báo cáo theo đề cương; thời hạn: 10/12/2024.", ("2024-12-10", "thời hạn: 10/12/2024")),
        ("bồi dưỡng giáo viên trong tháng 6 - 8/2024.", ("2024-08-31", "trong tháng 6 - 8/2024")),
        ("báo cáo trong tuần đầu tháng 02/2025.", ("None", "trong tuần đầu tháng 02/2025")),
        ("báo cáo nhanh trước 05 giờ và 16 giờ hằng ngày.", ("None", "trước 05 giờ và 16 giờ hằng ngày")),
    ],
)
def test_times_in_odd_places(body, expected):
    assert due(body) == expected


def test_a_report_is_told_without_the_brackets_of_its_time():
    body = "1. Phòng Tài chính hằng quý (trước ngày 10 của tháng cuối quý) báo cáo kết quả về Văn phòng Sở."
    assert [one.what for one in read(body).report_duties] == ["hằng quý báo cáo kết quả"]


def test_an_annex_of_an_attached_plan_orders_nothing():
    text = (
        "UBND TỈNH MẪU\nSỞ Y TẾ\nSố: 87/QĐ-SYT\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Mẫu, ngày 15 tháng 01 năm 2024\nQUYẾT ĐỊNH\nBan hành Kế hoạch kiểm tra\n\nĐiều 1. Ban hành Kế hoạch.\n\n"
        "Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\n\nKẾ HOẠCH\nKiểm tra năm 2024\n(Kèm theo Quyết định số 87/QĐ-SYT)\n\n"
        "I. TỔ CHỨC THỰC HIỆN\n1. Các phòng thuộc Sở\nCử người tham gia.\n\nPHỤ LỤC I\nĐỀ CƯƠNG BÁO CÁO\n"
        "1. Nêu văn bản đã ban hành.\n\nNơi nhận:\n- Lưu: VT.\n"
    )
    assert [one.text for one in understand(pages(text), None, lexicon()).instructions] == ["Cử người tham gia"]


def test_a_work_of_few_words_is_told_with_what_it_is_about():
    body = (
        "1. Về bổ sung nhân sự: giao Phòng Tổ chức nghiên cứu, tham mưu. Đồng ý chủ trương sửa nhà xe.\n"
        "2. Thống nhất lùi ngày họp sang ngày 19/6/2024. Giao Văn phòng thông báo cho nhà trường."
    )
    assert [text for _, _, text in told(body)] == [
        "Về bổ sung nhân sự: nghiên cứu, tham mưu",
        "Thống nhất lùi ngày họp sang ngày 19/6/2024. Thông báo cho nhà trường",
    ]


ROWS = "STT | Nội dung | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian"


def rows(*pages_of_rows: str):
    head, _, _ = PLAN.partition("I. MỤC ĐÍCH")
    text = f"{head}I. TỔ CHỨC THỰC HIỆN\n{ROWS}\n" + "\f".join(pages_of_rows) + "\n\nNơi nhận:\n- Lưu: VT."
    return understand(pages(text), None, lexicon())


def test_a_row_cut_by_the_end_of_a_page_is_one():
    first = "1 | Xây dựng kho học liệu số dùng | Phòng Trung học | Các trường THPT; Trung tâm | Tháng 9/2024"
    found = rows(
        first, f"{ROWS}\n | chung của tỉnh |  | GDTX tỉnh |  \n2 | Tổ chức hội thi | Văn phòng | | Quý IV/2024"
    )
    assert [(one.text, one.coordinating) for one in found.instructions] == [
        ("Xây dựng kho học liệu số dùng chung của tỉnh", ("Các trường THPT", "Trung tâm GDTX tỉnh")),
        ("Tổ chức hội thi", ()),
    ]


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (
            " | Xây dựng quy trình điện tử | Phòng Tiểu học | | Tháng 7/2024",
            " | Công khai danh mục | Văn phòng | | Tháng 8/2024",
        ),
        (
            "2 | Xây dựng quy trình điện tử | Phòng Tiểu học | | Tháng 7/2024",
            " | Công khai danh mục | Văn phòng | | Tháng 8/2024",
        ),
        (
            " | Xây dựng quy trình điện tử | Phòng Tiểu học | | Tháng 7/2024",
            " | Công khai danh mục | Phòng Tiểu học | | Tháng 8/2024",
        ),
    ],
)
def test_a_row_of_its_own_need_not_have_a_number(last, first):
    found = rows(f"1 | Rà soát thủ tục | Phòng Trung học | | Tháng 6/2024\n{last}", first)
    assert [one.text for one in found.instructions] == [
        "Rà soát thủ tục",
        "Xây dựng quy trình điện tử",
        "Công khai danh mục",
    ]


def test_a_list_in_a_line_may_go_on_behind_its_ninth_entry():
    entries = "; ".join(f"{n}) Rà soát phần {n}" for n in range(1, 10))
    found = read(f"1. Sở Nội vụ: {entries}; 10) Báo cáo. 2) Kết thúc.")
    assert len(found.instructions) == 9


def test_a_day_without_a_year_in_a_cell_is_to_come():
    deadline = rows("1 | Chốt số liệu | Văn phòng | | Trước ngày 30/01").instructions[0].deadline
    assert (str(deadline.date), deadline.flags) == ("2025-01-30", ("next_year",))


def test_a_row_reports_only_when_its_work_says_so():
    found = rows(
        "1 | Kiểm tra việc thực hiện | Văn phòng | Sở Nội vụ | Định kỳ hằng quý",
        "2 | Tổng hợp, báo cáo UBND tỉnh | Văn phòng | | Quý IV/2024",
    )
    assert [(one.to, one.what, str(one.deadline.date)) for one in found.report_duties] == [
        ("UBND tỉnh", "Tổng hợp, báo cáo", "2024-12-31")
    ]


def test_a_half_year_and_a_year_with_their_days_come_back():
    body = "1. Phòng Tài chính định kỳ 06 tháng (trước ngày 15/6), hằng năm (trước ngày 15/12) báo cáo Sở Nội vụ."
    deadline = read(body.replace("15/6", "15/01")).instructions[0].deadline
    assert deadline.recurrence == "semi-annual+annual"
    assert deadline.text == "định kỳ 06 tháng (trước ngày 15/01), hằng năm (trước ngày 15/12)"


def test_before_in_and_after_is_no_day():
    assert due("theo dõi an toàn trước, trong và sau Tết.") is None


def test_specks_at_the_edge_of_a_line_are_no_words():
    body = (
        "III. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Sở _ :\na) Xây dựng kế hoạch tuyên truyền, gửi Sở\n"
        "trước ngày 10/02/2025. |\n2. Phòng Chính trị.\nTổ chức hội thi cho các trường mầm non, tiểu _\n"
        "_ học trên địa bàn. _"
    )
    assert told(body, PLAN, "I. MỤC ĐÍCH") == [
        (["Văn phòng Sở"], [], "Xây dựng kế hoạch tuyên truyền, gửi Sở trước ngày 10/02/2025"),
        (["Phòng Chính trị"], [], "Tổ chức hội thi cho các trường mầm non, tiểu học trên địa bàn"),
    ]


def test_a_table_of_assignments_that_could_not_be_read_is_told():
    body = "III. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Sở\nLập dự toán.\n\nBẢNG PHÂN CÔNG NHIỆM VỤ\nSTT Nội dung Đơn vị"
    assert "table_unread" in [doubt.code for doubt in read(body, PLAN, "I. MỤC ĐÍCH").doubts]
    scanned = body.replace("STT Nội dung", "1. | Biên soạn tài Văn phòng | Các phòng\nSTT Nội dung")
    assert "table_unread" in [doubt.code for doubt in read(scanned, PLAN, "I. MỤC ĐÍCH").doubts]
    assert "table_unread" not in [doubt.code for doubt in rows("1 | Lập dự toán | Văn phòng | | Quý IV/2024").doubts]


def test_an_hour_of_the_same_day_is_of_the_day_named_last():
    assert due("kiểm tra các lớp nghỉ học ngày 07/11/2024, báo cáo trước 20 giờ cùng ngày.") == (
        "2024-11-07",
        "trước 20 giờ cùng ngày",
    )
