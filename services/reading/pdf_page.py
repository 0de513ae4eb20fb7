"""A PDF page by the places of its letters (PDFium): rows of ruled tables, letters of old fonts. Runs inside the child.

Only for pages that need it; all others are read by pypdf, whose limits and refusals hold for the whole file. `y` grows
downwards, in points.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from services.reading import grid, legacy
from services.reading.grid import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.reading.grid import Cell, Table

SLACK = 2.5
"""Points. Rules nearer than this touch or are the same; a line of text is 10 high."""
STRAIGHT = 1.0
"""Points by which a level line may be askew."""
SHORTEST = 8.0
NARROWEST = 283.0
"""Points: 100 mm, as in scans. Boxes of stamps are narrower."""
MOST_OBJECTS, MOST_RULES = 5_000, 3_000
"""A page with more is a drawing."""
KEPT = 0.97
"""Share of the letters inside a table that must come back in its cells."""
SOFT_HYPHEN = "\x02"
NAME_BYTES = 128


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, or a line end, with its middle and the name of its font."""

    sign: str
    across: float
    down: float
    font: str


Line = list[Letter]


def texts(document: pypdfium2.PdfDocument, number: int, *, old_fonts: bool) -> list[str] | None:
    """The page's lines with its tables as rows; None when the page has no ruled table and no old font."""
    page = document[number - 1]
    tables = _tables(page)
    if not tables and not old_fonts:
        return None
    pieces = list(_pieces(_lines(_letters(page)), tables))
    inside = {table: [line for line, where in pieces if where is table] for table in tables}
    kept = [table for table in tables if _is_kept(table, inside[table])]
    told: list[Table] = []
    lines: list[str] = []
    for line, table in pieces:
        if table not in kept:
            lines.append(_text(line))
        elif table not in told:
            told.append(table)
            lines += _rows(table, inside[table])
    return lines


def _pieces(lines: Sequence[Line], tables: Sequence[Table]) -> Iterator[tuple[Line, Table | None]]:
    """Lines, cut where they enter or leave a table, with the table that each piece stands in."""
    for line in lines:
        if not line:
            yield [], None
        for table, piece in groupby(line, key=lambda letter: _around(letter, tables)):
            yield list(piece), table


def _around(letter: Letter, tables: Sequence[Table]) -> Table | None:
    return next((table for table in tables if table.around.holds(letter.across, letter.down)), None)


def _rows(table: Table, lines: Sequence[Line]) -> list[str]:
    texts = {cell: " ".join(_cell_text(cell, lines).split()) for cell in table.cells}
    rows = [[texts[cell] for cell in row] for row in table.rows]
    return [" | ".join(row) for row in rows if any(row)]


def _cell_text(cell: Cell, lines: Sequence[Line]) -> str:
    parts = ([letter for letter in line if cell.holds(letter.across, letter.down)] for line in lines)
    return " ".join(_text(part) for part in parts if part)


def _is_kept(table: Table, lines: Sequence[Line]) -> bool:
    """Whether the cells hold what stands inside the table: otherwise its rules do not enclose its text."""
    letters = [letter for line in lines for letter in line if not letter.sign.isspace()]
    held = sum(any(cell.holds(letter.across, letter.down) for cell in table.cells) for letter in letters)
    return bool(letters) and held >= KEPT * len(letters)


def _text(letters: Line) -> str:
    """The text of letters in a row; runs in an old font are decoded."""
    runs = groupby(letters, key=lambda letter: letter.font)
    return "".join(legacy.decoded("".join(letter.sign for letter in run), font) for font, run in runs)


def _lines(letters: Iterator[Letter]) -> list[Line]:
    lines: list[Line] = [[]]
    for letter in letters:
        if letter.sign == "\n":
            lines.append([])
        elif letter.sign != "\r":
            lines[-1].append(letter)
    return lines


def _letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    """Letters in the order of the page's content, with the line ends that PDFium puts in."""
    text = page.get_textpage()
    font, name = "", ctypes.create_string_buffer(NAME_BYTES)
    for n in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, n))
        if sign in "\r\n":
            yield Letter(sign, 0, 0, font)
            continue
        left, bottom, right, top = text.get_charbox(n)
        length = raw.FPDFText_GetFontInfo(text, n, name, NAME_BYTES, None)
        font = name.value.decode("utf-8", errors="replace") if 0 < length <= NAME_BYTES else font
        yield Letter(_seen(sign, font), (left + right) / 2, -(top + bottom) / 2, font)


def _seen(sign: str, font: str) -> str:
    """PDFium marks soft hyphens; in old fonts their place is that of a letter."""
    if sign != SOFT_HYPHEN:
        return sign
    return "\u00ad" if legacy.is_old(font) else "-"


def _tables(page: pypdfium2.PdfPage) -> list[Table]:
    across: list[Rule] = []
    down: list[Rule] = []
    for start, end in _strokes(page):
        if abs(start[1] - end[1]) <= STRAIGHT and abs(start[0] - end[0]) >= SHORTEST:
            across.append(Rule((start[1] + end[1]) / 2, *sorted((start[0], end[0]))))
        elif abs(start[0] - end[0]) <= STRAIGHT and abs(start[1] - end[1]) >= SHORTEST:
            down.append(Rule((start[0] + end[0]) / 2, *sorted((start[1], end[1]))))
        if len(across) + len(down) > MOST_RULES:
            return []
    return [table for table in grid.tables(across, down, SLACK) if table.around.right - table.around.left >= NARROWEST]


Point = tuple[float, float]


def _strokes(page: pypdfium2.PdfPage) -> Iterator[tuple[Point, Point]]:
    """The straight parts of all lines and boxes drawn on the page; backgrounds of text are no lines."""
    for n, path in enumerate(page.get_objects([raw.FPDF_PAGEOBJ_PATH], max_depth=4)):
        if n > MOST_OBJECTS:
            return
        drawn = _is_stroked(path)
        for points in _outlines(path):
            if drawn or _is_thin(points):
                yield from pairwise(points)


def _is_stroked(path: pypdfium2.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value)


def _is_thin(points: Sequence[Point]) -> bool:
    sides = [max(values) - min(values) for values in zip(*points, strict=True)]
    return bool(min(sides) <= SLACK)


def _outlines(path: pypdfium2.PdfObject) -> Iterator[list[Point]]:
    """The corners of each part of a path, back to the first where it is closed."""
    matrix = path.get_matrix()
    points: list[Point] = []
    for at in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        right, up = matrix.on_point(x.value, y.value)
        points.append((right, -up))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points
