"""What is drawn in a paragraph: pictures, lines, stamps, text boxes; each stored twice for old and new programs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.formality.effective import Drawing
from services.formality.properties import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_DRAWN = (W + "drawing", W + "pict", W + "object")
_BOX = W + "txbxContent"
_EMU_MM = 1 / 36_000
_FLAT_MM = 1.0  # a connector lies flat when its box is no higher than this
_MEASURE = re.compile(r"(-?[\d.]+)(pt|in|cm|mm)?")
_UNITS_MM = {"pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0, None: 25.4 / 72}


def one_branch(parent: etree._Element) -> Iterator[etree._Element]:
    """Children, of alternate contents those of the first choice only (text boxes are stored twice)."""
    for node in parent:
        if node.tag != _MC + "AlternateContent":
            yield node
            continue
        branch = node.find(_MC + "Choice")
        branch = node.find(_MC + "Fallback") if branch is None else branch
        if branch is not None:
            yield from one_branch(branch)


def boxes(node: etree._Element) -> Iterator[etree._Element]:
    """Text boxes anchored in a paragraph, the outermost only."""
    if next(node.iter(_BOX), None) is not None:
        yield from _boxes(node)


def _boxes(node: etree._Element) -> Iterator[etree._Element]:
    for inner in one_branch(node):
        if inner.tag == _BOX:
            yield inner
        elif len(inner):
            yield from _boxes(inner)


def drawings(node: etree._Element) -> Iterator[Drawing]:
    """Everything drawn in a paragraph, one branch of each; what stands in text boxes is not looked into."""
    if next(node.iter(*_DRAWN), None) is not None:
        yield from _drawings(node)


def _drawings(node: etree._Element) -> Iterator[Drawing]:
    for inner in one_branch(node):
        if inner.tag in _DRAWN:
            yield _drawing(inner)
        elif len(inner) and inner.tag != _BOX:
            yield from _drawings(inner)


def _drawing(node: etree._Element) -> Drawing:
    extent = next(node.iter(_WP + "extent"), None)
    if extent is not None:
        width, height = (float(extent.get(side, 0)) * _EMU_MM for side in ("cx", "cy"))
        shape = next((each.get("prst") for each in node.iter(_A + "prstGeom")), None)
        picture = next(node.iter(_A + "blip"), None) is not None
        flat = shape in {"line", "straightConnector1"} or (not picture and height <= _FLAT_MM)
        return Drawing("picture" if picture else "line" if flat else "shape", width)
    line = next(node.iter(_V + "line"), None)
    if line is not None:
        ends = [_mm((line.get(end) or "0").split(",")[0]) for end in ("from", "to")]
        return Drawing("line", abs(ends[1] - ends[0]))
    picture = next(node.iter(_V + "imagedata"), None) is not None
    return Drawing("picture" if picture else "shape", 0.0)


def _mm(text: str) -> float:
    found = _MEASURE.fullmatch(text.strip())
    return float(found[1]) * _UNITS_MM[found[2]] if found else 0.0
