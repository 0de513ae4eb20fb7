"""DOCX: the body in reading order, tables included (header and nơi nhận live in tables). Runs inside the child.

Word does not store pages. Where it left marks of its last rendering they end pages; else explicit page breaks do;
else all paragraphs are lines of page 1.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from docx.oxml.ns import qn

from services.errors import UnreadableFileError
from services.reading import refusals
from services.reading.docx_fonts import fonts_of
from services.reading.docx_lists import ListLabels
from services.reading.docx_runs import RENDERED, Breaks, boxes, paragraph_text
from services.reading.docx_tables import is_ruled_list, row_cells
from services.reading.lines import sheets_of
from services.reading.package import check_package
from services.reading.sheets import with_remarks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from services.reading.sheets import Sheet

EMBEDDED = ("/oleObject", "/package")
"""Ends of the names of relations to objects of other programs."""
MOST_CHARACTERS = 3_000_000
"""Characters. 500 full pages have 1.5 million."""
WRAPPERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:moveTo"), qn("w:smartTag")}


def read(content: bytes, name: str) -> list[Sheet]:
    """The pages of a Word file. Raises `UnreadableFileError`; errors of python-docx mean damage."""
    check_package(content, name)
    document = docx.Document(io.BytesIO(content))
    body = document.element.body
    if next(body.iter(qn("w:altChunk")), None) is not None:
        raise UnreadableFileError(refusals.suspicious(name, "văn bản nhúng nguyên một tệp khác (altChunk)"))
    text = "\n".join(_Body(document).blocks(body))
    if len(text) > MOST_CHARACTERS:
        raise UnreadableFileError(refusals.exhausting(name))
    return with_remarks(sheets_of(text), _remarks(document))


def _remarks(document: docx.document.Document) -> Iterator[str]:
    """What stands in the file and is not read."""
    if any(relation.reltype.endswith(EMBEDDED) for relation in document.part.rels.values()):
        yield "Tệp Word có đối tượng nhúng (bảng tính, tệp khác): không đọc, không sao chép; hãy xem trên bản gốc."


class _Body:
    """Walks the body once, in order, because list numbers count up along the way."""

    def __init__(self, document: docx.document.Document) -> None:
        body = document.element.body
        self._labels = ListLabels(document)
        self._fonts = fonts_of(document)
        self._breaks = Breaks.RENDERED if next(body.iter(RENDERED), None) is not None else Breaks.EXPLICIT

    def blocks(self, parent: _Element) -> Iterator[str]:
        """Texts of paragraphs and table rows below this element: line feeds end lines, form feeds end pages."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield self._labels.next(child) + paragraph_text(child, self._breaks, self._fonts)
                for box in boxes(child):
                    yield from self.blocks(box)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag in WRAPPERS:
                yield from self.blocks(child)

    def _table(self, table: _Element) -> Iterator[str]:
        as_list = is_ruled_list(table)
        for cells in row_cells(table):
            # all cells of a row stand side by side: only the first may turn the page
            texts = ["\n".join(self.blocks(cell)) for cell in cells]
            texts[1:] = [text.replace("\f", "") for text in texts[1:]]
            if as_list:
                yield " | ".join(" ".join(text.split(None)) for text in texts)
            else:
                yield from (text for text in texts if text.strip())
