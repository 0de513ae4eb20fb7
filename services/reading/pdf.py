"""PDF: its text layer and the size of its pictures, page by page (pypdf, plain mode). Runs inside the child process."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdf

from services.errors import UnreadableFileError
from services.reading import refusals
from services.reading.sheets import Sheet
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
    return [_sheet(number, page, name) for number, page in enumerate(reader.pages, 1)]


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
