"""The assignment table as a sheet to filter and sort: one line for each unit that leads or does a content."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from services.letters.contents.naming import name
from services.letters.contents.table import Row, rows
from services.letters.engine.language import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.letters.about import About
    from services.letters.model import Work
    from services.letters.template import Properties

_WIDTHS: Final = (6, 60, 30, 34, 24, 28, 24)
_A4: Final = 9
_LANDSCAPE_MARGIN: Final = 0.6  # inch
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
    cell = {"font_name": _FONT, "font_size": 12, "valign": "top", "text_wrap": True, "border": 1}
    return {
        "title": book.add_format({"font_name": _FONT, "font_size": 14, "bold": True}),
        "citation": book.add_format({"font_name": _FONT, "font_size": 12, "italic": True}),
        "head": book.add_format({**cell, "bold": True, "align": "center", "valign": "vcenter"}),
        "cell": book.add_format(cell),
        "number": book.add_format({**cell, "align": "center"}),
    }


def _fill(sheet: Any, about: About, lines: list[tuple[str, ...]], formats: dict[str, Any]) -> None:  # noqa: ANN401
    for column, heading in enumerate(about.columns):
        sheet.write_string(_HEAD_ROW, column, heading, formats["head"])
    for row, line in enumerate(lines, start=_HEAD_ROW + 1):
        sheet.write_number(row, 0, row - _HEAD_ROW, formats["number"])
        for column, text in enumerate(line, start=1):
            sheet.write_string(row, column, clean(text), formats["cell"])


def _lay_out(sheet: Any, count: int) -> None:  # noqa: ANN401
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + count, len(_WIDTHS) - 1)
    sheet.freeze_panes(_HEAD_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(*[_LANDSCAPE_MARGIN] * 4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.set_footer("&C&P/&N")


def _lines(work: Work) -> Iterator[tuple[str, ...]]:
    for row in rows(work.plan.assignments):
        helpers = "; ".join(name(work, unit) for unit in row.helpers)
        for doer in row.doers or ("",):
            yield _line(row, name(work, doer) if doer else "", helpers)


def _line(row: Row, doer: str, helpers: str) -> tuple[str, ...]:
    return row.text, doer, helpers, row.due, row.product, row.source
