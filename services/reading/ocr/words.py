"""Tesseract's table (TSV) → lines of words with boxes and confidences."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = 12
WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class Seen:
    """One word as seen: its place in pixels, confidence 0..1, and the paragraph and line it was put in."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    paragraph: tuple[int, int]
    line: int

    @property
    def height(self) -> int:
        """Pixels."""
        return self.bottom - self.top


def lines_of(table: str) -> list[list[Seen]]:
    """The lines of a page in the engine's order; each has at least one word."""
    return [list(words) for _, words in groupby(_words(table), key=lambda word: (word.paragraph, word.line))]


def _words(table: str) -> Iterator[Seen]:
    for row in table.split("\n")[1:]:
        cells = row.split("\t", COLUMNS - 1)
        if len(cells) == COLUMNS and cells[0] == WORD_LEVEL and cells[-1].strip():
            yield _word(cells)


def _word(cells: list[str]) -> Seen:
    block, paragraph, line, _, left, top, width, height = map(int, cells[2:10])
    confidence = max(float(cells[10]), 0) / 100
    return Seen(cells[11].strip(), left, top, left + width, top + height, confidence, (block, paragraph), line)
