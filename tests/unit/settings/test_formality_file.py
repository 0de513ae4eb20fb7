"""`formality.toml`: mistakes come out with line and advice; what it says reaches the check."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from services.formality.check import check
from services.formality.facts import Facts
from services.formality.model import Result, Severity
from services.formality.policy import DEFAULT, policy_of
from services.settings.load import load_settings
from tests.unit.formality.drafts import plan_document

if TYPE_CHECKING:
    from tests.unit.settings.spoiled import Copy

EXAMPLE = "# [rules.BO-06]"
MISTAKES = [
    (EXAMPLE, '[rules.BO-66]\nseverity = "I"\n#', "khối [rules.BO-66]", "không có quy tắc", "“BO-06”"),
    (EXAMPLE, '[rules.BO-06]\nseverity = "X"\n#', "khóa severity", "không được hỗ trợ", '"E"'),
    (EXAMPLE, "[rules.BO-06]\nsince = 2026\n#", "khóa since", "không", "2026-01-02"),
    (EXAMPLE, "[rules.BO-06]\nsince = 2026-02-01\nuntil = 2026-01-01\n#", "khối [rules.BO-06]", "trước", "hai ngày"),
    ('"PG-01", "FN-01"', '"PG-91", "FN-01"', "khối [[profiles]] thứ 2", "“PG-91”", "có phải ý là"),
    ("since = 1900-01-01", "since = 2020-03-05", "khối [[profiles]] thứ 2", "cùng một ngày", "khác nhau"),
    ("length_mm = 0.5", "length_mm = -1", "khóa length_mm", "quá nhỏ", "từ 0"),
    ("length_mm = 0.5", "lenght_mm = 0.5", "khóa lenght_mm", "không có khóa", "“length_mm”"),
    ("lead_days = 0", "lead_days = 99", "khóa lead_days", "quá lớn", "60"),
]


@pytest.mark.parametrize(("old", "new", "where", "why", "fix"), MISTAKES, ids=[row[1][:24] for row in MISTAKES])
def test_a_mistake_is_told_with_its_line(config: Copy, old, new, where, why, fix):
    line = config.spoil("formality.toml", old, new)
    problem = config.only()
    assert problem.file.endswith("formality.toml")
    assert problem.line is not None
    assert line <= problem.line <= line + 3
    assert (where in problem.where, why in problem.why, fix in problem.fix) == (True, True, True), problem.sentence


def test_without_the_file_the_decree_alone_holds(config: Copy):
    (config.folder / "formality.toml").unlink()
    policy = policy_of(load_settings(config.folder, {}).formality)
    assert policy.profiles == DEFAULT.profiles
    assert policy.tolerances == DEFAULT.tolerances


def policy(config: Copy, rules: str = "", length: str = "0.5"):
    config.spoil("formality.toml", EXAMPLE, f"{rules}\n{EXAMPLE}")
    config.spoil("formality.toml", "length_mm = 0.5", f"length_mm = {length}")
    return policy_of(load_settings(config.folder, {}).formality)


def found(rule: str, day: str, own) -> tuple[Result, Severity]:
    """What the check says of one rule on a plan with a left margin of 28 mm."""
    draft = plan_document()
    draft.say("date", f"Tây Ninh, ngày {day}")
    draft.section.left_margin = 28 * 36000
    (one,) = (f for f in check(draft.bytes(), Facts("foreign"), own) if f.rule == rule)
    return one.result, one.severity


NEW, OLD = "05 tháng 3 năm 2026", "05 tháng 3 năm 2019"


def test_a_severity_set_is_the_severity_found(config: Copy):
    own = policy(config, '[rules.PG-05]\nseverity = "I"')
    assert found("PG-05", NEW, own) == (Result.FAIL, Severity.INFO)


def test_a_tolerance_set_is_the_tolerance_kept(config: Copy):
    assert found("PG-05", NEW, policy(config, length="2.5"))[0] is Result.PASS


@pytest.mark.parametrize(("until", "result"), [("2026-03-04", Result.NOT_APPLICABLE), ("2026-03-05", Result.FAIL)])
def test_a_rule_holds_for_documents_of_its_days(config: Copy, until, result):
    own = policy(config, f"[rules.PG-05]\nsince = 2021-01-01\nuntil = {until}")
    assert found("PG-05", NEW, own)[0] is result


def test_documents_before_the_decree_are_judged_by_the_older_state(config: Copy):
    own = policy(config)
    assert found("PG-05", OLD, own) == (Result.FAIL, Severity.WARNING)
    assert found("FN-01", OLD, own)[0] is Result.NOT_APPLICABLE
    assert found("PG-05", NEW, own) == (Result.FAIL, Severity.ERROR)


def test_the_legal_state_changes_on_its_day(config: Copy):
    own = policy(config)
    days = {dt.date(2020, 3, 4): "tt01_2011", dt.date(2020, 3, 5): "nd30_2020", dt.date(1899, 1, 1): "tt01_2011"}
    assert {day: own.profile(day).id for day in days} == days
    assert own.profile(None).id == "nd30_2020"
