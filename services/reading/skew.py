"""How far a page is tilted, and turning it upright (understanding.md §4). Runs inside the child."""

from __future__ import annotations

from array import array
from itertools import pairwise
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterable

WORTH_TURNING = 0.5
"""Degrees. Tesseract reads smaller tilts well by itself, and turning by so little can harm."""
QUARTER = 4
COARSE = tuple(step / 2 for step in range(-6, 7))
FINE = tuple(step / 10 for step in range(-4, 5))
MARGIN = 0.05
"""Of each side: black edges of the scanner and the corners that turning lays bare are left out."""
WHITE = 255


def upright(grey: Image.Image) -> tuple[Image.Image, float]:
    """The page turned upright, and by how many degrees (counter-clockwise; 0 when it was left as it is)."""
    angle = tilt(grey)
    if abs(angle) < WORTH_TURNING:
        return grey, 0.0
    return grey.rotate(angle, Image.Resampling.BICUBIC, fillcolor=WHITE), angle


def tilt(grey: Image.Image) -> float:
    """The turn in degrees, −3.4 to 3.4, after which ink changes most from row to row of pixels."""
    small = grey.reduce(QUARTER)

    def best(angles: Iterable[float]) -> float:
        return max(angles, key=lambda angle: (_sharpness(small, angle), -abs(angle)))

    coarse = best(COARSE)
    return round(best(coarse + step for step in FINE), 1)


def _sharpness(small: Image.Image, angle: float) -> float:
    """Sum of squared changes between the mean grey of neighbouring rows."""
    turned = small.rotate(angle, Image.Resampling.BILINEAR, fillcolor=WHITE)
    across, down = int(turned.width * MARGIN), int(turned.height * MARGIN)
    inner = turned.crop((across, down, turned.width - across, turned.height - down))
    column = inner.convert("F").resize((1, inner.height), Image.Resampling.BOX)
    rows = array("f", column.tobytes())
    return sum((above - below) ** 2 for above, below in pairwise(rows))
