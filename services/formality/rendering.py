"""A document as drawn on pages, in mm from the top left corner: what only a rendering shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One drawn line of text: its words, where it begins and ends, its top, its fonts."""

    text: str
    left_mm: float
    right_mm: float
    top_mm: float
    fonts: frozenset[str] = frozenset()

    @property
    def width_mm(self) -> float:
        """From the first letter to the last."""
        return self.right_mm - self.left_mm


@dataclass(frozen=True, slots=True)
class Stroke:
    """One drawn rule line, lying: where it begins and ends, how far down it is."""

    left_mm: float
    right_mm: float
    top_mm: float

    @property
    def width_mm(self) -> float:
        """Its length."""
        return self.right_mm - self.left_mm


@dataclass(frozen=True, slots=True)
class Page:
    """One page, its lines from top to bottom, its rule lines."""

    width_mm: float
    height_mm: float
    lines: tuple[Line, ...]
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class Rendering:
    """All pages."""

    pages: tuple[Page, ...]
