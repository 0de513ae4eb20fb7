"""Sections of a DOCX: page, margins, headers and footers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.formality.effective import Section
from services.formality.properties import TWIP_MM, W, measure, switch, value

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from services.formality.effective import Paragraph
    from services.formality.package import Package

    Paragraphs = tuple[Paragraph, ...]

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def page_of(node: etree._Element) -> float:
    """The room between left and right margin in mm."""
    left, right, gutter = (_side(node, "pgMar", name) for name in ("left", "right", "gutter"))
    return max(_side(node, "pgSz", "w") - left - right - gutter, 0.0)


def sections(
    package: Package, body: etree._Element, read: Callable[[str, str], Paragraphs | None]
) -> tuple[Section, ...]:
    """Sections in order; one without a header or footer of its own takes that of the section before.

    `read` gives the paragraphs of a part by its kind ("header", "footer") and name, None when there is no such part.
    """
    links = package.related(package.main)
    kept: dict[str, dict[str, Paragraphs]] = {"header": {}, "footer": {}}
    found = []
    for number, node in enumerate(body.iter(W + "sectPr"), 1):
        kept = {part: dict(inherited) for part, inherited in kept.items()}
        for part, inherited in kept.items():
            for reference in node.iterfind(f"{W}{part}Reference"):
                link = links.get(reference.get(_RELATION_ID, ""))
                paragraphs = None if link is None else read(part, link.target)
                if paragraphs is not None:
                    inherited[reference.get(W + "type", "default")] = paragraphs
        found.append(_section(number, node, kept["header"], kept["footer"]))
    return tuple(found)


def _section(
    number: int, node: etree._Element, headers: dict[str, Paragraphs], footers: dict[str, Paragraphs]
) -> Section:
    start = value(node, "pgNumType", "start")
    return Section(
        number=number,
        width_mm=_side(node, "pgSz", "w"),
        height_mm=_side(node, "pgSz", "h"),
        top_mm=abs(_side(node, "pgMar", "top")),
        bottom_mm=abs(_side(node, "pgMar", "bottom")),
        left_mm=_side(node, "pgMar", "left"),
        right_mm=_side(node, "pgMar", "right"),
        gutter_mm=_side(node, "pgMar", "gutter"),
        first_page_differs=bool(switch(node, "titlePg")),
        headers=headers,
        footers=footers,
        first_number=int(start) if start and start.isdecimal() else None,
        continuous=value(node, "type") == "continuous",
    )


def _side(node: etree._Element, name: str, attribute: str) -> float:
    return measure(value(node, name, attribute), TWIP_MM) or 0.0
