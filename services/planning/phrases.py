"""Phrases found in text whatever their case, marks, tone positions and punctuation."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from services.units.fold import words

if TYPE_CHECKING:
    from collections.abc import Iterable


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The words of a text without marks, each between blanks: a phrase is then found at whole words only."""
    return f" {' '.join(word.letters for word in words(text))} "


def found(phrase: str, folded_text: str) -> bool:
    """Whether a phrase of the configuration occurs in a folded text."""
    return folded(phrase) in folded_text


def count_found(phrases: Iterable[str], folded_text: str) -> int:
    """How many of the phrases occur, each counted once."""
    return sum(found(phrase, folded_text) for phrase in phrases)
