"""Instructions that name their units: one role a unit, groups expanded on the day, unknown names left open."""

from __future__ import annotations

import datetime as dt

import pytest

ALL = ["van-phong", "tccb", "khtc", "thpt-a", "thpt-b", "gdtx", "cdsp"]


@pytest.mark.parametrize(
    ("lead", "coordinating", "expected"),
    [
        (["Văn phòng Sở"], [], {"van-phong": "chủ trì"}),
        (["Chánh Văn phòng Sở"], ["Phòng TCCB"], {"van-phong": "chủ trì", "tccb": "phối hợp"}),
        (["các trường THPT"], [], {"thpt-a": "thực hiện", "thpt-b": "thực hiện"}),
        (["Thủ trưởng các cơ quan, đơn vị"], [], dict.fromkeys(ALL, "thực hiện")),
        (["Phòng KHTC"], ["các phòng chuyên môn thuộc Sở"], {"tccb": "phối hợp", "khtc": "chủ trì"}),
        (["Phòng KHTC", "các phòng chuyên môn thuộc Sở"], [], {"tccb": "thực hiện", "khtc": "chủ trì"}),
        (["Phòng KHTC"], ["Phòng Kế hoạch - Tài chính"], {"khtc": "chủ trì"}),
        (["Sở Y tế"], [], {}),
        ([], [], {}),
    ],
)
def test_each_unit_has_one_role(office, lead, coordinating, expected):
    made = office.planned(office.explicit("III.1", "rà soát thủ tục", lead, coordinating))
    assert {unit: role for unit, _, role in office.roles(made)} == expected
    assert list(made.units) == list(expected)


def test_a_closed_unit_is_addressed_only_while_it_existed(office):
    order = office.explicit("1", "rà soát", ["các trường THPT"])
    assert "cu" not in office.planned(order).units
    assert "cu" in office.planned(order, on=dt.date(2019, 6, 1)).units


@pytest.mark.parametrize(
    ("lead", "reason"),
    [
        ("Sở Y tế", "không có trong danh mục"),
        ("Trường THPT Cũ", "chỉ có hiệu lực đến hết ngày 31/12/2019"),
        ("Giám đốc Sở Giáo dục và Đào tạo", "là chính cơ quan mình"),
    ],
)
def test_an_unknown_lead_stays_open_with_its_reason(office, lead, reason):
    made = office.planned(office.explicit("2", "tổng hợp", [lead, "Văn phòng Sở"]))
    assert [(each.mentions, reason in each.reason) for each in made.unassigned] == [((lead,), True)]
    assert [(each.code, each.evidence.quote) for each in made.doubts] == [("unassigned", "tổng hợp")]
    assert office.roles(made) == [("van-phong", "2", "chủ trì")]


def test_an_order_to_nobody_stays_open(office):
    made = office.planned(office.explicit("2", "tổng hợp", []))
    assert [each.reason for each in made.unassigned] == ["Không nêu đơn vị thực hiện."]


def test_an_unknown_helper_is_a_doubt_and_still_named_as_partner(office):
    made = office.planned(office.explicit("1", "rà soát", ["Văn phòng Sở"], ["các cơ quan liên quan", "Phòng TCCB"]))
    assert [each.code for each in made.doubts] == ["coordinating_unknown"]
    assert {each.unit: each.partners for each in made.assignments} == {
        "van-phong": ("các cơ quan liên quan", "Phòng TCCB"),
        "tccb": ("Văn phòng Sở",),
    }


def test_several_leads_of_one_clause_are_a_doubt(office):
    made = office.planned(office.explicit("1", "Phòng TCCB, Phòng KHTC chủ trì rà soát", ["Phòng TCCB", "Phòng KHTC"]))
    assert [each.code for each in made.doubts] == ["several_leads"]


