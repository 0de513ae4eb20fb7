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
