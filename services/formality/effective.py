"""Effective formatting of a DOCX: what a reader sees, in pt and mm, whatever layer it was set in.

`read` resolves run → character style → paragraph style chain → table style → document defaults → theme fonts, for
body, tables, text boxes, headers and footers. Of alternate contents (text boxes stored twice) one branch is read;
tracked deletions are not.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from itertools import compress

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
    underline: bool = False

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
    """Where a paragraph stands: part (body, header, footer), its number there (from 1), its cell when in a table.

    `section` is the number (from 1) of the section it lies in.
    """

    part: str
    number: int
    table: int | None = None
    row: int = 0
    column: int = 0
    boxed: bool = False
    section: int = 1


@dataclass(frozen=True, slots=True)
class Drawing:
    """Something drawn in a paragraph: `kind` is picture, line or shape; its length from left to right in mm."""

    kind: str
    width_mm: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with its effective formatting; indents in mm, spacing in pt.

    `lines` is the line spacing in single lines; exact and at-least heights are judged by the size of the text.
    `contextual` drops the spacing between paragraphs of one style; `listed` means that a list puts its mark before it.
    `ruled` is a border above or below it, `framed` one on all four sides; `width_mm` is the room it has, 0 when nobody
    says. `keeps_next` holds it on the page of the next paragraph; `new_page` means that a page begins with it.

    `raw` is the text of all runs, `seen` are the visible ones. `text` is what a reader reads: visible runs joined,
    without raised note marks, blanks made one. `judged` are the runs that rules of size and style look at; it is `bold`
    or `italic` when most of these letters are.
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
    ruled: bool = False
    framed: bool = False
    keeps_next: bool = False
    new_page: bool = False
    width_mm: float = 0.0
    drawings: tuple[Drawing, ...] = ()
    raw: str = field(init=False, compare=False, default="")
    seen: tuple[Run, ...] = field(init=False, compare=False, default=())
    text: str = field(init=False, compare=False, default="")
    judged: tuple[Run, ...] = field(init=False, compare=False, default=())
    bold: bool = field(init=False, compare=False, default=False)
    italic: bool = field(init=False, compare=False, default=False)

    def __post_init__(self) -> None:
        if not self.runs:
            return
        object.__setattr__(self, "raw", "".join([run.text for run in self.runs]))
        object.__setattr__(self, "seen", tuple([run for run in self.runs if run.visible]))
        shown = "".join([run.text for run in self.runs if _read(run)])
        object.__setattr__(self, "text", plain(shown))
        judged = tuple([run for run in self.seen if not run.raised and not is_filler(run.text)])
        object.__setattr__(self, "judged", judged)
        letters = [len(run.text.strip()) for run in judged]
        object.__setattr__(self, "bold", _mostly(letters, [run.bold for run in judged]))
        object.__setattr__(self, "italic", _mostly(letters, [run.italic for run in judged]))

    def moved(self, place: Place, width_mm: float) -> Paragraph:
        """The same paragraph at another place; what follows from its runs is not worked out again."""
        other = object.__new__(Paragraph)
        for name in _SLOTS:
            object.__setattr__(other, name, getattr(self, name))
        object.__setattr__(other, "place", place)
        object.__setattr__(other, "width_mm", width_mm)
        return other

    @property
    def sizes(self) -> frozenset[float]:
        """Sizes of the judged runs, in pt."""
        return frozenset(run.size for run in self.judged)

    @property
    def centred(self) -> bool:
        """Whether it is centred, by alignment or by a centred frame."""
        return self.alignment == "center" or self.framed_centre


_SLOTS = tuple(one.name for one in fields(Paragraph))


@dataclass(frozen=True, slots=True)
class Section:
    """One section: page and margins in mm, and the paragraphs of its headers and footers by type (default, first).

    `first_number` is the page number it begins with, None when it goes on counting; a `continuous` one begins no page.
    """

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
    first_number: int | None = None
    continuous: bool = False

    @property
    def landscape(self) -> bool:
        """Whether the sheet lies."""
        return self.width_mm > self.height_mm


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the body by its number: columns in mm, whether lines are drawn, whether all rows stay whole."""

    number: int
    columns_mm: tuple[float, ...]
    bordered: bool
    unbroken: bool


@dataclass(frozen=True, slots=True)
class Review:
    """Marks of people at work on the file: comments and tracked changes."""

    comments: int = 0
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A DOCX as its reader sees it: all paragraphs of the body in reading order (cells left to right), sections.

    `everything` is body, headers and footers; a header used by many sections stands once.
    """

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...] = ()
    review: Review = Review()
    everything: tuple[Paragraph, ...] = field(init=False, compare=False, default=())

    def __post_init__(self) -> None:
        margins = (part for one in self.sections for part in (*one.headers.values(), *one.footers.values()))
        seen = {id(paragraph): paragraph for group in margins for paragraph in group}
        object.__setattr__(self, "everything", (*self.paragraphs, *seen.values()))

    def table(self, number: int | None) -> Table | None:
        """The table of that number."""
        return next((table for table in self.tables if table.number == number), None)


def _read(run: Run) -> bool:
    return not run.hidden and run.colour != WHITE and not run.raised


def _mostly(letters: list[int], marks: list[bool]) -> bool:
    """Whether more than half of the letters are in marked runs."""
    return sum(compress(letters, marks)) * 2 > sum(letters)
