"""Tables of a DOCX: their cells in reading order with the room inside them, their lines, whether rows may break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.formality.effective import Table
from services.formality.properties import TWIP_MM, W, bordered, child, measure, switch, value
from services.formality.styles import EDGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

# Word's own padding left and right of a cell that says nothing.
PADDING_MM = 1.9


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: table, row and column from 1, and the room between its paddings in mm, 0 when nobody says."""

    table: int
    row: int
    column: int
    width_mm: float


def cells(table: etree._Element, number: int) -> Iterator[tuple[etree._Element, Cell]]:
    """The cells of a table, left to right, row by row."""
    properties = child(table, "tblPr")
    paddings = _paddings(properties)
    grid = _grid(table)
    for row, line in enumerate(table.iterchildren(W + "tr"), 1):
        for column, box in enumerate(line.iterchildren(W + "tc"), 1):
            own = child(box, "tcPr")
            width = measure(value(own, "tcW", "w"), TWIP_MM) if value(own, "tcW", "type") == "dxa" else None
            width = width or (grid[column - 1] if column <= len(grid) else 0.0)
            yield box, Cell(number, row, column, max(width - paddings, 0.0))


def table(node: etree._Element, number: int, styled: bool) -> Table:
    """What rules ask of a table; `styled` tells whether its table style draws lines."""
    drawn = bordered(child(child(node, "tblPr"), "tblBorders"), any, *EDGES)
    inside = (bordered(child(child(box, "tcPr"), "tcBorders"), any, *EDGES) for box in node.iter(W + "tc"))
    rows = [child(line, "trPr") for line in node.iterchildren(W + "tr")]
    return Table(
        number=number,
        columns_mm=_grid(node),
        bordered=(styled if drawn is None else drawn) or any(inside),
        unbroken=all(switch(row, "cantSplit") for row in rows),
    )


def _grid(table: etree._Element) -> tuple[float, ...]:
    grid = child(table, "tblGrid")
    columns = () if grid is None else grid.iterchildren(W + "gridCol")
    return tuple(measure(column.get(W + "w"), TWIP_MM) or 0.0 for column in columns)


def _paddings(properties: etree._Element | None) -> float:
    margins = child(properties, "tblCellMar")
    sides = (("start", "left"), ("end", "right"))
    found = (next((text for name in names if (text := value(margins, name, "w"))), None) for names in sides)
    return sum(PADDING_MM if text is None else measure(text, TWIP_MM) or 0.0 for text in found)
