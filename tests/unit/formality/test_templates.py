"""Drafts made with the templates of the project are in form: no error in any letter or table."""

from __future__ import annotations

import pytest

from services.formality.check import Facts, blocking, check
from services.formality.finder import find
from services.formality.reader import read
from services.formality.zones import Zone
from tests.needs import ROOT, need
from tests.unit.letters.samples import WORK, many

TEMPLATES = ROOT / "templates"


@pytest.fixture(scope="module")
def drafts():
    need((TEMPLATES / "cong-van-trien-khai" / "letter.docx").exists(), "templates/cong-van-trien-khai/letter.docx")
    from services.letters.draft import draft
    from services.letters.template import load_templates

    templates = load_templates(TEMPLATES)
    return [(work, one) for work in (WORK, many(12)) for one in draft(work, templates)]


def facts_of(work, kind: str) -> Facts:
    """What the sample directive says, read from its own words."""
    directive = work.directive
    texts = [text for one in work.plan.assignments for text in (one.text, one.evidence.quote, one.due_text or "")]
    texts += [f"{duty.what} {duty.deadline.text if duty.deadline else ''}" for duty in directive.report_duties]
    header = directive.header
    known = Facts(
        kind=kind,
        doc_type="CÔNG VĂN" if kind == "letter" else "",
        symbols=frozenset({header.symbol, *(one.symbol for one in directive.references)}),
        dates=frozenset(one.due_on for one in work.plan.assignments if one.due_on),
        unit_names=frozenset(unit.addressee or unit.name for unit in work.units.values()),
    )
    return known.with_words_of([*texts, issued(header)])


def issued(header) -> str:
    year, month, day = header.issued_on.text.split("-")
    return f"{day}/{month}/{year}"


def test_no_draft_has_an_error_of_form(drafts):
    assert {one.kind for _, one in drafts} == {"letter", "table"}
    found = {
        one.title: [(f.rule, f.place, f.found) for f in blocking(check(one.files[0].content, facts_of(work, one.kind)))]
        for work, one in drafts
    }
    assert {title: faults for title, faults in found.items() if faults} == {}


def test_every_component_of_a_letter_is_recognised(drafts):
    letter = next(one for _, one in drafts if one.kind == "letter")
    found = find(read(letter.files[0].content))
    wanted = [zone for zone in Zone if zone not in {Zone.TYPE, Zone.ABSTRACT, Zone.BASIS, Zone.TABLE, Zone.ANNEX}]
    assert [zone.name for zone in wanted if not found.of(zone) and zone is not Zone.OTHER] == []
    assert found.of(Zone.OTHER) == ()
