"""Ruling lines → tables of cells. Pure geometry, for drawn pages (pixels) and for PDF pages (points) alike.

`y` grows downwards. A table is what rules crossing each other enclose; cells merged across rules that are not there
are one cell, and a cell merged downwards stands in each row that it covers, as in tables of Word files.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEAST = 2
"""Rows and columns of a table."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along one axis: where it stands on the other axis, where it starts and ends."""

    at: float
    start: float
    end: float

    def reaches(self, place: float, slack: float) -> bool:
        """Whether it passes this place on its own axis."""
        return self.start - slack <= place <= self.end + slack


@dataclass(frozen=True, slots=True)
class Cell:
    """The inside of a cell; two are the same cell when they are equal."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, across: float, down: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= across <= self.right and self.top <= down <= self.bottom


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells from top to bottom, and the rules that enclose them."""

    rows: tuple[tuple[Cell, ...], ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Each cell once, in reading order."""
        return tuple(dict.fromkeys(cell for row in self.rows for cell in row))

    @property
    def around(self) -> Cell:
        """The table's outer edges."""
        cells = self.cells
        return Cell(
            min(cell.left for cell in cells), min(cell.top for cell in cells),
            max(cell.right for cell in cells), max(cell.bottom for cell in cells),
        )  # fmt: skip


def tables(across: Iterable[Rule], down: Iterable[Rule], slack: float) -> list[Table]:
    """The tables that these rules draw, from top to bottom. Rules nearer than `slack` are the same or touch."""
    found = []
    for ours, theirs in _crossing(_joined(across, slack), _joined(down, slack), slack):
        rows = _rows(ours, theirs, slack)
        # boxes around single lines of text stand one below the other too, but seldom two side by side
        parted = sum(len(row) >= LEAST for row in rows)
        if parted >= LEAST and LEAST * parted >= len(rows):
            found.append(Table(rows, tuple(ours), tuple(theirs)))
    return sorted(found, key=lambda table: (table.around.top, table.around.left))


def _joined(rules: Iterable[Rule], slack: float) -> list[Rule]:
    """Pieces of one line put together."""
    done: list[Rule] = []
    for rule in sorted(rules, key=lambda one: (one.start, one.at)):
        for n, other in enumerate(done):
            if abs(other.at - rule.at) <= slack and rule.start <= other.end + slack:
                longer = max((other, rule), key=lambda one: one.end - one.start)
                done[n] = Rule(longer.at, min(other.start, rule.start), max(other.end, rule.end))
                break
        else:
            done.append(rule)
    return done


def _crossing(across: Sequence[Rule], down: Sequence[Rule], slack: float) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules in groups that hang together."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for upright in down:
        touched = [one for one in across if one.reaches(upright.at, slack) and upright.reaches(one.at, slack)]
        if not touched:
            continue
        near = [group for group in groups if any(rule in group[0] for rule in touched)]
        rules = list(dict.fromkeys([*(rule for group in near for rule in group[0]), *touched]))
        groups = [group for group in groups if group not in near]
        groups.append((rules, [*(rule for group in near for rule in group[1]), upright]))
    return groups


def _rows(across: Sequence[Rule], down: Sequence[Rule], slack: float) -> tuple[tuple[Cell, ...], ...]:
    columns, heights = _edges(down, across, slack), _edges(across, down, slack)
    rows: list[list[Cell]] = []
    for top, bottom in pairwise(heights):
        row = [Cell(left, top, right, bottom) for left, right in _spans(columns, down, (top + bottom) / 2, slack)]
        if rows:
            _merge_down(rows, row, across, slack)
        rows.append(row)
    return tuple(map(tuple, rows))


def _edges(rules: Sequence[Rule], others: Sequence[Rule], slack: float) -> list[float]:
    """Where these rules stand, and where others end together: a table may lack its outer rules."""
    ends = _near((end for rule in others for end in (rule.start, rule.end)), slack)
    common = [place for group in ends if 2 * len(group) > len(others) for place in group]
    return [fmean(group) for group in _near([*(rule.at for rule in rules), *common], slack)]


def _near(values: Iterable[float], slack: float) -> list[list[float]]:
    """Values in groups, each nearer than `slack` to the one before."""
    near: list[list[float]] = []
    for value in sorted(values):
        if near and value - near[-1][-1] <= slack:
            near[-1].append(value)
        else:
            near.append([value])
    return near


def _spans(columns: Sequence[float], down: Sequence[Rule], middle: float, slack: float) -> list[tuple[float, float]]:
    """Left and right of each cell of a row: columns without a wall between them are one cell."""
    spans: list[tuple[float, float]] = []
    for left, right in pairwise(columns):
        walled = any(abs(rule.at - left) <= slack and rule.reaches(middle, 0) for rule in down)
        if spans and not walled:
            spans[-1] = (spans[-1][0], right)
        else:
            spans.append((left, right))
    return spans


def _merge_down(rows: list[list[Cell]], row: list[Cell], across: Sequence[Rule], slack: float) -> None:
    """Cells without a floor go on in the new row, in place of its own."""
    for n, cell in enumerate(row):
        middle = (cell.left + cell.right) / 2
        floored = any(abs(rule.at - cell.top) <= slack and rule.reaches(middle, 0) for rule in across)
        above = next((one for one in rows[-1] if (one.left, one.right) == (cell.left, cell.right)), None)
        if floored or above is None:
            continue
        whole = Cell(cell.left, above.top, cell.right, cell.bottom)
        row[n] = whole
        for earlier in rows:
            earlier[:] = [whole if one == above else one for one in earlier]
