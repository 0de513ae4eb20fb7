"""Phrasings that a second reader wrote and annotated without seeing this code: each is read as its table says.

A case with a `gap` is read otherwise, for the reason it gives; when it is read as the table says after all, the gap
must go.
"""

from __future__ import annotations

from functools import cache

import pytest

from services.directive.understand import understand
from services.directive.wire import as_json
from tests.needs import ROOT
from tests.unit.directive.phrasings.cases import Case, read_cases
from tests.unit.directive.phrasings.document import pages_of
from tests.unit.directive.phrasings.judge import judge
from tests.unit.directive.samples import lexicon

TABLES = ROOT / "tests" / "unit" / "directive" / "phrasings" / "tables"
MOST_GAPS = 0.05
"""Share of cases that may be gaps: more is a rule that is missing."""


@cache
def cases() -> tuple[Case, ...]:
    return tuple(case for path in sorted(TABLES.glob("*.txt")) for case in read_cases(path))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_a_phrasing_is_read_as_its_table_says(case):
    read = as_json(understand(pages_of(case), None, lexicon()))
    differences = judge(case, read).differences
    if case.gap:
        assert differences, f"gap closed, take it out: {case.gap}"
    else:
        assert differences == []


def test_every_construct_has_its_table_and_gaps_are_few():
    assert len(list(TABLES.glob("*.txt"))) == len({case.id[:2] for case in cases()})
    assert len({case.id for case in cases()}) == len(cases())
    assert sum(bool(case.gap) for case in cases()) <= MOST_GAPS * len(cases())


def test_a_wrong_reading_is_told():
    """Negative control: a table with another lead, another day and one more instruction differs in three ways."""
    case = next(case for case in cases() if case.id == "03-03")
    read = as_json(understand(pages_of(case), None, lexicon()))
    read["instructions"][0]["lead"] = ["Sở Y tế"]
    read["instructions"][1]["deadline"]["date"] = "2026-05-16"
    del read["instructions"][2]
    told = judge(case, read).differences
    assert sorted(line.split(":")[0] for line in told) == ["deadline wrong", "instruction", "lead"]
