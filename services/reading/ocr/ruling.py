"""Ruling lines in a picture: long, thin, dark, straight; found on squeezed copies of the page in a few milliseconds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import fmean

from PIL import Image

from services.reading.grid import Rule

SQUEEZE, KEEP = 8, 2
"""Pixels averaged along a rule (gaps and dust vanish, letters pale) and across it."""
MUCH_DARKER = 0.7
"""Of the paper's grey: a squeezed cell below is part of a rule."""
SHORTEST = (20, 7)
"""Millimetres of a rule across and of one down the page; longer than words and letters."""
THICKEST = 1.5
"""Millimetres. Darker bands are edges of the scanner or filled cells."""
MILLIMETRES_PER_INCH = 25.4
MOST_RUNS = 4_000
"""More dark runs than any table has: a picture, not ruling lines."""
WHITE = 255


@dataclass(frozen=True, slots=True)
class Line:
    """A rule that need not be level: its ends, along (`start`, `end`) and across (`first`, `last`), and thickness."""

    start: float
    end: float
    first: float
    last: float
    thickness: float

    @property
    def rule(self) -> Rule:
        """The level rule it stands for."""
        return Rule((self.first + self.last) / 2, self.start, self.end)

    @property
    def slope(self) -> float:
        """How far it drifts across, for each pixel along."""
        return (self.last - self.first) / (self.end - self.start)


def lines(grey: Image.Image, dpi: int) -> tuple[list[Line], list[Line]]:
    """Lines across and lines down the page, in pixels."""
    limit = _paper(grey) * MUCH_DARKER
    across, down = (round(length * dpi / MILLIMETRES_PER_INCH) for length in SHORTEST)
    thickest = THICKEST * dpi / MILLIMETRES_PER_INCH
    upright = grey.reduce((KEEP, SQUEEZE)).transpose(Image.Transpose.TRANSPOSE)
    return _lines(grey.reduce((SQUEEZE, KEEP)), limit, across, thickest), _lines(upright, limit, down, thickest)


def _paper(grey: Image.Image) -> int:
    """The most frequent grey."""
    counts = grey.reduce(SQUEEZE).histogram()
    return counts.index(max(counts))


def _lines(squeezed: Image.Image, limit: float, shortest: int, thickest: float) -> list[Line]:
    """Dark runs of neighbouring rows put together; those of one row never touch each other."""
    open_lines: list[list[tuple[int, int, int]]] = []
    done: list[list[tuple[int, int, int]]] = []
    for row, start, end in _runs(squeezed, limit, max(2, shortest // SQUEEZE // 2)):
        done += [line for line in open_lines if line[-1][0] < row - 1]
        open_lines = [line for line in open_lines if line[-1][0] >= row - 1]
        near = next((line for line in open_lines if _touches(line[-1], start, end)), None)
        if near is None:
            open_lines.append([(row, start, end)])
        else:
            near.append((row, start, end))
    found = map(_line, done + open_lines)
    return [line for line in found if line.end - line.start >= shortest and line.thickness <= thickest]


def _runs(squeezed: Image.Image, limit: float, shortest: int) -> list[tuple[int, int, int]]:
    """Row, start and end of each dark run, row by row; none when the page is full of them."""
    dark = squeezed.point([1 if value < limit else 0 for value in range(256)]).tobytes()
    width = squeezed.width
    found = []
    for run in re.finditer(rb"\x01{%d,}" % shortest, dark):
        start, end = run.span()
        while start < end:  # a run may go on from the end of one row into the next
            row = start // width
            stop = min(end, (row + 1) * width)
            found.append((row, start - row * width, stop - row * width))
            start = stop
        if len(found) > MOST_RUNS:
            return []
    return found


def _touches(last: tuple[int, int, int], start: int, end: int) -> bool:
    return start <= last[2] + 1 and end >= last[1] - 1


def _line(runs: list[tuple[int, int, int]]) -> Line:
    """Where a band of runs starts and ends, and where its middle stands there."""
    start, end = min(run[1] for run in runs), max(run[2] for run in runs)
    total = sum(run[2] - run[1] for run in runs)
    middle = (start + end) / 2
    mean = sum((run[0] + 0.5) * (run[2] - run[1]) for run in runs) / total
    slope = _slope(runs, mean, middle)
    first, last = ((mean + slope * (place - middle)) * KEEP for place in (start, end))
    return Line(start * SQUEEZE, end * SQUEEZE, first, last, total / (end - start) * KEEP)


def _slope(runs: list[tuple[int, int, int]], mean: float, middle: float) -> float:
    """Least squares over the cells of all runs: rows per cell along."""
    cells = [(place - middle, run[0] + 0.5 - mean) for run in runs for place in range(run[1], run[2])]
    spread = sum(along * along for along, _ in cells)
    return sum(along * across for along, across in cells) / spread if spread else 0.0


def slope(across: list[Line]) -> float:
    """The common slope of these lines, long ones counting more; 0 without any."""
    total = sum(line.end - line.start for line in across)
    return fmean([line.slope for line in across], [line.end - line.start for line in across]) if total else 0.0
