"""Whatever stands in a directive, resolving answers, and never with somebody who does not exist."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.settings.load import load_settings
from services.units.fold import normalise, words
from services.units.model import ResolutionKind
from services.units.registry import Registry

REGISTRY: Registry = load_settings(Path(__file__).parents[3] / "config", {}).registry
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31))
UNITS = st.sampled_from(tuple(REGISTRY.units))
WAYS = (
    str.upper,
    lambda text: text if set(text) & set("&-") else text.lower(),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace("Đ", "\u00d0"),
    lambda text: text.replace("GD&ĐT", "GD - ĐT"),
    lambda text: f"  {text} ,",
    lambda text: f"Lãnh đạo {text}",
)
PIECES = st.sampled_from([*REGISTRY.names(), *REGISTRY.phrases(), "UBND tỉnh", "Ban Giám đốc", "và", ",", ":", "các"])
MENTIONS = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=4).map(" ".join))


@settings(max_examples=60, deadline=None)
@given(mention=MENTIONS, day=DAYS)
def test_every_mention_has_an_answer_of_units_valid_on_that_day(mention: str, day: dt.date) -> None:
    found = REGISTRY.resolve(mention, day)
    valid = {unit.id for unit in REGISTRY.valid_on(day)}
    assert set(found.unit_ids) <= valid
    assert bool(found.unit_ids) is (found.kind is not ResolutionKind.UNKNOWN)
    assert bool(found.score) is bool(found.unit_ids)
    assert found.rule.endswith(".")


@settings(max_examples=80, deadline=None)
@given(unit=UNITS, way=st.sampled_from(WAYS), data=st.data())
def test_a_name_in_any_spelling_is_its_unit_while_it_exists(unit, way, data) -> None:  # type: ignore[no-untyped-def]
    name = data.draw(st.sampled_from((unit.name, *unit.aliases)))
    day = data.draw(DAYS)
    found = REGISTRY.resolve(way(name), day)
    if unit.mention_only:  # a unit of the office may bear the same name
        assert unit.id not in found.unit_ids
        return
    assert found.unit_ids == ((unit.id,) if unit.valid_on(day) else ())


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert words(normalise(text)) == words(text)


@pytest.mark.parametrize("phrase", REGISTRY.phrases())
def test_every_group_phrase_resolves_to_its_own_group(phrase: str) -> None:
    group = next(group for group in REGISTRY.groups if group.phrase == phrase)
    day = dt.date(2020, 1, 22)
    assert REGISTRY.resolve(phrase, day).unit_ids == tuple(unit.id for unit in REGISTRY.select(group.select, day))


TODAY = dt.date(2026, 3, 2)
ALIVE = REGISTRY.valid_on(TODAY)
MANY = [phrase for phrase in REGISTRY.phrases() if len(REGISTRY.resolve(phrase, TODAY).unit_ids) > 1]


@settings(max_examples=80, deadline=None)
@given(units=st.lists(st.sampled_from(ALIVE), min_size=2, max_size=4, unique=True), link=st.sampled_from([", ", "; "]))
def test_a_list_of_names_is_exactly_its_units(units, link) -> None:  # type: ignore[no-untyped-def]
    names = [unit.name for unit in units]
    found = REGISTRY.resolve(f"{link.join(names[:-1])} và {names[-1]}", TODAY)
    assert set(found.unit_ids) == {unit.id for unit in units}


@settings(max_examples=60, deadline=None)
@given(phrase=st.sampled_from(MANY), unit=st.sampled_from(ALIVE), form=st.sampled_from(["{} (trừ {})", "{}, trừ {}"]))
def test_an_exception_takes_away_exactly_its_units(phrase: str, unit, form: str) -> None:  # type: ignore[no-untyped-def]
    whole = REGISTRY.resolve(phrase, TODAY).unit_ids
    left = REGISTRY.resolve(form.format(phrase, unit.name), TODAY).unit_ids
    assert left == tuple(each for each in whole if each != unit.id)
