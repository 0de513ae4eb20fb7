"""How far a page is tilted, and turning it upright (understanding.md §4). Runs inside the child."""

from __future__ import annotations

from array import array
from itertools import pairwise
from math import radians, tan
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterable

WORTH_TURNING = 0.5
"""Degrees. Tesseract reads smaller tilts well by itself, and turning by so little can harm."""
STRIPS = 64
"""Parts of the page's width. Turning by a small angle moves each up or down as a whole: 200 times less to compute."""
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
    # as many syllables are read as after bicubic turning, which takes three times as long
    return grey.rotate(angle, Image.Resampling.BILINEAR, fillcolor=WHITE), angle


def tilt(grey: Image.Image) -> float:
    """The turn in degrees, −3.4 to 3.4, after which ink changes most from row to row of pixels."""
    width = max(1, grey.width // STRIPS)
    strips = grey.reduce((width, QUARTER)).convert("F")
    slope = width / QUARTER

    def best(angles: Iterable[float]) -> float:
        return max(angles, key=lambda angle: (_sharpness(strips, slope * tan(radians(angle))), -abs(angle)))

    coarse = best(COARSE)
    return round(best(coarse + step for step in FINE), 1)


def _sharpness(strips: Image.Image, drop: float) -> float:
    """Sum of squared changes of mean grey from row to row, each strip raised `drop` rows more than the one before."""
    centred = (1, 0, 0, drop, 1, -drop * strips.width / 2)
    turned = strips.transform(strips.size, Image.Transform.AFFINE, centred, Image.Resampling.BILINEAR, fillcolor=WHITE)
    across, down = int(turned.width * MARGIN), int(turned.height * MARGIN)
    inner = turned.crop((across, down, turned.width - across, turned.height - down))
    rows = array("f", inner.resize((1, inner.height), Image.Resampling.BOX).tobytes())
    return sum((above - below) ** 2 for above, below in pairwise(rows))
