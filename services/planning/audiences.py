"""People named in a list ("cán bộ, công chức, viên chức, sinh viên và học sinh"), cut to those a unit has.

Only lists of known words are cut: two or more of them joined by commas or "và". A list of which nobody would be left
stays whole, and so does a word that stands alone: dropping it would change the sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from services.units.selector import pick

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from services.settings.model import Audience
    from services.units.model import Unit

COMMA, AND = r"\s*,\s*", r"(?:\s*,)?\s+và\s+"


def absent_people(unit: Unit, audiences: Iterable[Audience]) -> frozenset[str]:
    """The people of the topic that a unit does not have."""
    return frozenset(audience.word for audience in audiences if not pick(audience.select, (unit,)))


def tailor(text: str, words: Collection[str], absent: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """The text without the absent people, and the words dropped, as written. `words` are all known words."""
    if not absent:
        return text, ()
    one, many = _patterns(tuple(words))
    missing = {word.casefold() for word in absent}
    dropped: list[str] = []

    def cut(match: re.Match[str]) -> str:
        listed = one.findall(match[0])
        kept = [person for person in listed if person.casefold() not in missing]
        if not kept or len(kept) == len(listed):
            return match[0]
        dropped.extend(person for person in listed if person.casefold() in missing)
        return _join(kept, last_and=re.search(AND, match[0]) is not None)

    return many.sub(cut, text), tuple(dict.fromkeys(dropped))


def _join(people: Sequence[str], *, last_and: bool) -> str:
    """A list joined as the directive joined it."""
    if last_and and len(people) > 1:
        return f"{', '.join(people[:-1])} và {people[-1]}"
    return ", ".join(people)


@lru_cache(maxsize=16)
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Any of the words as a whole, the longest first ("cha mẹ học sinh" before "học sinh"); and a list of them."""
    longest_first = sorted(words, key=len, reverse=True)
    word = rf"\b(?:{'|'.join(re.escape(word) for word in longest_first)})\b"
    return re.compile(word, re.IGNORECASE), re.compile(rf"{word}(?:(?:{AND}|{COMMA}){word})+", re.IGNORECASE)
