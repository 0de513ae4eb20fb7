"""Plain text: UTF-8 or UTF-16 with a byte-order mark; form feeds end pages."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from services.reading.lines import sheets_of

if TYPE_CHECKING:
    from services.reading.sheets import Sheet

BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(content: bytes) -> str | None:
    """The text in these bytes, or None when they are no text of a known encoding."""
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if BINARY.search(text) else text


def read(content: bytes) -> list[Sheet]:
    """Sheets of a plain text whose encoding `decode` knows."""
    text = decode(content)
    if text is None:
        raise ValueError("not a plain text")
    return sheets_of(text)
