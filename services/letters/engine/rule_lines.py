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
        (278, "/'il"),
        (333, "-():;fjt"),
        (389, "Is"),
        (444, "cerz"),
        (500, "J0123456789–“”agovxy"),
        (556, "Sbdhknpquđ"),
        (611, "F"),
        (667, "BELPTZ"),
        (722, "ACDĐNRUVXYw"),
        (778, "GHKOQ"),
        (833, "&m"),
        (944, "M"),
        (1000, "W"),
    )
    for character in characters
}
_HORNED: Final = {"O": 778, "U": 796, "o": 554, "u": 600}
_COMMON_WIDTH: Final = 700


def _width(character: str) -> int:
    decomposed = unicodedata.normalize("NFD", character)
    if "\u031b" in decomposed:  # the horn of Ơ and Ư
        return _HORNED.get(decomposed[0], _COMMON_WIDTH)
    return _WIDTHS.get(decomposed[0], _COMMON_WIDTH)


def text_width(text: str, size: float) -> float:
    """Width in points of text in Times New Roman Bold of `size` points, on one line."""
    return sum(_width(character) for character in unicodedata.normalize("NFC", text)) * size / 1000


def centred_indent(text: str, size: float, share: float, available: int, before: str = "") -> int:
    """Indent in twips, left and right alike, that leaves a centred rule of `share` of the text line.

    `before` is what stands before the text on its line; `available` is the width in twips of the cell or page the text
    stands in; a text wider than that wraps, so its line is taken to be as long.
    """
    line = min(text_width(before + text, size) * TWIPS_PER_POINT, available)
    return round((available - line * share) / 2)
