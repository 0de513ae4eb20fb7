"""`trienkhai check` with several offices: who signs for whom, and the form of each office's own drafts."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from services.cli.commands import app

RULE = """
[[signers]]
kinds = ["cong-van-trien-khai"]
capacity = "KT"
authority = "Giám đốc"
title = "Phó Giám đốc"
"""


@pytest.fixture
def check(house, monkeypatch):
    monkeypatch.setenv("TRIENKHAI_CONFIG", str(house.config))
    monkeypatch.setenv("TRIENKHAI_DATA", str(house.data))

    def run(*, rules=""):
        with (house.config / "drafts.toml").open("a", encoding="utf-8") as file:
            file.write(rules)
        return json.loads(CliRunner().invoke(app, ["check", "--json", "--offline"]).stdout)

    return run


def test_a_rule_without_offices_is_told_to_sign_for_all(check):
    notes = check(rules=RULE)["notes"]
    assert any("thứ 2 (Phó Giám đốc) không ghi offices" in one and "ubnd-xa-mau" in one for one in notes)


def test_a_rule_bound_to_an_office_is_not(check):
    told = check(rules=RULE + 'offices = ["sgddt-tay-ninh"]\n')
    assert not any("Phó Giám đốc" in one for one in told["notes"])


def test_a_signature_that_another_office_may_not_have_is_a_fault_of_its_drafts(check):
    problems = check(rules=RULE)["problems"]
    assert [("Ủy ban nhân dân xã Mẫu" in one, "SG-05" in one) for one in problems] == [(True, True)]
