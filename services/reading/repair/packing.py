"""The counts as one compressed file of columns, and how they are found in it.

Rows are tokens by falling count; a bigram stands in the row of its first token, a trigram in the row of its bigram,
each row ascending, so that a lookup is two bisections and the whole table stays in flat arrays (about 3 MB).
Counts of bigrams and trigrams are rounded to eighths of an octave (4.4 % at most).
"""

from __future__ import annotations

import json
import lzma
import math
import sys
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

STEPS = 8
"""Codes per doubling of a count."""
ROUNDED = tuple(2 ** (code / STEPS) for code in range(256))
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 0, "lp": 1, "pb": 1}]


def code_of(count: int) -> int:
    """The byte that stands for a count."""
    return min(255, round(math.log2(count) * STEPS))


@dataclass(frozen=True, slots=True)
class Rows:
    """A sparse matrix by rows: the entries of row r are `columns[starts[r]:starts[r + 1]]`, ascending."""

    starts: array[int]
    columns: array[int]
    codes: bytes

    @classmethod
    def of(cls, lengths: Sequence[int], columns: array[int], codes: bytes) -> Rows:
        """Rows of these lengths, one after the other."""
        return cls(array("I", accumulate(lengths, initial=0)), columns, codes)

    def find(self, row: int, column: int) -> int:
        """The index of an entry, or -1."""
        end = self.starts[row + 1]
        at = bisect_left(self.columns, column, self.starts[row], end)
        return at if at < end and self.columns[at] == column else -1

    def counts(self, row: int) -> list[float]:
        """The counts of a row."""
        return [ROUNDED[code] for code in self.codes[self.starts[row] : self.starts[row + 1]]]


@dataclass(frozen=True)
class Packed:
    """The shipped counts. `classes` has one letter a token: s syllable, x other word, - sign."""

    tokens: tuple[str, ...]
    classes: str
    unigrams: array[int]
    bigrams: Rows
    trigrams: Rows

    @cached_property
    def ids(self) -> dict[str, int]:
        """The row of each token."""
        return {token: number for number, token in enumerate(self.tokens)}


def pack(packed: Packed) -> bytes:
    """The file; the same counts always give the same bytes."""
    names = json.dumps([packed.classes, *packed.tokens], ensure_ascii=False).encode()
    columns = [
        _bytes(packed.unigrams),
        *(part for rows in (packed.bigrams, packed.trigrams) for part in _parts(rows)),
    ]
    parts = [names, *columns]
    head = array("I", [len(parts), *map(len, parts)])
    return lzma.compress(_bytes(head) + b"".join(parts), check=lzma.CHECK_CRC32, filters=FILTERS)


def unpack(content: bytes) -> Packed:
    """The counts that `pack` wrote."""
    plain = memoryview(lzma.decompress(content))
    number = _array("I", plain[:4])[0]
    lengths = _array("I", plain[4 : 4 + 4 * number])
    cuts = accumulate(lengths, initial=4 + 4 * number)
    names, unigrams, *rest = (plain[a:b] for a, b in pairwise(cuts))
    classes, *tokens = json.loads(bytes(names))
    return Packed(tuple(tokens), classes, _array("I", unigrams), _rows(rest[:3]), _rows(rest[3:]))


def _parts(rows: Rows) -> tuple[bytes, bytes, bytes]:
    lengths = array("H", (b - a for a, b in pairwise(rows.starts)))
    return _bytes(lengths), _bytes(rows.columns), rows.codes


def _rows(parts: list[memoryview]) -> Rows:
    lengths, columns, codes = parts
    return Rows.of(_array("H", lengths), _array("H", columns), bytes(codes))


def _bytes(values: array[int]) -> bytes:
    copy = array(values.typecode, values)
    if sys.byteorder == "big":
        copy.byteswap()
    return copy.tobytes()


def _array(typecode: str, content: memoryview) -> array[int]:
    values: array[int] = array(typecode)
    values.frombytes(content)
    if sys.byteorder == "big":
        values.byteswap()
    return values
