"""Drafts made with the templates of the project are in form: no error in any letter or table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.formality.check import blocking
from services.formality.finder import find
from services.formality.reader import read
from services.formality.zones import Zone
from services.letters import citation
from services.letters.draft import draft
from services.letters.template import load_templates
from services.settings.drafting import DraftSettings, SignerRule
from services.settings.load import load_settings
from services.steps import judging
from services.steps.facts import FactBook
from tests.needs import ROOT
from tests.unit.letters.samples import WORK, many

TEMPLATES = ROOT / "templates"


@pytest.fixture(scope="module")
def templates():
    return load_templates(TEMPLATES)


# tờ trình is signed by the head of the unit that drafts it, never in the capacity the office signs in
SIGNED = replace(WORK, drafting=DraftSettings(signers=(SignerRule(kinds=("to-trinh",), title="Chánh Văn phòng"),)))


@pytest.fixture(scope="module")
def drafts(templates):
    """Of every template but the notes over a dossier; letters also with many assignments."""
    kinds = [kind for kind in templates.by_kind if kind not in {"phieu-trinh", "phieu-thay-doi"}]
    made = [(SIGNED, one) for kind in kinds for one in draft(SIGNED, templates, [kind])]
    return [*made, *((many(12), one) for one in draft(many(12), templates))]


@pytest.fixture(scope="module")
def settings():
    return load_settings(ROOT / "config", {})


def book(settings, work) -> FactBook:
    return judging.fact_book(settings, work, citation.issue_day(work.directive))


def test_no_draft_has_an_error_of_form(drafts, settings, templates):
    unmade = {
        "phieu-trinh",
        "phieu-thay-doi",
        "cong-van-don-doc",
        "cong-van-xa-phuong",
    }  # nobody is late, no commune is addressed
    assert {one.template for _, one in drafts} >= set(templates.by_kind) - unmade
    found = {
        one.title: [
            (f.rule, f.place, f.found)
            for f in blocking(judging.findings_of(book(settings, work), one, templates[one.template].about))
        ]
        for work, one in drafts
    }
    assert {title: faults for title, faults in found.items() if faults} == {}


def test_every_component_of_a_letter_is_recognised(drafts):
    letter = next(one for _, one in drafts if one.template == "cong-van-trien-khai")
    found = find(read(letter.files[0].content))
    elsewhere = {Zone.TYPE, Zone.ABSTRACT, Zone.BASIS, Zone.TABLE}
    wanted = [zone for zone in Zone if zone not in elsewhere and not zone.name.startswith("ANNEX")]
    assert [zone.name for zone in wanted if not found.of(zone) and zone is not Zone.OTHER] == []
    assert found.of(Zone.OTHER) == ()
