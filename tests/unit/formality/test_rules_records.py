"""Rules of registers and of periodic reports: planted faults, right variants, and what a text leaves open."""

from __future__ import annotations

import pytest

from services.formality.rules.reporting import period_in
from tests.unit.formality.drafts import facts, faults, official_letter, plan_document
from tests.unit.formality.mutations import after, both, caught, expect_fault, expect_right, say, table

OTHERS = facts("foreign", "")
REPORT = facts(doc_type="BÁO CÁO", tasks=("Tổ chức tuyên truyền.", "Báo cáo kết quả."))


def data(text):
    return say("body 2", f"1. {text}")


def told(first, second):
    return both(say("body 2", f"1. {first}"), say("body 3", f"2. {second}./."))


FAULTS = [
    ("RG-01", say("subject", "V/v " + "a" * 497), OTHERS, "501 ký tự"),
    ("RG-01", say("symbol", "Số:        /SGDĐT-" + "A" * 25), OTHERS, "31 ký tự"),
    ("RG-01", say("symbol", "Số: 123456789012/SGDĐT-VP"), OTHERS, "12 ký tự"),
    ("RG-01", say("name", "Nguyễn " * 8), OTHERS, "55 ký tự"),
    ("RG-01", say("deputy", "PHÓ " * 25), OTHERS, "112 ký tự"),
    ("RG-01", say("issuer", "SỞ " * 68), OTHERS, "203 ký tự"),
    ("RG-01", say("kính gửi", "Kính gửi: " + "Trường " * 29), OTHERS, "202 ký tự"),
    ("RG-02", both(*(after("first", f"more {n}", f"- {'x' * 60};") for n in range(17))), OTHERS, "ký tự"),
    ("RP-01", data("Số liệu báo cáo tháng 3 năm 2026 từ ngày 01/3/2026 đến ngày 31/3/2026."), OTHERS, "01/3/2026"),
    ("RP-01", data("Kỳ báo cáo tháng 01/2026: từ 15/12/2026 đến 14/01/2026."), OTHERS, "15/12/2026"),
    ("RP-02", data("Số liệu quý I năm 2026 tính từ ngày 01/01/2026 đến hết ngày 31/3/2026."), OTHERS, "31/3/2026"),
    ("RP-02", data("Số liệu quý 4/2026 từ 15/9/2026 đến 31/12/2026."), OTHERS, "31/12/2026"),
    ("RP-03", data("Số liệu 6 tháng đầu năm 2026 từ ngày 15/12/2025 đến ngày 30/6/2026."), OTHERS, "30/6/2026"),
    (
        "RP-03",
        data("Số liệu 06 tháng cuối năm 2026 từ ngày 01 tháng 7 năm 2026 đến ngày 14 tháng 12 năm 2026."),
        OTHERS,
        "01 tháng 7",
    ),
    ("RP-04", data("Số liệu báo cáo năm 2026 từ ngày 01/01/2026 đến ngày 31/12/2026."), OTHERS, "01/01/2026"),
    ("RP-04", data("Số liệu báo cáo năm 2026 từ ngày 31/02/2026 đến ngày 31/12/2026."), OTHERS, "31/02/2026"),
    (
        "RP-06",
        data("Số liệu từ ngày 15/12/2025 đến ngày 14/3/2026, gửi báo cáo trước ngày 15/3/2026."),
        OTHERS,
        "trước ngày 15/3/2026",
    ),
    # 14/3/2026 is a Saturday: the working day after it is Monday the 16th
    (
        "RP-06",
        data("Số liệu từ ngày 15/12/2025 đến ngày 14/3/2026, gửi chậm nhất ngày 15/3/2026."),
        OTHERS,
        "chậm nhất ngày 15/3/2026",
    ),
    ("RP-08", told("Báo cáo kết quả.", "Tổ chức tuyên truyền."), REPORT, "không có ở số thứ tự này"),
    ("RP-08", told("Tổ chức tuyên truyền.", "Việc khác."), REPORT, "không có ở số thứ tự này"),
]

