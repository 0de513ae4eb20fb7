"""Understanding as it happens in service: each document is new, and nothing is remembered of its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.directive import deadlines, periods, text
from services.directive.understand import understand

if TYPE_CHECKING:
    from services.directive.lexicon import Lexicon
    from services.directive.model import Directive, Pages


def understand_cold(pages: Pages, lexicon: Lexicon) -> Directive:
    """The directive, without what earlier rounds kept of its text; single syllables stay known, as in service."""
    for kept in (text.skeleton, text.collapse, deadlines.readings, periods.find):
        kept.cache_clear()
    return understand(pages, None, lexicon)
