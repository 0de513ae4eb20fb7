"""How good a text is: the share of words with a sign that only Vietnamese uses.

Good text has 47–67 % of them, text recognised without Vietnamese 0–0.5 %. Plain accents (à, é, ô) do not count:
recognition with a Latin model produces them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from services.directive.model import Quality, Source
from services.directive.words import has_marks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from services.directive.model import Line

ENOUGH_WORDS = 20
"""Words below which a text is too short to judge."""
GOOD_SHARE = 0.30
"""Share of marked words from which a text is good."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def judge(lines: Iterable[Line], source: Source) -> Quality:
    """Source and score (0..1); a short text is believed."""
    words = [word for line in lines for word in _WORD.findall(unicodedata.normalize("NFC", line.text))]
    if len(words) < ENOUGH_WORDS:
        return Quality(source, 1.0)
    share = sum(has_marks(word) for word in words) / len(words)
    return Quality(source, round(min(1.0, share / GOOD_SHARE), 2))
