"""Cơ quan ban hành, cơ quan chủ quản: the names in capitals in the left column above "Số:"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from services.directive import fuzzy, issue, zones
from services.directive.model import Source, Value
from services.directive.text import Text, evidence_of, shouted, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from services.directive.lexicon import Lexicon
    from services.directive.model import Line

LIKE_NAME, LIKE_CONFIRMED, LIKE_HEAD = 80, 70, 50
"""Likeness (0..100) from which damaged letters are a known name; the symbol may confirm it ("SYT" is Sở Y tế).
Its first word must be like the known one too."""
LEGIBLE = 0.6
"""Share of a cell that must be words on a recognised page: seals and specks are capitals too."""
HEADS = ("Sở", "Bộ")
COUNCILS = ("UBND tỉnh", "UBND thành phố", "Ủy ban nhân dân tỉnh", "Ủy ban nhân dân thành phố")
_TERRITORY = re.compile(r"(?:tinh|thanh pho|tp\.?|huyen|quan|thi xa|thi tran|xa|phuong)\s")
_SPECKS = " .,:;_-–—'\"`~¬|*‘’“”"


def read(lines: Sequence[Line], notation: str, lexicon: Lexicon, source: Source) -> dict[str, Value]:
    """Issuer and the body above it: the lines in capitals above the number, cut where a new organ begins.

    On a recognised page a damaged name is read as the known one it is like; `notation` helps to know it.
    """
    names = [_value(name, line, lexicon) for line, name in _names(lines, notation, lexicon, source)]
    if source is not Source.NATIVE:
        names = [_restored(value, notation, lexicon) for value in names]
    return {"issuer": names[-1], **({"parent_issuer": names[-2]} if len(names) > 1 else {})} if names else {}


def _names(lines: Sequence[Line], notation: str, lexicon: Lexicon, source: Source) -> Sequence[tuple[Line, str]]:
    found: list[tuple[Line, str]] = []
    for line, cell in _left_cells(lines, notation, lexicon, source):
        known = source is not Source.NATIVE and known_name(cell, notation, lexicon)
        if found and not known and _continues(found[-1][1], Text.of(cell), lexicon):
            found[-1] = (found[-1][0], f"{found[-1][1]} {cell}")
        else:
            found.append((line, cell))
    return found


def _left_cells(lines: Sequence[Line], notation: str, lexicon: Lexicon, source: Source) -> Iterator[tuple[Line, str]]:
    """The cells in capitals that can be names, down to the subject of a letter."""
    unnumbered = [line for line in lines if not issue.is_numbered(line.text)]
    for line, printed in zones.cells(unnumbered, lexicon):
        cell = printed if source is Source.NATIVE else printed.strip(_SPECKS)
        if zones.opens(cell, "number", lexicon) or zones.opens(cell, "draft", lexicon):
            continue
        if zones.opens_subject(cell, lexicon):
            break  # what follows in capitals is part of the abstract
        if not shouted(cell) or lexicon.words("stamps").fullmatch(Text.of(cell)) or issue.is_dated(cell):
            continue
        if source is Source.NATIVE or _can_be_name(cell, notation, lexicon):
            yield line, cell


def _can_be_name(cell: str, notation: str, lexicon: Lexicon) -> bool:
    """Whether letters of a recognised page say something: they begin like an organ, are one, or can be read."""
    begins = lexicon.words("unit-heads").match(Text.of(cell)) is not None
    return begins or fuzzy.legible(cell) >= LEGIBLE or known_name(cell, notation, lexicon) is not None


def _continues(name: str, following: Text, lexicon: Lexicon) -> bool:
    """Whether a line goes on with a name: it names a territory, begins no organ, or the name cannot end there."""
    titled = lexicon.words("head-titles").fullmatch(Text.of(name)) is not None  # "CHỦ TỊCH" above "ỦY BAN NHÂN DÂN"
    if titled or name.endswith(("-", ",", " VÀ")) or _TERRITORY.match(following.plain):
        return True
    if any(following.plain.startswith(f"{skeleton(head)} ") for head in HEADS):
        return False
    begins = lexicon.words("unit-heads").match(following) or lexicon.words("head-titles").match(following)
    return begins is None or lexicon.words("unit-traps").match(following) is not None


def _value(name: str, line: Line, lexicon: Lexicon) -> Value:
    cells = (cell for _, cell in zones.cells([line], lexicon))
    quote = next((cell for cell in cells if name.startswith(cell.strip(_SPECKS))), line.text)
    return Value(name, Source.NATIVE, 0.95, evidence_of(line, quote))


def _restored(value: Value, notation: str, lexicon: Lexicon) -> Value:
    known = known_name(value.text, notation, lexicon)
    return Value(known, value.method, value.confidence, value.evidence) if known else value


def known_name(printed: str, notation: str, lexicon: Lexicon) -> str | None:
    """The known name of an organ that damaged letters mean, in capitals; None when none is like enough."""
    plain = skeleton(printed)
    first = plain.split(maxsplit=1)[0]
    names = {n: name for n, name in _known_names(lexicon).items() if fuzz.ratio(n.split()[0], first) >= LIKE_HEAD}
    found = fuzzy.likest(plain, names, LIKE_NAME)
    if found is None:
        codes = set(re.split(r"[-/.]", skeleton(notation)))
        confirmed = [name for name in names if _initials(name) in codes]
        found = fuzzy.likest(plain, confirmed, LIKE_CONFIRMED)
    return names[found].upper() if found else None


def _initials(name: str) -> str:
    """The initials of a name: "so giao duc va dao tao" is "sgddt"."""
    return "".join(word[0] for word in name.split() if word != "va" and word[0].isalpha())


@lru_cache(maxsize=4)
def _known_names(lexicon: Lexicon) -> Mapping[str, str]:
    """Skeleton → name of the departments, ministries and people's committees of provinces."""
    names = [f"{head} {sector}" for head in HEADS for sector in lexicon.phrases("sectors")]
    names += [f"{council} {place}" for council in COUNCILS for place in lexicon.phrases("territories")]
    return {skeleton(name): name for name in names}
