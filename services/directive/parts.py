"""Parts of a paragraph that may tell somebody of their own: sentences, what follows a ";", what stands in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from services.directive.text import CAPITALS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from services.directive.clause import Clause
    from services.directive.text import Text

_STOP = re.compile(rf"(?P<mark>[.;])(?:\s+(?=[{CAPITALS}])|(?<=;)\s+)")
_BRACKET = re.compile(r"\((?P<inner>[^()]{12,300})\)")
_LISTED = re.compile(r"(?P<mark>[,;])\s+")
_NOTE = re.compile(r"(?:luu y|trong do|rieng)\s*:\s*")
_IS = re.compile(r"la\s")
"""Says what a unit is ("…; ngành Y tế là cơ quan thường trực"): more of the same work, no other one."""
_ONLY_HELPS = re.compile(r"(?:cung\s+)?phoi hop(?:\s+(?:thuc hien|trien khai|to chuc|trien khai thuc hien))?[\s.;)/]*")
Reader: TypeAlias = "Callable[[int, int], Clause | None]"
"""What tells whether [start, end) tells somebody."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part [start, end) that tells somebody. `follows`: it goes on with the sentence before (";", ",")."""

    start: int
    end: int
    clause: Clause
    follows: bool = False

    def only_helps(self, text: Text) -> bool:
        """Whether all that is said of the units is that they help: "; các sở: Tài chính, Nội vụ phối hợp thực hiện"."""
        return _ONLY_HELPS.fullmatch(text.plain, self.clause.body, self.end) is not None


def told(text: Text, begin: int, read: Reader) -> tuple[Part, ...]:
    """The parts after `begin` that tell somebody, in order; one outside brackets goes on up to the next of its kind."""
    brackets = list(_BRACKET.finditer(text.raw, begin))
    stops = [m for m in _STOP.finditer(text.raw, begin) if not any(b.start() < m.start() < b.end() for b in brackets)]
    outer = _up_to_next([*_told(text, stops, len(text), read)], len(text))
    inner = [part for bracket in brackets for part in _inside(text, bracket, read)]
    return tuple(sorted([*outer, *inner], key=lambda part: part.start))


def _inside(text: Text, bracket: re.Match[str], read: Reader) -> Iterator[Part]:
    """The parts of a bracket whose first words tell somebody; there a comma parts too."""
    noted = _NOTE.match(text.plain, bracket.start("inner"))
    start, end = noted.end() if noted else bracket.start("inner"), bracket.end("inner")
    stops = list(_LISTED.finditer(text.raw, start, end))
    first = read(start, stops[0].start() if stops else end)
    if first is not None:
        yield from _up_to_next([Part(start, end, first), *_told(text, stops, end, read)], end)


def _told(text: Text, stops: Sequence[re.Match[str]], end: int, read: Reader) -> Iterator[Part]:
    for index, stop in enumerate(stops):
        last = stops[index + 1].start() if index + 1 < len(stops) else end
        clause = read(stop.end(), last)
        if clause and not _IS.match(text.plain, clause.body):
            yield Part(stop.end(), last, clause, follows=stop["mark"] in ",;")


def _up_to_next(parts: Sequence[Part], end: int) -> Iterator[Part]:
    for index, part in enumerate(parts):
        yield replace(part, end=parts[index + 1].start if index + 1 < len(parts) else end)
