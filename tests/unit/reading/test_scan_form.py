"""How a PDF was scanned: version, resolution, colours, and which pages are pictures at all."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from services.reading import scan_form


def scanned(*modes: str, dpi: float = 200, paper: tuple[float, float] = (8.27, 11.69)) -> bytes:
    """A PDF with one A4 page for each mode of picture ("RGB", "L", "1")."""
    size = tuple(round(side * dpi) for side in paper)
    pages = [Image.new(mode, size) for mode in modes]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return out.getvalue()


def form(content: bytes) -> dict:
    return json.loads(scan_form.read(content, "quet.pdf"))


@pytest.mark.parametrize(("mode", "colour"), [("RGB", True), ("L", False), ("1", False)])
def test_colours(mode: str, colour: bool) -> None:
    assert form(scanned(mode))["pages"] == [{"number": 1, "dpi": 200, "colour": colour}]


@pytest.mark.parametrize("dpi", [100, 150, 200, 300])
def test_resolution(dpi: int) -> None:
    (page,) = form(scanned("RGB", dpi=dpi))["pages"]
    assert abs(page["dpi"] - dpi) <= 1


def test_every_page_is_told_and_the_version() -> None:
    found = form(scanned("RGB", "L", "RGB"))
    assert [page["colour"] for page in found["pages"]] == [True, False, True]
    assert found["version"] == 14


EMPTY = b"""%PDF-1.3
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF"""


def test_a_page_without_a_picture_that_covers_it_is_no_scan() -> None:
    assert form(EMPTY) == {"version": 13, "pages": []}
