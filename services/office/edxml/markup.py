"""Packet bytes: text, indent and prefixes exactly as the reference library prints them.

A national gateway refuses packets whose serialiser dropped or moved the prefix, so elements are written literally:
the two-space indent, CRLF, `edXML:` inside the envelope and on `ContentTransferEncoded`, no prefix elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_NEWLINE = "\r\n"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Element:
    """An element to write: full printed name, attributes as printed, and either a text or children."""

    name: str
    attributes: str = ""
    text: str = ""
    children: tuple[Element, ...] = ()


def escape(text: str) -> str:
    """Text fit for XML 1.0: markup escaped, forbidden control characters dropped, blanks at the ends cut."""
    clean = _FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def render(root: Element) -> bytes:
    """The whole packet in UTF-8."""
    return _NEWLINE.join([DECLARATION, *_lines(root, 0), ""]).encode()


def _lines(element: Element, depth: int) -> Iterator[str]:
    indent = "  " * depth
    opening = f"{indent}<{element.name}{element.attributes and ' ' + element.attributes}"
    if element.children:
        yield f"{opening}>"
        for child in element.children:
            yield from _lines(child, depth + 1)
        yield f"{indent}</{element.name}>"
    elif element.text:
        yield f"{opening}>{escape(element.text)}</{element.name}>"
    else:
        yield f"{opening} />"
