"""PDF: its text layer and the size of its pictures, page by page (pypdf, plain mode). Runs inside the child process.

Pages with ruled tables or with fonts from before Unicode are read by the places of their letters (`pdf_page`).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdf
import pypdfium2

from services.errors import UnreadableFileError
from services.reading import pdf_flags, pdf_page, refusals
from services.reading.legacy import is_old
from services.reading.sheets import Sheet, with_remarks
from services.reading.stamps import without_stamps

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PAGES = 500
LIMITS = {
    # 0.8 s instead of 7 s on the worst measured file; images are not decoded here, so 20 MB a stream is ample
    "maximum_declared_stream_length": 64_000_000,
    "zlib_maximum_output_length": 20_000_000,
    "lzw_maximum_output_length": 20_000_000,
    "run_length_maximum_output_length": 20_000_000,
    "array_based_stream_maximum_output_length": 20_000_000,
    "stream_decoding_work_maximum_length": 60_000_000,
    "stream_parsing_work_maximum_count": 300_000,
    "page_tree_maximum_entries": 2_000,
}
LARGEST_IMAGE = 100_000_000
"""Pixels. A0 at 200 dpi has 62 million; more is refused before anything decodes it."""
FORM_DEPTH = 4


def read(content: bytes, name: str) -> list[Sheet]:
    """The sheets of a PDF. Raises `UnreadableFileError`; pypdf's own errors mean damage."""
    pypdf.overwrite_configuration(None, **LIMITS)
    reader = _open(content, name)
    if len(reader.pages) > MOST_PAGES:
        raise UnreadableFileError(refusals.too_many_pages(name, MOST_PAGES))
    places = _Places(content)
    sheets = [_sheet(number, page, name, places) for number, page in enumerate(reader.pages, 1)]
    return with_remarks(sheets, pdf_flags.remarks(reader, content))


def _open(content: bytes, name: str) -> pypdf.PdfReader:
    reader = pypdf.PdfReader(io.BytesIO(content))
    # many offices "protect" a PDF with an owner password only: the empty user password opens it
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableFileError(refusals.locked(name))
    return reader


class _Places:
    """The same file for PDFium, opened at the first page with text; what it cannot read stays as pypdf read it."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._document: pypdfium2.PdfDocument | None = None

    def texts(self, number: int, *, old_fonts: bool) -> list[str] | None:
        """The page's lines when it has ruled tables or old fonts."""
        try:
            self._document = self._document or pypdfium2.PdfDocument(self._content)
            return pdf_page.texts(self._document, number, old_fonts=old_fonts)
        except pypdfium2.PdfiumError:
            return None


def _sheet(number: int, page: pypdf.PageObject, name: str, places: _Places) -> Sheet:
    sizes = list(_images(page, FORM_DEPTH))
    if max(sizes, default=0) > LARGEST_IMAGE:
        raise UnreadableFileError(refusals.exhausting(name))
    texts = page.extract_text().split("\n")
    if any(text.strip() for text in texts):
        texts = places.texts(number, old_fonts=any(map(is_old, _fonts(page)))) or texts
    return Sheet(number, without_stamps(texts), sum(sizes))


def _fonts(page: pypdf.PageObject) -> Iterator[str]:
    """Names of the fonts of a page."""
    fonts = _dictionary(_dictionary(page, "/Resources"), "/Font")
    return (str(_dictionary(fonts, key).get("/BaseFont", "")) for key in fonts)


def _images(holder: pypdf.generic.DictionaryObject, depth: int) -> Iterator[int]:
    """Pixels of each image that a page or a form shows; sizes that are no numbers count as none."""
    resources = _dictionary(holder, "/Resources")
    for key in _dictionary(resources, "/XObject"):
        thing = _dictionary(_dictionary(resources, "/XObject"), key)
        if thing.get("/Subtype") == "/Image":
            width, height = (thing.get(side) for side in ("/Width", "/Height"))
            yield width * height if isinstance(width, int) and isinstance(height, int) else 0
        elif thing.get("/Subtype") == "/Form" and depth:
            yield from _images(thing, depth - 1)


def _dictionary(holder: pypdf.generic.DictionaryObject, key: str) -> pypdf.generic.DictionaryObject:
    value = holder.get(key)
    value = value.get_object() if value is not None else None
    return value if isinstance(value, pypdf.generic.DictionaryObject) else pypdf.generic.DictionaryObject()
