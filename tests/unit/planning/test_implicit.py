"""Content items without a unit: whom they fall to, whom the topic leaves out, and why."""

from __future__ import annotations

import pytest

EVERYBODY = ["van-phong", "tccb", "khtc", "thpt-a", "thpt-b", "gdtx", "cdsp"]


def to_all(office):
    return office.explicit("III.2", "tổ chức thực hiện", ["Thủ trưởng các cơ quan, đơn vị"])


def units_of(made, key):
    return [each.unit for each in made.assignments if each.instruction == key]


@pytest.mark.parametrize(
    ("text", "units", "item"),
    [
        ("Thông tin về cơ chế một cửa", ["van-phong"], "mot-cua"),
        ("Tham gia hội thi về một cửa", ["thpt-a", "thpt-b"], "hoi-thi"),
        ("TUYÊN TRUYỀN qua eGov", EVERYBODY, "noi-dung"),
        ("Rà soát thủ tục", EVERYBODY, None),
    ],
)
def test_the_topic_item_chooses_among_the_addressed(office, text, units, item):
    made = office.planned(office.implicit("II.1", text), to_all(office))
    assert units_of(made, "II.1") == units
    assert {each.topic_item for each in made.assignments if each.instruction == "II.1"} == {item}
    left_out = {each.unit for each in made.exclusions if each.instruction == "II.1"}
    assert left_out == set(EVERYBODY) - set(units)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cơ chế một cửa", "mục “Một cửa”: dành cho Văn phòng Sở."),
        ("Tuyên truyền", "mục “Nội dung”: dành cho mọi đơn vị."),
        ("Rà soát", "Không khớp mục nào của chủ đề “Cải cách hành chính”"),
    ],
)
def test_the_rule_names_source_topic_and_choice(office, text, words):
    rule = office.planned(office.implicit("II.1#2", text), to_all(office)).assignments[0].rule
    assert rule.startswith(
        "Nội dung chung tại mục II.1, không nêu đơn vị. Đơn vị được giao theo “Thủ trưởng các cơ quan"
    )
    assert words in rule


def test_without_a_topic_everybody_addressed_gets_every_word(office):
    text = "tuyên truyền đến cán bộ, học sinh và sinh viên về một cửa"
    made = office.planned(office.implicit("II.1", text), to_all(office), topics=())
    assert (made.topic, units_of(made, "II.1")) == (None, EVERYBODY)
    assert {each.text for each in made.assignments if each.instruction == "II.1"} == {text}


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("van-phong", "tuyên truyền đến cán bộ và viên chức; công khai"),
        ("thpt-a", "tuyên truyền đến cán bộ, viên chức và học sinh; công khai"),
        ("cdsp", "tuyên truyền đến cán bộ, viên chức và sinh viên; công khai"),
    ],
)
def test_each_unit_reads_of_its_own_people_and_the_evidence_stays_whole(office, unit, text):
    whole = "tuyên truyền đến cán bộ, viên chức, sinh viên và học sinh; công khai"
    made = office.planned(office.implicit("II.1", whole), to_all(office))
    mine = next(each for each in made.assignments if each.unit == unit)
    assert (mine.text, mine.evidence.quote) == (text, whole)
    assert "khỏi nội dung giao vì đơn vị không có đối tượng này." in mine.rule


@pytest.mark.parametrize(
    ("orders", "more", "units", "words"),
    [
        ([("1", ["các trường THPT"]), ("2", ["Phòng TCCB"])], {}, ["tccb", "thpt-a", "thpt-b"], "được giao theo"),
        ([("1", ["Phòng TCCB"])], {}, ["tccb"], "được giao theo"),
        ([("1", ["Phòng TCCB"])], {"addressees": ("các trường THPT",)}, ["thpt-a", "thpt-b"], "Kính gửi"),
        ([("1", ["Sở Y tế"])], {"recipients": ("- Các phòng chuyên môn thuộc Sở;",)}, ["tccb", "khtc"], "Nơi nhận"),
        ([], {"recipients": ("Văn phòng Sở (để b/c)", "Lưu: Văn phòng Sở", "Sở Y tế")}, [], ""),
    ],
)
def test_whom_the_directive_addresses(office, orders, more, units, words):
    instructions = [office.explicit(key, "thực hiện", lead) for key, lead in orders]
    made = office.planned(office.implicit("0", "Tuyên truyền"), *instructions, **more)
    assert units_of(made, "0") == units
    assert all(words in each.rule for each in made.assignments if each.instruction == "0")


def test_items_may_say_themselves_whom_they_mean(office):
    made = office.planned(office.implicit("1", "Tuyên truyền", ["các đơn vị trực thuộc"]))
    assert units_of(made, "1") == ["thpt-a", "thpt-b", "gdtx", "cdsp"]


@pytest.mark.parametrize(
    ("orders", "text", "reason"),
    [
        ([], "Tuyên truyền", "không cho biết giao cho những đơn vị nào"),
        ([["các trường THPT"]], "Cơ chế một cửa", "Không đơn vị nào được giao thuộc diện"),
    ],
)
def test_what_falls_to_nobody_stays_open(office, orders, text, reason):
    instructions = [office.explicit(f"2.{n}", "thực hiện", lead) for n, lead in enumerate(orders)]
    made = office.planned(office.implicit("1", text), *instructions)
    assert [(each.instruction, reason in each.reason) for each in made.unassigned] == [("1", True)]
    assert [each.code for each in made.doubts] == ["unassigned"]


@pytest.mark.parametrize(
    ("answer", "units", "role"),
    [
        ("van-phong", ["van-phong"], "chủ trì"),
        ("khtc, tccb", ["tccb", "khtc"], "thực hiện"),
        ("all", EVERYBODY, "thực hiện"),
        ("kind:thpt", ["thpt-a", "thpt-b"], "thực hiện"),
        ("van-phong, group:hoc_sinh", ["van-phong", "thpt-a", "thpt-b", "gdtx"], "thực hiện"),
    ],
)
def test_the_clerk_assigns_what_is_open(office, answer, units, role):
    made = office.planned(office.explicit("1", "tổng hợp", ["Sở Y tế"]), answers={"assign_to": answer})
    assert office.roles(made) == [(unit, "1", role) for unit in units]
    assert {each.rule for each in made.assignments} == {"Văn thư quyết định giao cho đơn vị này."}
    assert (made.unassigned, made.doubts) == ((), ())


def test_the_clerk_does_not_change_what_was_understood(office):
    order = office.explicit("1", "tổng hợp", ["Văn phòng Sở"])
    assert office.planned(order, answers={"assign_to": "all"}) == office.planned(order)


def test_an_answer_with_an_unknown_or_closed_unit_is_a_doubt(office):
    made = office.planned(office.explicit("1", "tổng hợp", ["Sở Y tế"]), answers={"assign_to": "cu, xyz, kind:, tccb"})
    assert [each.code for each in made.doubts] == ["answer_unit_unknown"] * 3
    assert "Trường THPT Cũ" in made.doubts[0].message
    assert made.units == ("tccb",)


def test_the_clerks_units_take_a_content_item_nobody_fits(office):
    item, order = office.implicit("1", "Cơ chế một cửa"), office.explicit("2", "thực hiện", ["các trường THPT"])
    made = office.planned(item, order, answers={"assign_to": "thpt-a"})
    assert units_of(made, "1") == ["thpt-a"]
    assert [each.unit for each in made.exclusions] == ["thpt-b"]
