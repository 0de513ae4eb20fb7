"""How much ink of a page no recognised word covers: the only sign of text that was missed in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from services.reading.ocr.pictures import Picture
    from services.reading.ocr.words import Seen

HALF = 2
DARK = 128
"""Grey values below are ink."""
CENTIMETRES_PER_INCH = 2.54
LONG_RULE = 0.6
"""Inches. An unbroken dark run of this length is a ruling line or the scanner's edge, no letter."""
LITTLE = 0.001
"""Share of the page. Less ink than this is dust and the shadow of a seal."""


def uncovered(picture: Picture, words: Iterable[Seen]) -> float:
    """Share of the ink outside all word boxes, 0..1; 0 for a page with next to no ink.

    A margin of 1 cm and ruling lines do not count.
    """
    ink = _ink(picture)
    total = _count(ink)
    if total < LITTLE * ink.width * ink.height:
        return 0.0
    draw = ImageDraw.Draw(ink)
    for word in words:
        draw.rectangle([side // HALF for side in (word.left, word.top, word.right, word.bottom)], fill=0)
    return _count(ink) / total


def _ink(picture: Picture) -> Image.Image:
    """Half the size, ink as 255, paper, margin and ruling lines as 0."""
    grey = Image.frombytes("L", (picture.width, picture.height), picture.pixels).reduce(HALF)
    dark = grey.point([255 if value < DARK else 0 for value in range(256)])
    _clear_margin(dark, round(picture.dpi / CENTIMETRES_PER_INCH / HALF))
    longest = round(picture.dpi * LONG_RULE / HALF)
    across = _without_runs(dark, longest)
    down = _without_runs(across.transpose(Image.Transpose.TRANSPOSE), longest)
    return down.transpose(Image.Transpose.TRANSPOSE)


def _clear_margin(ink: Image.Image, margin: int) -> None:
    inner = ink.crop((margin, margin, ink.width - margin, ink.height - margin))
    ink.paste(0, (0, 0, ink.width, ink.height))
    ink.paste(inner, (margin, margin))


def _without_runs(ink: Image.Image, longest: int) -> Image.Image:
    """Dark runs of this many pixels along a row become paper."""
    runs = re.compile(rb"\xff{%d,}" % longest)
    return Image.frombytes("L", ink.size, runs.sub(lambda run: bytes(len(run[0])), ink.tobytes()))


def _count(ink: Image.Image) -> int:
    return ink.histogram()[255]
