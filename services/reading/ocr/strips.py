"""Parts of a page read by themselves: laid one under the other on a page of their own, read in one run of the engine.

Every word goes back to its part and its place. Cells of a table and lines that a whole page's reading missed are read
like this; a run starts once however many parts there are, and letters of one part never run into those of another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from PIL import Image

from services.reading.ocr import engine
from services.reading.ocr.pictures import Picture
from services.reading.ocr.words import Seen, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.reading.ocr.ink import Area

BETWEEN = 3
"""Millimetres of paper around each part."""
MILLIMETRES_PER_INCH = 25.4
TALLEST = 10_000
"""Pixels of a page of parts. The engine takes at most 32,767."""
DARK = 128
WHITE = 255


@dataclass(frozen=True, slots=True)
class _Strip:
    """Part number `index`, its picture, and where the picture's corner stands on the real page and on this one."""

    index: int
    grey: Image.Image
    left: int
    top: int
    down: int


def read(grey: Image.Image, areas: Sequence[Area], dpi: int) -> dict[int, list[Seen]]:
    """Number of each area (left, top, right, bottom in pixels) that holds words → its words, places on the page.

    Raises `UnreadableFileError` when the engine fails.
    """
    edge = round(BETWEEN * dpi / MILLIMETRES_PER_INCH)
    found: dict[int, list[Seen]] = {}
    for strips in _pages(grey, areas, edge):
        for strip, words in groupby(_words(strips, edge, dpi), key=lambda word: _strip_of(word, strips, edge)):
            found.setdefault(strip.index, []).extend(moved(w, strip.left - edge, strip.top - strip.down) for w in words)
    return found


def moved(word: Seen, across: int, down: int) -> Seen:
    """The same word so many pixels further right and down."""
    left, right = word.left + across, word.right + across
    return replace(word, left=left, right=right, top=word.top + down, bottom=word.bottom + down)


def _pages(grey: Image.Image, areas: Sequence[Area], edge: int) -> Iterator[list[_Strip]]:
    """The inked parts on as many pages as they need."""
    strips: list[_Strip] = []
    down = edge
    for index, area in enumerate(areas):
        part = grey.crop(area)
        ink = part.point([WHITE if value < DARK else 0 for value in range(256)]).getbbox()
        if ink is None:
            continue
        part = part.crop((0, ink[1], part.width, ink[3]))
        if strips and down + part.height > TALLEST:
            yield strips
            strips, down = [], edge
        strips.append(_Strip(index, part, area[0], area[1] + ink[1], down))
        down += part.height + edge
    if strips:
        yield strips


def _words(strips: Sequence[_Strip], edge: int, dpi: int) -> list[Seen]:
    """What the engine reads on the page of these parts."""
    width = max(strip.grey.width for strip in strips) + 2 * edge
    page = Image.new("L", (width, strips[-1].down + strips[-1].grey.height + edge), WHITE)
    for strip in strips:
        page.paste(strip.grey, (edge, strip.down))
    picture = Picture(1, page.width, page.height, dpi, 0.0, page.tobytes())
    return [word for line in lines_of(engine.table(picture, engine.BLOCK)) for word in line]


def _strip_of(word: Seen, strips: Sequence[_Strip], edge: int) -> _Strip:
    middle = (word.top + word.bottom) / 2 + edge / 2
    return max((strip for strip in strips if strip.down <= middle), key=lambda strip: strip.down, default=strips[0])
