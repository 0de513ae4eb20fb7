"""Formatting as one layer of a DOCX states it: what is not said there is None.

Layers lie on each other (`over`): run, character style, paragraph style, table style, document defaults.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = W + "val"
TWIP_MM = 25.4 / 1440
TWIP_PT = 1 / 20
HALF_POINT = 1 / 2
_POINTS = {"pt": 1.0, "pc": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(pt|pc|in|cm|mm|)")
# "Auto" spacing of web paragraphs, as Word lays it out.
AUTO_SPACING_PT = 14.0
_OFF = frozenset({"0", "false", "off", "none"})
_NO_LINE = frozenset({None, "none", "nil"})
_ALIGNMENTS = {"start": "left", "end": "right", "distribute": "both"}


class Layer:
    """A frozen dataclass whose None fields are filled from the layer below."""

    __slots__ = ()

    def over(self, below: Self) -> Self:
        """This layer where it speaks, else the one below."""
        said = _fields(type(self))
        pairs = zip(said(self), said(below), strict=True)
        return type(self)(*[top if top is not None else bottom for top, bottom in pairs])


@dataclass(frozen=True, slots=True)
class RunFormat(Layer):
    """Character formatting; sizes in pt, colour as RRGGBB or "auto", `script` superscript, subscript or baseline."""

    ascii: str | None = None
    h_ansi: str | None = None
    cs: str | None = None
    east_asia: str | None = None
    size: float | None = None
    colour: str | None = None
    script: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    underline: bool | None = None


@dataclass(frozen=True, slots=True)
class ParagraphFormat(Layer):
    """Paragraph formatting; indents in mm, spacing in pt; `line` is (rule, lines or pt)."""

    alignment: str | None = None
    left_mm: float | None = None
    right_mm: float | None = None
    first_line_mm: float | None = None
    before_pt: float | None = None
    after_pt: float | None = None
    before_auto: bool | None = None
    after_auto: bool | None = None
    line: tuple[str, float] | None = None
    contextual: bool | None = None
    ruled: bool | None = None
    framed: bool | None = None
    keeps_next: bool | None = None
    new_page: bool | None = None
    list_id: str | None = None
    list_level: str | None = None


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that WordprocessingML name."""
    return None if element is None else next(element.iterchildren(W + name), None)


def value(element: etree._Element | None, name: str, attribute: str = "val") -> str | None:
    """An attribute of a child, None when either is missing."""
    found = child(element, name)
    return None if found is None else found.get(W + attribute)


def switch(element: etree._Element | None, name: str) -> bool | None:
    """An on/off child: <w:b/> is on, <w:b w:val="0"/> off, none at all None."""
    found = child(element, name)
    return None if found is None else found.get(W + "val", "1") not in _OFF


@lru_cache(maxsize=4096)
def measure(text: str | None, unit: float) -> float | None:
    """A number in its usual unit, or with one of its own ("12.5pt", "1cm"); None for anything else."""
    found = _MEASURE.fullmatch(text or "")
    if found is None:
        return None
    number, own = float(found[1]), found[2]
    if not own:
        return number * unit
    points = number * _POINTS[own]
    return points * 25.4 / 72 if unit == TWIP_MM else points


def run_format(element: etree._Element | None, theme: Mapping[str, str]) -> RunFormat:
    """Read one <w:rPr>. A theme font named in it beats the plain font beside it, as in Word."""
    if element is None or len(element) == 0:
        return NO_RUN_FORMAT
    said = {node.tag: node for node in element}
    fonts = said.get(W + "rFonts")
    line = _value(said, "u")
    return RunFormat(
        ascii=_font(fonts, theme, "ascii", "asciiTheme"),
        h_ansi=_font(fonts, theme, "hAnsi", "hAnsiTheme"),
        cs=_font(fonts, theme, "cs", "cstheme"),
        east_asia=_font(fonts, theme, "eastAsia", "eastAsiaTheme"),
        size=measure(_value(said, "sz"), HALF_POINT),
        colour=_value(said, "color"),
        script=_value(said, "vertAlign"),
        bold=_switch(said, "b"),
        italic=_switch(said, "i"),
        caps=_switch(said, "caps"),
        hidden=_switch(said, "vanish"),
        underline=None if line is None else line not in _NO_LINE,
    )


