"""Vietnamese text made comparable: what a reader sees, whatever the bytes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANKS = re.compile(r"[\s\u00a0\u2007\u202f\u200b\ufeff]+")
# A word or a single mark: a name may end with a bracket.
_WORD = re.compile(r"\w+|[^\w\s]")
_FILLER = re.compile(r"[\s._\-*=~─━—–…]+")
_QUOTE_LENGTH = 48


class _Unmarked(dict[int, int | None]):
    """What `str.translate` makes of a letter: nothing of a combining mark, itself of any other."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = None if unicodedata.combining(chr(letter)) else letter
        return self[letter]


_UNMARKED = _Unmarked()


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """NFC, every kind of blank one space, nothing at the ends. Letters and case stay."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """`plain`, without marks and case ("CỘNG HOÀ" and "Cộng hòa" become "cong hoa"): for finding, not for judging."""
    letters = unicodedata.normalize("NFD", plain(text).casefold().replace("đ", "d").replace("ð", "d"))
    return letters.translate(_UNMARKED)


@lru_cache(maxsize=64)
def folded(names: frozenset[str]) -> frozenset[str]:
    """Names as `bare` has them, without empty ones; the letters of a directive share theirs."""
    return frozenset(filter(None, map(bare, names)))


def words_of(line: str) -> Iterator[re.Match[str]]:
    """The words and signs of a line."""
    return _WORD.finditer(line)


def phrases(line: str, most: int) -> Iterator[str]:
    """Every run of up to `most` whole words in a line: one look-up each, however many names there are to look for."""
    words = list(words_of(line))
    return (line[first.start() : last.end()] for i, first in enumerate(words) for last in words[i : i + most])


@lru_cache(maxsize=64)
def most_words(names: frozenset[str]) -> int:
    """How many words the longest of the names has."""
    return max((len(_WORD.findall(name)) for name in names), default=0)


@lru_cache(maxsize=2048)
def old_tones(text: str) -> str:
    """The two places of a tone mark in oa, oe and uy made one: "HOÀ" becomes "HÒA", "uỷ" becomes "ủy" (FN-05)."""
    return _LATE_TONE.sub(lambda found: _EARLY[found.group()], plain(text))


def is_upper(text: str) -> bool:
    """Whether the text has letters and all of them are capitals."""
    return text.isupper()


@lru_cache(maxsize=8192)
def is_filler(text: str) -> bool:
    """Whether the text only draws: underscores, dots, dashes."""
    return _FILLER.fullmatch(text) is not None


def quote(text: str) -> str:
    """The beginning of a text between Vietnamese quotation marks, at most 48 characters."""
    line = plain(text)
    return f"“{line}”" if len(line) <= _QUOTE_LENGTH else f"“{line[: _QUOTE_LENGTH - 1].rstrip()}…”"


def _tone_pairs() -> dict[str, str]:
    """Late spelling → early spelling, for all cases of oa, oe, uy with each of the five tones."""
    pairs = {}
    for tone in "\u0300\u0301\u0303\u0309\u0323":
        for first, second in ("oa", "oe", "uy", "OA", "OE", "UY", "Oa", "Oe", "Uy"):
            late = unicodedata.normalize("NFC", first + second + tone)
            pairs[late] = unicodedata.normalize("NFC", first + tone + second)
    return pairs


_EARLY = _tone_pairs()
# After q the u belongs to the consonant: "quý" is spelt one way only.
_LATE_TONE = re.compile(rf"(?<![qQ])(?:{'|'.join(_EARLY)})(?!\w)")
