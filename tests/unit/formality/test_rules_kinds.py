"""Rules of documents with a tên loại, and of the other kinds of file: table, cover note, files of others."""

from __future__ import annotations

import pytest
from docx.shared import Mm

from services.formality.check import check
from services.formality.model import Result, Severity
from services.formality.rules import RULES
from tests.unit.formality.drafts import facts, faults, official_letter, plan_document

PLAN = facts(doc_type="KẾ HOẠCH")

FAULTS = [
    ("TT-01", lambda d: d.say("type", "Kế hoạch"), "Kế hoạch"),
    ("TT-01", lambda d: d.say("type", "PHIẾU GIAO VIỆC"), "PHIẾU GIAO VIỆC"),
    ("TT-01", lambda d: d.run("type", bold=False), "chữ không đậm"),
    ("TT-02", lambda d: d.say("abstract", "Triển khai công tác tuyên truyền."), "tuyên truyền."),
    ("TT-02", lambda d: d.say("abstract", "Triển khai công tác " + "tuyên truyền " * 40), "ký tự"),
    ("TT-02", lambda d: d.run("abstract", bold=False), "chữ không đậm"),
    ("TT-02", lambda d: d.drop("abstract"), "không tìm thấy"),
    ("TT-03", lambda d: d.drop("abstract rule"), "không tìm thấy"),
    ("TT-03", lambda d: d.shape("abstract rule", left_indent=0, right_indent=0), "%"),
    ("NU-02", lambda d: d.say("symbol", "Số: 5/KH-SGDĐT"), "5/KH"),
    ("NU-04", lambda d: d.say("symbol", "Số:      /SGDĐT-VP"), "SGDĐT-VP"),
    ("RC-01", lambda d: d.line("kính gửi", "Kính gửi: Trường THPT Tây Ninh"), ""),
    ("RC-07", lambda d: d.say("first", "- Như trên;"), "Như trên"),
]


RIGHT = [
    ("TT-01", lambda d: d.run("type", size=13)),
    ("TT-02", lambda d: d.run("abstract", size=13)),
    ("TT-03", lambda d: d.shape("abstract rule", left_indent=Mm(60), right_indent=Mm(60))),
    ("NU-02", lambda d: d.say("symbol", "Số: 05/KH-SGDĐT")),
    ("NU-04", lambda d: d.say("symbol", "Số:      /KH-SGDĐT")),
    ("RC-01", lambda d: d.say("first", "- Các phòng;")),
]


@pytest.mark.parametrize(("rule", "change"), RIGHT, ids=[rule for rule, _ in RIGHT])
def test_a_right_variant_of_a_named_type_passes(rule, change):
    draft = plan_document()
    change(draft)
    assert [finding.found for finding in faults(draft, PLAN) if finding.rule == rule] == []


@pytest.mark.parametrize(("rule", "spoil", "found"), FAULTS, ids=[f"{rule} {found}" for rule, _, found in FAULTS])
def test_a_fault_of_a_named_type_is_caught(rule, spoil, found):
    draft = plan_document()
    spoil(draft)
    if "kính gửi" in draft.at:
        draft.at["abstract"]._p.addnext(draft.at["kính gửi"]._p)
    caught = [finding for finding in faults(draft, PLAN) if finding.rule == rule]
    assert any(found in finding.found for finding in caught), caught


def test_a_right_plan_has_no_fault_for_us_and_for_others():
    assert faults(plan_document(), PLAN) == []
    assert faults(plan_document(), facts("foreign", "")) == []


@pytest.mark.parametrize(
    ("doc_type", "first", "right"),
    [
        ("QUYẾT ĐỊNH", "- Như Điều 3;", True),
        ("QUYẾT ĐỊNH", "- Như trên;", False),
        ("CÔNG ĐIỆN", "- Như trên;", True),
        ("THÔNG BÁO", "- Như trên;", False),
        ("TỜ TRÌNH", "- Ủy ban nhân dân tỉnh;", True),
    ],
)
def test_the_first_recipient_depends_on_the_type(doc_type, first, right):
    draft = plan_document()
    draft.say("type", doc_type)
    draft.say("first", first)
    assert ("RC-07" not in {f.rule for f in faults(draft, facts(doc_type=doc_type))}) is right


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("Tây Ninh, ngày 05 tháng 3 năm 2026", True),
        ("Tây Ninh, ngày 29 tháng 6 năm 2026", True),
        ("Tây Ninh, ngày 22 tháng 01 năm 2026", True),
        ("Tây Ninh, ngày 5 tháng 3 năm 2026", False),
        ("Tây Ninh, ngày 05 tháng 06 năm 2026", False),
        ("Tây Ninh, ngày 30 tháng 02 năm 2026", False),
        ("Ngày 05 tháng 3 năm 2026", False),
    ],
)
def test_the_date_line_of_an_issued_document(line, right):
    draft = plan_document()
    draft.say("date", line)
    assert ([f.found for f in faults(draft, facts("foreign", "")) if f.rule == "PL-03"] == []) is right


def test_a_table_is_an_annex_on_a_lying_sheet():
    draft = official_letter()
    draft.landscape()
    draft.drop("nation", "symbol", "nơi nhận")
    assert faults(draft, facts("table", "")) == []


def test_the_turned_margins_of_a_table_are_those_of_the_decrees_own_lying_page():
    draft = official_letter()
    draft.landscape()
    for side, size in {"top": 20, "bottom": 15, "left": 30, "right": 15}.items():
        setattr(draft.section, f"{side}_margin", Mm(size))
    assert faults(draft, facts("table", "")) == []
    draft.section.top_margin = Mm(10)
    assert [f.rule for f in faults(draft, facts("table", ""))] == ["PG-03"]


@pytest.mark.parametrize("kind", ["table", "cover_note"])
def test_tables_and_cover_notes_have_no_letter_to_judge(kind):
    draft = official_letter()
    draft.say("nation", "Cộng hòa")
    draft.say("body 2", "Còn {{ sót }}")
    draft.run("body 1", font="Arial")
    assert {f.rule for f in faults(draft, facts(kind, ""))} == {"FN-01", "PH-01"}


def test_days_and_symbols_are_traced_in_our_texts_only():
    draft = official_letter()
    draft.say("body 2", "1. Thực hiện Công văn số 99/SGDĐT-VP trước ngày 30/11/2026.")
    caught = {kind: {f.rule for f in faults(draft, facts(kind, ""))} for kind in ("table", "cover_note", "foreign")}
    assert caught == {"table": {"BA-04", "CO-08"}, "cover_note": set(), "foreign": set()}


def test_what_a_machine_cannot_decide_of_others_is_a_question():
    draft = official_letter()
    draft.number._p.remove(draft.number._p[-1])
    draft.say("lưu", "- Lưu: VT, ntbich.")
    found = {f.rule: (f.severity, f.result) for f in faults(draft, facts("foreign", ""))}
    assert found == {
        "NO-01": (Severity.ERROR, Result.NEEDS_REVIEW),
        "RC-08": (Severity.WARNING, Result.FAIL),
        "DR-01": (Severity.INFO, Result.FAIL),
    }


def test_a_rule_that_does_not_concern_the_file_says_so():
    found = {f.rule: f.result for f in check(official_letter().bytes(), facts())}
    assert found["TT-02"] is Result.NOT_APPLICABLE
    assert found["TT-04"] is Result.PASS
    assert set(found) == set(RULES)
