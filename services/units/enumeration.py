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
_PREFIX = re.compile(r"^(?P<prefix>[^:,;]+?)\s*:\s*(?P<rest>.+)$", re.IGNORECASE | re.DOTALL)
_EACH = re.compile(r"\b(?:các|những|mỗi)\s+", re.IGNORECASE)
_PREFIX_WORDS = 7
"""As many as "Chủ tịch Ủy ban nhân dân phường" has."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list cut into known names; `unknown` is the first piece that nobody knows, "" when all are known."""

    names: tuple[str, ...] = ()
    unknown: str = ""


def pieces(mention: str) -> tuple[str, ...]:
    """What stands between the commas, semicolons and "và" of a mention."""
    return tuple(piece.strip() for piece in _CUTS.split(mention)[::2])


def cut(mention: str, known: Callable[[str], bool], ending: str = "") -> Listed:
    """The pieces of a list; of something that is no list there are none.

    A prefix distributes: of "các Phòng: TCCB, KHTC" the pieces are "Phòng TCCB" and "Phòng KHTC", of "UBND các xã Tân
    Lập, Tân Đông" they are "UBND xã Tân Lập" and "UBND xã Tân Đông", of "Trường THPT Tây Ninh, Trần Phú" the second
    is "Trường THPT Trần Phú". So does an `ending`: of "Văn phòng và các phòng chuyên môn thuộc Sở", "Sở" makes the
    first piece "Văn phòng Sở".
    """
    headed = _PREFIX.match(mention)
    prefix, rest = (_EACH.sub("", headed["prefix"]), headed["rest"]) if headed else ("", mention)
    pieces = _CUTS.split(rest.strip().rstrip(".;,"))
    found: list[str] = []
    while pieces:
        taken = _longest(pieces, ("", prefix, *(lent(found[-1]) if found else ())), ending, known)
        if taken is None:
            return Listed(tuple(found), unknown=pieces[0])
        name, used = taken
        found.append(name)
        pieces = pieces[used + 1 :]
    return Listed(tuple(found))


def _longest(
    pieces: Sequence[str], prefixes: Sequence[str], ending: str, known: Callable[[str], bool]
) -> tuple[str, int] | None:
    """The longest run of pieces that, after one of the prefixes, is a known name; and how many it takes."""
    for used in range(len(pieces), 0, -2):
        text = "".join(pieces[:used]).strip()
        for name in dict.fromkeys(f"{prefix} {text}".strip() for prefix in prefixes):
            for said in dict.fromkeys((name, _EACH.sub("", name), f"{name} {ending}".strip())):
                if known(said):
                    return said, used
    return None


def lent(previous: str) -> tuple[str, ...]:
    """What a name may lend to the one after it, longest first.

    That is its words of kind ("Ủy ban nhân dân phường" of "Ủy ban nhân dân phường Long An"), these without the last
    ("Ủy ban nhân dân", for "xã Đức Hòa"), or its first two words or one; never a part of its own name.
    """
    heads = previous.split()[:_PREFIX_WORDS]
    kind = max((place for place, word in enumerate(heads, start=1) if word[:1].islower()), default=0)
    counts = {count for count in (kind, kind - 1, 2, 1) if 0 < count <= len(heads)}
    return tuple(" ".join(heads[:count]) for count in sorted(counts, reverse=True))
