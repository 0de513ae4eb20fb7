"""What a file holds before anything is recognised: lines and pictures, page by page, and which pages need a picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from services.reading.gate import judge

if TYPE_CHECKING:
    from collections.abc import Iterable

REAL_TEXT = 400
"""Non-blank characters. Real layers have 895 to 1,929 a page, stamps at most 94."""
SCAN_PIXELS = 500_000
"""Pixels on one page: A4 at 75 dpi. Seals, logos and signature pictures stay below."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as extracted: raw lines without stamps, pixels of its pictures, and what a clerk should know of it."""

    number: int
    texts: list[str]
    pixels: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def characters(self) -> int:
        """Non-blank characters of real text."""
        return sum(len("".join(text.split())) for text in self.texts)

    @property
    def pictured(self) -> bool:
        """Whether its pictures are large enough to be a scan."""
        return self.pixels >= SCAN_PIXELS


def with_remarks(sheets: list[Sheet], remarks: Iterable[str]) -> list[Sheet]:
    """The same sheets with what is to be said of the whole file on the first one."""
    return [replace(sheets[0], remarks=tuple(remarks)), *sheets[1:]] if sheets else sheets


def unread(sheets: list[Sheet]) -> tuple[int, ...]:
    """Numbers of pages whose text only a picture holds; all pages when the file has no real text at all.

    A page with a scan is one when its own text is short, or garbage that an older recognition left behind it.
    """
    if not any(sheet.characters for sheet in sheets):
        return tuple(sheet.number for sheet in sheets)
    return tuple(s.number for s in sheets if s.pictured and (s.characters < REAL_TEXT or is_garbage(s)))


def is_garbage(sheet: Sheet) -> bool:
    """Whether there is enough text to judge, and it is not Vietnamese as people write it."""
    return not judge("\n".join(sheet.texts)).passes
