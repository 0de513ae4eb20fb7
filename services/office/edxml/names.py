"""File names from strangers: what is safe to show, to store and to offer for download."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

MAX_NAME_BYTES = 200
_RESERVED = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def safe_name(original: str, fallback: str) -> str:
    """A basename without path, control, bidirectional and reserved characters, at most 200 bytes; NFC.

    The suffix survives shortening. A name of which nothing is left becomes `fallback`. The library's trailing ">"
    is stripped.
    """
    text = unicodedata.normalize("NFC", original).strip().rstrip(">")
    text = re.split(r"[/\\]", text)[-1]
    # Category C: control, format (bidirectional marks, zero-width signs), surrogate, private.
    text = "".join(sign for sign in text if not unicodedata.category(sign).startswith("C"))
    text = _RESERVED.sub("_", " ".join(text.split())).strip(" .")
    if not text:
        return fallback
    if _DEVICES.match(text):
        text = f"_{text}"
    return _shorten(text)


def extension(name: str) -> str:
    """The suffix in lower case without its dot."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def _shorten(name: str) -> str:
    if len(name.encode()) <= MAX_NAME_BYTES:
        return name
    suffix = PurePosixPath(name).suffix[:16]
    room = MAX_NAME_BYTES - len(suffix.encode())
    return name.encode()[:room].decode(errors="ignore").rstrip(" .") + suffix