def test_the_rule_says_how_the_mention_was_understood(office):
    made = office.planned(office.explicit("III.2", "tổ chức thực hiện", ["Thủ trưởng các cơ quan, đơn vị"]))
    rule = made.assignments[0].rule
    assert rule.startswith("Mục III.2, vai trò thực hiện: “Thủ trưởng các cơ quan, đơn vị”")
    assert "7 đơn vị có hiệu lực ngày 22/01/2020" in rule


def test_one_question_is_asked_once_with_all_its_places(office):
    orders = [office.explicit(f"{n}", "rà soát", ["Sở Y tế"], ["cơ quan liên quan"]) for n in range(1, 8)]
    made = office.planned(*orders)
    assert len(made.unassigned) == 7
    assert [each.code for each in made.doubts] == ["unassigned", "coordinating_unknown"]
    assert made.doubts[0].message.startswith("Mục 1, mục 2, mục 3, mục 4, mục 5 và 2 mục khác: “Sở Y tế” không có")


@pytest.mark.parametrize(
    ("issuer", "asked"),
    [("UBND TỈNH TÂY NINH", True), ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", False), (None, False)],
)
def test_groups_of_another_office_are_to_be_confirmed(office, issuer, asked):
    made = office.planned(office.explicit("1", "treo cờ", ["Thủ trưởng các cơ quan, đơn vị"]), issuer=issuer)
    assert ([each.code for each in made.doubts] == ["group_of_another_office"]) is asked
    assert all("UBND TỈNH TÂY NINH đang được hiểu là 7 đơn vị" in each.message for each in made.doubts)


@pytest.mark.parametrize(("section", "shown"), [("II.1", "Mục II.1:"), ("1.đ", "Mục 1.đ:"), ("Phần đầu", "Phần đầu:")])
def test_places_are_named_as_people_do(office, section, shown):
    assert office.planned(office.explicit(section, "rà soát", [])).doubts[0].message.startswith(shown)


def test_order_is_units_of_the_registry_then_the_document(office):
    made = office.planned(
        office.explicit("2", "x", ["các trường THPT"]),
        office.explicit("1", "y", ["Phòng TCCB", "Trường THPT Bình Minh"]),
    )
    assert [key for key, *_ in office.roles(made)] == ["tccb", "thpt-a", "thpt-b", "thpt-b"]
    assert [each.instruction for each in made.assignments if each.unit == "thpt-b"] == ["2", "1"]


def test_who_leads_keeps_all_people_named_who_does_it_at_home_its_own(office):
    text = "tuyên truyền đến cán bộ, học sinh và sinh viên"
    made = office.planned(office.explicit("1", text, ["Văn phòng Sở", "các trường THPT"]))
    assert {each.unit: each.text for each in made.assignments} == {
        "van-phong": text,
        "thpt-a": "tuyên truyền đến cán bộ và học sinh",
        "thpt-b": "tuyên truyền đến cán bộ và học sinh",
    }


def test_deadline_words_and_recurrence_travel_with_the_assignment(office):
    deadline = office.Deadline("trước ngày 15/12/2020", dt.date(2020, 12, 15), "before", "annual")
    made = office.planned(office.explicit("1", "báo cáo", ["Văn phòng Sở"], deadline=deadline)).assignments[0]
    assert (made.due_on, made.due_text, made.recurrence) == (dt.date(2020, 12, 14), "trước ngày 15/12/2020", "annual")


def test_a_doubtful_name_makes_a_doubtful_assignment(office):
    made = office.planned(office.explicit("1", "rà soát", ["Phong Ke hoach Tai chinh"])).assignments
    assert all(each.confidence <= 0.95 for each in made)


@pytest.mark.parametrize(
    ("lead", "text", "rule"),
    [
        (
            ["Phòng TCCB"],
            "rà soát",
            "Mục III.1, vai trò chủ trì: “Phòng TCCB” là Phòng Tổ chức cán bộ theo danh mục đơn vị.",
        ),
        (
            ["Hiệu trưởng các trường THPT"],
            "tham gia hội thi",
            (
                "Mục III.1, vai trò thực hiện: “Hiệu trưởng các trường THPT” theo cách gọi chung “các trường THPT”: "
                "gồm 2 đơn vị có hiệu lực ngày 22/01/2020. Hình thức, sản phẩm, cách đếm: chủ đề “Cải cách hành "
                "chính”, mục “Hội thi”."
            ),
        ),
    ],
)
def test_the_rule_tells_place_role_mention_group_day_and_topic(office, lead, text, rule):
    made = office.planned(office.explicit("III.1", text, lead))
    assert {each.rule for each in made.assignments} == {rule}


def test_what_another_office_orders_from_others_is_one_question(office):
    said = [
        office.explicit("1", "rà soát", ["Sở Y tế", "Công an tỉnh"], ["Sở Tài chính"]),
        office.explicit("2", "báo cáo", ["Sở Nội vụ"]),
        office.explicit("3", "thực hiện", ["Phòng TCCB Sở Giáo dục và Đào tạo"], ["Sở Tài chính"]),
        office.explicit("4", "thực hiện", ["Trường THPT An Bính"]),
    ]
    made = office.planned(*said, issuer="UBND TỈNH TÂY NINH")
    told = [each.message for each in made.doubts]
    assert len(told) == 2
    assert told[0].startswith("Mục 1, mục 2: “Sở Y tế”, “Công an tỉnh”, “Sở Nội vụ” không có trong danh mục đơn vị, là")
    assert "gần giống nhưng không trùng với “Trường THPT An Bình”" in told[1]
    assert [each.mentions for each in made.unassigned] == [
        ("Sở Y tế",),
        ("Công an tỉnh",),
        ("Sở Nội vụ",),
        ("Trường THPT An Bính",),
    ]
    assert office.roles(made) == [("tccb", "3", "chủ trì")]


@pytest.mark.parametrize(
    ("lead", "others"),
    [
        ("Sở Y tế", True),
        ("Sở Y tế, Sở Tài chính", True),
        ("Sở Y tế, Sở Giáo dục và Đào tạo", False),
        ("Sở Y tế và Trường THPT An Bình", False),
        ("Sở Y tế, các trường THPT", False),
        ("Sở Y tế, Trường THPT Cũ", False),
    ],
)
def test_a_list_that_names_one_of_ours_is_never_called_others(office, lead, others):
    (left,) = office.planned(office.explicit("1", "rà soát", [lead]), issuer="UBND TỈNH TÂY NINH").unassigned
    assert left.reason.startswith("không có trong danh mục đơn vị, là việc của cơ quan khác") is others


def test_in_a_letter_of_our_own_every_unknown_name_is_a_question(office):
    said = [office.explicit("1", "rà soát", ["Sở Y tế"], ["Sở Tài chính"]), office.explicit("2", "x", ["Sở Nội vụ"])]
    made = office.planned(*said, issuer="SỞ GIÁO DỤC VÀ ĐÀO TẠO")
    assert [each.code for each in made.doubts] == ["unassigned", "unassigned", "coordinating_unknown"]
    assert "Đơn vị phối hợp: “Sở Tài chính” không có trong danh mục" in made.doubts[2].message


@pytest.mark.parametrize(
    ("issuer", "lead", "asked"),
    [
        ("SỞ Y TẾ", "Văn phòng Sở", True),
        ("SỞ Y TẾ", "Phòng TCCB", True),
        ("SỞ Y TẾ", "Văn phòng Sở Giáo dục và Đào tạo", False),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Văn phòng Sở", False),
        (None, "Văn phòng Sở", False),
    ],
)
def test_rooms_in_a_letter_of_another_office_may_be_its_own(office, issuer, lead, asked):
    made = office.planned(office.explicit("1", "rà soát", [lead]), issuer=issuer)
    assert len(made.assignments) == 1
    assert ([each.code for each in made.doubts] == ["room_of_another_office"]) is asked
    assert all("có thể là đơn vị của cơ quan đó" in each.message for each in made.doubts)
