"""Drafts made with the templates of the project are in form: no error in any letter or table."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace

import pytest
from docx import Document

from services.formality.check import blocking
from services.formality.finder import find
from services.formality.reader import read
from services.formality.zones import Zone
from services.letters import citation
from services.letters.draft import draft
from services.letters.sample import SCHOOLS, sample_work
from services.letters.template import TemplateSet, load_templates
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


@pytest.mark.parametrize("days", [24, -24])
def test_a_reminder_may_say_how_many_days_are_left_or_over(settings, templates, days):
    today = dt.date(2026, 10, 14) - dt.timedelta(days=days)
    work = replace(WORK, today=today, drafting=DraftSettings(remind_days=30))
    made = list(draft(work, templates, ["cong-van-don-doc"]))
    about = templates["cong-van-don-doc"].about
    assert f"{abs(days)} ngày" in " ".join(p.text for p in Document(BytesIO(made[0].files[0].content)).paragraphs)
    assert [f.found for one in made for f in blocking(judging.findings_of(book(settings, work), one, about))] == []


def test_every_component_of_a_letter_is_recognised(drafts):
    letter = next(one for _, one in drafts if one.template == "cong-van-trien-khai")
    found = find(read(letter.files[0].content))
    elsewhere = {Zone.TYPE, Zone.ABSTRACT, Zone.BASIS, Zone.TABLE}
    wanted = [zone for zone in Zone if zone not in elsewhere and not zone.name.startswith("ANNEX")]
    assert [zone.name for zone in wanted if not found.of(zone) and zone is not Zone.OTHER] == []
    assert found.of(Zone.OTHER) == ()


WORK_OF_MANY = sample_work()


@pytest.fixture(scope="module")
def sharing(templates):
    """The templates, letters being written once for all units of a type with the same work."""
    one = templates["cong-van-trien-khai"]
    joined = replace(one, about=one.about.model_copy(update={"granularity": "per_type"}))
    return TemplateSet({**templates.by_kind, one.kind: joined})


@pytest.fixture(scope="module")
def shared(sharing):
    """The letter that the two schools share, and the row that the ledger keeps of it."""
    one = next(one for one in draft(WORK_OF_MANY, sharing, ["cong-van-trien-khai"]) if len(one.units) > 1)
    return one, SimpleNamespace(kind=one.kind, unit_id=one.key, template=one.template)


def not_reached(settings, one, row, sharing) -> dict[str, set[str]]:
    """What the rules of receiving units find, of the draft as made and of the draft as the ledger keeps it."""
    known, about = book(settings, WORK_OF_MANY), sharing[one.template].about
    told = (judging.findings_of(known, one, about), judging.findings_of_row(known, row, one.files, sharing))
    first, second = ({f.rule: f.result.value for f in found if f.rule in {"RC-09", "CO-03", "CO-01"}} for found in told)
    assert first == second
    return first


def test_a_shared_letter_reaches_each_unit_that_shares_it(settings, shared, sharing):
    one, row = shared
    assert one.units == tuple(school.id for school in SCHOOLS)
    assert set(not_reached(settings, one, row, sharing).values()) == {"pass"}


@pytest.mark.parametrize(("to", "rules"), [("Trường THPT Mẫu 1", {"RC-09"}), ("Văn phòng Sở", {"RC-09", "CO-03"})])
def test_a_shared_letter_with_the_wrong_receiver_is_an_error(settings, shared, sharing, to, rules):
    one, row = shared
    word = Document(BytesIO(one.files[0].content))
    line = next(p for p in word.paragraphs if p.text.startswith("- Trường THPT Mẫu 2"))
    line.runs[0].text = f"- {to}."
    for run in line.runs[1:]:
        run.text = ""
    out = BytesIO()
    word.save(out)
    spoilt = replace(one, files=(replace(one.files[0], content=out.getvalue()),))
    found = not_reached(settings, spoilt, row, sharing)
    assert {rule for rule, result in found.items() if result == "fail"} == rules


@pytest.mark.parametrize("kind", ["ke-hoach-trien-khai", "thong-bao-phan-cong", "bang-phan-cong"])
def test_a_paper_for_all_names_each_unit(settings, templates, kind):
    (one,) = draft(WORK_OF_MANY, templates, [kind])
    about, left_out = (
        templates[kind].about,
        replace(WORK_OF_MANY.units["ubnd-xa-mau"], name="UBND xã Khác", addressee=""),
    )
    other = replace(WORK_OF_MANY, units=WORK_OF_MANY.units | {left_out.id: left_out})
    told = [judging.findings_of(book(settings, work), one, about) for work in (WORK_OF_MANY, other)]
    assert [[f.expected for f in found if f.rule == "RC-09" and f.result.value == "fail"] for found in told] == [
        [],
        ["có “UBND xã Khác”"],
    ]
