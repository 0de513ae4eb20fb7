"""Word lists on skeletons: whole words, the longest phrase first.

Skeletons of short phrases collide ("năm", "nắm"; "phân công", "phần công"), so a syllable that carries marks must
carry the right ones, wherever the tone is put ("hoà" is "hòa"). Long phrases forgive one syllable in three. Where a
text has lost its marks altogether (recognised without Vietnamese), letters must do.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from services.directive.text import collapse, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from services.directive.text import Text

Marks = tuple[str, ...]
NEARBY = 40
"""Characters on each side in which Vietnamese text has at least one mark that no other language has."""
_ONLY_VIETNAMESE = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9ĩũĨŨ]")


@dataclass(frozen=True, slots=True, eq=False)
class WordList:
    """A compiled list of phrases. Offsets are those of the text."""

    pattern: re.Pattern[str]
    spellings: Mapping[str, tuple[Marks, ...]]
    bent: bool = False
    marked: bool = False

    @classmethod
    def of(cls, phrases: Iterable[str], *, marked: bool = False) -> WordList:
        """Compile phrases written with their marks; no phrases find nothing.

        `marked`: a phrase of one syllable is found only with its marks, because without them it may be any word.
        """
        written = [collapse(phrase) for phrase in phrases]
        options = _either({skeleton(phrase) for phrase in written})
        pattern = re.compile(rf"(?<!\w)(?:{options})(?!\w)" if options else r"(?!)")
        spellings: dict[str, tuple[Marks, ...]] = {}
        for phrase in written:
            spellings[skeleton(phrase)] = (*spellings.get(skeleton(phrase), ()), marks(phrase))
        return cls(pattern, spellings, marked=marked)

    def loose(self) -> WordList:
        """The same list for recognised text: one syllable in two may have the wrong marks, not one in three."""
        return replace(self, bent=True)

    def match(self, text: Text, pos: int = 0) -> re.Match[str] | None:
        """The phrase at an offset."""
        found = self.pattern.match(text.plain, pos)
        while found and not self._agrees(text, found):  # "Hội Đông y" is no "hội đồng", but begins with "hội"
            shorter = text.plain.rfind(" ", pos, found.end())
            found = self.pattern.match(text.plain, pos, shorter) if shorter > pos else None
        return found

    def fullmatch(self, text: Text) -> re.Match[str] | None:
        """The phrase that the whole text is."""
        found = self.pattern.fullmatch(text.plain)
        return found if found and self._agrees(text, found) else None

    def finditer(self, text: Text, pos: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """All phrases between two offsets."""
        limit = len(text) if end is None else end
        for found in self.pattern.finditer(text.plain, pos, limit):
            if self._agrees(text, found):
                yield found
            elif " " in found.group() and (shorter := self.match(text, found.start())):
                yield shorter

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
        spellings = self.spellings[" ".join(found.group().split())]
        seen = marks(text.raw[found.start() : found.end()])
        if seen in spellings:
            return True
        if not has_marks(text.raw[max(found.start() - NEARBY, 0) : found.end() + NEARBY]):
            return len(seen) > 1 or not self.marked
        forgiven = len(seen) // 2 if self.bent else (len(seen) - 1) // 2
        return any(sum(a != b for a, b in zip(seen, meant, strict=True)) <= forgiven for meant in spellings)


def _either(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases, the longest first: those that begin alike share their beginning.

    An alternation of hundreds of phrases is tried one by one at every word; branching letter by letter is as right and
    many times as fast, because phrases that fit at one place can only be longer or shorter than each other.
    """
    branches: dict[str, set[str]] = {}
    for phrase in phrases:
        branches.setdefault(phrase[:1], set()).add(phrase[1:])
    ends = branches.pop("", None) is not None
    options = [
        (r"\s+" if head == " " else re.escape(head)) + _either(rests) for head, rests in sorted(branches.items())
    ]
    if not options:
        return ""
    joined = options[0] if len(options) == 1 and not ends else f"(?:{'|'.join(options)})"
    return f"{joined}?" if ends else joined


def has_marks(text: str) -> bool:
    """Whether a letter stands in the text that only Vietnamese has."""
    return _ONLY_VIETNAMESE.search(text) is not None


def marks(phrase: str) -> Marks:
    """The marks of each syllable in any order: the same for "hoà" and "hòa", not for "hoa"."""
    return tuple(_signs(syllable) for syllable in phrase.lower().split())


@lru_cache(maxsize=8192)
def _signs(syllable: str) -> str:
    return "".join(sorted(c for c in unicodedata.normalize("NFD", syllable) if unicodedata.combining(c) or c == "đ"))
