"""Clean renders worn like scans: blur, grain and hard contrast, on grey images in the portable format (PGM)."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

WHITE = 255


@dataclass(frozen=True, slots=True)
class Scan:
    """How a page is scanned: dots per inch, rounds of blur, grain as standard deviation of grey (0..255).

    `black_below`: a copier without grey prints what is darker in black, the rest in white.
    """

    dpi: int
    blur: int = 0
    grain: int = 0
    black_below: int | None = None


SCANS = (
    Scan(200),
    Scan(150, blur=1, grain=12),
    Scan(300, blur=2, grain=20),
    Scan(120),
    Scan(200, blur=2, grain=12),
    Scan(200, blur=1, grain=30, black_below=150),
    Scan(300),
    Scan(150, grain=20, black_below=190),
)
"""By turns, page after page."""


def worn(image: bytes, scan: Scan, dice: random.Random) -> bytes:
    """The image after this scan."""
    magic, size, depth, pixels = image.split(b"\n", 3)
    width = int(size.split()[0])
    for _ in range(scan.blur):
        pixels = _mixed(_mixed(pixels, 1), width)
    if scan.grain:
        pixels = _grained(pixels, scan.grain, dice)
    if scan.black_below is not None:
        pixels = pixels.translate(bytes(0 if grey < scan.black_below else WHITE for grey in range(256)))
    return b"\n".join((magic, size, depth, pixels))


def _mixed(pixels: bytes, step: int) -> bytes:
    """Each pixel mixed with the one `step` behind it."""
    return bytes((a + b) >> 1 for a, b in zip(pixels, pixels[step:] + pixels[-step:], strict=True))


def _grained(pixels: bytes, grain: int, dice: random.Random) -> bytes:
    normal = NormalDist(0, grain)
    shift = [round(normal.inv_cdf((byte + 0.5) / 256)) for byte in range(256)]
    grains = dice.randbytes(len(pixels))
    return bytes(min(WHITE, max(0, a + shift[b])) for a, b in zip(pixels, grains, strict=True))
