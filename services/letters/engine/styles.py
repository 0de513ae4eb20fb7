"""What data decides in the formatting of a letter: the length of its rule lines, by paragraph style."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from services.letters.engine.markup import WORD

if TYPE_CHECKING:
    from collections.abc import Callable

_AFTER_INDENTS: Final = frozenset(
    WORD + name
    for name in (
        *("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment"),
        *("textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    )
)


def style_names(styles: etree._Element) -> dict[str, str]:
    """The name of every style by its id: programs rewrite ids when they save, names stay."""
    return {
        style.get(f"{WORD}styleId") or "": name.get(f"{WORD}val") or ""
        for style in styles.iter(f"{WORD}style")
        for name in style.findall(f"{WORD}name")
    }


def set_rule_indents(root: etree._Element, expression_of: Callable[[str, int], str | None]) -> bool:
    """Let paragraphs of rule-line styles take their indents from data.

    `expression_of(style id, width)` gives the tag to put into the indents, or None for other styles; `width` is that
    of the cell or page around the paragraph in twips. Says whether there was such a paragraph.
    """
    any_set, page = False, _text_width(root)
    for paragraph in root.iter(f"{WORD}p"):
        style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
        if style is None:
            continue
        cell_width = next(
            (node.get(f"{WORD}w") for cell in paragraph.iterancestors(f"{WORD}tc") for node in cell.iter(f"{WORD}tcW")),
            None,
        )
        width = int(cell_width) if cell_width else page
        expression = expression_of(style.get(f"{WORD}val") or "", width)
        if expression:
            _set_indents(paragraph[0], expression)
            any_set = True
    return any_set


def _text_width(root: etree._Element) -> int:
    """The width between the margins of the first section, in twips."""
    for section in root.iter(f"{WORD}sectPr"):
        size, margins = section.find(f"{WORD}pgSz"), section.find(f"{WORD}pgMar")
        if size is not None and margins is not None:
            left, right = (margins.get(f"{WORD}{side}") or "0" for side in ("left", "right"))
            return int(size.get(f"{WORD}w") or 0) - int(left) - int(right)
    return 0


def _set_indents(properties: etree._Element, expression: str) -> None:
    """Put the indents into paragraph properties, at the place the schema wants them."""
    for old in properties.findall(f"{WORD}ind"):
        properties.remove(old)
    indents = etree.Element(f"{WORD}ind", {f"{WORD}left": expression, f"{WORD}right": expression})
    place = next((n for n, child in enumerate(properties) if child.tag in _AFTER_INDENTS), len(properties))
    properties.insert(place, indents)
