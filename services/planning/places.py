"""Where an order stands, as a clerk types it: "V.1", "V.1-y2" (mục V.1, ý 2), "Phan-cuoi-y2" or a whole section.

No blank, no "#" and no bracket: every shell takes it as it is. What is printed may be typed too ("mục V.1, ý 2").
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from services.units.fold import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

_SECTION = re.compile(r"^m[uụ]c[\s-]+", re.IGNORECASE)
_AGAIN = re.compile(r"\s*\((\d+)\)")
"""How the key of a label that stands twice goes on ("V.1 (2)")."""
_NUMBER = re.compile(r"(?:\s*,\s*|\s+|-)[yý]\s*(?=p?\d+$)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")


def typable(key: str) -> str:
    """A key as it is typed: "V.1#2" is "V.1-y2", "Phần cuối#1" is "Phan-cuoi-y1"."""
    return _plain(key).replace("#", "-y")


def folded_place(typed: str) -> str:
    """One spelling for all of one place; a letter alone keeps its mark, as "d" and "đ" are two items."""
    return _plain(typed).lower()


def nearest(key: str, places: Iterable[str]) -> str | None:
    """The most exact of the folded places that an instruction stands at; "" is everywhere."""
    return max((place for place in places if covers(place, key)), key=len, default=None)


def covers(place: str, key: str) -> bool:
    """Whether an instruction stands at a folded place: its own, or a section around it."""
    own = folded_place(key)
    return place in {"", own} or own.startswith((f"{place}.", f"{place}#"))


def _plain(text: str) -> str:
    clean = _NUMBER.sub("#", _AGAIN.sub(r"_\1", _SECTION.sub("", normalise(text)))).strip(" .,-")
    return "-".join(_WORD.sub(lambda word: _unmarked(word[0]), clean).split())


def _unmarked(word: str) -> str:
    letters = (char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    return "".join(letters).replace("đ", "d").replace("Đ", "D")
