"""Which names of the registry a phrase stands for: exactly, without marks, or with a few damaged letters.

The three ways are tried in this order. Acronyms must agree in every letter. A word that the registry knows is that
word and never a slip for another one ("Tân Hưng" is not a misprint of "Tân Đông"). In text whose marks are intact the
words that tell units apart must agree in their letters too: a school nobody knows stays unknown, however near.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from services.units.model import Group, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from services.units.fold import Word

WORD_SIMILARITY = 60
WINDOW_SIMILARITY = 86
WITHOUT_MARKS = 0.95
HAIR = 0.02
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Name:
    """One way of writing a unit or a group, and what it names."""

    text: str
    words: tuple[Word, ...]
    target: Unit | Group

    @property
    def meaning(self) -> str:
        """What the name stands for: two phrases of one group mean the same."""
        return self.target.id if isinstance(self.target, Unit) else self.target.select


@dataclass(frozen=True, slots=True)
class Match:
    """A name that a phrase may stand for; `score` is 1 when they agree in every mark."""

    name: Name
    score: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of all names (without marks): those known, and those shared by two targets or more."""

    known: frozenset[str]
    shared: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[Name]) -> Vocabulary:
        """Count for each word how many targets use it."""
        uses = {(word.letters, name.meaning) for name in names for word in name.words}
        counts = Counter(letters for letters, _ in uses)
        return cls(frozenset(counts), frozenset(word for word, count in counts.items() if count > 1))


def match(
    forms: Sequence[tuple[Word, ...]], names: Sequence[Name], vocabulary: Vocabulary, *, damaged: bool
) -> tuple[Match, ...]:
    """The best match, or all matches within a hair of it (then nobody can tell), or none. One per target."""
    for way in (_exactly, _without_marks):
        for form in forms:
            found = [Match(name, score) for name in names if (score := way(form, name.words))]
            if found:
                return _best(found)
    for form in forms:
        found = [
            Match(name, score) for name in names if (score := _loosely(form, name.words, vocabulary, damaged=damaged))
        ]
        if found:
            return _best(found)
    return ()


def _best(found: Iterable[Match]) -> tuple[Match, ...]:
    ordered = sorted(found, key=lambda match: -match.score)
    best = {match.name.meaning: match for match in reversed(ordered)}
    return tuple(match for match in best.values() if ordered[0].score - match.score <= HAIR)


def _exactly(form: tuple[Word, ...], name: tuple[Word, ...]) -> float:
    return float([word.exact for word in form] == [word.exact for word in name])


def _without_marks(form: tuple[Word, ...], name: tuple[Word, ...]) -> float:
    return WITHOUT_MARKS * ([word.letters for word in form] == [word.letters for word in name])


def _loosely(form: tuple[Word, ...], name: tuple[Word, ...], vocabulary: Vocabulary, *, damaged: bool) -> float:
    if len(form) != len(name):
        return 0.0
    if not all(_is_slip(seen, meant, vocabulary, damaged=damaged) for seen, meant in zip(form, name, strict=True)):
        return 0.0
    window = fuzz.ratio(" ".join(word.letters for word in form), " ".join(word.letters for word in name))
    return round(window / 100, 2) if window >= WINDOW_SIMILARITY else 0.0


def _is_slip(seen: Word, meant: Word, vocabulary: Vocabulary, *, damaged: bool) -> bool:
    """Whether `seen` is `meant`, or a plausible slip of the pen or of recognition for it."""
    if seen.letters == meant.letters:
        return True
    if meant.acronym or seen.acronym or seen.letters in vocabulary.known:
        return False
    if not damaged and meant.letters not in vocabulary.shared:
        return False
    if damaged and max(len(seen.letters), len(meant.letters)) <= _SHORT:
        return seen.letters[0] == meant.letters[0]
    return fuzz.ratio(seen.letters, meant.letters) >= WORD_SIMILARITY
