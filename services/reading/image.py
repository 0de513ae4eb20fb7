"""Picture files (PNG, JPEG, TIFF of several pages): their sheets, and their pages in grey. Runs inside the child."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from services.errors import UnreadableFileError
from services.reading import refusals
from services.reading.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.ImageFile import ImageFile

FORMATS = ("PNG", "JPEG", "TIFF", "MPO")
MOST_PAGES = 500
LARGEST_PICTURE = 60_000_000
"""Pixels. A4 in colour at 600 dpi has 35 million."""
A4_SHORT_SIDE = 8.27
"""Inches."""
LIKELY_SHORT_SIDE = (5.0, 17.0)
"""Inches. A picture whose own resolution makes it a smaller or larger paper was not given a true one."""
FINEST = 330
"""Dots per inch. Finer pictures are reduced to `GOAL`: recognition gains nothing and takes longer."""
GOAL = 300
WHITE = 255


def read(content: bytes, name: str) -> list[Sheet]:
    """One sheet without text per page of the picture. Raises `UnreadableFileError`; Pillow's own errors mean damage."""
    Image.MAX_IMAGE_PIXELS = None  # checked here, before anything is decoded
    with Image.open(io.BytesIO(content), formats=FORMATS) as image:
        count = getattr(image, "n_frames", 1)
        if count > MOST_PAGES:
            raise UnreadableFileError(refusals.too_many_pages(name, MOST_PAGES))
        return [Sheet(n, [], _pixels(image, n, name)) for n in range(1, count + 1)]


def pages(content: bytes, numbers: list[int]) -> Iterator[tuple[Image.Image, int]]:
    """These pages in grey with their dots per inch."""
    Image.MAX_IMAGE_PIXELS = LARGEST_PICTURE
    with Image.open(io.BytesIO(content), formats=FORMATS) as image:
        for number in numbers:
            image.seek(number - 1)
            dpi = _resolution(image)
            yield _reduced(_grey(image), dpi)


def _pixels(image: ImageFile, number: int, name: str) -> int:
    image.seek(number - 1)
    if image.width * image.height > LARGEST_PICTURE:
        raise UnreadableFileError(refusals.exhausting(name))
    return image.width * image.height


def _resolution(image: ImageFile) -> float:
    """The picture's own dots per inch when they make a likely paper, else those of an A4 page."""
    short = min(image.size)
    own = float(image.info.get("dpi", (0, 0))[0] or 0)
    likely = own and LIKELY_SHORT_SIDE[0] <= short / own <= LIKELY_SHORT_SIDE[1]
    return own if likely else short / A4_SHORT_SIDE


def _grey(image: ImageFile) -> Image.Image:
    """As a person sees it: turned as the camera says, transparent parts white, 16 bits brought down to 8."""
    turned: Image.Image = ImageOps.exif_transpose(image)
    if turned.mode.startswith("I"):
        return turned.point(lambda value: value / 256).convert("L")
    if turned.has_transparency_data:
        coloured = turned.convert("RGBA")
        turned = Image.alpha_composite(Image.new("RGBA", coloured.size, (WHITE,) * 4), coloured)
    return turned.convert("L")


def _reduced(grey: Image.Image, dpi: float) -> tuple[Image.Image, int]:
    if dpi <= FINEST:
        return grey, round(dpi)
    size = (round(grey.width * GOAL / dpi), round(grey.height * GOAL / dpi))
    return grey.resize(size, Image.Resampling.LANCZOS), GOAL
