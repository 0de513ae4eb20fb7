"""Who really has the work: exceptions in its words, our office as a whole, members beside a group, whose product."""

from __future__ import annotations

import pytest

from services.planning.questions import OURS, OURS_TOO

EVERYBODY = ["Thủ trưởng các cơ quan, đơn vị"]


def test_whom_the_words_leave_out_has_no_work(office):
    text = "khảo sát bằng phiếu (trừ Trường THPT An Bình đã khảo sát trong tháng 10)"
    made = office.planned(office.explicit("2.b", text, ["các trường THPT"]))
    assert office.roles(made) == [("thpt-b", "2.b", "thực hiện")]
    assert [(each.unit, each.rule) for each in made.exclusions] == [
        ("thpt-a", "Mục 2.b nêu ngoại lệ: trừ “Trường THPT An Bình”.")
    ]


def test_an_exception_nobody_knows_is_asked(office):
    made = office.planned(office.explicit("2", "khảo sát (trừ các trường tự chủ)", ["các trường THPT"]))
    assert len(made.assignments) == 2
    assert [each.code for each in made.doubts] == ["exception_unknown"]


@pytest.mark.parametrize("what", ["thứ Bảy, Chủ nhật", "ngày lễ, Tết", "các hồ sơ mật", "trường hợp bất khả kháng"])
def test_what_is_like_no_unit_leaves_out_nobody(office, what):
    made = office.planned(office.explicit("2", f"tiếp nhận hồ sơ (trừ {what})", ["các trường THPT"]))
    assert (len(made.assignments), made.doubts) == (2, ())


def test_who_is_named_himself_is_not_left_out(office):
    made = office.planned(office.explicit("2", "rà soát hồ sơ (trừ Văn phòng Sở)", ["Văn phòng Sở"]))
    assert office.roles(made) == [("van-phong", "2", "chủ trì")]


def test_a_unit_behind_a_group_does_what_its_members_do(office):
    made = office.planned(office.explicit("2", "niêm yết", ["các trường THPT", "Trung tâm GDTX tỉnh"]))
    assert {each.role.value for each in made.assignments} == {"thực hiện"}


def test_product_and_channels_are_told_to_those_they_are_for(office):
    made = office.planned(office.explicit("1", "tham gia hội thi", EVERYBODY))
    assert {each.unit for each in made.assignments if each.channels} == {"thpt-a", "thpt-b"}
    assert {each.unit for each in made.assignments if "Hội thi" in each.rule} == {"thpt-a", "thpt-b"}


def test_another_office_that_tells_ours_tells_no_unit_of_it(office):
    told = office.explicit("V.1", "triển khai Kế hoạch", ["Sở Giáo dục và Đào tạo"])
    others = office.explicit("PL", "cập nhật dữ liệu", ["các trường THPT"])
    made = office.planned(office.implicit("III.1", "bồi dưỡng"), told, others, issuer="UBND TỈNH TÂY NINH")
    assert [each.instruction for each in made.assignments] == ["PL", "PL"]
    assert [each.instruction for each in made.unassigned] == ["III.1", "V.1"]
    assert "cần chọn đơn vị trong cơ quan" in made.unassigned[0].reason


def test_in_our_own_paper_a_name_may_lack_the_office(office):
    said = office.explicit("9", "thông báo lịch", ["Văn phòng"])
    assert office.roles(office.planned(said, issuer="SỞ GIÁO DỤC VÀ ĐÀO TẠO")) == [("van-phong", "9", "chủ trì")]
    assert office.planned(said, issuer="UBND TỈNH TÂY NINH").assignments == ()


def test_the_clerks_answer_is_about_what_our_office_is_told(office):
    said = [
        office.explicit("1", "chỉ đạo các trường nghỉ học", ["Giám đốc Sở Giáo dục và Đào tạo"]),
        office.explicit("2", "bảo đảm cơ số thuốc", ["Giám đốc Sở Y tế"]),
        office.explicit("3", "trực ban", ["Sở Giáo dục và Đào tạo", "Công an tỉnh"]),
    ]
    made = office.planned(*said, issuer="UBND TỈNH TÂY NINH", answers={"assign_to": "van-phong"})
    assert [(each.unit, each.instruction) for each in made.assignments] == [("van-phong", "1"), ("van-phong", "3")]
    assert [each.mentions for each in made.unassigned] == [("Giám đốc Sở Y tế",), ("Công an tỉnh",)]


def test_the_clerks_answer_is_about_what_is_told_to_all_too(office):
    said = [
        office.explicit("1", "chỉ đạo các trường nghỉ học", ["Sở Giáo dục và Đào tạo"]),
        office.implicit("2", "bồi dưỡng", ["các cơ quan, đơn vị"]),
    ]
    made = office.planned(*said, issuer="UBND TỈNH TÂY NINH", answers={"assign_to": "van-phong"})
    assert [(each.unit, each.instruction) for each in made.assignments] == [("van-phong", "1"), ("van-phong", "2")]
    assert made.unassigned == ()


@pytest.mark.parametrize(
    ("mention", "ours"),
    [
        ("Các Sở Giáo dục và Đào tạo", True),
        ("Giám đốc các Sở Giáo dục và Đào tạo", True),
        ("Sở Giáo dục và Đào tạo các tỉnh, thành phố trực thuộc Trung ương", True),
        ("các sở", False),
        ("Sở Y tế các tỉnh", False),
    ],
)
def test_all_offices_of_our_name_are_ours_too(office, mention, ours):
    made = office.planned(office.explicit("1", "thống kê thiệt hại", [mention]), issuer="BỘ GIÁO DỤC VÀ ĐÀO TẠO")
    assert [each.reason.endswith(OURS) for each in made.unassigned] == [ours]


@pytest.mark.parametrize(
    ("mention", "issuer", "ours"),
    [
        ("các sở, ban, ngành tỉnh", "UBND TỈNH TÂY NINH", True),
        ("Các Sở, ban, ngành, đoàn thể", "ỦY BAN NHÂN DÂN TỈNH TÂY NINH", True),
        ("Thủ trưởng các sở, ban, ngành tỉnh", "CHỦ TỊCH UBND TỈNH TÂY NINH", True),
        ("Giám đốc các sở, thủ trưởng các ban, ngành", "UBND TỈNH TÂY NINH", True),
        ("các cơ quan chuyên môn thuộc UBND tỉnh", "UBND TỈNH TÂY NINH", True),
        ("các sở, ngành, địa phương", "BỘ NỘI VỤ", True),
        ("các sở, ban, ngành liên quan", "UBND TỈNH TÂY NINH", False),
        ("các sở: Tài chính, Nội vụ", "UBND TỈNH TÂY NINH", False),
        ("các ban, ngành", "UBND TỈNH TÂY NINH", False),
        ("các sở, ban, ngành tỉnh", "UBND TỈNH AN GIANG", False),
    ],
)
def test_a_department_is_one_of_all_departments_of_its_province(office, mention, issuer, ours):
    made = office.planned(office.explicit("1", "báo cáo kết quả", [mention]), issuer=issuer)
    assert [each.reason.endswith(OURS_TOO) for each in made.unassigned] == [ours]
