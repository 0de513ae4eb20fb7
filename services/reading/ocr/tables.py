"""Ruled tables in a picture, read cell by cell: the engine itself reads straight across the columns.

The rules of a table are taken away and its cells laid one under the other on a page of their own, which the engine
reads in one run; every word then goes back to its cell and its place. Rows come as one line with bars between the
cells, as rows of Word files do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import atan, degrees
from statistics import fmean
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from services.reading import grid
from services.reading.ocr import ruling, strips

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.reading.grid import Cell, Table
    from services.reading.ocr.pictures import Picture
    from services.reading.ocr.words import Seen

SLACK = 1.5
"""Millimetres. Rules nearer than this touch or are the same; the lowest row of text is 4."""
NARROWEST = 100
"""Millimetres. Seals and the boxes of incoming stamps are smaller than any table of assignments."""
LEVEL = 0.001
"""Slope. A rule across the whole page drifts by less than a fifth of a millimetre."""
AROUND = 3
"""Millimetres of the page around a table that are turned with it."""
RULE = 0.5
"""Millimetres: half of the band in which a rule is taken away."""
DUST = 0.5
"""Confidence below which a cell without letters or digits holds dust, no sign."""
BAR = "|"
WHITE = 255


@dataclass(frozen=True, slots=True)
class Rows:
    """A table that was read: where it stands (pixels of the page) and its rows, bars between the cells."""

    around: Cell
    lines: list[list[Seen]]


@dataclass(frozen=True, slots=True)
class _Region:
    """A part of the page around one table, turned so that the table is level."""

    grey: Image.Image
    left: int
    top: int
    slope: float
    table: Table
    dpi: int

    def on_page(self, word: Seen) -> Seen:
        """The word where it stands on the page."""
        across = self.left - self.slope * ((word.top + word.bottom) / 2 - self.grey.height / 2)
        down = self.top + self.slope * ((word.left + word.right) / 2 - self.grey.width / 2)
        return strips.moved(word, round(across), round(down))


def read_tables(picture: Picture) -> list[Rows]:
    """The ruled tables of a page, from top to bottom. Raises `UnreadableFileError` when the engine fails."""
    grey = picture.image()
    across, down = ruling.lines(grey, picture.dpi)
    wide = [table for table in _tables(across, down, picture.dpi) if _width(table) >= NARROWEST * _mm(picture.dpi)]
    regions = (_region(grey, table, across, picture.dpi) for table in wide)
    return [Rows(_outline(region), _rows(region, number)) for number, region in enumerate(regions, 1) if region]


def without_tables(picture: Picture, found: Sequence[Rows]) -> Picture:
    """The page with paper where its tables stand."""
    if not found:
        return picture
    grey = picture.image()
    draw = ImageDraw.Draw(grey)
    for one in found:
        draw.rectangle((one.around.left, one.around.top, one.around.right, one.around.bottom), fill=WHITE)
    return replace(picture, pixels=grey.tobytes())


def _mm(dpi: int) -> float:
    return dpi / ruling.MILLIMETRES_PER_INCH


def _width(table: Table) -> float:
    return table.around.right - table.around.left


def _tables(across: Sequence[ruling.Line], down: Sequence[ruling.Line], dpi: int) -> list[Table]:
    return grid.tables((line.rule for line in across), (line.rule for line in down), SLACK * _mm(dpi))


def _region(grey: Image.Image, table: Table, across: Sequence[ruling.Line], dpi: int) -> _Region | None:
    """The table's part of the page, turned level; None when no table is left of it then."""
    slope = ruling.slope([line for line in across if line.rule in table.across])
    edge, around = AROUND * _mm(dpi), table.around
    left, top = max(0, round(around.left - edge)), max(0, round(around.top - edge))
    right, bottom = min(grey.width, round(around.right + edge)), min(grey.height, round(around.bottom + edge))
    part = grey.crop((left, top, right, bottom))
    if abs(slope) < LEVEL:
        slope = 0.0
    else:
        part = part.rotate(degrees(atan(slope)), Image.Resampling.BILINEAR, fillcolor=WHITE)
    level = max(_tables(*ruling.lines(part, dpi), dpi), key=_width, default=None)
    return _Region(part, left, top, slope, level, dpi) if level else None


def _outline(region: _Region) -> Cell:
    around, edge = region.table.around, RULE * _mm(region.dpi)
    drift = abs(region.slope) * region.grey.width / 2 + edge
    return grid.Cell(
        region.left + around.left - edge, region.top + around.top - drift,
        region.left + around.right + edge, region.top + around.bottom + drift,
    )  # fmt: skip


def _rows(region: _Region, number: int) -> list[list[Seen]]:
    """The words of each row that has any."""
    words = _words(region)
    rows = []
    for row in region.table.rows:
        cells = [[region.on_page(word) for word in words.get(cell, ())] for cell in row]
        if any(cells):
            rows.append(_barred(cells, number))
    return rows


def _barred(cells: Sequence[list[Seen]], number: int) -> list[Seen]:
    """One line of these cells; the bars are as sure as the words beside them."""
    words = [word for cell in cells for word in cell]
    sure = fmean(word.confidence for word in words)
    line: list[Seen] = []
    for n, cell in enumerate(cells):
        if n:
            place = line[-1] if line else words[0]
            line.append(replace(place, text=BAR, left=place.right, confidence=sure))
        line += cell
    return [replace(word, paragraph=(0, number)) for word in line]


def _words(region: _Region) -> dict[Cell, list[Seen]]:
    """What stands in each cell, in places of the region."""
    cells = region.table.cells
    read = strips.read(_without_rules(region), [_inside(cell, region.dpi) for cell in cells], region.dpi)
    found = ((cells[n], [one for word in words if (one := _without_bars(word))]) for n, words in read.items())
    return {cell: words for cell, words in found if _means(words)}


def _without_bars(word: Seen) -> Seen | None:
    """The word without strokes that the engine took for bars: pieces of rules, which would look like further cells."""
    text = word.text.replace(BAR, "")
    return replace(word, text=text) if text else None


def _means(words: Sequence[Seen]) -> bool:
    """Whether this is more than dust and pieces of rules."""
    signs = any(char.isalnum() for word in words for char in word.text)
    return signs or (bool(words) and fmean(word.confidence for word in words) > DUST)


def _inside(cell: Cell, dpi: int) -> tuple[int, int, int, int]:
    edge = RULE * _mm(dpi)
    return round(cell.left + edge), round(cell.top + edge), round(cell.right - edge), round(cell.bottom - edge)


def _without_rules(region: _Region) -> Image.Image:
    grey, half = region.grey.copy(), RULE * _mm(region.dpi)
    draw = ImageDraw.Draw(grey)
    for rule in region.table.across:
        draw.rectangle((rule.start - half, rule.at - half, rule.end + half, rule.at + half), fill=WHITE)
    for rule in region.table.down:
        draw.rectangle((rule.at - half, rule.start - half, rule.at + half, rule.end + half), fill=WHITE)
    return grey
