"""The assignment table as a sheet to filter and sort: one line for each unit that leads or does a content."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from services.formality.metrics import text_mm
from services.letters.contents.naming import name
from services.letters.contents.table import Row, rows
from services.letters.engine.language import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.letters.about import About
    from services.letters.model import Work
    from services.letters.template import Properties

#: Columns in characters, as sheets measure them; together they print at four fifths of their size on A4.
_WIDTHS: Final = (6, 50, 26, 24, 18, 26, 19)
_A4: Final = 9
#: Left, right, top, bottom (mm), as of the papers that go with it.
_MARGINS: Final = (30, 15, 20, 20)
_SIZE: Final = 12
#: Points a line of that size takes in a sheet.
_LINE: Final = 15.75
#: The highest row there is (pt).
_HIGHEST: Final = 409.0
#: Millimetres of a character of a column, less what programs differ in.
_CHARACTER: Final = 1.75
_TITLE_ROW, _CITATION_ROW, _HEAD_ROW = 0, 1, 3
_FONT: Final = "Times New Roman"
# The time xlsxwriter writes into the file; any fixed one keeps the bytes the same.
_CREATED: Final = dt.datetime(2020, 3, 5, tzinfo=dt.UTC).replace(tzinfo=None)


def workbook(work: Work, about: About, citation: str, properties: Properties) -> bytes:
    """The sheet as XLSX: title, source, filters over the head, head frozen and repeated, landscape A4, one page wide.

    The same input gives the same bytes. Cells are text: a unit's name that begins with "=" is no formula.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties(
            {"title": clean(properties.title), "created": _CREATED, "keywords": clean(properties.config_hash)}
        )
        book.set_custom_property("reference", clean(properties.reference))
        sheet = book.add_worksheet(about.sheet)
        formats = _formats(book)
        sheet.write_string(_TITLE_ROW, 0, about.name.upper(), formats["title"])
        sheet.write_string(_CITATION_ROW, 0, clean(citation), formats["citation"])
        lines = list(_lines(work))
        _fill(sheet, about, lines, formats)
        _lay_out(sheet, len(lines))
    return buffer.getvalue()


def _formats(book: Any) -> dict[str, Any]:  # noqa: ANN401 - xlsxwriter has no types
    cell = {"font_name": _FONT, "font_size": _SIZE, "valign": "top", "text_wrap": True, "border": 1}
    return {
        "title": book.add_format({"font_name": _FONT, "font_size": 14, "bold": True}),
        "citation": book.add_format({"font_name": _FONT, "font_size": _SIZE, "italic": True}),
        "head": book.add_format({**cell, "bold": True, "align": "center", "valign": "vcenter"}),
        "cell": book.add_format(cell),
        "number": book.add_format({**cell, "align": "center"}),
    }


def _fill(sheet: Any, about: About, lines: list[tuple[str, ...]], formats: dict[str, Any]) -> None:  # noqa: ANN401
    sheet.set_row(_HEAD_ROW, _height(about.columns, bold=True))
    for column, heading in enumerate(about.columns):
        sheet.write_string(_HEAD_ROW, column, heading, formats["head"])
    for row, line in enumerate(lines, start=_HEAD_ROW + 1):
        sheet.set_row(row, _height(("", *map(clean, line))))
        sheet.write_number(row, 0, row - _HEAD_ROW, formats["number"])
        for column, text in enumerate(line, start=1):
            sheet.write_string(row, column, clean(text), formats["cell"])


def _height(cells: Sequence[str], *, bold: bool = False) -> float:
    """Points for a row in which every cell is seen whole: not every program works that out when it opens a sheet."""
    counts = (_line_count(cell, width, bold=bold) for cell, width in zip(cells, _WIDTHS, strict=True))
    return min(_LINE * max(counts), _HIGHEST)


def _line_count(text: str, width: int, *, bold: bool) -> int:
    """Lines a text takes in a column of that width."""
    room, count, filled = width * _CHARACTER, 1, 0.0
    blank = text_mm(" ", _SIZE, bold=bold)
    for word in text.split():
        long = text_mm(word, _SIZE, bold=bold)
        if filled and filled + blank + long > room:
            count, filled = count + 1, 0.0
        filled += long + (blank if filled else 0)
    return count


def _lay_out(sheet: Any, count: int) -> None:  # noqa: ANN401
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + count, len(_WIDTHS) - 1)
    sheet.freeze_panes(_HEAD_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(*(margin / 25.4 for margin in _MARGINS))
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.set_header(f'&C&"{_FONT},Regular"&{_SIZE}&P/&N')


def _lines(work: Work) -> Iterator[tuple[str, ...]]:
    for row in rows(work.plan.assignments):
        helpers = "; ".join(name(work, unit) for unit in row.helpers)
        for doer in row.doers or ("",):
            yield _line(row, name(work, doer) if doer else "", helpers)


def _line(row: Row, doer: str, helpers: str) -> tuple[str, ...]:
    return row.text, doer, helpers, row.due, row.product, row.source
