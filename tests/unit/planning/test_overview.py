"""A plan told by instruction: the way a person checks it."""

from __future__ import annotations

from services.planning.overview import by_instruction


def test_who_got_it_whom_it_leaves_out_and_what_is_open(office):
    said = [
        office.implicit("II.1", "Thông tin về cơ chế một cửa"),
        office.explicit("III.1", "rà soát", ["Phòng TCCB", "các trường THPT", "Sở Y tế"], ["Văn phòng Sở"]),
        office.explicit("III.2", "thực hiện", ["Thủ trưởng các cơ quan, đơn vị"]),
    ]
    made = office.planned(*said)
    told = by_instruction(office.directive(*said), made)
    assert [each.instruction.key for each in told] == ["II.1", "III.1", "III.2"]
    assert [(given.role.value, given.units) for given in told[1].given] == [
        ("phối hợp", ("Văn phòng Sở",)),
        ("chủ trì", ("Phòng Tổ chức cán bộ",)),
        ("thực hiện", ("Trường THPT An Bình", "Trường THPT Bình Minh")),
    ]
    assert "gồm 2 đơn vị có hiệu lực ngày 22/01/2020" in told[1].given[2].rule
    assert [gap.mentions for gap in told[1].open] == [("Sở Y tế",)]
    assert [(len(out.units), "dành cho Văn phòng Sở" in out.rule) for out in told[0].left_out] == [(6, True)]
    assert (told[2].left_out, told[2].open) == ((), ())


def test_nothing_of_the_plan_is_missing(office):
    said = [
        office.implicit("1", "tuyên truyền đến viên chức, sinh viên và học sinh"),
        office.explicit("2", "thực hiện", ["các đơn vị trực thuộc"]),
    ]
    made = office.planned(*said)
    told = by_instruction(office.directive(*said), made)
    assert sum(len(given.units) for each in told for given in each.given) == len(made.assignments)
    assert sum(len(out.units) for each in told for out in each.left_out) == len(made.exclusions)
    assert made.topic_name == "Cải cách hành chính"
