"""Fixed phrases in damaged text: found on skeletons by likeness, for the few places where a miss loses everything.

Recognition bends letters as well as marks ("KÉ HOẠCH", "CỘNG HÒA XÃ HỌI", "Kinh gửi"). Only phrases whose place in
the document already says what to expect are looked for like this; running text is matched exactly.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from services.directive.text import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable

    from services.directive.lexicon import Lexicon

_SYLLABLE = re.compile(r"(?:ngh?|gh|gi|[ckt]h|nh|ph|qu|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")
"""One onset and one rhyme of Vietnamese, without marks."""
_CODE = re.compile(r"[^\s|]*\d[^\s|]*")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=256)
def folded(lexicon: Lexicon, stem: str, kind: str = "") -> tuple[str, ...]:
    """The skeletons of a word list, in its order."""
    return tuple(skeleton(phrase) for phrase in lexicon.phrases(stem, kind))


def inside(phrases: Iterable[str], plain: str, least: float) -> tuple[int, int] | None:
    """Where the likest of the phrases stands in a skeleton, when it is at least so like (0..100)."""
    best = None
    for phrase in phrases:
        if len(plain) < 0.7 * len(phrase):
            continue
        found = fuzz.partial_ratio_alignment(phrase, plain, score_cutoff=least)
        if found and (best is None or found.score > best.score):
            best = found
    return (best.dest_start, best.dest_end) if best else None


def likest(plain: str, phrases: Iterable[str], least: float) -> str | None:
    """The phrase that is likest to a whole skeleton; equal ones first, None below `least` (0..100)."""
    scored = [(fuzz.ratio(plain, phrase), phrase) for phrase in phrases]
    score, phrase = max(scored, default=(0.0, ""))
    return phrase if score >= least else None


def legible(text: str) -> float:
    """The share of characters (0..1) that stand in words that could be Vietnamese; stamps and specks score low.

    Numbers and codes are neither.
    """
    plain = _CODE.sub(" ", skeleton(text))
    seen = sum(not char.isspace() for char in plain)
    good = sum(len(word) for word in _WORD.findall(plain) if len(word) > 1 and _SYLLABLE.fullmatch(word))
    return good / seen if seen else 0.0
