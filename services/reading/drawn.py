"""What is drawn on the pages of a PDF: lines of text with their places and fonts, and lying rule lines. In the child.

Places are in mm from the top left corner of the page.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pypdfium2
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Box = tuple[float, float, float, float]

MM = 25.4 / 72
SAME_LINE = 2.0
"""Pieces of text belong to one line when their tops differ by less (mm)."""
SAME_COLUMN = 3.0
"""… and when no gap between them is wider: the two columns of a head are not one line (mm)."""
FLAT, LONG = 1.0, 3.0
"""A rule line is no higher and no shorter than this (mm)."""


def read(content: bytes, _name: str) -> bytes:
    """The pages as JSON. Errors of the library mean damage."""
    document = pypdfium2.PdfDocument(content)
    return json.dumps([_page(page) for page in document], ensure_ascii=False).encode()


def _page(page: pypdfium2.PdfPage) -> dict[str, Any]:
    width, height = (side * MM for side in page.get_size())
    text = page.get_textpage()
    pieces = [
        (_down(text.get_rect(i), height), text.get_text_bounded(*text.get_rect(i))) for i in range(text.count_rects())
    ]
    objects = list(page.get_objects())
    strokes = (_down(one.get_bounds(), height) for one in objects if one.type == raw.FPDF_PAGEOBJ_PATH)
    fonts = {one.get_font().get_base_name() for one in objects if one.type == raw.FPDF_PAGEOBJ_TEXT}
    return {
        "width": width,
        "height": height,
        "lines": list(_lines(pieces)),
        "strokes": [box for box in strokes if box[3] - box[1] <= FLAT and box[2] - box[0] >= LONG],
        "fonts": sorted(name.split("+")[-1] for name in fonts),
    }


def _down(box: Iterable[float], height: float) -> Box:
    """Left, top, right, bottom counted down from the top; PDF counts up from the bottom, in points."""
    left, bottom, right, top = (side * MM for side in box)
    return left, height - top, right, height - bottom


def _lines(pieces: list[tuple[Box, str]]) -> Iterator[tuple[Box, str]]:
    """Pieces joined to lines, from top to bottom and left to right."""
    rows: list[list[tuple[Box, str]]] = []
    for piece in sorted((one for one in pieces if one[1].strip()), key=lambda one: (one[0][3], one[0][0])):
        if rows and abs(rows[-1][0][0][3] - piece[0][3]) < SAME_LINE:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        yield from _columns(sorted(row, key=lambda one: one[0][0]))


def _columns(row: list[tuple[Box, str]]) -> Iterator[tuple[Box, str]]:
    """The pieces of one row, joined where no wide gap parts them."""
    box, text = row[0]
    for following, more in row[1:]:
        if following[0] - box[2] > SAME_COLUMN:
            yield box, text
            box, text = following, more
        else:
            box = (box[0], min(box[1], following[1]), max(box[2], following[2]), max(box[3], following[3]))
            text += more
    yield box, text
