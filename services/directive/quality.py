"""How good a text is: the share of words with a sign that only Vietnamese uses.

Good text has 47–67 % of them, text recognised without Vietnamese 0–0.5 %. Plain accents (à, é, ô) do not count:
recognition with a Latin model produces them.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from services.directive.model import Quality, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from services.directive.model import Line

ENOUGH_WORDS = 20
"""Words below which a text is too short to judge."""
GOOD_SHARE = 0.30
"""Share of marked words from which a text is good."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_ONLY_VIETNAMESE = frozenset("\u0306\u031b\u0303\u0309\u0323")


def judge(lines: Iterable[Line], source: Source) -> Quality:
    """Source and score (0..1); a short text is believed."""
    words = [word for line in lines for word in _WORD.findall(unicodedata.normalize("NFC", line.text))]
    if len(words) < ENOUGH_WORDS:
        return Quality(source, 1.0)
    share = sum(_marked(word) for word in words) / len(words)
    return Quality(source, round(min(1.0, share / GOOD_SHARE), 2))


def _marked(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word.lower())
    if "đ" in decomposed or any(char in _ONLY_VIETNAMESE for char in decomposed):
        return True
    return any(unicodedata.combining(a) and unicodedata.combining(b) for a, b in pairwise(decomposed))
