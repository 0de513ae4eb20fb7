"""What a file really is, by its first bytes. Extensions lie: `.doc` that is HTML, empty `.docx`, zip as `.pdf`."""

from __future__ import annotations

from enum import StrEnum

from services.reading.plain import decode


class Kind(StrEnum):
    """The kinds of content the reading room tells apart."""

    PDF = "pdf"
    DOCX = "docx"
    TEXT = "text"
    ZIP = "zip"
    OLE = "ole"
    HTML = "html"
    RTF = "rtf"
    IMAGE = "image"
    EMPTY = "empty"
    UNKNOWN = "unknown"


MAGIC = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE),
    (b"{\\rtf", Kind.RTF),
    (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
)
WORD_STREAM = "WordDocument".encode("utf-16-le")
HTML_STARTS = ("<!doctype html", "<html", "<head", "<body")
HEAD = 1024
"""Bytes. Readers accept `%PDF-` anywhere in the first KiB, so do we."""


def sniff(content: bytes) -> Kind:
    """The kind of this content; never raises."""
    if not content.strip(b"\0\t\n\r "):
        return Kind.EMPTY
    head = content[:HEAD]
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return _package(content) if kind is Kind.ZIP else kind
    if b"%PDF-" in head:
        return Kind.PDF
    return _text(content, head)


def _package(content: bytes) -> Kind:
    """A Word package names its parts in clear; searching bytes needs no trust in the zip directory."""
    return Kind.DOCX if b"[Content_Types].xml" in content and b"word/" in content else Kind.ZIP


def is_old_word(content: bytes) -> bool:
    """Whether an OLE file is a Word document that can be opened: not a workbook, not one behind a password."""
    return WORD_STREAM in content and "EncryptedPackage".encode("utf-16-le") not in content


def _text(content: bytes, head: bytes) -> Kind:
    text = decode(content)
    start = (text[:HEAD] if text is not None else head.decode("latin-1")).lstrip("\ufeff\n\r\t ").lower()
    if start.startswith(HTML_STARTS) or (start[:1] == "<" and "<html" in start):
        return Kind.HTML
    return Kind.UNKNOWN if text is None or start.startswith("<?xml") else Kind.TEXT
