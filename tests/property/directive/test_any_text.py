"""Laws for whatever arrives: nothing raises, no quote is made up, and damage never turns into a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from services.directive.labels import read_label, roman, roman_value
from services.directive.model import Line, Page, Pages, Source
from services.directive.understand import understand
from services.directive.wire import as_json
from tests.unit.directive.samples import LETTER, ORDER, PLAN, lexicon

if TYPE_CHECKING:
    from services.directive.model import Directive, Evidence

SOURCES = st.sampled_from([Source.NATIVE, Source.OCR, Source.REPAIRED])
SIGNS = st.text(st.sampled_from('aăđơưếạ ACĐ.,;:()-/|0123456789"“\u0301\t'), max_size=60)
ANY = st.lists(st.one_of(st.text(max_size=60), SIGNS), max_size=20)
SAMPLES = st.sampled_from([PLAN, LETTER, ORDER])
DAMAGE = st.lists(st.tuples(st.integers(0, 3000), st.sampled_from(["", " ", "é", "1", "/", "(", ")", ";", "\n", "6"])))


def read(lines: list[str], source: Source = Source.NATIVE) -> tuple[Directive, str]:
    """The directive, and the whole text with single blanks."""
    kept = [part for line in lines for part in line.splitlines() or [""]]
    page = Page(1, tuple(Line(1, number, line) for number, line in enumerate(kept, 1)), source)
    return understand(Pages("mau.txt", (page,)), None, lexicon()), " ".join(" ".join(kept).split())


def quotes(found: Directive) -> list[Evidence]:
    told = [one.evidence for one in (*found.instructions, *found.report_duties, *found.references)]
    return told + [doubt.evidence for doubt in found.doubts if doubt.evidence]


@settings(max_examples=60, deadline=None)
@given(ANY, SOURCES)
def test_nothing_raises_on_any_text(lines, source):
    found, _ = read(lines, source)
    assert as_json(found)["file"] == "mau.txt"


def damaged(text: str, damage: list[tuple[int, str]]) -> str:
    """The text with some of its characters replaced."""
    for at, sign in damage[:40]:
        text = text[: at % len(text)] + sign + text[at % len(text) + 1 :]
    return text


@settings(max_examples=40, deadline=None)
@given(SAMPLES, DAMAGE, SOURCES)
def test_damaged_documents_are_quoted_as_they_are(sample, damage, source):
    found, whole = read(damaged(sample, damage).split("\n"), source)
    tight = whole.replace(" ", "")
    assert all(evidence.quote.replace(" ", "") in tight for evidence in quotes(found))
    assert all(0 <= one.confidence <= 1 for one in found.instructions)
    assert len({one.key for one in found.instructions}) == len(found.instructions)


@given(st.integers(1, 89))
def test_roman_labels_are_read_as_printed(value):
    label = read_label(f"{roman(value)}. NỘI DUNG")
    assert label is not None
    assert (roman_value(label.printed), label.printed) == (value, roman(value))
