"""A Word file as LibreOffice draws it: for what only drawn pages show (`services.formality` judges them)."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.errors import UnreadableFileError
from services.reading import isolation, office, refusals
from services.reading.sniff import Kind

READER = "drawn"
PACKAGES = "libreoffice-writer-nogui fonts-liberation2"


@dataclass(frozen=True, slots=True)
class Line:
    """One drawn line of text, in mm from the top left corner of its page."""

    text: str
    left_mm: float
    top_mm: float
    right_mm: float
    bottom_mm: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """One drawn rule line, lying."""

    left_mm: float
    top_mm: float
    right_mm: float
    bottom_mm: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: lines of text from top to bottom, rule lines, names of the fonts used."""

    width_mm: float
    height_mm: float
    lines: tuple[Line, ...]
    strokes: tuple[Stroke, ...]
    fonts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rendering:
    """All pages."""

    pages: tuple[Page, ...]


def render(content: bytes, name: str) -> Rendering:
    """The drawn pages of a .docx. Raises UnreadableFileError: LibreOffice is not installed, or cannot open it."""
    converter = shutil.which("soffice")
    if converter is None:
        raise UnreadableFileError(refusals.needs_office(name, "cần vẽ trang để xét", PACKAGES))
    pdf = _as_pdf(converter, content)
    if pdf is None:
        raise UnreadableFileError(refusals.not_converted(name, "Word (.docx)"))
    return Rendering(tuple(_page(page) for page in json.loads(isolation.ask(READER, pdf, name, Kind.PDF))))


def _as_pdf(converter: str, content: bytes) -> bytes | None:
    with tempfile.TemporaryDirectory(prefix="trienkhai-") as folder:
        source = Path(folder, "source.docx")
        source.write_bytes(content)
        made = office.convert(converter, source, "pdf")
        return made.read_bytes() if made else None


def _page(page: dict[str, Any]) -> Page:
    return Page(
        width_mm=page["width"],
        height_mm=page["height"],
        lines=tuple(Line(text, *box) for box, text in page["lines"]),
        strokes=tuple(Stroke(*box) for box in page["strokes"]),
        fonts=tuple(page["fonts"]),
    )
