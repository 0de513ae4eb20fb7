"""How much ink that looks like text no recognised word covers: the only sign of text that was missed in silence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from services.reading.ocr.pictures import Picture
    from services.reading.ocr.words import Seen

Area = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of a picture."""
HALF = 2
DARK = 128
"""Grey values below are ink."""
MILLIMETRES_PER_INCH = 25.4
MARGIN = 10
"""Millimetres at each edge that do not count: shadows of the scanner, punch holes."""
LONG_RULE = 15
"""Millimetres. An unbroken dark run of this length is a ruling line, no letter."""
LITTLE = 0.001
"""Share of the page. Less ink than this is dust and the shadow of a seal."""
INKED = 24
"""Of 255: a square millimetre with less ink than this is dust."""
LOWEST, TALLEST, NARROWEST = 2, 13, 8
"""Millimetres. A missed line is a patch of this height and at least this width, tilted ones included; seals and
signatures are taller, ruling lines lower, specks narrower."""
AROUND = 2
"""Pixels. Words are covered with a seam: their edges are blurred."""


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Ink outside all words in patches the shape of text lines: its share of the page's ink, 0..1, and where it stands.

    Measured on scans: a share of at most .03 on complete pages with seals and signatures, .04–.54 where lines are
    missing.
    """

    share: float
    areas: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class Ink:
    """What of a page may be text: half its size, ink as 255; paper, margin and ruling lines as 0."""

    dark: Image.Image
    width: int
    height: int
    dpi: int

    @property
    def millimetres(self) -> tuple[int, int]:
        """The size of the page."""
        across, down = (max(1, round(side * MILLIMETRES_PER_INCH / self.dpi)) for side in (self.width, self.height))
        return across, down


def left_over(ink: Ink, words: Iterable[Seen]) -> LeftOver:
    """What no word covers; everything when there are no words."""
    total = ink.dark.histogram()[255]
    if total < LITTLE * ink.dark.width * ink.dark.height:
        return LeftOver(0.0)
    places = list(words)
    if not places:
        return LeftOver(1.0)
    rest = ink.dark.copy()
    draw = ImageDraw.Draw(rest)
    for word in places:
        left, top, right, bottom = (side // HALF for side in (word.left, word.top, word.right, word.bottom))
        draw.rectangle((left - AROUND, top - AROUND, right + AROUND, bottom + AROUND), fill=0)
    grid = rest.resize(ink.millimetres, Image.Resampling.BOX)
    pixels_a_cell = rest.width * rest.height / (grid.width * grid.height)
    patches = [cells for cells in _patches(grid) if _like_text(cells, grid.width)]
    outside = sum(sum(cells.values()) for cells in patches)
    areas = tuple(_area(cells, grid.width, ink.width / grid.width) for cells in patches)
    return LeftOver(outside * pixels_a_cell / (255 * total), areas)


def _area(patch: Iterable[int], width: int, pixels: float) -> Area:
    """The box around a patch with a seam of one cell, where blurred edges and marks may stand."""
    rows, columns = [cell // width for cell in patch], [cell % width for cell in patch]
    sides = (min(columns) - 1, min(rows) - 1, max(columns) + 2, max(rows) + 2)
    left, top, right, bottom = (max(0, round(side * pixels)) for side in sides)
    return left, top, right, bottom


def ink_of(picture: Picture) -> Ink:
    """The ink of a page; the same for all its readings."""
    millimetre = picture.dpi / MILLIMETRES_PER_INCH / HALF
    grey = Image.frombytes("L", (picture.width, picture.height), picture.pixels).reduce(HALF)
    dark = grey.point([255 if value < DARK else 0 for value in range(256)])
    ink = Image.new("L", dark.size)
    margin = round(MARGIN * millimetre)
    if min(dark.size) > 2 * margin:
        ink.paste(dark.crop((margin, margin, dark.width - margin, dark.height - margin)), (margin, margin))
    across = _without_runs(ink, round(LONG_RULE * millimetre))
    down = _without_runs(across.transpose(Image.Transpose.TRANSPOSE), round(LONG_RULE * millimetre))
    return Ink(down.transpose(Image.Transpose.TRANSPOSE), picture.width, picture.height, picture.dpi)


def _without_runs(ink: Image.Image, longest: int) -> Image.Image:
    """Dark runs of this many pixels along a row become paper."""
    runs = re.compile(rb"\xff{%d,}" % longest)
    return Image.frombytes("L", ink.size, runs.sub(lambda run: bytes(len(run[0])), ink.tobytes()))


def _patches(grid: Image.Image) -> Iterator[dict[int, int]]:
    """Connected inked cells (also over corners) with their ink; a cell is numbered row by row."""
    waiting = {cell: ink for cell, ink in enumerate(grid.tobytes()) if ink > INKED}
    around = [down * grid.width + across for down in (-1, 0, 1) for across in (-1, 0, 1)]
    while waiting:
        front = [waiting.popitem()]
        patch = dict(front)
        while front:
            cell, _ = front.pop()
            near = {cell + step: waiting.pop(cell + step) for step in around if cell + step in waiting}
            patch |= near
            front += near.items()
        yield patch


def _like_text(patch: dict[int, int], width: int) -> bool:
    rows, columns = {cell // width for cell in patch}, {cell % width for cell in patch}
    return LOWEST <= len(rows) <= TALLEST and len(columns) >= NARROWEST
