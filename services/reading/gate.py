"""The quality gate: whether a page of text may be trusted, by two shares of its words.

`mark_share`: words with a sign that only Vietnamese has; text recognised without Vietnamese has almost none.
`valid_share`: words that are Vietnamese syllables, wherever their tone is put; wrong encodings have few.

Measured in pieces of 40 lines, lowest to highest (median), on documents that no count comes from:

| text                                    | pieces | marks            | valid            | verdict            |
|-----------------------------------------|-------:|------------------|------------------|--------------------|
| native                                  |     32 | .506-.685 (.604) | .949-1.00 (.991) | good 32            |
| scans recognised with Vietnamese        |    155 | .405-.765 (.600) | .772-1.00 (.977) | good 144, suspect 11 |
| scans recognised with English           |     26 | .000             | .402-.559 (.474) | bad 26             |
| native, marks removed                   |     32 | .000             | .364-.762 (.573) | bad 32             |
| native, UTF-8 taken for cp1252, cp1258  |     62 | .189-.318 (.246) | .195-.427 (.280) | bad 62             |

The limits stand in the gaps of this table; both tests are needed. Judging takes about 0.3 ms for 1,000 characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from services.reading.spelling import WORD, composed, fold, has_vietnamese_sign

ENOUGH_WORDS = 20
LEAST_MARKS = 0.30
LEAST_VALID = 0.65
GOOD_VALID = 0.90
"""Native text stays above .949; what lies between was recognised with visible trouble."""

Grade = Literal["good", "suspect", "bad", "too_short"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says: shares are 0..1; `words` are the words judged."""

    verdict: Grade
    mark_share: float
    valid_share: float
    words: int

    @property
    def passes(self) -> bool:
        """Whether the text is used as it is; a suspect one with less confidence."""
        return self.verdict != "bad"


def judge(text: str) -> Verdict:
    """The verdict on a page of text."""
    spelt = [(word, is_syllable(word)) for word in WORD.findall(composed(text))]
    # UBND, MTTQ, III: abbreviations say nothing about how well the words around them were read
    words = [(word, valid) for word, valid in spelt if valid or not word.isupper()]
    marks = _share([has_vietnamese_sign(word) for word, _ in words])
    valid = _share([valid for _, valid in words])
    return Verdict(_grade(len(words), marks, valid), marks, valid, len(words))


def _grade(words: int, marks: float, valid: float) -> Grade:
    if words < ENOUGH_WORDS:
        return "too_short"
    if marks < LEAST_MARKS or valid < LEAST_VALID:
        return "bad"
    return "good" if valid >= GOOD_VALID else "suspect"


def _share(hits: list[bool]) -> float:
    return round(sum(hits) / len(hits), 3) if hits else 0.0


def is_syllable(word: str) -> bool:
    """Whether a word is a Vietnamese syllable, wherever its tone is put."""
    return fold(word) in syllables()


@cache
def syllables() -> frozenset[str]:
    """The syllables of the shipped counts, tones in their classic place."""
    table = files("services.reading.repair") / "data" / "syllables.txt"
    return frozenset(row.partition("\t")[0] for row in table.read_text(encoding="utf-8").splitlines())
