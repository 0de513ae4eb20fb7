"""How long a line of Times New Roman is: rule lines are measured by the text above them."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from services.formality.effective import Run

POINT_MM = 25.4 / 72
_TABLE = Path(__file__).parent / "data" / "times.tsv"
_HORN = "\u031b"
_COMMON = (500, 500, 500, 500)
# Raised text: Word draws it at two thirds, LibreOffice at 58 %.
RAISED = (0.58, 0.67)


def width_mm(runs: Iterable[Run]) -> float:
    """Length in mm of these runs on one line; raised marks and hidden text take no room worth counting."""
    return sum(text_mm(run.text, run.size, bold=run.bold, italic=run.italic) for run in runs if run.visible)


@lru_cache(maxsize=4096)
def text_mm(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Length in mm of a text of that size (pt) on one line."""
    face = bold + 2 * italic
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return sum(_width(letter)[face] for letter in line) * size / 1000 * POINT_MM


@cache
def _width(letter: str) -> tuple[int, ...]:
    table = _widths()
    if letter in table:
        return table[letter]
    apart = unicodedata.normalize("NFD", letter)
    base = apart[0] + _HORN if _HORN in apart else apart[0]
    return table.get(unicodedata.normalize("NFC", base), _COMMON)


@cache
def _widths() -> dict[str, tuple[int, ...]]:
    rows = (line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return {letter: tuple(map(int, widths)) for letter, *widths in rows}
