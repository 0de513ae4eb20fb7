"""Two columns side by side, read one after the other: header (issuer | quốc hiệu) and end (nơi nhận | signature).

The engine often takes both columns for one line of words. Only blocks with words of a header or of "Nơi nhận" are
taken apart: rows of a table have gaps as well and stay rows.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.reading.ocr.words import Seen

    Words = list[Seen]

HEADER = ("xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc")
END = ("noi nhan:",)
LIKE_ANCHOR = 80
"""Similarity (0–100) of the letters without marks."""
WIDE_GAP = 1.8
"""Heights of a word. Between words of one line there is less than 1, between the columns more than 2."""
ONE_SIDED = 2
"""Lines in a row that only one column has, within a block."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The empty stretch of a line between two columns, in pixels."""

    left: int
    right: int

    def common(self, other: Gap) -> Gap:
        """The stretch that is empty in both."""
        return Gap(max(self.left, other.left), min(self.right, other.right))

    @property
    def open(self) -> bool:
        """Whether anything is left of it."""
        return self.left < self.right


def in_reading_order(lines: Sequence[Words]) -> list[Words]:
    """The same words; blocks of two columns become the left column's lines, then the right one's."""
    ordered: list[Words] = []
    at = 0
    while at < len(lines):
        end, gap = _block(lines, at)
        if gap and _holds(lines[at:end], END):
            end = _end_of_sides(lines, end, gap)
        if gap and _holds(lines[at:end], HEADER + END):
            ordered += _side(lines[at:end], gap, left=True)
            ordered += _side(lines[at:end], gap, left=False)
        else:
            ordered += lines[at:end]
        at = end
    return ordered


def _block(lines: Sequence[Words], start: int) -> tuple[int, Gap | None]:
    """Where the block of columns that begins with this line ends (exclusive) and the gap all its lines share."""
    gap = _widest_gap(lines[start])
    end = start + 1
    if gap is None:
        return end, None
    for at in range(start + 1, len(lines)):
        if at - end > ONE_SIDED:
            break
        found = _widest_gap(lines[at])
        if found and gap.common(found).open:
            gap, end = gap.common(found), at + 1
        elif _crosses(lines[at], gap):
            break
    return end, gap


def _end_of_sides(lines: Sequence[Words], start: int, gap: Gap) -> int:
    """Where the lines end that stand in one of the columns only: recipients go on below the signature."""
    return next((at for at in range(start, len(lines)) if _crosses(lines[at], gap)), len(lines))


def _widest_gap(words: Words) -> Gap | None:
    """The widest stretch between two words that have letters, if it is wide enough to part columns."""
    height = median(word.bottom - word.top for word in words)
    gaps = [Gap(one.right, two.left) for one, two in pairwise(word for word in words if _has_letters(word))]
    widest = max(gaps, key=lambda gap: gap.right - gap.left, default=None)
    return widest if widest and widest.right - widest.left >= WIDE_GAP * height else None


def _crosses(words: Words, gap: Gap) -> bool:
    return words[0].left < gap.left and words[-1].right > gap.right


def _side(block: Sequence[Words], gap: Gap, *, left: bool) -> Iterator[Words]:
    middle = (gap.left + gap.right) / 2
    for words in block:
        if side := [word for word in words if ((word.left + word.right) / 2 < middle) is left]:
            yield side


def _holds(block: Sequence[Words], anchors: tuple[str, ...]) -> bool:
    """Whether one of these phrases stands in a line, letters without marks compared loosely."""
    texts = [_letters(" ".join(word.text for word in words)) for words in block]
    pairs = ((text, anchor) for text in texts for anchor in anchors if len(text) >= len(anchor))
    return any(fuzz.partial_ratio(anchor, text) >= LIKE_ANCHOR for text, anchor in pairs)


def _letters(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(char for char in apart if not unicodedata.combining(char))


def _has_letters(word: Seen) -> bool:
    return sum(char.isalpha() for char in word.text) > 1
