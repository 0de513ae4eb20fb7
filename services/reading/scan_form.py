"""How a PDF was scanned: its version, and of each page that is a picture how fine and in how many colours.

Runs inside the child process (`isolation.ask("scan_form", …)`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PAGES = 500
COVERED = 0.5
"""Share of the page from which a picture is the page; seals and logos stay far below."""
FORM_DEPTH = 4
_GREY = {raw.FPDF_COLORSPACE_DEVICEGRAY, raw.FPDF_COLORSPACE_CALGRAY}
_COLOUR_BITS = 16
"""Bits a pixel from which a picture whose colours are described apart (ICC) has more than one channel."""


def read(content: bytes, _name: str) -> bytes:
    """`{version, pages: [{number, dpi, colour}]}` as JSON: version 14 is 1.4, pages are those that a picture covers.

    The finest picture of a page counts. Errors of the library mean damage.
    """
    document = pypdfium2.PdfDocument(content)
    pages = [
        {"number": number, "dpi": dpi, "colour": colour}
        for number in range(1, min(len(document), MOST_PAGES) + 1)
        for dpi, colour in [max(_pictures(document[number - 1]), default=(0, False))]
        if dpi
    ]
    return json.dumps({"version": document.get_version(), "pages": pages}).encode()


def _pictures(page: pypdfium2.PdfPage) -> Iterator[tuple[int, bool]]:
    """Dots per inch and whether it has colours, of each picture that covers the page."""
    width, height = page.get_size()
    for picture in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=FORM_DEPTH):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) >= COVERED * width * height:
            form = picture.get_metadata()
            plain = form.colorspace in _GREY or (
                form.colorspace == raw.FPDF_COLORSPACE_ICCBASED and form.bits_per_pixel < _COLOUR_BITS
            )
            yield round(min(form.horizontal_dpi, form.vertical_dpi)), not plain and form.bits_per_pixel > 1
