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
from itertools import accumulate
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

    def cost(self, true: str, seen: str, most: float = math.inf) -> float:
        """−log P(seen | true) of a word, along its best path; infinite as soon as it must exceed `most`."""
        rows: list[list[float]] = []
        for row in self._rows(true, seen):
            rows.append(row)
            # a chunk spans two letters at most: no path leaps over two rows that are too dear
            if min(row) > most and (len(rows) == 1 or min(rows[-2]) > most):
                return math.inf
        return rows[-1][-1]

    def path(self, true: str, seen: str) -> list[Pair]:
        """The chunks of the best path."""
        rows, chunks, costs = list(self._rows(true, seen)), list[Pair](), self._costs
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

    def _rows(self, true: str, seen: str) -> Iterator[list[float]]:
        """For each length of printed letters the cheapest cost of each length of read letters."""
        costs, ones = self._costs, list(seen)
        twos = [seen[j : j + 2] for j in range(len(seen) - 1)]
        extra = costs[""]
        before: list[float] = []
        row = list(accumulate((extra[letter] for letter in ones), initial=0.0))
        yield row
        for i, letter in enumerate(true):
            single, pair = costs[letter], costs[true[i - 1 : i + 1]] if i else None
            above, row = row, [row[0] + single[""]]
            for j, read in enumerate(ones):
                best = min(above[j] + single[read], above[j + 1] + single[""], row[j] + extra[read])
                if j:
                    best = min(best, above[j - 1] + single[twos[j - 1]])
                if pair is not None:
                    best = min(best, before[j] + pair[read])
                    if j:
                        best = min(best, before[j - 1] + pair[twos[j - 1]])
                row.append(best)
            before = above
            yield row


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
