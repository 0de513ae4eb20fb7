"""Which names of the registry a phrase stands for: exactly, without marks, or with a few damaged letters.

The three ways are tried in this order. Acronyms must agree in every letter. A word that the registry knows is that
word and never a slip for another one ("Tân Hưng" is not a misprint of "Tân Đông"). In text whose marks are intact the
words that tell units apart must agree in letters and marks too: a school or a ward nobody knows stays unknown, however
near ("Tân Hùng" is not "Tân Hưng"). Only hỏi and ngã, which southern writers mix up, may change places there, and only
the words of kind, such as "Phòng" and "tổ chức", may hold a slip.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz import fuzz

from services.units.model import Group, Unit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from services.units.fold import Word

Key = TypeVar("Key")
WORD_SIMILARITY = 60
WINDOW_SIMILARITY = 86
WITHOUT_MARKS = 0.95
HAIR = 0.02
_SHORT = 2
_MIXED_UP = str.maketrans("\u0303", "\u0309")
"""Ngã for hỏi: "Lê Duẫn" for "Lê Duẩn"."""


@dataclass(frozen=True, slots=True)
class Name:
    """One way of writing a unit or a group, and what it names; a `shared` one names other units as well."""

    text: str
    words: tuple[Word, ...]
    target: Unit | Group
    shared: bool = False

    @property
    def meaning(self) -> str:
        """What the name stands for: two phrases of one group mean the same."""
        return self.target.id if isinstance(self.target, Unit) else self.target.select

    def lives_on(self, day: dt.date) -> bool:
        """Whether the name means anybody on that day; a group phrase always may."""
        return not isinstance(self.target, Unit) or self.target.valid_on(day)


@dataclass(frozen=True, slots=True)
class Match:
    """A name that a phrase may stand for; `score` is 1 when they agree in every mark."""

    name: Name
    score: float


@dataclass(frozen=True, slots=True)
class Index:
    """All names, found by their words with or without marks, or by how many words they have.

    `known` are the words of all names (without marks), `shared` those of two targets or more.
    """

    exact: Mapping[tuple[str, ...], tuple[Name, ...]]
    plain: Mapping[tuple[str, ...], tuple[Name, ...]]
    sized: Mapping[int, tuple[Name, ...]]
    known: frozenset[str]
    shared: frozenset[str]

    @classmethod
    def of(cls, names: Sequence[Name]) -> Index:
        """Sort the names into their drawers once; order within a drawer is that of `names`."""
        uses = {(word.letters, name.meaning) for name in names for word in name.words}
        counts = Counter(letters for letters, _ in uses)
        return cls(
            exact=_drawers(names, lambda name: _exact(name.words)),
            plain=_drawers(names, lambda name: _letters(name.words)),
            sized=_drawers(names, lambda name: len(name.words)),
            known=frozenset(counts),
            shared=frozenset(word for word, count in counts.items() if count > 1),
        )


def match(
    forms: Sequence[tuple[Word, ...]], index: Index, alive: Callable[[Name], bool], *, damaged: bool
) -> tuple[Match, ...]:
    """The best match, or all matches within a hair of it (then nobody can tell), or none. One per target.

    Names that are not `alive` are left out.
    """
    for form in forms:
        if found := [Match(name, 1.0) for name in index.exact.get(_exact(form), ()) if alive(name)]:
            return _best(found)
    for form in forms:
        plain = (name for name in index.plain.get(_letters(form), ()) if alive(name))
        if found := [Match(name, WITHOUT_MARKS) for name in plain if damaged or _marks_agree(form, name.words, index)]:
            return _best(found)
    for form in forms:
        near = ((name, _loosely(form, name.words, index, damaged=damaged)) for name in index.sized.get(len(form), ()))
        found = [Match(name, score) for name, score in near if score and alive(name)]
        if found:
            return _best(found)
    return ()


def _drawers(names: Sequence[Name], key: Callable[[Name], Key]) -> dict[Key, tuple[Name, ...]]:
    drawers: dict[Key, list[Name]] = {}
    for name in names:
        drawers.setdefault(key(name), []).append(name)
    return {each: tuple(some) for each, some in drawers.items()}


def _exact(words: tuple[Word, ...]) -> tuple[str, ...]:
    return tuple(word.exact for word in words)


def _letters(words: tuple[Word, ...]) -> tuple[str, ...]:
    return tuple(word.letters for word in words)


def _best(found: Iterable[Match]) -> tuple[Match, ...]:
    ordered = sorted(found, key=lambda match: -match.score)
    best: dict[str, Match] = {}
    for match in ordered:
        best.setdefault(match.name.meaning, match)
    return tuple(match for match in best.values() if ordered[0].score - match.score <= HAIR)


def _marks_agree(form: tuple[Word, ...], name: tuple[Word, ...], index: Index) -> bool:
    """Whether two phrases of the same letters have the same marks wherever units are told apart."""
    pairs = enumerate(zip(form, name, strict=True))
    return all(_same(seen, meant) or not _tells(meant, place, index) for place, (seen, meant) in pairs)


def _tells(word: Word, place: int, index: Index) -> bool:
    """Whether a word tells units apart: only one has it, or it is part of a proper name."""
    return word.letters not in index.shared or (word.proper and place > 0)


def _same(seen: Word, meant: Word) -> bool:
    return seen.exact.translate(_MIXED_UP) == meant.exact.translate(_MIXED_UP)


def _loosely(form: tuple[Word, ...], name: tuple[Word, ...], index: Index, *, damaged: bool) -> float:
    """How like two phrases of equally many words are (0..1); 0 when a word of one is no slip for the other's."""
    for place, (seen, meant) in enumerate(zip(form, name, strict=True)):
        if not _is_slip(seen, meant, index, damaged=damaged, telling=_tells(meant, place, index)):
            return 0.0
    window = fuzz.ratio(" ".join(_letters(form)), " ".join(_letters(name)))
    return round(window / 100, 2) if window >= WINDOW_SIMILARITY else 0.0


def _is_slip(seen: Word, meant: Word, index: Index, *, damaged: bool, telling: bool) -> bool:
    """Whether `seen` is `meant`, or a plausible slip for it; `telling`: the word tells units apart."""
    firm = telling and not damaged
    if seen.letters == meant.letters:
        return not firm or _same(seen, meant)
    if firm or meant.acronym or seen.acronym or seen.letters in index.known:
        return False
    if damaged and max(len(seen.letters), len(meant.letters)) <= _SHORT:
        return seen.letters[0] == meant.letters[0]
    return fuzz.ratio(seen.letters, meant.letters) >= WORD_SIMILARITY
