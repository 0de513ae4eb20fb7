"""Drafts made with the templates of the project are in form: no error in any letter or table."""

from __future__ import annotations

import pytest

from services.formality.check import blocking
from services.formality.finder import find
from services.formality.reader import read
from services.formality.zones import Zone
from services.settings.load import load_settings
from services.steps import dossier
from services.steps.facts import FactBook
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


@pytest.fixture(scope="module")
def settings():
    return load_settings(ROOT / "config", {})


def book(settings, work) -> FactBook:
    return dossier.fact_book(settings, work)


def test_no_draft_has_an_error_of_form(drafts, settings):
    assert {one.kind for _, one in drafts} == {"letter", "table"}
    found = {
        one.title: [
            (f.rule, f.place, f.found)
            for f in blocking(dossier.findings_of(book(settings, work), one.kind, one.unit, one.files))
        ]
        for work, one in drafts
    }
    assert {title: faults for title, faults in found.items() if faults} == {}


def test_every_component_of_a_letter_is_recognised(drafts):
    letter = next(one for _, one in drafts if one.kind == "letter")
    found = find(read(letter.files[0].content))
    elsewhere = {Zone.TYPE, Zone.ABSTRACT, Zone.BASIS, Zone.TABLE}
    wanted = [zone for zone in Zone if zone not in elsewhere and not zone.name.startswith("ANNEX")]
    assert [zone.name for zone in wanted if not found.of(zone) and zone is not Zone.OTHER] == []
    assert found.of(Zone.OTHER) == ()
