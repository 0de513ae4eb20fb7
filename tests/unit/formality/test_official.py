"""The official Word files of the decree as oracle: values measured on them, and no error that they do not have."""

from __future__ import annotations

from functools import cache

import pytest

from services.formality.check import Facts, blocking, check, examine, subject_of
from services.formality.model import Result
from services.formality.reader import read
from services.formality.rules import RULES, Subject
from tests.needs import shared

FOREIGN = Facts("foreign")
DECREE = "30_2020_ND_CP"
A4 = (210, 297)

# file: long paragraphs (more than 90 characters, outside tables and boxes), of them justified, with a first line of
# 10 or 12.7 mm; margins top, bottom, left, right of the first section (mm)
MEASURED = [
    (DECREE, 143, 143, 143, (25, 20, 35, 20)),
    ("Phuluc1", 82, 82, 82, (25, 20, 35, 20)),
    ("Phuluc2", 28, 28, 28, (25, 20, 35, 20)),
    ("Phuluc5", 11, 11, 11, (25, 20, 35, 20)),
    ("Phuluc6", 36, 36, 36, (25, 20, 35, 20)),
]
# What is wrong in the files themselves; everything else a check finds would be its own mistake.
DEVIATIONS = {
    "Phuluc1": {"PG-04"},
    "Phuluc2": set(),
    "Phuluc3": {"FN-01"},
    "Phuluc4": {"PG-06"},
    "Phuluc5": set(),
    "Phuluc6": {"FN-01"},
}


@cache
def decree() -> Subject:
    return subject_of(official(DECREE), FOREIGN)


def official(name: str) -> bytes:
    return shared(f"formality/official/{name}.docx").read_bytes()


@pytest.mark.parametrize(("name", "long", "justified", "indented", "margins"), MEASURED)
def test_effective_formatting_is_what_was_measured(name, long, justified, indented, margins):
    document = read(official(name))
    found = [p for p in document.paragraphs if p.place.table is None and not p.place.boxed and len(p.text) > 90]
    assert len(found) == long
    assert sum(p.alignment == "both" for p in found) == justified
    assert sum(min(abs(p.first_line_mm - 10), abs(p.first_line_mm - 12.7)) < 0.5 for p in found) == indented
    assert {size for p in found for size in p.sizes} == {14.0}
    section = document.sections[0]
    sides = (section.top_mm, section.bottom_mm, section.left_mm, section.right_mm)
    assert tuple(round(side) for side in sides) == margins
    assert (round(section.width_mm), round(section.height_mm)) == A4
    assert section.first_page_differs


def test_the_decree_itself_is_no_administrative_document():
    (only,) = check(official(DECREE), FOREIGN)
    assert only.result is Result.NOT_APPLICABLE


@pytest.mark.parametrize(
    "rule", ["BO-01", "BO-02", "BO-03", "BO-04", "BO-05", "PG-01", "PG-03", "PG-04", "PG-05", "PG-06", "FN-01", "FN-04",
             "NO-01", "NO-02", "QH-01", "QH-02", "OR-02", "NU-01", "PL-03", "PL-04", "TT-02", "SG-01", "SG-02", "SG-08",
             "RC-05", "RC-06", "RC-08"],
)  # fmt: skip
def test_rule_by_rule_the_decree_passes(rule):
    assert {f.result for f in examine(decree(), [RULES[rule]])} == {Result.PASS}


def test_the_five_loose_accents_of_the_decree_are_found():
    (only,) = examine(decree(), [RULES["FN-03"]])
    assert (only.result, only.found) == (Result.FAIL, "5 dấu rời (Unicode tổ hợp)")


@pytest.mark.parametrize("name", DEVIATIONS)
def test_annexes_show_only_their_own_deviations(name):
    assert {f.rule for f in blocking(check(official(name), FOREIGN))} == DEVIATIONS[name]


def test_text_boxes_are_read_once():
    texts = [p.text for p in read(official("Phuluc1")).paragraphs]
    assert texts.count("HỎA TỐC") == 1
    assert "HỎA TỐCHỎA TỐC" not in "".join(texts)
