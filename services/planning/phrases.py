"""Phrases found in text whatever their case, tone positions and punctuation.

Marks may be missing from the text (recognition loses them) but may not say another word: "bão" is found in "bao" and
never in "báo".
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from services.units.fold import has_marks, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.units.fold import Word

LONG, ALIKE = 15, 88
"""Letters a phrase must have, and how like it a place in the text must be (0..100), to be found in spite of slips."""


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The words of a text without marks, each between blanks: a phrase is then found at whole words only."""
    return f" {' '.join(word.letters for word in words(text))} "


def found(phrase: str, folded_text: str) -> bool:
    """Whether a phrase of the configuration occurs in a folded text."""
    return folded(phrase) in folded_text


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in which many phrases are looked for; in `sound` text the marks that are there count."""

    letters: str
    words: tuple[Word, ...]
    sound: bool

    @classmethod
    def of(cls, text: str) -> Wording:
        """Fold a text once."""
        return cls(folded(text), words(text), has_marks(text))

    def has(self, phrase: str) -> bool:
        """Whether the phrase occurs, at whole words."""
        plain = folded(phrase)
        if plain not in self.letters:
            return False
        return not self.sound or any(self._agrees(at, _words(phrase)) for at in self._places(plain))

    def nearly_has(self, phrase: str) -> bool:
        """Whether a long phrase occurs with a few wrong letters, as recognition and repair leave them."""
        plain = folded(phrase).strip()
        return len(plain) >= LONG and fuzz.partial_ratio(plain, self.letters, score_cutoff=ALIKE) > 0

    def _places(self, plain: str) -> Iterator[int]:
        """The numbers of the words at which the letters of a phrase begin."""
        at = self.letters.find(plain)
        while at >= 0:
            yield self.letters.count(" ", 0, at)
            at = self.letters.find(plain, at + 1)

    def _agrees(self, start: int, phrase: tuple[Word, ...]) -> bool:
        seen = self.words[start : start + len(phrase)]
        return all(_marks(word.exact) <= _marks(meant.exact) for word, meant in zip(seen, phrase, strict=True))


@lru_cache(maxsize=4096)
def _words(phrase: str) -> tuple[Word, ...]:
    return words(phrase)


@lru_cache(maxsize=8192)
def _marks(word: str) -> frozenset[str]:
    """The marks of a word, with "đ" as one of them."""
    return frozenset(char for char in unicodedata.normalize("NFD", word) if unicodedata.combining(char) or char == "đ")
