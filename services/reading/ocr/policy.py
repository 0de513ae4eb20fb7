"""Which of two readings of a page to keep, and how far to trust it (understanding.md §4)."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from services.reading.gate import Verdict, judge
from services.reading.ocr import engine
from services.reading.ocr.ink import missed
from services.reading.ocr.words import Seen, lines_of

if TYPE_CHECKING:
    from services.reading.ocr.pictures import Picture

MUCH_INK = 0.03
"""Share of ink in text-like patches outside all words from which text may be missing (`ink.missed`)."""
FINDS_MORE = 1.03
"""How many times the syllables a second reading must find: tables and columns come out worse in it."""
WORSE_SHARE = 0.03
"""A reading that finds more syllables is still not taken when its share of valid ones falls by more than this."""
EMPTY_CONFIDENCE, EMPTY_WORDS = 0.5, 20
"""The shadow of a seal was read as 42 "words" at .32."""
SUSPECT = 0.6
"""Most that a page which may lack text is trusted."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One run of the engine over a page: its lines and what speaks for and against it."""

    lines: list[list[Seen]]
    missed: float
    verdict: Verdict

    @property
    def confidence(self) -> float:
        """Mean of all words, 0..1; 0 without words."""
        return fmean([word.confidence for line in self.lines for word in line] or [0.0])

    @property
    def valid(self) -> float:
        """Number of Vietnamese syllables found."""
        return self.verdict.valid_share * self.verdict.words

    @property
    def complete(self) -> bool:
        """Whether words cover nearly all ink that looks like text."""
        return self.missed <= MUCH_INK

    @property
    def good(self) -> bool:
        """Whether nothing speaks for a second run."""
        return self.complete and self.verdict.verdict in {"good", "too_short"}

    @property
    def sensible(self) -> bool:
        """Whether this is text, or a page where there is nothing to read."""
        nothing = not self.lines and self.complete
        return nothing or (self.verdict.passes and self.confidence >= EMPTY_CONFIDENCE)

    @property
    def empty(self) -> bool:
        """Whether the page holds no text, only shadows that the engine took for words."""
        return self.confidence < EMPTY_CONFIDENCE and self.valid < EMPTY_WORDS

    @property
    def score(self) -> float:
        """How far to trust the page, 0..1."""
        return self.confidence if self.good else min(self.confidence, SUSPECT)


def best_reading(picture: Picture) -> Reading:
    """The best of what the engine sees on the page; one that makes no sense is tried the other way up as well."""
    reading = _as_it_lies(picture)
    if reading.sensible:
        return reading
    degrees = engine.orientation(picture)
    turned = _as_it_lies(picture.quarter_turned(degrees)) if degrees else reading
    return turned if turned.valid > reading.valid else reading


def _as_it_lies(picture: Picture) -> Reading:
    """The page read as a column of texts and, when that looks incomplete or poor, as one block too; the better one."""
    first = _read(picture, engine.COLUMN)
    if first.good:
        return first
    second = _read(picture, engine.BLOCK)
    finds_more = second.valid > first.valid * FINDS_MORE
    return second if finds_more and second.verdict.valid_share >= first.verdict.valid_share - WORSE_SHARE else first


def _read(picture: Picture, mode: int) -> Reading:
    lines = lines_of(engine.table(picture, mode))
    text = "\n".join(" ".join(word.text for word in line) for line in lines)
    return Reading(lines, missed(picture, (word for line in lines for word in line)), judge(text))
