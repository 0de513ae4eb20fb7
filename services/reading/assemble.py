"""Sheets → `Pages`: decides page by page whether its own text stands or the page is recognised from its picture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.directive.model import Page, Pages
from services.errors import NeedsOcrError, UnreadableFileError
from services.reading import refusals
from services.reading.gate import Verdict, judge
from services.reading.lines import native_page
from services.reading.ocr import OcrOptions, recognise
from services.reading.sheets import Sheet, is_garbage, unread
from services.reading.sniff import Kind

if TYPE_CHECKING:
    from services.reading.ocr import Progress

DRAWABLE = {Kind.PDF, Kind.IMAGE}
"""Kinds of which a page can be drawn."""
SCORES = {"good": 1.0, "too_short": 1.0, "suspect": 0.6, "bad": 0.3}


def pages_of(
    content: bytes, kind: Kind, sheets: list[Sheet], name: str, options: OcrOptions, progress: Progress | None
) -> Pages:
    """The pages of a file.

    Raises `NeedsOcrError` when a page has only a picture and nothing can recognise it, `UnreadableFileError` when
    recognition found no text on any page.
    """
    own = [judged(native_page(sheet)) for sheet in sheets]
    if kind not in DRAWABLE:
        return Pages(name, tuple(own))
    needed = unread(sheets)
    if needed and not options.available:
        raise NeedsOcrError(refusals.scanned(name, needed, len(sheets)))
    # garbage without a picture (an odd font) can be drawn and recognised too, but stops nobody
    wished = {*needed, *(s.number for s in sheets if is_garbage(s))} if options.available else set()
    seen = recognise(content, kind, sorted(wished), name, options, progress) if wished else {}
    about = {sheet.number: sheet.remarks for sheet in sheets}
    pages = Pages(name, tuple(better(page, seen.get(page.number), about[page.number]) for page in own))
    if seen and not any(line.text for line in pages.lines):
        raise UnreadableFileError(refusals.not_recognised(name))
    return pages


def judged(page: Page) -> Page:
    """A native page with its score, and a remark when its text is no Vietnamese as people write it."""
    verdict = judge(_text(page))
    garbled = () if verdict.passes else (_garbled(page.number),)
    return replace(page, score=SCORES[verdict.verdict], remarks=(*page.remarks, *garbled))


def better(own: Page, seen: Page | None, about: tuple[str, ...]) -> Page:
    """The recognised page, unless the page's own text holds more Vietnamese syllables; `about` is said of either."""
    if seen is None or _syllables(judge(_text(own))) > _syllables(judge(_text(seen))):
        return own
    return replace(seen, remarks=(*about, *seen.remarks))


def _syllables(verdict: Verdict) -> float:
    return verdict.valid_share * verdict.words


def _text(page: Page) -> str:
    return "\n".join(line.text for line in page.lines)


def _garbled(number: int) -> str:
    return f"Trang {number} có lớp chữ không phải tiếng Việt có dấu hoặc bị lỗi phông; hãy đối chiếu bản gốc."
