"""The doors of the reading room: a file on disk or in memory to its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.errors import UnreadableFileError
from services.reading import isolation, office, plain, refusals
from services.reading.assemble import pages_of
from services.reading.improve import improve
from services.reading.lines import display_name, joined
from services.reading.ocr import OcrOptions
from services.reading.sniff import HEAD, Kind, is_old_word, sniff

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from services.directive.model import Pages
    from services.reading.ocr import Progress
    from services.reading.sheets import Sheet

LARGEST_FILE = 64 * 2**20
"""Bytes. Directives are a few MB; a longer file is not opened."""


def read_file(
    path: Path,
    name: str | None = None,
    *,
    ocr: OcrOptions | None = None,
    progress: Progress | None = None,
    known: Sequence[str] = (),
) -> Pages:
    """The text of a file on disk, shown to people as `name` (default: its own name); else as `read_bytes`."""
    shown = display_name(name or path.name)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFileError(refusals.too_large(shown, LARGEST_FILE))
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(refusals.cannot_open(shown)) from error
    return read_bytes(content, shown, ocr=ocr, progress=progress, known=known)


def read_bytes(
    content: bytes,
    name: str,
    *,
    ocr: OcrOptions | None = None,
    progress: Progress | None = None,
    known: Sequence[str] = (),
) -> Pages:
    """The text of a file given as bytes. Raises `UnreadableFileError` or `NeedsOcrError`.

    `ocr` (default: recognition where the engine is installed, no cache, all cores) says how scans are read;
    `progress(done, total)` is told of every recognised page and not called for files that need none. `known` names and
    abbreviations of units help to repair garbled text.
    """
    shown = display_name(name)
    if len(content) > LARGEST_FILE:
        raise UnreadableFileError(refusals.too_large(shown, LARGEST_FILE))
    kind = sniff(content)
    pages = pages_of(content, kind, _sheets(content, shown, kind), shown, ocr or OcrOptions(), progress)
    return improve(pages, known)


def is_picture(path: Path) -> bool:
    """Whether this file is a picture of a page (or of several) by its content."""
    with path.open("rb") as file:
        return sniff(file.read(HEAD)) is Kind.IMAGE


def _sheets(content: bytes, name: str, kind: Kind) -> list[Sheet]:
    match kind:
        case Kind.TEXT:
            return plain.read(content)
        case Kind.PDF | Kind.DOCX | Kind.IMAGE | Kind.HTML:
            return isolation.read(content, name, kind)
        case Kind.RTF:
            return office.read(content, name, kind)
        case Kind.OLE if is_old_word(content):
            return office.read(content, name, kind)
        case _:
            raise refusals.refusal(kind, content, name)


__all__ = ["LARGEST_FILE", "OcrOptions", "is_picture", "joined", "read_bytes", "read_file"]
