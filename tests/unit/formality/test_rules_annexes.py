"""Rules of phụ lục: in the file of their document, and in a file of their own."""

from __future__ import annotations

import pytest

from tests.unit.formality.drafts import facts, plan_document
from tests.unit.formality.mutations import annex, both, caught, expect_fault, expect_right, run, say, table

PLAN = facts(doc_type="KẾ HOẠCH")
POINTED = say("body 2", "1. Tổ chức tuyên truyền đến các đơn vị (Phụ lục kèm theo).")


def two(first="Phụ lục I", second="Phụ lục II"):
    def change(d):
        annex(title=first)(d)
        annex(title=second, name="BIỂU MẪU BÁO CÁO")(d)

    return change


FAULTS = [
    ("AP-01", annex(), "không nhắc đến"),
    ("AP-02", annex(title="Phụ lục I"), "Phụ lục I"),
    ("AP-02", two("Phụ lục 1", "Phụ lục 2"), "Phụ lục 1"),
    ("AP-02", two("Phụ lục I", "Phụ lục III"), "Phụ lục III"),
    ("AP-03", annex(title="PHỤ LỤC"), "PHỤ LỤC"),
    ("AP-03", both(annex(), run("annex", size=13)), "cỡ chữ 13"),
    ("AP-03", annex(name="Danh sách đơn vị"), "Danh sách"),
    ("AP-03", both(annex(), run("annex name", bold=False)), "chữ không đậm"),
    ("AP-04", annex(pointer=""), "0 dòng"),
    ("AP-04", annex(pointer="(Kèm theo Kế hoạch số    /KH-SGDĐT ngày    tháng    năm 2026)"), "(Kèm theo"),
    ("AP-04", both(annex(), run("annex pointer", italic=False)), "chữ đứng"),
    ("AP-05", annex(own_section=False), "Phụ lục"),
    ("NO-03", annex(own_section=False), "tiếp theo"),
    ("NO-03", annex(restart=False), "tiếp theo"),
]

RIGHT = [
    ("AP-01", both(POINTED, annex())),
    ("AP-02", annex()),
    ("AP-02", two()),
    ("AP-03", two()),
    ("AP-04", annex()),
    ("AP-05", annex()),
    ("NO-03", two()),
]


@pytest.mark.parametrize(("rule", "spoil", "found"), table(FAULTS))
def test_a_planted_fault_is_caught(rule, spoil, found):
    expect_fault(plan_document(), spoil, rule, PLAN, found)


@pytest.mark.parametrize(("rule", "change"), table(RIGHT))
def test_a_right_variant_passes(rule, change):
    expect_right(plan_document(), change, rule, PLAN)


def test_a_document_without_annexes_is_not_judged_by_these_rules():
    assert all(caught(plan_document(), rule, PLAN) == [] for rule in ("AP-01", "AP-04", "NO-03"))
