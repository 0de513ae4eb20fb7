"""Effective formatting of a DOCX: what a reader sees, in pt and mm, whatever layer it was set in.

`read` resolves run → character style → paragraph style chain → table style → document defaults → theme fonts, for
body, tables, text boxes, headers and footers. Of alternate contents (text boxes stored twice) one branch is read;
tracked deletions are not.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.formality.text import is_filler, plain

MAIN = "body"
WHITE = "FFFFFF"
# Single line height of Times New Roman as a multiple of its size.
LINE_HEIGHT = 1.15


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one formatting; `text` is as shown: capitals applied, tabs and line breaks as such.

    `fonts` are ascii, hAnsi, cs, eastAsia; an empty one is decided by nobody. `colour` is RRGGBB, empty for automatic.
    `field` is the instruction when the run holds a field code ("PAGE"), else empty.
    """

    text: str
    fonts: tuple[str, str, str, str]
    size: float
    bold: bool
    italic: bool
    colour: str
    script: str
    hidden: bool
    field: str = ""

    @property
    def visible(self) -> bool:
        """Whether ink comes of it: neither hidden, nor white, nor blank."""
        return not self.hidden and self.colour != WHITE and bool(self.text.strip())

    @property
    def raised(self) -> bool:
        """Superscript or subscript: note marks and the rule lines of the official forms."""
        return self.script in {"superscript", "subscript"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: part (body, header, footer), its number there (from 1), its cell when in a table."""

    part: str
    number: int
    table: int | None = None
    row: int = 0
    column: int = 0
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with its effective formatting; indents in mm, spacing in pt.

    `lines` is the line spacing in single lines; exact and at-least heights are judged by the size of the text.
    `contextual` drops the spacing between paragraphs of one style; `listed` means that a list puts its mark before it.
    """

    runs: tuple[Run, ...]
    style: str
    alignment: str
    left_mm: float
    right_mm: float
    first_line_mm: float
    before_pt: float
    after_pt: float
    lines: float
    framed_centre: bool
    contextual: bool
    listed: bool
    place: Place

    @property
    def text(self) -> str:
        """What a reader reads: visible runs joined, without raised note marks, blanks made one."""
        return plain("".join(run.text for run in self.runs if _read(run)))

    @property
    def judged(self) -> tuple[Run, ...]:
        """The runs that rules of size and style look at."""
        return tuple(run for run in self.runs if run.visible and not run.raised and not is_filler(run.text))

    @property
    def sizes(self) -> frozenset[float]:
        """Sizes of the judged runs, in pt."""
        return frozenset(run.size for run in self.judged)

    @property
    def bold(self) -> bool:
        """Whether most of it is bold."""
        return _mostly(self.judged, [run.bold for run in self.judged])

    @property
    def italic(self) -> bool:
        """Whether most of it is italic."""
        return _mostly(self.judged, [run.italic for run in self.judged])

    @property
    def centred(self) -> bool:
        """Whether it is centred, by alignment or by a centred frame."""
        return self.alignment == "center" or self.framed_centre


@dataclass(frozen=True, slots=True)
class Section:
    """One section: page and margins in mm, and the paragraphs of its headers and footers by type (default, first)."""

    number: int
    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    gutter_mm: float
    first_page_differs: bool
    headers: dict[str, tuple[Paragraph, ...]]
    footers: dict[str, tuple[Paragraph, ...]]

    @property
    def landscape(self) -> bool:
        """Whether the sheet lies."""
        return self.width_mm > self.height_mm


@dataclass(frozen=True, slots=True)
class Document:
    """A DOCX as its reader sees it: all paragraphs of the body in reading order (cells left to right), sections."""

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]

    @property
    def everything(self) -> tuple[Paragraph, ...]:
        """Body, headers and footers; a header used by many sections stands once."""
        seen: dict[int, Paragraph] = {}
        for section in self.sections:
            for group in (*section.headers.values(), *section.footers.values()):
                seen.update((id(paragraph), paragraph) for paragraph in group)
        return (*self.paragraphs, *seen.values())


def _read(run: Run) -> bool:
    return not run.hidden and run.colour != WHITE and not run.raised


def _mostly(runs: tuple[Run, ...], marks: list[bool]) -> bool:
    marked = sum(len(run.text.strip()) for run, mark in zip(runs, marks, strict=True) if mark)
    return marked * 2 > sum(len(run.text.strip()) for run in runs)
