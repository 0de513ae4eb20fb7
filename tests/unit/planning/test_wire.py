"""The `plan --json` object."""

from __future__ import annotations

import datetime as dt
import json

from services.planning.wire import as_json


def made(office):
    deadline = office.Deadline("hạn 30/6/2020", dt.date(2020, 6, 30), "by")
    return office.planned(
        office.explicit("III.1", "Tuyên truyền", ["Văn phòng Sở", "Sở Y tế"], deadline=deadline),
        office.explicit("III.2", "Tham gia hội thi", ["các trường THPT"]),
    )


def test_an_assignment_has_exactly_the_promised_fields(office):
    plain = json.loads(json.dumps(as_json(made(office))))
    rule = plain["assignments"][0].pop("rule")
    assert rule.startswith("Mục III.1, vai trò chủ trì: ")
    assert plain["assignments"][0] == {
        "unit": "van-phong",
        "unit_name": "Văn phòng Sở",
        "role": "chủ trì",
        "text": "Tuyên truyền",
        "due_on": "2020-06-30",
        "recurrence": None,
        "product": None,
        "channel": [],
        "instruction": "III.1",
        "evidence": {"page": 1, "line": 1, "quote": "Tuyên truyền"},
        "confidence": 0.95,
    }
    assert [(each["instruction"], each["mentions"]) for each in plain["unassigned"]] == [("III.1", ["Sở Y tế"])]
    assert [each["code"] for each in plain["doubts"]] == ["unassigned"]
    assert plain["topic"] == "cchc"


def test_one_unit_alone(office):
    plain = as_json(made(office), "thpt-b")
    assert [(each["unit"], each["channel"]) for each in plain["assignments"]] == [("thpt-b", ["Hội thi"])]


def test_who_is_left_out_is_told_with_the_rule(office):
    order = office.explicit("2", "thực hiện", ["các trường THPT", "Văn phòng Sở"])
    whole = as_json(office.planned(office.implicit("1", "Cơ chế một cửa"), order))
    assert [(each["unit"], each["instruction"]) for each in whole["exclusions"]] == [("thpt-a", "1"), ("thpt-b", "1")]
    assert all("dành cho Văn phòng Sở." in each["rule"] for each in whole["exclusions"])
    mine = as_json(office.planned(office.implicit("1", "Cơ chế một cửa"), order), "thpt-b")
    assert [each["unit"] for each in mine["exclusions"]] == ["thpt-b"]
