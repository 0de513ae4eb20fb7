"""How likely a syllable is after the two before it: interpolated trigrams with absolute discounting.

The shipped counts stay as they are; an installation's own names are counted beside them, each occurrence with a
weight. Probabilities of one context add up to one over the known tokens.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from services.reading.repair.packing import ROUNDED, Packed, Rows, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

DISCOUNT_PAIRS, DISCOUNT_TRIPLES = 0.535, 0.584
"""n1 / (n1 + 2·n2) of the counts before pruning."""
WEIGHT = 20
"""Occurrences that one name of the installation counts for."""
LEAST_MASS = 1e-4
"""Share always left to the shorter context: rounded counts may add up to more than their context."""


@dataclass(frozen=True, slots=True)
class Context:
    """What follows one context: its own count, and the share left to the shorter context."""

    total: float
    rest: float


class _Pairs(dict[tuple[int, int], float]):
    """(last, word) → P(word | last), filled as pairs are met."""

    def __init__(self, probability: Callable[[int, int], float]) -> None:
        super().__init__()
        self._probability = probability

    def __missing__(self, pair: tuple[int, int]) -> float:
        self[pair] = self._probability(*pair)
        return self[pair]


@dataclass(frozen=True)
class Language:
    """The model over the tokens of the counts and of an installation's names."""

    packed: Packed
    ids: dict[str, int]
    total: float
    names: tuple[Counter[tuple[int, ...]], Counter[tuple[int, ...]], Counter[tuple[int, ...]]]
    _followers: dict[tuple[int, ...], list[tuple[int, int]]]
    _contexts: dict[tuple[int, ...], Context] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, packed: Packed, names: Iterable[Sequence[str]] = ()) -> Language:
        """The model with these names, each a sequence of folded words."""
        ids = dict(packed.ids)
        grams: tuple[Counter[tuple[int, ...]], ...] = (Counter(), Counter(), Counter())
        for name in names:
            row = [ids.setdefault(word, len(ids)) for word in name]
            for n, counter in enumerate(grams, 1):
                counter.update({tuple(row[i : i + n]): WEIGHT for i in range(len(row) - n + 1)})
        followers = defaultdict(list)
        for gram, count in (*grams[1].items(), *grams[2].items()):
            followers[gram[:-1]].append((gram[-1], count))
        total = float(sum(packed.unigrams) + sum(grams[0].values()))
        return cls(packed, ids, total, (grams[0], grams[1], grams[2]), dict(followers))

    def costs(self, before: int, last: int, words: Sequence[int]) -> list[float]:
        """−log P(word | before, last) of each word."""
        pairs, triples = self._pairs, self.packed.trigrams
        row = self._row(before, last)
        context = self._contexts.get((before, last)) or self._context((before, last), row)
        if not context.total or not last:
            return [-math.log(pairs[last, word]) for word in words]
        names, own = self.names[2], (before, last) in self._followers
        found = []
        for word in words:
            count = self._count(triples, row, word) + (names.get((before, last, word), 0) if own else 0)
            more = max(count - DISCOUNT_TRIPLES, 0.0) / context.total
            found.append(-math.log(more + context.rest * pairs[last, word]))
        return found

    @cached_property
    def _pairs(self) -> _Pairs:
        return _Pairs(self.pair)

    def pair(self, last: int, word: int) -> float:
        """P(word | last)."""
        alone = self._single(word)
        context = self._contexts.get((last,)) or self._context((last,), last)
        if not context.total:
            return alone
        count = self._count(self.packed.bigrams, last, word) + self.names[1].get((last, word), 0)
        return max(count - DISCOUNT_PAIRS, 0.0) / context.total + context.rest * alone

    def _single(self, word: int) -> float:
        return (self._occurrences(word) or 1.0) / self.total

    def _occurrences(self, word: int) -> float:
        shipped = self.packed.unigrams[word] if word < len(self.packed.unigrams) else 0
        return shipped + self.names[0].get((word,), 0)

    def _row(self, before: int, last: int) -> int:
        shipped = len(self.packed.unigrams)
        return self.packed.bigrams.find(before, last) if before < shipped and last < shipped else -1

    def _count(self, rows: Rows, row: int, word: int) -> float:
        at = rows.find(row, word) if 0 <= row < len(rows.starts) - 1 else -1
        return ROUNDED[rows.codes[at]] if at >= 0 else 0.0

    def _context(self, context: tuple[int, ...], row: int) -> Context:
        """Total and rest of a context whose row is `row`; a context nobody saw has no total."""
        pairs = len(context) == 1
        rows, discount = (self.packed.bigrams, DISCOUNT_PAIRS) if pairs else (self.packed.trigrams, DISCOUNT_TRIPLES)
        counts = rows.counts(row) if 0 <= row < len(rows.starts) - 1 else []
        own = self._followers.get(context, [])
        listed = sum(counts) + sum(count for _, count in own)
        kinds = len(counts) + sum(1 for word, _ in own if not self._count(rows, row, word))
        total = self._occurrences(context[0]) if pairs else self._pair_count(context, row)
        found = Context(0.0, 1.0)
        if listed:
            total = max(total, listed)
            found = Context(total, max(1 - (listed - discount * kinds) / total, LEAST_MASS))
        self._contexts[context] = found
        return found

    def _pair_count(self, context: tuple[int, ...], row: int) -> float:
        shipped = ROUNDED[self.packed.bigrams.codes[row]] if row >= 0 else 0.0
        return shipped + self.names[1].get(context, 0)


@cache
def shipped() -> Packed:
    """The counts inside the package."""
    return unpack((files("services.reading.repair") / "data" / "counts.xz").read_bytes())
