"""Word lists on skeletons: whole words, the longest phrase first.

One syllable is too little to do without marks ("năm", "nắm" and "nam" share a skeleton), so a phrase of one syllable
must also agree in its marks, wherever the tone is put ("hoà" is "hòa"). Longer phrases need not: recognised text
loses marks, and two syllables that agree in letters are hardly ever another phrase.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.directive.text import collapse, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from services.directive.text import Text


@dataclass(frozen=True, slots=True, eq=False)
class WordList:
    """A compiled list of phrases. Offsets are those of the text."""

    pattern: re.Pattern[str]
    syllables: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, phrases: Iterable[str]) -> WordList:
        """Compile phrases written with their marks; no phrases find nothing."""
        written = [collapse(phrase) for phrase in phrases]
        folded = sorted({skeleton(phrase) for phrase in written}, key=lambda p: (-len(p), p))
        options = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in folded)
        pattern = re.compile(rf"(?<!\w)(?:{options})(?!\w)" if options else r"(?!)")
        return cls(pattern, frozenset(marks(phrase) for phrase in written if " " not in phrase))

    def match(self, text: Text, pos: int = 0) -> re.Match[str] | None:
        """The phrase at an offset."""
        found = self.pattern.match(text.plain, pos)
        return found if found and self._agrees(text, found) else None

    def fullmatch(self, text: Text) -> re.Match[str] | None:
        """The phrase that the whole text is."""
        found = self.pattern.fullmatch(text.plain)
        return found if found and self._agrees(text, found) else None

    def finditer(self, text: Text, pos: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """All phrases between two offsets."""
        limit = len(text) if end is None else end
        return (m for m in self.pattern.finditer(text.plain, pos, limit) if self._agrees(text, m))

    def search(self, text: Text, pos: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first phrase between two offsets."""
        return next(self.finditer(text, pos, end), None)

    def sub_blank(self, text: Text) -> Text:
        """The text with blanks instead of the phrases, as long as before."""
        raw, plain = text.raw, text.plain
        for found in self.finditer(text):
            gap = " " * (found.end() - found.start())
            raw = raw[: found.start()] + gap + raw[found.end() :]
            plain = plain[: found.start()] + gap + plain[found.end() :]
        return type(text)(raw, plain)

    def _agrees(self, text: Text, found: re.Match[str]) -> bool:
        return " " in found.group() or marks(text.raw[found.start() : found.end()]) in self.syllables


def marks(syllable: str) -> tuple[str, ...]:
    """Letters in order, then the marks in any order: the same for "hoà" and "hòa", not for "hoa"."""
    decomposed = unicodedata.normalize("NFD", syllable.lower())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return (letters, *sorted(char for char in decomposed if unicodedata.combining(char)))
