"""Which font a run of Word is shown in, as far as it matters: fonts from before Unicode, whose letters are decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from services.reading import legacy

if TYPE_CHECKING:
    from collections.abc import Iterable

    import docx.document
    from lxml.etree import _Element

CHAIN = 12
SIDES = (qn("w:ascii"), qn("w:hAnsi"))


def fonts_of(document: docx.document.Document) -> Fonts | None:
    """The fonts of a document, or None when none of them is from before Unicode."""
    styles, body = document.styles.element, document.element.body
    named = (name for part in (styles, body) for fonts in part.iter(qn("w:rFonts")) for name in _names(fonts))
    return Fonts(styles) if any(map(legacy.is_old, named)) else None


class Fonts:
    """Fonts by run: its own, else that of its character style, its paragraph's style, the document."""

    def __init__(self, styles: _Element) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
        plain = [style for style in self._styles.values() if style.get(qn("w:default")) and _is_paragraph(style)]
        self._plain = plain[0].get(qn("w:styleId")) if plain else None
        self._default = next(iter(_font(found) for found in styles.iter(qn("w:rPrDefault"))), None)

    def decoded(self, text: str, run: _Element) -> str:
        """The run's text, decoded when its font is from before Unicode."""
        return legacy.decoded(text, self._of(run) or "")

    def _of(self, run: _Element) -> str | None:
        own = run.find(qn("w:rPr"))
        if own is not None and (name := _font(own) or self._of_style(_value(own, "w:rStyle"))):
            return name
        paragraph = next(run.iterancestors(qn("w:p")), None)
        properties = paragraph.find(qn("w:pPr")) if paragraph is not None else None
        style = _value(properties, "w:pStyle") if properties is not None else None
        return self._of_style(style or self._plain) or self._default

    def _of_style(self, style: str | None) -> str | None:
        for _ in range(CHAIN):
            element = self._styles.get(style)
            if element is None:
                return None
            properties = element.find(qn("w:rPr"))
            if properties is not None and (name := _font(properties)):
                return name
            style = _value(element, "w:basedOn")
        return None


def _is_paragraph(style: _Element) -> bool:
    return style.get(qn("w:type")) == "paragraph"


def _font(properties: _Element) -> str | None:
    fonts = next(properties.iter(qn("w:rFonts")), None)
    return next(iter(_names(fonts)), None) if fonts is not None else None


def _names(fonts: _Element) -> Iterable[str]:
    return (name for side in SIDES if (name := fonts.get(side)))


def _value(element: _Element, tag: str) -> str | None:
    child = element.find(qn(tag))
    return child.get(qn("w:val")) if child is not None else None
