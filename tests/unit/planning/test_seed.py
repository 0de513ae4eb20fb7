"""A real plan, understood by hand (the shared gold) and by the service, planned with the shipped configuration."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from services.directive.model import Directive, Evidence, Header, Instruction, Quality, Signer, Source, Value
from services.directive.understand import understand
from services.followup.calendar import build_calendar
from services.planning.plan import plan
from services.reading import read_file
from services.settings.load import load_settings

ROOT = Path(__file__).parents[3]
SEED = ROOT.parent / "shared" / "corpus" / "seed"
GOLD, TEXT = SEED / "kh-162-sgddt.gold.json", SEED / "kh-162-sgddt-clean.txt"
ISSUED = dt.date(2020, 1, 22)

if not GOLD.is_file():
    pytest.skip(f"SKIPPED LOUDLY: no seed at {GOLD}", allow_module_level=True)


@pytest.fixture(scope="module")
def settings():
    return load_settings(ROOT / "config", env={})


@pytest.fixture(scope="module", params=["by hand", "by the service"])
def made(request, settings):
    by_hand = request.param == "by hand"
    directive = from_gold() if by_hand else understand(read_file(TEXT), None, settings.lexicon, {})
    calendar = build_calendar(settings.calendar, [2020])
    own_names = (settings.office.name, *settings.office.aliases)
    return plan(directive, settings.registry, settings.topics, calendar, ISSUED, own_names)


def from_gold() -> Directive:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    return Directive(
        file="kh.txt",
        header=Header(abstract=Value(gold["title"], Source.NATIVE, 1.0)),
        signer=Signer(),
        addressees=(),
        recipients=tuple(gold["recipients"]),
        references=(),
        sections=(),
        instructions=tuple(instruction(n, each) for n, each in enumerate(gold["assignments"])),
        report_duties=(),
        quality=Quality(Source.NATIVE, 1.0),
    )


def instruction(number: int, each: dict) -> Instruction:
    implicit = each.get("lead_implicit", False)
    key = f"{each['section']}#{number}" if implicit else each["section"]
    lead = () if implicit else tuple(each["lead"])
    evidence = Evidence(1, 1, each["text"])
    return Instruction(key, each["section"], each["mode"], lead, (), each["text"], None, evidence, 0.9, implicit)


def test_nothing_is_left_open(made):
    assert (made.topic, made.unassigned, made.doubts) == ("cchc", (), ())
    assert len({a.instruction for a in made.assignments}) == 11


def test_the_office_leads_and_every_unit_of_that_month_is_addressed(made, settings):
    assert [(a.unit, a.role.value) for a in made.assignments if a.instruction == "III.1"] == [("van-phong", "chủ trì")]
    valid = [unit.id for unit in settings.registry.valid_on(ISSUED)]
    assert len(valid) >= 50
    assert list(made.units) == valid == [a.unit for a in made.assignments if a.instruction == "III.2"]


@pytest.mark.parametrize("words", ["cơ chế một cửa", "Par Index", "PAPI", "SIPAS"])
def test_items_of_the_office_itself_go_to_its_secretariat_only(made, words):
    assert {a.unit for a in made.assignments if words in a.evidence.quote} == {"van-phong"}


@pytest.mark.parametrize(("people", "group"), [("học sinh", "hoc_sinh"), ("sinh viên", "sinh_vien")])
def test_people_are_named_only_to_units_that_have_them(made, settings, people, group):
    addressed = {a.unit for a in made.assignments if people in a.text}
    assert addressed == {u.id for u in settings.registry.valid_on(ISSUED) if group in u.groups}


def test_every_content_item_has_its_way_its_product_and_its_measure(made):
    assert all(a.channels and a.product and a.measure for a in made.assignments)
