"""Pictures of pages, fetched from the child process that draws them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PIL import Image

from services.reading import isolation
from services.reading.isolation import Limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.reading.sniff import Kind

TO_START = Limits(memory=1024 * 2**20, cpu=10, wall=20.0, file=96 * 2**20, answer=96 * 2**20)
SECONDS_A_PAGE = 20
CLOCKWISE = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
"""Pillow counts the other way round."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One upright page in grey: a byte a pixel, row by row. `turned`: degrees it was turned by to stand upright."""

    number: int
    width: int
    height: int
    dpi: int
    turned: float
    pixels: bytes

    def image(self) -> Image.Image:
        """The page as a picture of its own, free to be drawn on."""
        return Image.frombytes("L", (self.width, self.height), self.pixels)

    def pgm(self) -> bytes:
        """The page as a picture file (portable greymap)."""
        return b"P5\n%d %d\n255\n" % (self.width, self.height) + self.pixels

    def quarter_turned(self, degrees: int) -> Picture:
        """The page turned clockwise by 90, 180 or 270 degrees."""
        page = self.image().transpose(CLOCKWISE[degrees])
        return replace(self, width=page.width, height=page.height, pixels=page.tobytes())


def pictures(content: bytes, kind: Kind, numbers: Sequence[int], name: str) -> list[Picture]:
    """These pages of a PDF or picture file. Raises `UnreadableFileError` when one of them cannot be drawn."""
    seconds = SECONDS_A_PAGE * len(numbers)
    limits = replace(TO_START, cpu=TO_START.cpu + seconds, wall=TO_START.wall + seconds)
    answer = isolation.ask("raster", content, name, kind, kind, ",".join(map(str, numbers)), limits=limits)
    start = answer.index(b"\n") + 1
    found = []
    for head in json.loads(answer[:start]):
        end = start + head["width"] * head["height"]
        found.append(Picture(**head, pixels=answer[start:end]))
        start = end
    return found
