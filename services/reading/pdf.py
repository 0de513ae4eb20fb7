"""PDF: its text layer, page by page (pypdf, plain mode). Runs inside the child process.

A page whose images could be a scan and whose real text is short has no text layer to trust. Recognition of such
pages joins here: `scanned_pages` names them, today the file is refused with their numbers.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdf

from services.directive.model import Pages
from services.errors import NeedsOcrError, UnreadableFileError
from services.reading import refusals
from services.reading.lines import page_of
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
REAL_TEXT = 400
"""Non-blank characters. Real layers have 895 to 1,929 a page, stamps at most 94."""
SCAN_PIXELS = 500_000
"""Pixels on one page: A4 at 75 dpi. Seals, logos and signature pictures stay below."""
LARGEST_IMAGE = 100_000_000
"""Pixels. A0 at 200 dpi has 62 million; more is refused before anything decodes it."""
FORM_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as extracted: lines without stamps, and the pixels of its images."""

    number: int
    texts: list[str]
    pixels: int

    @property
    def characters(self) -> int:
        """Non-blank characters of real text."""
        return sum(len("".join(text.split())) for text in self.texts)


def read(content: bytes, name: str) -> Pages:
    """The pages of a PDF. Raises `UnreadableFileError` or `NeedsOcrError`; pypdf's own errors mean damage."""
    pypdf.overwrite_configuration(None, **LIMITS)
    reader = _open(content, name)
    if len(reader.pages) > MOST_PAGES:
        raise UnreadableFileError(refusals.too_many_pages(name, MOST_PAGES))
    sheets = [_sheet(number, page, name) for number, page in enumerate(reader.pages, 1)]
    if missing := scanned_pages(sheets):
        raise NeedsOcrError(refusals.scanned(name, missing, len(sheets)))
    return Pages(name, tuple(page_of(sheet.number, sheet.texts) for sheet in sheets))


def scanned_pages(sheets: list[Sheet]) -> tuple[int, ...]:
    """Numbers of pages whose text only an image holds; all pages when the file has no real text at all."""
    if not any(sheet.characters for sheet in sheets):
        return tuple(sheet.number for sheet in sheets)
    return tuple(s.number for s in sheets if s.characters < REAL_TEXT and s.pixels >= SCAN_PIXELS)


def _open(content: bytes, name: str) -> pypdf.PdfReader:
    reader = pypdf.PdfReader(io.BytesIO(content))
    # many offices "protect" a PDF with an owner password only: the empty user password opens it
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableFileError(refusals.locked(name))
    return reader


def _sheet(number: int, page: pypdf.PageObject, name: str) -> Sheet:
    sizes = list(_images(page, FORM_DEPTH))
    if max(sizes, default=0) > LARGEST_IMAGE:
        raise UnreadableFileError(refusals.exhausting(name))
    return Sheet(number, without_stamps(page.extract_text().split("\n")), sum(sizes))


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
