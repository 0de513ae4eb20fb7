"""The text of one Word paragraph as a reader of the accepted document sees it.

Inserted text is in, deleted and hidden text is out, field codes are out and their results in. python-docx leaves
inserted text and content controls out, hence this walk over the elements.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from services.reading.docx_fonts import Fonts

RENDERED = qn("w:lastRenderedPageBreak")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
UNSEEN = {
    qn(f"w:{tag}") for tag in ("pPr", "rPr", "sdtPr", "del", "moveFrom", "instrText", "delText", "txbxContent")
} | {FALLBACK}
MARKS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
OFF = {"0", "false", "off"}


class Breaks(Enum):
    """Which marks end pages: those of Word's last rendering, or the author's own."""

    RENDERED = "rendered"
    EXPLICIT = "explicit"


def paragraph_text(paragraph: _Element, breaks: Breaks, fonts: Fonts | None = None) -> str:
    """The paragraph's text with line feeds for line breaks and form feeds for page ends; old fonts are decoded."""
    before = "\f" if breaks is Breaks.EXPLICIT and _set(paragraph, "w:pPr", "w:pageBreakBefore") else ""
    return before + "".join(_pieces(paragraph, breaks, fonts))


def boxes(paragraph: _Element) -> list[_Element]:
    """Text boxes anchored in this paragraph; the copy for old versions of Word is passed over."""
    found = paragraph.iter(qn("w:txbxContent"))
    return [box for box in found if not any(above.tag == FALLBACK for above in box.iterancestors())]


def _pieces(parent: _Element, breaks: Breaks, fonts: Fonts | None) -> Iterator[str]:
    for child in parent:
        if child.tag == qn("w:t"):
            text = (child.text or "").replace("\n", " ")
            yield fonts.decoded(text, parent) if fonts else text
        elif child.tag in MARKS:
            yield MARKS[child.tag]
        elif child.tag == qn("w:br"):
            yield _break(child, breaks)
        elif child.tag == RENDERED:
            yield "\f" if breaks is Breaks.RENDERED else ""
        elif child.tag not in UNSEEN and not _set(child, "w:rPr", "w:vanish"):
            yield from _pieces(child, breaks, fonts)


def _break(element: _Element, breaks: Breaks) -> str:
    if element.get(qn("w:type")) != "page":
        return "\n"
    return "\f" if breaks is Breaks.EXPLICIT else ""


def _set(element: _Element, properties: str, switch: str) -> bool:
    """Whether a switch (a property that is on when present) is on."""
    found = element.find(f"{qn(properties)}/{qn(switch)}")
    return found is not None and (found.get(qn("w:val")) or "1") not in OFF
