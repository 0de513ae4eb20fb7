"""How letters are misread: the cost of seeing one word when another was printed.

A word is read in chunks of 0–2 letters; the table holds how often a printed chunk was read as another on pages that
`teach` rendered and recognised without Vietnamese. Unseen confusions cost what their shape says: the same letter is
far likelier than the same letter with other marks, and that than another letter.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from services.reading.repair.tokens import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SMOOTHING = 6.0
"""Occurrences that the priors weigh."""
SAME, SAME_BASE, OTHER = 0.9, 0.02, 4e-4
SIZES = {(1, 2): 2e-5, (2, 1): 2e-5, (1, 0): 1e-5, (0, 1): 1e-5, (2, 2): 1e-6}
"""Priors of chunks by letters printed and read."""
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
FOREIGN = 0.02
"""Least weight of what was not observed: the pages of offices are not the pages we rendered."""
MET_ON_SCANS = {("Đ", "P")}
"""Confusions of another base letter that scans of offices show and our renders do not."""
LETTER_AND_STRAY = 2e-3
"""Prior of a letter read as itself and something beside it."""
SHAPES = ((1, 1), *SIZES)
ROUNDS = 3

Pair = tuple[str, str]
"""A chunk as printed and as read."""


def prior(true: str, seen: str) -> float:
    """How likely a confusion is before any was observed."""
    if (true, seen) in MET_ON_SCANS:
        return SAME_BASE
    if (len(true), len(seen)) != (1, 1):
        likely = len(true) == 1 and base(true) in map(base, seen)
        return LETTER_AND_STRAY if likely else SIZES[len(true), len(seen)]
    if true == seen:
        return SAME
    return SAME_BASE if base(true) == base(seen) else OTHER


def toneless(chunk: str) -> str:
    """A chunk without its tones; ứ, ừ, ử, ữ and ự are misread alike."""
    parts = (char for char in unicodedata.normalize("NFD", chunk) if char not in TONES)
    return unicodedata.normalize("NFC", "".join(parts))


def base(letter: str) -> str:
    """A letter without marks, a digit or sign as the letter it looks like; case stays."""
    plain = skeleton(letter) or letter
    return plain.upper() if letter.isupper() else plain


class _Readings(dict[str, float]):
    """Read chunk → −log P(read | printed) of one printed chunk, filled as chunks are met."""

    def __init__(self, true: str, own: Observed, family: Observed) -> None:
        super().__init__()
        self._true, self._own, self._family = true, own, family

    def __missing__(self, seen: str) -> float:
        expected = (prior(self._true, seen) + self._family.share(seen)) / 2
        doubt = max(SMOOTHING / (self._own.total + SMOOTHING), FOREIGN)
        self[seen] = -math.log((1 - doubt) * self._own.share(seen) + doubt * expected)
        return self[seen]


@dataclass(slots=True)
class Observed:
    """How often one printed chunk, or a family of them, occurred, and as what it was read."""

    total: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def share(self, seen: str) -> float:
        """The share of its occurrences that were read so."""
        return self.counts[seen] / self.total if self.total else 0.0


class _Costs(dict[str, _Readings]):
    """Printed chunk → its readings."""

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self._own: dict[str, Observed] = defaultdict(Observed)
        self._families: dict[str, Observed] = defaultdict(Observed)
        for true, total in channel.totals.items():
            self._own[true].total = total
            self._families[toneless(true)].total += total
        for (true, seen), count in channel.counts.items():
            self._own[true].counts[seen] = count
            self._families[toneless(true)].counts[seen] += count

    def __missing__(self, true: str) -> _Readings:
        self[true] = _Readings(true, self._own[true], self._families[toneless(true)])
        return self[true]


@dataclass(frozen=True)
class Channel:
    """Confusion counts; `totals` are occurrences of the printed chunks, confused or not."""

    counts: dict[Pair, int]
    totals: dict[str, int]

    @cached_property
    def _costs(self) -> _Costs:
        return _Costs(self)

    def cost(self, true: str, seen: str) -> float:
        """−log P(seen | true) of a word, along its best path."""
        return next(self.costs([true], seen))[1]

    def costs(self, words: Iterable[str], seen: str) -> Iterator[tuple[str, float]]:
        """Each printed word with its cost; sorted words share the work of their common beginnings."""
        table, done = _Table(self._costs, seen), ""
        for word in words:
            common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(done, word, strict=False)))
            table.cut(common)
            for letter in word[common:]:
                table.add(letter)
            done = word
            yield word, table.rows[-1][-1]

    def path(self, true: str, seen: str) -> list[Pair]:
        """The chunks of the best path."""
        costs, chunks = self._costs, list[Pair]()
        table = _Table(costs, seen)
        for letter in true:
            table.add(letter)
        rows = table.rows
        i, j = len(true), len(seen)
        while i or j:
            di, dj = next(
                (a, b)
                for a, b in SHAPES
                if a <= i and b <= j and rows[i][j] == rows[i - a][j - b] + costs[true[i - a : i]][seen[j - b : j]]
            )
            chunks.append((true[i - di : i], seen[j - dj : j]))
            i, j = i - di, j - dj
        return chunks[::-1]

    def confusions(self, least: int) -> Iterator[tuple[Pair, int]]:
        """Observed confusions (printed and read differ) of at least so many occurrences."""
        return ((pair, n) for pair, n in self.counts.items() if n >= least and pair[0] != pair[1])


class _Table:
    """For each length of a printed word the cheapest cost of each length of what was read."""

    def __init__(self, costs: _Costs, seen: str) -> None:
        self._costs, self._true = costs, ""
        self._ones = list(seen)
        self._twos = ["", *(seen[j : j + 2] for j in range(len(seen) - 1))]
        self._extra = [costs[""][letter] for letter in seen]
        self.rows = [list(accumulate(self._extra, initial=0.0))]

    def cut(self, length: int) -> None:
        """Back to so many printed letters."""
        self._true = self._true[:length]
        del self.rows[length + 1 :]

    def add(self, letter: str) -> None:
        """One more printed letter."""
        self._true += letter
        single, above = self._costs[letter], self.rows[-1]
        gone = single[""]
        row = [above[0] + gone]
        for j, (read, two, extra) in enumerate(zip(self._ones, self._twos, self._extra, strict=True)):
            best = above[j] + single[read]
            best = min(best, above[j + 1] + gone, row[j] + extra)
            if j:
                best = min(best, above[j - 1] + single[two])
            row.append(best)
        if len(self._true) > 1:
            self._pairs(row, self.rows[-2], self._costs[self._true[-2:]])
        self.rows.append(row)

    def _pairs(self, row: list[float], before: list[float], pair: _Readings) -> None:
        """Make a row cheaper where its last two printed letters were read together."""
        for j, (read, two) in enumerate(zip(self._ones, self._twos, strict=True)):
            best = before[j] + pair[read]
            if j:
                best = min(best, before[j - 1] + pair[two])
            if best < row[j + 1]:
                row[j + 1] = best
                # what follows may now be reached more cheaply by a stray letter
                for k in range(j + 1, len(self._extra)):
                    row[k + 1] = min(row[k + 1], row[k] + self._extra[k])


def learn(pairs: Iterable[Pair]) -> Channel:
    """The channel of these words as printed and as read: three rounds of counting along the best paths."""
    words = Counter(pairs)
    totals: Counter[str] = Counter()
    for (true, _), times in words.items():
        for chunk in _chunks(true):
            totals[chunk] += times
    channel = Channel({}, {})
    for _ in range(ROUNDS):
        counts: Counter[Pair] = Counter()
        for (true, seen), times in words.items():
            for pair in channel.path(true, seen):
                counts[pair] += times
        channel = Channel(dict(counts), dict(totals))
    return channel


def _chunks(true: str) -> Iterator[str]:
    yield from true
    yield from (true[i : i + 2] for i in range(len(true) - 1))
    yield from ("" for _ in range(len(true) + 1))


def dump(channel: Channel) -> str:
    """The table: rows "printed, occurrences", then rows "printed, read, times"; confusions met once are left out."""
    kept = {pair: n for pair, n in channel.counts.items() if n > 1}
    wanted = {true for true, _ in kept} | {true for true in channel.totals if len(true) == 1}
    rows = [f"{true}\t{channel.totals[true]}" for true in sorted(wanted)]
    rows += [f"{true}\t{seen}\t{n}" for (true, seen), n in sorted(kept.items())]
    return "\n".join(rows) + "\n"


def load(table: str) -> Channel:
    """The channel that `dump` wrote."""
    counts: dict[Pair, int] = {}
    totals: dict[str, int] = {}
    for row in table.splitlines():
        match row.split("\t"):
            case [true, times]:
                totals[true] = int(times)
            case [true, seen, times]:
                counts[true, seen] = int(times)
    return Channel(counts, totals)
