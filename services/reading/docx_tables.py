"""Two uses of Word tables: to lay out two columns (header, nơi nhận) and to list work in ruled rows.

A layout is read cell by cell, a list row by row. Rules are drawn around lists and left away around layouts; the
style's name is only asked when the table itself says nothing of rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

NO_LINE = {None, "nil", "none"}
LIST_ROWS = 3
LIST_COLUMNS = 3


def is_ruled_list(table: _Element) -> bool:
    """Whether each row is one entry: rules between the cells, or at least three rows with text in three cells."""
    rows = table.findall(qn("w:tr"))
    columns = max((len(row.findall(qn("w:tc"))) for row in rows), default=0)
    if columns < 2 or len(rows) < 2:  # noqa: PLR2004 - a list has at least two of both
        return False
    # a header without rules often has an empty column between its two
    filled = [sum(1 for cell in row.findall(qn("w:tc")) if _has_text(cell)) for row in rows]
    return _ruled(table) or sum(cells >= LIST_COLUMNS for cells in filled) >= LIST_ROWS


def row_cells(table: _Element) -> Iterator[list[_Element]]:
    """The cells of each row; a cell merged downwards is repeated in the rows it covers."""
    above: dict[int, _Element] = {}
    for row in table.iter(qn("w:tr")):
        if _owner(row) is not table:
            continue
        yield _cells(row, above)


def _cells(row: _Element, above: dict[int, _Element]) -> list[_Element]:
    cells: list[_Element] = []
    column = 0
    for cell in row.iter(qn("w:tc")):
        if _owner(cell) is not _owner(row):
            continue
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merge is not None and merge.get(qn("w:val")) != "restart":
            cells.append(above.get(column, cell))
        else:
            cells.append(cell)
            above[column] = cell
        column += _span(cell)
    return cells


def _has_text(cell: _Element) -> bool:
    return any((text.text or "").strip() for text in cell.iter(qn("w:t")))


def _owner(element: _Element) -> _Element | None:
    """The nearest table around a row or cell."""
    return next(element.iterancestors(qn("w:tbl")), None)


def _span(cell: _Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    value = span.get(qn("w:val")) if span is not None else None
    return int(value) if value and value.isdigit() else 1


def _ruled(table: _Element) -> bool:
    own = table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
    cells = list(table.iter(qn("w:tcBorders")))
    if own is None and not cells:
        style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        return style is not None and "grid" in (style.get(qn("w:val")) or "").lower()
    return _drawn(own, "w:insideV") or any(_drawn(cell, "w:left") or _drawn(cell, "w:right") for cell in cells)


def _drawn(borders: _Element | None, side: str) -> bool:
    line = borders.find(qn(side)) if borders is not None else None
    return line is not None and line.get(qn("w:val")) not in NO_LINE
