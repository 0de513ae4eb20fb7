"""Laws of repair that hold for any text."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from services.directive.model import Line, Page, Pages
from services.reading.gate import judge
from services.reading.repair import changed_spans, repair_pages
from services.reading.repair.pages import Repairer
from services.reading.repair.tokens import is_protected, tokens
from services.reading.spelling import composed, fold

WORDS = "K& hoach cia can bd, cong churc. UBND tinh ngay 22/01/2020 S6: 162 /KH-SGDDT (CCHC) 16ng thyc hién; POI 3. - ¢"
GARBLED = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=9).map(" ".join)
ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
LINES = st.lists(st.one_of(GARBLED, ANY, st.just("")), min_size=1, max_size=8)
REPAIRER = Repairer.of()
FEW = settings(max_examples=60, deadline=None)


def pages(lines: list[str]) -> Pages:
    return Pages("mau.txt", (Page(1, tuple(Line(1, n, line) for n, line in enumerate(lines, 1))),))


@given(ANY)
def test_tokens_are_the_text_they_stand_for(line):
    for token in tokens(line):
        start, end = token.span
        assert line[start:end] == token.core
        assert line[token.start :].startswith(token.pre + token.core + token.post)


@given(LINES)
@FEW
def test_repaired_pages_are_left_alone(lines):
    once = repair_pages(pages(lines))
    assert repair_pages(once) == once


@given(LINES)
@FEW
def test_the_source_text_is_never_lost(lines):
    repaired = repair_pages(pages(lines))
    assert [line.text if line.raw is None else line.raw for line in repaired.lines] == lines


@given(LINES)
@FEW
def test_words_stay_where_they_are_and_protected_ones_as_they_are(lines):
    for before, after in zip(map(composed, lines), REPAIRER.texts(lines), strict=True):
        assert [c.isspace() for c in re.sub(r"\S+", "#", before)] == [c.isspace() for c in re.sub(r"\S+", "#", after)]
        kept = [token.core for token in tokens(before) if is_protected(token.core)]
        rest = iter(after.split())
        assert all(any(core in chunk for chunk in rest) or core in after for core in kept)


@given(LINES)
@FEW
def test_changed_spans_cover_exactly_the_changed_words(lines):
    for line in repair_pages(pages(lines)).lines:
        words = [line.text[start:end] for start, end in changed_spans(line)]
        expected = zip(line.text.split(), (line.raw or line.text).split(), strict=True)
        assert words == [new for new, old in expected if new != old]


@given(ANY)
def test_verdicts_do_not_depend_on_the_form_of_unicode(text):
    assert judge(unicodedata.normalize("NFD", text)) == judge(text)


@given(ANY)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
