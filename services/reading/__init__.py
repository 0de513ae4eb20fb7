"""File bytes → `Pages`: what a file really is, its text with page and line addresses, or a clear refusal.

`read_file` and `read_bytes` are the doors (`doors`). Content is sniffed, the extension is never believed. Strangers'
files are only parsed in limited child processes (`isolation`), older Word files by other programs (`office`). Pages
whose text only a picture holds are recognised (`ocr`); without an engine such a file ends in `NeedsOcrError`. Garbled
text that has no picture is repaired (`improve`). Anything damaged, locked, oversized or of a foreign kind ends in
`UnreadableFileError`. Both errors carry a Vietnamese sentence.

The doors are loaded when they are first asked for: a child process needs only its own reader and starts twice as fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.reading.doors import LARGEST_FILE, OcrOptions, is_picture, joined, read_bytes, read_file


def __getattr__(name: str) -> object:
    """One of the doors."""
    if name not in __all__:
        raise AttributeError(name)
    from services.reading import doors

    return getattr(doors, name)


__all__ = ["LARGEST_FILE", "OcrOptions", "is_picture", "joined", "read_bytes", "read_file"]
