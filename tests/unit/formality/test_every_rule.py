"""The list of rules is whole: each of the 146 is a function or says why it is none; each function is proved twice."""

from __future__ import annotations

import re

from services.formality.elsewhere import ELSEWHERE
from services.formality.listing import as_table
from services.formality.rules import RULES
from services.settings.formality_file import rule_ids
from tests.needs import ROOT, shared
from tests.unit.formality import (
    test_rules_annexes,
    test_rules_facts,
    test_rules_kinds,
    test_rules_letter,
    test_rules_marks,
    test_rules_records,
    test_rules_text,
)

SUITES = (
    test_rules_annexes,
    test_rules_facts,
    test_rules_kinds,
    test_rules_letter,
    test_rules_marks,
    test_rules_records,
    test_rules_text,
)
#: Proved by tests of their own: SG-11 in test_rules_marks, BA-04, CO-03, CO-08 also in the tables.
OWN_TESTS = {"SG-11"}
CITED = re.compile(r"[IVX]+\.\d|PL II|PL VI|Điều \d+|mẫu \d|derived|observed|, V\)")
DOCS = (ROOT / "docs" / "formality.md").read_text(encoding="utf-8")


def rules_of(*tables: str) -> set[str]:
    return {row[0] for suite in SUITES for name in tables for row in getattr(suite, name, [])} | OWN_TESTS


def test_every_rule_has_a_planted_fault():
    assert sorted(set(RULES) - rules_of("FAULTS", "OF_DECISIONS", "WORDS")) == []


def test_every_rule_has_a_right_variant():
    assert sorted(set(RULES) - rules_of("RIGHT", "RIGHT_OF_DECISIONS", "WORDS")) == []


def test_no_test_is_about_a_rule_that_is_gone():
    assert rules_of("FAULTS", "RIGHT", "OF_DECISIONS", "RIGHT_OF_DECISIONS", "WORDS") - set(RULES) == set()


def test_every_rule_says_what_it_asks_and_where_that_is_written():
    for rule in RULES.values():
        assert rule.faults.__doc__, rule.id
        assert rule.article.startswith(("NĐ 30/2020/NĐ-CP", "NĐ 09/2019/NĐ-CP", "suy ra từ")), rule.id
        assert CITED.search(rule.faults.__doc__), rule.id


def test_no_rule_is_both_here_and_elsewhere():
    assert set(RULES) & set(ELSEWHERE) == set()


def test_settings_know_the_same_rules():
    assert rule_ids() == set(RULES)


def test_all_rules_of_the_reference_are_accounted_for():
    text = shared("reference/nd30-rules.md").read_text(encoding="utf-8")
    wanted = set(re.findall(r"^\| ([A-Z]{2}-\d{2}) ", text, re.MULTILINE))
    assert len(wanted) == 146
    assert sorted(wanted - set(RULES) - set(ELSEWHERE)) == []


def test_the_docs_hold_the_list_as_the_command_prints_it():
    assert "\n".join(as_table()) in DOCS