def paragraph_format(element: etree._Element | None) -> ParagraphFormat:
    """Read one <w:pPr>, `start`/`end` as well as `left`/`right`."""
    if element is None or len(element) == 0:
        return NO_PARAGRAPH_FORMAT
    said = {node.tag: node for node in element}
    spacing, indent, borders = (said.get(W + name) for name in ("spacing", "ind", "pBdr"))
    numbering = said.get(W + "numPr")
    alignment = _value(said, "jc")
    return ParagraphFormat(
        alignment=None if alignment is None else _ALIGNMENTS.get(alignment, alignment),
        left_mm=_length(indent, TWIP_MM, "start", "left"),
        right_mm=_length(indent, TWIP_MM, "end", "right"),
        first_line_mm=_first_line(indent),
        before_pt=_length(spacing, TWIP_PT, "before"),
        after_pt=_length(spacing, TWIP_PT, "after"),
        before_auto=_flag(spacing, "beforeAutospacing"),
        after_auto=_flag(spacing, "afterAutospacing"),
        line=_line(spacing),
        contextual=_switch(said, "contextualSpacing"),
        ruled=bordered(borders, any, "top", "bottom"),
        framed=bordered(borders, all, "top", "bottom", "left", "right"),
        keeps_next=_switch(said, "keepNext"),
        new_page=_switch(said, "pageBreakBefore"),
        list_id=value(numbering, "numId"),
        list_level=value(numbering, "ilvl"),
    )


def bordered(borders: etree._Element | None, wanted: Callable[[Iterable[bool]], bool], *sides: str) -> bool | None:
    """Whether lines are drawn on these sides (any of them, or all); None when no side is spoken of."""
    if borders is None:
        return None
    return wanted(value(borders, side) not in _NO_LINE for side in sides)


def _value(said: Mapping[str, etree._Element], name: str) -> str | None:
    found = said.get(W + name)
    return None if found is None else found.get(_VAL)


def _switch(said: Mapping[str, etree._Element], name: str) -> bool | None:
    found = said.get(W + name)
    return None if found is None else found.get(_VAL, "1") not in _OFF


def _font(fonts: etree._Element | None, theme: Mapping[str, str], plain: str, themed: str) -> str | None:
    if fonts is None:
        return None
    name = fonts.get(W + themed)
    return (theme.get(name) if name else None) or fonts.get(W + plain) or None


def _length(element: etree._Element | None, unit: float, *names: str) -> float | None:
    if element is None:
        return None
    found = next((text for name in names if (text := element.get(W + name)) is not None), None)
    return measure(found, unit)


def _first_line(indent: etree._Element | None) -> float | None:
    hanging = _length(indent, TWIP_MM, "hanging")
    return -hanging if hanging is not None else _length(indent, TWIP_MM, "firstLine")


def _flag(element: etree._Element | None, name: str) -> bool | None:
    text = None if element is None else element.get(W + name)
    return None if text is None else text not in _OFF


def _line(spacing: etree._Element | None) -> tuple[str, float] | None:
    text = None if spacing is None else spacing.get(W + "line")
    if spacing is None or text is None:
        return None
    rule = spacing.get(W + "lineRule", "auto")
    amount = measure(text, 1 / 240 if rule == "auto" else TWIP_PT)
    return None if amount is None else (rule, amount)


def _fields(layer: type[Layer]) -> attrgetter[tuple[object, ...]]:
    """What gets all fields of a layer at once."""
    if layer not in _FIELDS:
        names = (field.name for field in fields(layer))  # type: ignore[arg-type]  # every layer is a dataclass
        _FIELDS[layer] = attrgetter(*names)
    return _FIELDS[layer]


_FIELDS: dict[type[Layer], attrgetter[tuple[object, ...]]] = {}
NO_RUN_FORMAT = RunFormat()
NO_PARAGRAPH_FORMAT = ParagraphFormat()
