"""Rule lines (đường kẻ ngang) under header texts: their length follows the measured width of the text above.

NĐ 30/2020, Phụ lục I, Phần I, II.2.b and II.5.b: one third to one half of the text line, centred. A rule is the
bottom border of an empty paragraph; its left and right indents set the length.
"""

from __future__ import annotations

import unicodedata
from typing import Final

TWIPS_PER_POINT: Final = 20

# Advance widths of Times New Roman Bold (Liberation Serif Bold is the same), in 1/1000 em. Accents add nothing.
_WIDTHS: Final = {
    character: width
    for width, characters in (
        (250, " .,"),
        (278, "/:;'"),
        (333, "-()"),
        (389, "I"),
        (500, "J0123456789–"),
        (556, "S"),
        (611, "F"),
        (667, "BELPTZ"),
        (722, "ACDĐNRUVXY"),
        (778, "GHKOQ"),
        (833, "&"),
        (944, "M"),
        (1000, "W"),
    )
    for character in characters
}
_HORNED: Final = {"Ơ": 778, "Ư": 796}
_COMMON_WIDTH: Final = 700


def _width(character: str) -> int:
    decomposed = unicodedata.normalize("NFD", character)
    if "\u031b" in decomposed:  # the horn of Ơ and Ư
        return _HORNED["Ơ" if decomposed[0] == "O" else "Ư"]
    return _WIDTHS.get(decomposed[0], _COMMON_WIDTH)


def text_width(text: str, size: float) -> float:
    """Width in points of upper-case text in Times New Roman Bold of `size` points, on one line."""
    return sum(_width(character) for character in unicodedata.normalize("NFC", text)) * size / 1000


def centred_indent(text: str, size: float, share: float, available: int) -> int:
    """Indent in twips, left and right alike, that leaves a centred rule of `share` of the text line.

    `available` is the width in twips of the cell or page the text stands in; a text wider than that wraps, so its
    line is taken to be as long as the cell.
    """
    line = min(text_width(text, size) * TWIPS_PER_POINT, available)
    return round((available - line * share) / 2)
