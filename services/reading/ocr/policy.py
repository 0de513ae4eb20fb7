"""How a page is read, which of several readings to keep, and how far to trust it (understanding.md §4)."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from services.reading.gate import Verdict, judge
from services.reading.ocr import engine
from services.reading.ocr.gaps import filled
from services.reading.ocr.ink import Ink, LeftOver, ink_of, left_over
from services.reading.ocr.tables import Rows, read_tables, without_tables
from services.reading.ocr.words import Seen, lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.reading.ocr.pictures import Picture

SOME_INK, MUCH_INK, MOST_INK = 0.004, 0.03, 0.10
"""Share of ink in text-like patches outside all words (`ink.left_over`) above which these patches are read by
themselves; text may be missing; so much is missing that reading patches does not help."""
FINE = {"good", "too_short"}
"""Verdicts that give no reason to read again."""
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
    """What was seen on a page: lines of running text and tables, and what speaks for and against it."""

    lines: Sequence[list[Seen]]
    left_over: LeftOver
    verdict: Verdict
    tables: Sequence[Rows]

    @property
    def all_lines(self) -> list[list[Seen]]:
        """Running text, then the rows of tables."""
        return [*self.lines, *_rows(self.tables)]

    @property
    def confidence(self) -> float:
        """Mean of all words, 0..1; 0 without words."""
        return fmean([word.confidence for line in self.all_lines for word in line] or [0.0])

    @property
    def valid(self) -> float:
        """Number of Vietnamese syllables found."""
        return self.verdict.valid_share * self.verdict.words

    @property
    def complete(self) -> bool:
        """Whether words cover nearly all ink that looks like text."""
        return self.left_over.share <= MUCH_INK

    @property
    def good(self) -> bool:
        """Whether nothing speaks against it."""
        return self.complete and self.verdict.verdict in FINE

    @property
    def sensible(self) -> bool:
        """Whether this is text, or a page where there is nothing to read."""
        nothing = not self.all_lines and self.complete
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
    """Ruled tables cell by cell, all else as running text; as running text alone when the tables leave much unread."""
    tables, ink = read_tables(picture), ink_of(picture)
    reading = _with_running_text(picture, ink, tables)
    if not tables or reading.complete:
        return reading
    return max(reading, _with_running_text(picture, ink, ()), key=lambda one: one.valid)


def _with_running_text(picture: Picture, ink: Ink, tables: Sequence[Rows]) -> Reading:
    """All around the tables as one column of texts, missed lines by themselves; as one block too when it is poor."""
    around = without_tables(picture, tables)
    first = _read(around, engine.COLUMN, ink, tables)
    if first.good and first.left_over.share <= SOME_INK:
        return first
    if first.verdict.verdict in FINE and first.left_over.share <= MOST_INK:
        return _judged(filled(around, first.lines, first.left_over.areas), ink, tables)
    second = _read(around, engine.BLOCK, ink, tables)
    finds_more = second.valid > first.valid * FINDS_MORE
    return second if finds_more and second.verdict.valid_share >= first.verdict.valid_share - WORSE_SHARE else first


def _read(around: Picture, mode: int, ink: Ink, tables: Sequence[Rows]) -> Reading:
    return _judged(lines_of(engine.table(around, mode)), ink, tables)


def _judged(lines: Sequence[list[Seen]], ink: Ink, tables: Sequence[Rows]) -> Reading:
    everything = [*lines, *_rows(tables)]
    text = "\n".join(" ".join(word.text for word in line) for line in everything)
    return Reading(lines, left_over(ink, (word for line in everything for word in line)), judge(text), tables)


def _rows(tables: Sequence[Rows]) -> list[list[Seen]]:
    return [row for table in tables for row in table.lines]
