"""Text as people wrote it and the skeleton it is matched on.

A skeleton is the text in lower case without marks, **character for character as long as the text**: an offset in one
is the offset in the other, so whatever a pattern finds in the skeleton is cut out of the real text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from services.directive.model import Evidence, Line

LOOK_ALIKES = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ", "\u00a0": " ", "\t": " "})
_STRAY_MARKS = re.compile(r"[\u0300-\u036f]")
_UNCLEAN = re.compile(rf"[{''.join(map(chr, LOOK_ALIKES))}]")
SEEN_LINES = 4096
"""Texts whose folded forms are kept: each rule of the header and of the ends looks at the same lines again."""
CAPITALS = "".join(
    char
    for char in map(chr, range(0x41, 0x1EFA))
    if char.isupper() and unicodedata.normalize("NFD", char)[0] in "ABCDEFGHIJKLMNOPQRSTUVWXYZĐ"
)
"""Every capital letter of Vietnamese, for patterns on the text as written."""
SHORT_QUOTE = 24
"""Characters. A quote that a page number cuts shorter than this says too little to a reader."""


class _Plain(dict[int, str]):
    """Character → one lower-case character without marks, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        plain = _SPECIAL.get(base, base if len(base) == 1 else chr(code))
        self[code] = plain
        return plain


_SPECIAL = {"đ": "d", "–": "-", "—": "-", "−": "-", "‑": "-", "“": '"', "”": '"', "’": "'"}
_PLAIN = _Plain()


def clean(text: str) -> str:
    """NFC, Vietnamese Đ for its look-alikes, hard blanks as blanks, no stray combining marks. Case and words stay."""
    composed = unicodedata.normalize("NFC", text)
    if _UNCLEAN.search(composed):
        composed = composed.translate(LOOK_ALIKES)
    return _STRAY_MARKS.sub("", composed)


@lru_cache(maxsize=SEEN_LINES)
def skeleton(text: str) -> str:
    """Lower case without marks (đ → d, any dash → -), as long as the text itself."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=SEEN_LINES)
def collapse(text: str) -> str:
    """Clean text with single blanks."""
    return " ".join(clean(text).split())


def shouted(text: str) -> bool:
    """Whether most letters are capitals, as in headings and names of issuers."""
    capitals = sum(map(str.isupper, text))
    if not capitals:
        return False
    letters = sum(map(str.isalpha, text))
    return letters > 1 and capitals > 0.6 * letters


def evidence_of(line: Line, text: str | None = None) -> Evidence:
    """The evidence of one line, or of a part of it."""
    return Evidence(line.page, line.number, collapse(line.text if text is None else text))


@dataclass(frozen=True, slots=True)
class Text:
    """A clean text with its skeleton."""

    raw: str
    plain: str

    @classmethod
    def of(cls, raw: str) -> Text:
        """The text with its skeleton."""
        return cls(raw, skeleton(raw))

    def __len__(self) -> int:
        return len(self.raw)

    def __getitem__(self, span: slice) -> Text:
        return Text(self.raw[span], self.plain[span])


@dataclass(frozen=True, slots=True)
class Piece:
    """Where the text of one source line begins in a paragraph; `gap`: lines were left out before it (page number)."""

    start: int
    line: Line
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines joined with one blank each, with the address of every character."""

    text: Text
    pieces: tuple[Piece, ...]

    @property
    def first(self) -> Line:
        """The line it begins on."""
        return self.pieces[0].line

    def line_at(self, offset: int) -> Line:
        """The source line of a character."""
        starts = [piece.start for piece in self.pieces]
        return self.pieces[max(bisect_right(starts, offset) - 1, 0)].line

    def evidence(self, start: int = 0, end: int | None = None) -> Evidence:
        """The quote of a span, cut where lines were left out: a quote must stand in the source as it is."""
        start, end = self._unbroken(start, len(self.text) if end is None else end)
        quote = self.text.raw[start:end]
        start += len(quote) - len(quote.lstrip())
        first, last = self.line_at(start), self.line_at(max(start, start + len(quote.strip()) - 1))
        return Evidence(first.page, first.number, quote.strip(), last.number, last.page)

    def _unbroken(self, start: int, end: int) -> tuple[int, int]:
        cuts = [start, *(p.start for p in self.pieces if p.gap and start < p.start < end), end]
        runs = list(pairwise(cuts))
        return next(
            (run for run in runs if run[1] - run[0] >= SHORT_QUOTE),
            max(runs, key=lambda run: run[1] - run[0]),
        )
