"""Lists of units in one mention: "Văn phòng Sở, Thanh tra Sở và các phòng: TCCB, KHTC".

Names of units themselves hold commas and "và" ("Khảo thí và Quản lý chất lượng"), so a list is only cut where the
pieces are names: the longest run of pieces that somebody knows comes first, and one unknown piece spoils the list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CUTS = re.compile(r"(\s*[,;]\s*|\s+và\s+)")
_PREFIX = re.compile(r"^(?:các\s+)?(?P<prefix>[^:,;]+?)\s*:\s*(?P<rest>.+)$", re.IGNORECASE | re.DOTALL)
_PREFIX_WORDS = 2


@dataclass(frozen=True, slots=True)
class Listed:
    """A list cut into known names; `unknown` is the first piece that nobody knows, "" when all are known."""

    names: tuple[str, ...] = ()
    unknown: str = ""


def cut(mention: str, known: Callable[[str], bool]) -> Listed:
    """The pieces of a list; of something that is no list there are none.

    A prefix distributes: of "các Phòng: TCCB, KHTC" the pieces are "Phòng TCCB" and "Phòng KHTC", of "Trường THPT
    Tây Ninh, Trần Phú" the second is "Trường THPT Trần Phú".
    """
    headed = _PREFIX.match(mention)
    prefix, rest = (headed["prefix"], headed["rest"]) if headed else ("", mention)
    pieces = _CUTS.split(rest.strip().rstrip(".;,"))
    found: list[str] = []
    while pieces:
        prefixes = (prefix,) if prefix else ("", *_prefixes(found[-1:]))
        taken = _longest(pieces, prefixes, known)
        if taken is None:
            return Listed(tuple(found), unknown=pieces[0])
        name, used = taken
        found.append(name)
        pieces = pieces[used + 1 :]
    return Listed(tuple(found))


def _longest(pieces: Sequence[str], prefixes: Sequence[str], known: Callable[[str], bool]) -> tuple[str, int] | None:
    """The longest run of pieces that, after one of the prefixes, is a known name; and how many it takes."""
    for used in range(len(pieces), 0, -2):
        text = "".join(pieces[:used]).strip()
        for prefix in prefixes:
            if known(name := f"{prefix} {text}".strip()):
                return name, used
    return None


def _prefixes(previous: Sequence[str]) -> tuple[str, ...]:
    """What the previous piece may lend to the next: its first two words, or its first."""
    heads = previous[0].split()[:_PREFIX_WORDS] if previous else []
    return tuple(" ".join(heads[:count]) for count in range(len(heads), 0, -1))
