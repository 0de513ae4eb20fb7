"""The content gate: whatever a letter says was given to it, whole, possible, and by the right units."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from services.formality.facts import Facts, Given
from services.formality.trace import figures_in
from tests.unit.formality.drafts import BODY, facts, faults, official_letter
from tests.unit.formality.mutations import caught, say, table

TODAY = dt.date(2026, 11, 25)
TEXT = "Tổ chức tuyên truyền về cải cách hành chính"
GIVEN = Given(
    unit="Trường THPT Tây Ninh",
    text=TEXT,
    quote=f"- {TEXT} đến toàn thể cán bộ, giáo viên, nhân viên và học sinh của đơn vị.",
    partners=("Văn phòng Sở",),
    due_text="trước ngày 15/12/2026",
    due_on=dt.date(2026, 12, 14),
    product="Báo cáo kết quả",
)


def known(**changes) -> Facts:
    """Facts of the letter, with changes to its one assignment (`given_…`) or to themselves."""
    own = {name.removeprefix("given_"): value for name, value in changes.items() if name.startswith("given_")}
    rest = {name: value for name, value in changes.items() if not name.startswith("given_")}
    base = facts(given=(replace(GIVEN, **own),), today=TODAY, addressed=(frozenset({"Trường THPT Tây Ninh"}),))
    base = base.with_words_of([*BODY, GIVEN.quote, "Trường THPT Tây Ninh", "V/v triển khai công tác tuyên truyền 2026"])
    return replace(base, **rest)


FAULTS = [
    ("RC-09", known(addressed=(frozenset({"Trường THPT Mẫu"}),)), "không có tên đơn vị"),
    ("CO-01", known(given_text=" "), "nội dung trống"),
    ("CO-01", known(given=(GIVEN, GIVEN)), "trùng nhiệm vụ"),
    ("CO-01", known(given_partners=("Trường THPT Tây Ninh",)), "phối hợp với chính mình"),
    ("CO-01", known(given_due_on=None, given_due_text=""), "không có thời hạn"),
    ("CO-02", known(given_product=""), "1/1 nhiệm vụ"),
    ("RC-09", known(addressed=(frozenset({"Trường THPT Tây Ninh"}), frozenset({"Trường THPT Mẫu"}))), "không có tên"),
    ("RC-09", known(addressed=(frozenset({"Trường THPT Tây"}),)), "không có tên đơn vị"),
    ("CO-03", known(addressed=(), unit_names=frozenset({"Trường THPT Tây Nin"})), "Trường THPT Tây Ninh"),
    (
        "CO-03",
        known(addressed=(frozenset({"Trường THPT Mẫu"}), frozenset({"THPT Tây Ninh 2"}))),
        "Trường THPT Tây Ninh",
    ),
    ("CO-04", known(given_limit_on=dt.date(2026, 12, 10)), "14/12/2026"),
    ("CO-04", known(given_limit_on=dt.date(2026, 12, 16), lead_days=5), "14/12/2026"),
    ("CO-05", known(given_text="Xây dựng nhà đa năng"), "đa năng"),
    ("CO-06", known(given_due_text="thường xuyên"), "thành 14/12/2026"),
    ("CO-07", known(abolished=frozenset({"Trường THPT Tây Ninh"})), "đã giải thể"),
    ("CO-09", known(given_due_on=dt.date(2026, 11, 24), tasks=("Khác.", f"{GIVEN.text}.")), "(nhiệm vụ 2) đã qua"),
    ("CO-09", known(given_due_on=dt.date(2026, 11, 24)), "24/11/2026 đã qua khi lập dự thảo (25/11/2026)"),
]

RIGHT = [
    ("RC-09", known()),
    ("RC-09", known(addressed=(frozenset({"Trường THPT Tây Ninh", "Trường THPT Khác"}),))),
    ("CO-01", known()),
    ("CO-01", known(given_due_on=None, given_due_text="", given_recurring=True)),
    ("CO-02", known()),
    ("CO-03", known(addressed=(), unit_names=frozenset({"THPT Tây Ninh"}))),
    ("CO-03", known(addressed=(frozenset({"Trường THPT Mẫu"}), frozenset({"Trường THPT Tây Ninh"})))),
    ("CO-04", known(given_limit_on=dt.date(2026, 12, 14))),
    ("CO-04", known(given_limit_on=dt.date(2026, 12, 20), lead_days=5)),
    ("CO-05", known()),
    ("CO-06", known(given_due_text="thường xuyên", given_due_on=None)),
    ("CO-07", known(abolished=frozenset({"Phòng GDĐT huyện"}))),
    ("CO-09", known(given_due_on=TODAY)),
]


@pytest.mark.parametrize(("rule", "given", "found"), table(FAULTS))
def test_a_planted_fault_is_caught(rule, given, found):
    assert any(found in one for one in caught(official_letter(), rule, given))


@pytest.mark.parametrize(("rule", "given"), table(RIGHT))
def test_a_right_variant_passes(rule, given):
    assert caught(official_letter(), rule, given) == []


WORDS = [
    ("CO-08", "1. Tuyên truyền đến 85% giáo viên.", ["“85%”"]),
    ("CO-08", "1. Tuyên truyền đến 1.200 học sinh trước ngày 15/12/2026.", ["“1200”"]),
    ("CO-08", "2. Thực hiện Kế hoạch số 12/KH-SGDĐT, năm 2026.", []),
    ("CO-05", "1. Phối hợp với Trường THPT Lạ Hoắc thực hiện.", ["“Trường THPT Lạ Hoắc”"]),
    ("CO-05", "1. Phối hợp với Trường THPT Tây Ninh thực hiện.", []),
    ("CO-05", "1. Ban đầu giao Trường THPT Tây Ninh đề xuất.", []),
    ("CO-05", "1. Đơn vị: Trường THPT Tây Ninh. Thời hạn: tháng 12.", []),
]


@pytest.mark.parametrize(("rule", "text", "found"), WORDS)
def test_figures_and_units_of_the_text_are_traced(rule, text, found):
    draft = official_letter()
    say("body 2", text)(draft)
    assert caught(draft, rule, known()) == found


@pytest.mark.parametrize("name", ["Trường PTDTNT (cơ sở 2)", "Trường TH & THCS “Hòa Bình”"])
def test_a_name_with_marks_in_it_is_the_name_of_its_unit(name):
    draft = official_letter()
    draft.say("kính gửi", f"Kính gửi: Hiệu trưởng {name}")
    assert caught(draft, "CO-03", known(addressed=(frozenset({name}),))) == []


def test_a_marked_blank_stands_for_a_deadline_nobody_set():
    draft = official_letter()
    draft.say("body 3", "2. Thời hạn hoàn thành: [CHƯA CÓ THỜI HẠN]./.")
    assert caught(draft, "CO-01", known(given_due_on=None, given_due_text="")) == []


def test_a_unit_that_is_no_more_is_only_a_question_in_the_words_of_the_directive():
    draft = official_letter()
    draft.say("body 2", "1. Phối hợp với Phòng GDĐT huyện.")
    found = known(abolished=frozenset({"Phòng GDĐT huyện"}))
    assert caught(draft, "CO-07", found) == ["“Phòng GDĐT huyện” đã giải thể"]


ENDED = frozenset({"Phòng GDĐT huyện", "Phòng GDĐT huyện Gò Dầu"})


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Phòng GDĐT huyện Gò Dầu", ["Phòng GDĐT huyện Gò Dầu"]),
        ("Phòng GDĐT huyện Đức Hòa", ["Phòng GDĐT huyện"]),
        ("Phòng GDĐT huyện Gò Dầu, các Phòng GDĐT huyện khác", ["Phòng GDĐT huyện", "Phòng GDĐT huyện Gò Dầu"]),
        ("Phòng GDĐT huyện Gò Dầuu", ["Phòng GDĐT huyện"]),
        ("Phòng GDĐT huyệnn", []),
    ],
)
def test_a_unit_is_told_of_by_its_whole_name_and_no_part_of_it_besides(said, found):
    draft = official_letter()
    draft.say("body 2", f"1. Phối hợp với {said}.")
    told = caught(draft, "CO-07", known(abolished=ENDED))
    assert told == [f"“{name}” đã giải thể" for name in found]


@pytest.mark.parametrize(
    ("facts", "results"),
    [
        ({"abolished": frozenset({"Trường THPT Tây Ninh"})}, {"fail"}),
        ({"ended_since": frozenset({"Trường THPT Tây Ninh"})}, {"needs_review"}),
    ],
)
def test_a_letter_to_a_unit_that_ended_after_the_directive_is_a_question_and_before_it_an_error(facts, results):
    found = faults(official_letter(), known(**facts))
    assert {one.result.value for one in found if one.rule == "CO-07"} == results


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("đạt 85%, tăng 12,5 %", {"85%", "12,5%"}),
        ("02 báo cáo, 1.200 người", {"2", "1200"}),
        ("1. Tổ chức 3 hội nghị", {"3"}),
        ("ngày 15/12/2026, Kế hoạch số 12/KH-SGDĐT", set()),
        ("quý IV/2026, tháng 11/2026, COVID-19, 24/7", set()),
        ("năm học 2025-2026", set()),
        ("năm 2026", {"2026"}),
        ("chủ trì nhiệm vụ số 1–3, 5 tại Phụ lục, 2 hội nghị", {"2"}),
    ],
)
def test_figures(text, figures):
    assert figures_in(text) == figures
