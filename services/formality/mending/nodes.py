"""Direct formatting of a paragraph or run, written in the order of elements that Word expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from services.formality.properties import W

if TYPE_CHECKING:
    from collections.abc import Mapping

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_PT = 20
# CT_RPr, CT_PPr, CT_SectPr: the elements in their order, as far as something of ours stands before or after them.
_ORDER = {
    "rPr": (
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
        "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
        "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign",
    ),
    "pPr": (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
        "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct",
        "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
        "mirrorIndents", "suppressOverlap", "jc",
    ),
    "sectPr": (
        "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc",
        "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg",
    ),
}  # fmt: skip


def properties(node: etree._Element) -> etree._Element:
    """The <w:pPr> of a paragraph or <w:rPr> of a run, made when there is none."""
    name = W + ("pPr" if node.tag == W + "p" else "rPr")
    found = node.find(name)
    if found is None:
        found = etree.Element(name)
        node.insert(0, found)
    return found


def write(parent: etree._Element, name: str, attributes: Mapping[str, str | None]) -> None:
    """Set attributes of a child, made at its place when it is missing; None takes an attribute away."""
    found = parent.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        parent.insert(_index(parent, name), found)
    for attribute, value in attributes.items():
        if value is None:
            found.attrib.pop(W + attribute, "")
        else:
            found.set(W + attribute, value)


def switch(parent: etree._Element, name: str, *, on: bool) -> None:
    """Set an on/off property; off is written too, since a style may say on."""
    write(parent, name, {"val": None if on else "0"})


def twips(value: float, unit: float) -> str:
    """A measure in mm or pt as Word counts it."""
    return str(round(value * unit))


def _index(parent: etree._Element, name: str) -> int:
    order = _ORDER[etree.QName(parent).localname]
    after = {W + other for other in order[order.index(name) + 1 :]} | {W + "rPrChange", W + "pPrChange", W + "rPr"}
    known = {W + other for other in order}
    for index, node in enumerate(parent):
        if node.tag in after or node.tag not in known:
            return index
    return len(parent)
