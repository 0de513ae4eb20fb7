"""File bytes → `Pages`: what a file really is, its text with page and line addresses, or a clear refusal.

`read_file` and `read_bytes` are the doors. Content is sniffed, the extension is never believed. PDF and DOCX are
parsed in a limited child process (`isolation`); plain text needs none. A scan ends in `NeedsOcrError`, anything
damaged, locked, oversized or of a foreign kind in `UnreadableFileError`; both carry a Vietnamese sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.errors import UnreadableFileError
from services.reading import isolation, plain, refusals
from services.reading.lines import display_name
from services.reading.sniff import Kind, sniff

if TYPE_CHECKING:
    from pathlib import Path

    from services.directive.model import Pages

LARGEST_FILE = 64 * 2**20
"""Bytes. Directives are a few MB; a longer file is not opened."""


def read_file(path: Path, name: str | None = None) -> Pages:
    """The text of a file on disk, shown to people as `name` (default: its own name)."""
    shown = display_name(name or path.name)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFileError(refusals.too_large(shown, LARGEST_FILE))
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(refusals.cannot_open(shown)) from error
    return read_bytes(content, shown)


def read_bytes(content: bytes, name: str) -> Pages:
    """The text of a file given as bytes. Raises `UnreadableFileError` or `NeedsOcrError`."""
    shown = display_name(name)
    if len(content) > LARGEST_FILE:
        raise UnreadableFileError(refusals.too_large(shown, LARGEST_FILE))
    match sniff(content):
        case Kind.TEXT:
            return plain.read(content, shown)
        case Kind.PDF | Kind.DOCX as kind:
            return isolation.read(content, shown, kind)
        case other:
            raise refusals.refusal(other, content, shown)


__all__ = ["LARGEST_FILE", "read_bytes", "read_file"]
