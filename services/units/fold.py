"""One spelling for many: words of a name compared without case, look-alike letters, tone position or dashes.

"Phòng GD&ĐT", "Phòng GD-ĐT" and "PHÒNG GDĐT" fold to the same words, and so do "Uỷ" and "Ủy", "hoà" and "hòa",
"Lí" and "Lý", "Quí" and "Quý", and a name typed with U+00D0 (Ð) instead of the Vietnamese U+0110 (Đ).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

LOOK_ALIKES = {
    "\u00d0": "\u0110",  # Ð, the Icelandic eth
    "\u0189": "\u0110",  # Ɖ, the African D
    "\u00f0": "\u0111",  # ð
    "\u0256": "\u0111",  # ɖ
}
_CLEAN = str.maketrans({**LOOK_ALIKES, "\u00a0": " ", "\u2013": "-", "\u2014": "-", "\u2011": "-", "\u00ad": None})
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONLY_VIETNAMESE = "\u0306\u031b\u0303\u0309\u0323"
_JOINTS = re.compile(r"(?<=[A-ZĐ])[&-](?=[A-ZĐ])")
_WIDE_JOINTS = re.compile(r"(?<=[A-ZĐ]{2})\s*(?:&|-|\bvà\b)\s*(?=[A-ZĐ]{2})")
_TOKEN = re.compile(r"[^\W_]+")
_FINAL_Y = re.compile(r"^([hklmst]|qu)y$")
_ACRONYM_CAPITALS = 2
_LINKS = frozenset({"va", "v"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `exact` keeps the marks in one order, `letters` drops them; an acronym has two capitals or more.

    A `proper` word begins with a capital, so it may belong to a name; that does not make it another word.
    """

    exact: str
    letters: str
    acronym: bool = False
    proper: bool = field(default=False, compare=False)


def normalise(text: str) -> str:
    """NFC, Vietnamese Đ and đ for their look-alikes, plain hyphens, single blanks. Case and spelling stay."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_CLEAN).split())


def words(text: str) -> tuple[Word, ...]:
    """The words that count: no punctuation, no linking "và"; acronyms of several parts joined (GD&ĐT: GDĐT)."""
    clean = _JOINTS.sub("", normalise(text))
    shouted = clean == clean.upper()
    if not shouted:
        clean = _WIDE_JOINTS.sub("", clean)
    folded = (_word(token, shouted=shouted) for token in _TOKEN.findall(clean))
    return tuple(word for word in folded if word.letters not in _LINKS)


def has_marks(text: str) -> bool:
    """Whether a mark stands in the text that only Vietnamese uses: then its letters can be trusted.

    Recognition with a Latin model yields plain accents (é, à) but never ă, ơ, ư, đ, a hook, tilde, dot or two marks.
    """
    decomposed = unicodedata.normalize("NFD", normalise(text).lower())
    stacked = any(unicodedata.combining(a) and unicodedata.combining(b) for a, b in pairwise(decomposed))
    return stacked or any(char in _ONLY_VIETNAMESE or char == "đ" for char in decomposed)


@lru_cache(maxsize=16_384)  # the same few thousand words make up every directive
def _word(token: str, *, shouted: bool) -> Word:
    capitals = sum(char.isupper() for char in token)
    decomposed = unicodedata.normalize("NFD", token.lower())
    tones = "".join(sorted(char for char in decomposed if char in _TONES))
    body = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in _TONES))
    letters = "".join(char for char in decomposed if not unicodedata.combining(char)).replace("đ", "d")
    return Word(
        exact=_FINAL_Y.sub(r"\1i", body) + tones,
        letters=_FINAL_Y.sub(r"\1i", letters),
        acronym=capitals >= _ACRONYM_CAPITALS and not shouted,
        proper=token[:1].isupper() and not shouted,
    )
