"""What a garbled token may have been: known syllables near its skeleton, the cheapest by the channel, and itself."""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from services.reading.repair.channel import load
from services.reading.repair.tokens import skeleton
from services.reading.spelling import fold, has_vietnamese_sign

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from services.reading.repair.channel import Channel
    from services.reading.repair.language import Language

MOST = 12
MOST_VARIANTS = 16
SHORT = 4
"""Letters. Short skeletons are searched within distance 1, longer ones within 2."""
SELF_COST, SELF_COST_LETTER = 6.0, 1.2
ACRONYM_COST = 5.0
ACRONYM = range(2, 6)
"""Letters of an unknown abbreviation."""
FREQUENT = 25
"""Occurrences on the teaching pages from which a confusion is undone to find words whose skeleton it changed."""
WELL_READ = 0.5
"""Share of trust from which the known words of a page are left alone."""
KEPT = 12.0
"""Nats. What it costs to change an unknown word of a page that was read well."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a token: the text to print, its row in the language model, what it costs."""

    text: str
    word: int
    cost: float


@dataclass(frozen=True)
class Readings:
    """Finds candidates; remembers what it found for a core."""

    channel: Channel
    language: Language
    near: Mapping[str, tuple[str, ...]]
    undone: tuple[tuple[str, str], ...]
    _found: dict[tuple[str, bool], tuple[Candidate, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, channel: Channel, language: Language) -> Readings:
        """Readings among the syllables of the model and the words of the installation's names."""
        near = defaultdict(list)
        shipped = language.packed
        for word, row in language.ids.items():
            if row >= len(shipped.classes) or shipped.classes[row] == "s":
                near[skeleton(word)].append(word)
        return cls(channel, language, {key: tuple(words) for key, words in near.items()}, _undone(channel))

    def of_token(self, core: str, *, capitals: bool, trust: float) -> list[Candidate]:
        """All readings of a core.

        `capitals`: it stands in a line of capitals. `trust` 0..1: how well the page around it was read; on a
        well-read page an unknown word is hardly ever another.
        """
        if self._well_read(core, trust):
            return [Candidate(core, self.language.ids[fold(core)], 0.0)]
        key = (core, capitals)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = tuple(self._search(core, capitals=capitals))
        return [c if c.text == core else Candidate(c.text, c.word, c.cost + trust * KEPT) for c in found]

    def _well_read(self, core: str, trust: float) -> bool:
        """A known word with a sign that no Latin recognition produces, or any known word of a page full of them."""
        return fold(core) in self.language.ids and (trust > WELL_READ or has_vietnamese_sign(core))

    def _search(self, core: str, *, capitals: bool) -> list[Candidate]:
        shape = _shape(core, capitals=capitals)
        words = {shape(word): word for key in self._keys(skeleton(core)) for word in self.near[key]}
        costs = heapq.nsmallest(MOST, self.channel.costs(sorted(words), core), key=lambda item: (item[1], item[0]))
        folded = fold(core)
        best = [
            Candidate(core if words[text] == folded else text, self.language.ids[words[text]], cost)
            for text, cost in costs
        ]
        return [*best, self._itself(core, best, capitals=capitals)]

    def _itself(self, core: str, best: list[Candidate], *, capitals: bool) -> Candidate:
        """The token unchanged: as cheap as a reading when it is a known word, else by its length.

        Capitals among small letters may be an abbreviation.
        """
        same = next((c for c in best if c.text == core), None)
        word = self.language.ids.get(fold(core), self.language.ids["<unk>"])
        cost = SELF_COST + SELF_COST_LETTER * len(core)
        if len(core) in ACRONYM and core.isalpha() and core.isupper() and not capitals:
            cost = ACRONYM_COST
        return Candidate(core, word, min(cost, same.cost if same else cost))

    def _keys(self, plain: str) -> set[str]:
        found = self._within(plain, 2 if len(plain) > SHORT else 1)
        variants = (
            plain[:i] + true + plain[i + len(seen) :]
            for seen, true in self.undone
            for i in range(len(plain))
            if plain.startswith(seen, i)
        )
        for variant in islice(dict.fromkeys(variants), MOST_VARIANTS):
            found |= self._within(variant, 1)
        return found

    def _within(self, plain: str, distance: int) -> set[str]:
        hits = process.extract(plain, self.near.keys(), scorer=Levenshtein.distance, score_cutoff=distance, limit=None)
        return {key for key, _, _ in hits}


def _shape(core: str, *, capitals: bool) -> Callable[[str], str]:
    letters = [char for char in core if char.isalpha()]
    if letters and all(char.isupper() for char in letters) and (len(letters) > 1 or capitals):
        return str.upper
    return str.capitalize if letters and letters[0].isupper() else str.lower


def _undone(channel: Channel) -> tuple[tuple[str, str], ...]:
    """Frequent confusions that change a skeleton, as (seen, true) skeletons, most frequent first."""
    times: dict[tuple[str, str], int] = defaultdict(int)
    for (true, seen), count in channel.confusions(2):
        pair = skeleton(seen), skeleton(true)
        if pair[0] and pair[0] != pair[1]:
            times[pair] += count
    frequent = [pair for pair, count in times.items() if count >= FREQUENT]
    return tuple(sorted(frequent, key=lambda pair: (-times[pair], pair)))


def confusions() -> Channel:
    """The table inside the package, each time anew: a channel remembers every cost it was asked for."""
    return load((files("services.reading.repair") / "data" / "confusions.tsv").read_text(encoding="utf-8"))
