"""Plain text: UTF-8, UTF-16, or an encoding from before Unicode when that makes Vietnamese; form feeds end pages."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from services.reading import legacy
from services.reading.lines import sheets_of

if TYPE_CHECKING:
    from services.reading.sheets import Sheet

BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
SAMPLE = 4096
LARGEST_OLD = 2**21
"""Bytes. Text files from before Unicode are small; trying encodings on anything longer would only cost time."""


def decode(content: bytes) -> str | None:
    """The text in these bytes, or None when they are no text of a known encoding."""
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError:
        return _from_before_unicode(content)
    return None if BINARY.search(text) else text


def _encoding(content: bytes) -> str:
    """UTF-16 by its mark or, without one, by its zero bytes; else UTF-8."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = content[:SAMPLE]
    for first, encoding in ((0, "utf-16-be"), (1, "utf-16-le")):
        if 2 * head[first::2].count(0) > len(head[first::2]) and not head[1 - first :: 2].count(0):
            return encoding
    return "utf-8-sig"


def _from_before_unicode(content: bytes) -> str | None:
    if len(content) > LARGEST_OLD or BINARY.search(content[:SAMPLE].decode("latin-1")):
        return None
    return legacy.from_bytes(content)


def read(content: bytes) -> list[Sheet]:
    """Sheets of a plain text whose encoding `decode` knows."""
    text = decode(content)
    if text is None:
        raise ValueError("not a plain text")
    return sheets_of(text)