RIGHT = [
    ("RG-01", say("subject", "V/v " + "a" * 496), OTHERS),
    ("RG-01", say("kính gửi", "Kính gửi: Trường THPT Tây Ninh"), OTHERS),
    ("RG-02", after("first", "more", "- Các phòng thuộc Sở;"), OTHERS),
    ("RP-01", data("Số liệu báo cáo tháng 3 năm 2026 từ ngày 15/02/2026 đến ngày 14/03/2026."), OTHERS),
    ("RP-01", data("Số liệu báo cáo tháng 1 năm 2026 từ ngày 15/12/2025 đến ngày 14/01/2026."), OTHERS),
    ("RP-02", data("Số liệu quý I năm 2026 tính từ ngày 15/12/2025 đến hết ngày 14/3/2026."), OTHERS),
    ("RP-03", data("Số liệu 6 tháng cuối năm 2026 từ ngày 15/6/2026 đến ngày 14/12/2026."), OTHERS),
    ("RP-04", data("Số liệu báo cáo năm 2026 từ ngày 15/12/2025 đến ngày 14/12/2026."), OTHERS),
    ("RP-04", data("Nhập số liệu từ ngày 01/01/2026 đến ngày 31/12/2026."), OTHERS),
    ("RP-04", data("Thực hiện từ ngày 01/01/2026 đến ngày 31/12/2026 theo kế hoạch năm 2026."), OTHERS),
    (
        "RP-06",
        data("Số liệu từ ngày 15/12/2025 đến ngày 14/3/2026, gửi chậm nhất ngày 16/3/2026."),
        OTHERS,
    ),
    ("RP-06", data("Số liệu từ ngày 15/12/2025 đến ngày 31/12/9999, gửi trước ngày 01/01/0001."), OTHERS),
    ("RP-06", data("Số liệu từ ngày 15/12/2025 đến ngày 31/02/2026, gửi trước ngày 01/3/2026."), OTHERS),
    ("RP-08", told("Tổ chức tuyên truyền: đã xong.", "Báo cáo kết quả"), REPORT),
]


@pytest.mark.parametrize(("rule", "spoil", "known", "found"), table(FAULTS))
def test_a_planted_fault_is_caught(rule, spoil, known, found):
    expect_fault(official_letter(), spoil, rule, known, found)


@pytest.mark.parametrize(("rule", "change", "known"), table(RIGHT))
def test_a_right_variant_passes(rule, change, known):
    expect_right(official_letter(), change, rule, known)


def test_the_period_may_stand_in_the_title():
    report = plan_document()
    report.say("abstract", "Kết quả cải cách hành chính quý III năm 2026")
    report.say("body 2", "1. Số liệu từ ngày 01/7/2026 đến ngày 30/9/2026.")
    assert caught(report, "RP-02", OTHERS) == ["“từ ngày 01/7/2026 đến ngày 30/9/2026”"]


def test_what_the_register_takes_keeps_a_draft_from_being_filed_and_only_warns_of_others():
    draft = official_letter()
    draft.say("subject", "V/v " + "a" * 497)
    found = [f.severity.value for known in (facts(), OTHERS) for f in faults(draft, known) if f.rule == "RG-01"]
    assert found == ["E", "W"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("báo cáo tháng 12 năm 2026", ("month", 2026, 12)),
        ("Báo cáo quý IV/2026", ("quarter", 2026, 12)),
        ("báo cáo quý 2 năm 2026", ("quarter", 2026, 6)),
        ("6 tháng đầu năm 2026", ("half", 2026, 6)),
        ("kết quả cả năm 2026", ("year", 2026, 12)),
        ("ngày 15 tháng 3 năm 2026", None),
        ("tháng 13 năm 2026", None),
        ("kế hoạch năm 2026", None),
        ("quý I năm 0000", None),
        ("báo cáo năm 9999", None),
    ],
)
def test_periods(text, kind):
    found = period_in(text)
    assert (found and found[:3]) == kind
