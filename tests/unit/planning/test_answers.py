"""One answer for each order: places as clerks type them, the nearest answer holds, what no place asks is told."""

from __future__ import annotations

import pytest

from services.planning.answers import general, spelled, waiting
from services.planning.places import covers, folded_place, nearest, typable

UBND = "UBND TỈNH TÂY NINH"
US, HEALTH = "Sở Giáo dục và Đào tạo", "Sở Y tế"


@pytest.fixture
def told(office):
    """Plan orders to these offices, one at each key, with the clerk's answers."""

    def make(answers, **leads):
        orders = [office.explicit(key, f"làm việc {key}", lead) for key, lead in leads.items()]
        return office.planned(*orders, issuer=UBND, answers=answers)

    return make


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("V.1", "V.1"),
        ("II.1#3", "II.1-y3"),
        ("Phần cuối#2", "Phan-cuoi-y2"),
        ("Phần đầu#1", "Phan-dau-y1"),
        ("Phụ lục#12", "Phu-luc-y12"),
        ("PHẦN I.1", "PHAN-I.1"),
        ("Điều 3.2.đ", "Dieu-3.2.đ"),
        ("V.1 (2)", "V.1_2"),
        ("V.1 (2)#1", "V.1_2-y1"),
        ("x#p1", "x-yp1"),
    ],
)
def test_a_key_is_typed_without_what_a_shell_would_take(key, typed):
    assert typable(key) == typed
    assert folded_place(typed) == folded_place(key)
    assert typable(folded_place(key)).lower() == typed.lower()


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Mục V.1, ý 2", "V.1#2"),
        ("mục v.1 ý 2", "V.1#2"),
        ("muc-V.1-ý2", "V.1#2"),
        ("V.1#2", "V.1#2"),
        ("V.1.", "V.1"),
        ("phần cuối, ý 1", "Phần cuối#1"),
        ("PHAN CUOI", "Phần cuối"),
        ("1.đ", "1.đ"),
    ],
)
def test_a_place_may_be_typed_as_it_is_printed(typed, key):
    assert folded_place(typed) == folded_place(key)


@pytest.mark.parametrize(
    ("place", "key", "there"),
    [
        ("V", "V.1#2", True),
        ("V.1", "V.1", True),
        ("V.1", "V.1#2", True),
        ("V.1", "V.10", False),
        ("V.1", "V.1 (2)", False),
        ("V.1-y1", "V.1#12", False),
        ("1.d", "1.đ", False),
        ("2.y", "2#1", False),
        ("", "V.1", True),
    ],
)
def test_a_place_is_an_order_or_a_section_around_it(place, key, there):
    assert covers(folded_place(place), key) is there


def test_the_nearest_place_is_the_most_exact():
    assert nearest("V.1#2", ["", "v", "v.1", "v.1#1"]) == "v.1"
    assert nearest("I.1", ["v"]) is None


@pytest.mark.parametrize(
    ("name", "kind", "once"),
    [
        ("assign_to", "assign_to", "assign_to"),
        ("assign_to:Mục V.1, ý 2", "assign_to", "assign_to:v.1#2"),
        ("assign_to:", "assign_to:", "assign_to:"),
        ("number:V.1", "number:V.1", "number:V.1"),
    ],
)
def test_the_name_of_an_answer(name, kind, once):
    assert (general(name), spelled(name)) == (kind, once)


@pytest.mark.parametrize(
    ("answers", "units"),
    [
        (
            {"V.1": "tccb", "V.2": "khtc,van-phong"},
            {"V.1": "tccb", "V.2#1": "van-phong khtc", "V.2#2": "van-phong khtc"},
        ),
        ({"": "van-phong", "V.2-y2": "tccb"}, {"V.1": "van-phong", "V.2#1": "van-phong", "V.2#2": "tccb"}),
        ({"V.2": "khtc", "V": "tccb"}, {"V.1": "tccb", "V.2#1": "khtc", "V.2#2": "khtc"}),
        ({"mục V.2, ý 1": "kind:thpt"}, {"V.2#1": "thpt-a thpt-b"}),
    ],
)
def test_each_order_goes_to_the_units_of_its_nearest_answer(office, told, answers, units):
    said = {f"assign_to:{place}" if place else "assign_to": value for place, value in answers.items()}
    made = told(said, **{"V.1": [US], "V.2#1": [US], "V.2#2": [US]})
    given: dict[str, list[str]] = {}
    for unit, key, role in office.roles(made):
        given.setdefault(key, []).append(unit)
        assert role == ("chủ trì" if " " not in units[key] else "thực hiện")
    assert {key: " ".join(each) for key, each in given.items()} == units
    assert waiting(made.unassigned) == [key for key in ("V.1", "V.2#1", "V.2#2") if key not in units]
    assert {each.code for each in made.doubts} <= {"unassigned"}


@pytest.mark.parametrize(
    ("place", "told_so"),
    [
        ("V.9", "tại “v.9”. Đang chờ: V.1, V.2-y1."),
        ("V1", "tại “v1”. Có phải “V.1”? Đang chờ: V.1, V.2-y1."),
        ("VI", "tại “vi”. Đang chờ"),
        ("III.1", "tại “iii.1”. "),
        ("PL", "tại “pl”. Đang chờ"),
    ],
)
def test_a_place_at_which_nothing_is_open_is_a_doubt(told, place, told_so):
    leads = {"III.1": ["các trường THPT"], "V.1": [US], "V.2#1": [US], "PL.1": [HEALTH]}
    made = told({f"assign_to:{place}": "tccb"}, **leads)
    assert [told_so in each.message for each in made.doubts if each.code == "answer_place_unknown"] == [True]
    assert "tccb" not in made.units


def test_where_nothing_waits_that_is_told(office):
    made = office.planned(office.explicit("1", "tổng hợp", ["Văn phòng Sở"]), answers={"assign_to:1": "tccb"})
    assert made.units == ("van-phong",)
    assert [each.message for each in made.doubts] == [
        "Không có nội dung nào chờ chọn đơn vị tại “1”. Không nội dung nào đang chờ."
    ]


def test_an_order_to_others_is_given_to_ours_only_where_just_it_is_named(office, told):
    leads = {"V.1": [US], "V.2": [HEALTH], "V.3": [US, "Công an tỉnh"]}
    assert told({"assign_to:V": "tccb"}, **leads).unassigned[0].mentions == (HEALTH,)
    made = told({"assign_to:V.2": "tccb", "assign_to:V.3": "khtc"}, **leads)
    assert office.roles(made) == [("tccb", "V.2", "chủ trì"), ("khtc", "V.3", "chủ trì")]
    assert [each.mentions for each in made.unassigned] == [(US,), ("Công an tỉnh",)]


def test_an_unknown_unit_of_a_near_answer_is_not_replaced_by_the_general_one(told):
    made = told({"assign_to": "van-phong", "assign_to:V.1": "cu"}, **{"V.1": [US], "V.2": [US]})
    assert [(each.unit, each.instruction) for each in made.assignments] == [("van-phong", "V.2")]
    assert "answer_unit_unknown" in {each.code for each in made.doubts}
