"""How good a text is: the share of words with a sign that only Vietnamese uses.

Good text has 47–67 % of them, text recognised without Vietnamese 0–0.5 %. Plain accents (à, é, ô) do not count:
recognition with a Latin model produces them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from services.directive.model import Doubt, Quality, Source
from services.directive.words import has_marks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from services.directive.model import Line, Pages

ENOUGH_WORDS = 20
"""Words below which a text is too short to judge."""
GOOD_SHARE = 0.30
"""Share of marked words from which a text is good."""
SUSPECT_BELOW = 0.75
"""Score below which nothing that was read is more than a hint."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def judge(pages: Pages, source: Source) -> Quality:
    """Source and score (0..1): the worse of what the words look like and of what reading says of its worst page."""
    worst = min((page.score for page in pages.pages if page.lines), default=1.0)
    return Quality(source, round(min(_marked(pages.lines), worst), 2))


def _marked(lines: Iterable[Line]) -> float:
    """Marked words against what good text has, at most 1; a short text is believed."""
    words = [word for line in lines for word in _WORD.findall(unicodedata.normalize("NFC", line.text))]
    if len(words) < ENOUGH_WORDS:
        return 1.0
    return min(1.0, sum(has_marks(word) for word in words) / len(words) / GOOD_SHARE)


def remarks(pages: Pages) -> tuple[Doubt, ...]:
    """What reading noticed of single pages (text that may be missing, repaired text), as doubts for the clerk."""
    return tuple(Doubt("page", remark) for page in pages.pages for remark in page.remarks)
