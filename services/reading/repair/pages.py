"""Repair of whole pages: blocks of lines in, the same lines with mended words out, the text as printed kept beside."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import TYPE_CHECKING

from services.directive.model import Source
from services.reading.gate import LEAST_MARKS, judge
from services.reading.repair.candidates import Candidate, Readings, confusions
from services.reading.repair.language import Language, shipped
from services.reading.repair.search import best_reading
from services.reading.repair.tokens import tokens
from services.reading.spelling import composed, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.directive.model import Line, Page, Pages
    from services.reading.repair.tokens import Token

WORDS = re.compile(r"[^\W_]+")
ACRONYM = re.compile(r"(?=(?:\w*[A-ZĐ]){2})\w+")
SHOUTED = 0.6
"""Share of capitals among the letters of a heading line."""
LEAST_ACRONYM = 3


@dataclass(frozen=True)
class Repairer:
    """What one installation needs to repair text: the language with its names, the readings, its abbreviations."""

    language: Language
    readings: Readings
    acronyms: frozenset[str]

    @classmethod
    def of(cls, known: Sequence[str] = ()) -> Repairer:
        """A repairer that knows these names and abbreviations of units beside the shipped counts."""
        packed = shipped()
        language = Language.of(packed, [[fold(word) for word in WORDS.findall(composed(name))] for name in known])
        counted = (t.upper() for t, kind in zip(packed.tokens, packed.classes, strict=True) if kind == "x")
        own = chain.from_iterable(ACRONYM.findall(composed(name)) for name in known)
        acronyms = frozenset({*(t for t in counted if len(t) >= LEAST_ACRONYM), *own})
        return cls(language, Readings.of(confusions(), language), acronyms)

    def texts(self, texts: Sequence[str], trust: float = 0.0) -> list[str]:
        """The same lines, mended. Lines between blank lines are one run of words; `trust` is 0..1."""
        mended: list[str] = []
        for blank, block in groupby(texts, key=lambda text: not text.strip()):
            lines = list(block)
            mended += lines if blank else self._block(lines, trust)
        return mended

    def _block(self, lines: list[str], trust: float) -> list[str]:
        texts = [composed(line) for line in lines]
        places = list(self._places(texts))
        steps = [self._step(token, trust, capitals=capitals) for _, token, capitals in places]
        chosen = best_reading(steps, self.language)
        # from the last word to the first, so that the places of words not yet changed stay true
        for (number, token, _), choice in reversed(list(zip(places, chosen, strict=True))):
            if token:
                start, end = token.span
                texts[number] = texts[number][:start] + choice.text + texts[number][end:]
        return texts

    def _places(self, texts: list[str]) -> Iterator[tuple[int, Token | None, bool]]:
        """Line, token and whether the line is in capitals; None where a sentence ends. Labels of lists are left out."""
        for number, text in enumerate(texts):
            capitals = _shouted(text)
            for token in tokens(text, self.acronyms):
                if not token.label:
                    yield number, token, capitals
                    if token.ends_sentence:
                        yield number, None, capitals

    def _step(self, token: Token | None, trust: float, *, capitals: bool) -> list[Candidate]:
        ids = self.language.ids
        if token is None:
            return [Candidate("", ids["<s>"], 0.0)]
        if not token.fixed:
            return self.readings.of_token(token.core, capitals=capitals, trust=trust)
        sign = ids["<num>"] if token.is_number else ids["<code>"]
        return [Candidate(token.core, ids.get(fold(token.core), sign), 0.0)]


def repair_pages(pages: Pages, known: Sequence[str] = ()) -> Pages:
    """The pages with those mended that fail the gate; they are marked `repaired`, each changed line keeps its `raw`.

    `known` are names and abbreviations of the installation's units. Only native pages are mended; one that passes
    the gate, or still fails it afterwards (another language, a wrong encoding), stays as it is; one too short to
    judge goes with the others. Every word keeps its page, line and place in the line; numbers, dates and codes are
    never changed.
    """
    verdicts = [judge(_text(page)).verdict for page in pages.pages]
    garbled = {"bad", "too_short"} if set(verdicts) - {"too_short"} == {"bad"} else {"bad"}
    wanted = [v in garbled and page.source is Source.NATIVE for page, v in zip(pages.pages, verdicts, strict=True)]
    if not any(wanted):
        return pages
    # made anew for each file: what it remembers of one need not stay in memory for the next
    repairer = Repairer.of(known)
    mended = (_repaired(page, repairer) if want else page for page, want in zip(pages.pages, wanted, strict=True))
    return replace(pages, pages=tuple(mended))


def changed_spans(line: Line) -> tuple[tuple[int, int], ...]:
    """Where a repaired line differs from the line as printed: (start, end) of its changed words in `text`."""
    if line.raw is None:
        return ()
    words = zip(re.finditer(r"\S+", line.text), line.raw.split(), strict=True)
    return tuple(word.span() for word, raw in words if word.group() != raw)


def _repaired(page: Page, repairer: Repairer) -> Page:
    trust = min(1.0, judge(_text(page)).mark_share / LEAST_MARKS)
    texts = repairer.texts([line.text for line in page.lines], trust)
    if not judge("\n".join(texts)).passes:
        return page
    lines = tuple(
        line if text == line.text else replace(line, text=text, raw=line.text)
        for line, text in zip(page.lines, texts, strict=True)
    )
    return page if lines == page.lines else replace(page, lines=lines, source=Source.REPAIRED)


def _text(page: Page) -> str:
    return "\n".join(line.text for line in page.lines)


def _shouted(line: str) -> bool:
    letters = [char for char in line if char.isalpha()]
    return sum(char.isupper() for char in letters) > SHOUTED * len(letters)
