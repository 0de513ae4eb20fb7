"""A document as drawn on pages, in mm from the top left corner: what only a rendering shows.

These are shapes, not values: whoever draws pages (`services.reading.rendering`) has them; the check reads them only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Stroke(Protocol):
    """One drawn rule line, lying: where it begins and ends, how far down it is."""

    @property
    def left_mm(self) -> float: ...  # noqa: D102
    @property
    def right_mm(self) -> float: ...  # noqa: D102
    @property
    def top_mm(self) -> float: ...  # noqa: D102
    @property
    def bottom_mm(self) -> float: ...  # noqa: D102


class Line(Stroke, Protocol):
    """One drawn line of text."""

    @property
    def text(self) -> str: ...  # noqa: D102


class Page(Protocol):
    """One page, its lines from top to bottom, its rule lines, the names of its fonts."""

    @property
    def lines(self) -> Sequence[Line]: ...  # noqa: D102
    @property
    def strokes(self) -> Sequence[Stroke]: ...  # noqa: D102
    @property
    def fonts(self) -> Sequence[str]: ...  # noqa: D102


class Rendering(Protocol):
    """All pages."""

    @property
    def pages(self) -> Sequence[Page]: ...  # noqa: D102
