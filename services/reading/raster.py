"""Pages as grey pictures, upright, for text recognition. Runs inside the child; the parent sees only bare pixels."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pypdfium2

from services.reading import image, skew

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

GOAL = 300
"""Dots per inch."""
POINTS = 72
"""PDF units per inch."""
MOST_PIXELS = 18_000_000
"""A3 at 300 dpi. Larger papers are drawn coarser."""


def read(content: bytes, _name: str, kind: str, wanted: str) -> bytes:
    """The pages of a PDF or a picture file: one line of JSON with their sizes, then their pixels, a byte each.

    `wanted` are page numbers with commas between. Errors of the libraries mean damage.
    """
    numbers = [int(number) for number in wanted.split(",")]
    draw = image.pages if kind == "image" else _pdf_pages
    heads, pixels = [], []
    for number, (grey, dpi) in zip(numbers, draw(content, numbers), strict=True):
        page, turned = skew.upright(grey)
        heads.append({"number": number, "width": page.width, "height": page.height, "dpi": dpi, "turned": turned})
        pixels.append(page.tobytes())
    return json.dumps(heads).encode() + b"\n" + b"".join(pixels)


def _pdf_pages(content: bytes, numbers: list[int]) -> Iterator[tuple[Image, int]]:
    document = pypdfium2.PdfDocument(content)
    for number in numbers:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(GOAL / POINTS, (MOST_PIXELS / (width * height)) ** 0.5)
        yield page.render(scale=scale, grayscale=True).to_pil().convert("L"), round(scale * POINTS)
