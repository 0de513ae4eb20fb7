"""QH-03, OR-03, TT-03: the rule lines under Tiêu ngữ, issuer and trích yếu (Phụ lục I, Phần I, Mục II)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.formality.metrics import RAISED, text_mm, width_mm
from services.formality.model import Severity
from services.formality.rules.measure import place
from services.formality.rules.registry import Fault, Subject, having, is_named_type, rule
from services.formality.text import is_filler, plain
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Paragraph
    from services.formality.rendering import Line

THIRD, HALF = 100 / 3, 50.0
# A line belongs to the text above it when it follows within so many paragraphs, or so many mm on the drawn page.
_NEAR = 2
_NEAR_MM = 6.0
# There is a line, and nobody can say how long.
_ANY = 1e6


@dataclass(frozen=True, slots=True)
class _Ruled:
    """The rule below a text: its length in % of the text line, from..to when programs draw it differently."""

    shortest: float
    longest: float


@rule("QH-03", "Đường kẻ dưới Tiêu ngữ", article="II.1.b", severity=Severity.WARNING, when=having(Zone.MOTTO))
def under_motto(subject: Subject) -> Iterator[Fault]:
    """A solid line as long as the text of Tiêu ngữ (II.1.b)."""
    yield from _under(subject, Zone.MOTTO, (100.0, 100.0), "dài bằng dòng chữ")


@rule("OR-03", "Đường kẻ dưới tên cơ quan", article="II.2.b", severity=Severity.WARNING, when=having(Zone.ISSUER))
def under_issuer(subject: Subject) -> Iterator[Fault]:
    """A solid line of one third to one half of the text line, centred under the issuer (II.2.b)."""
    yield from _under(subject, Zone.ISSUER, (THIRD, HALF), "dài từ 1/3 đến 1/2 dòng chữ")


@rule(
    "TT-03",
    "Đường kẻ dưới trích yếu",
    article="II.5.b",
    severity=Severity.WARNING,
    when=lambda subject: is_named_type(subject) and bool(subject.zones.of(Zone.ABSTRACT)),
)
def under_abstract(subject: Subject) -> Iterator[Fault]:
    """A solid line of one third to one half of the text line, centred under trích yếu (II.5.b)."""
    yield from _under(subject, Zone.ABSTRACT, (THIRD, HALF), "dài từ 1/3 đến 1/2 dòng chữ")


def _under(subject: Subject, zone: Zone, allowed: tuple[float, float], said: str) -> Iterator[Fault]:
    last = subject.zones.of(zone)[-1]
    ruled = _drawn(subject, last) if subject.rendering else _set(subject, last)
    advice = f"Kẻ một đường nét liền dưới {zone.value}, {said}."
    if ruled is None:
        yield Fault(place(last, zone), f"đường kẻ {said}", "không tìm thấy đường kẻ", advice)
        return
    off = subject.tolerances.rule_line_percent
    if ruled.longest < allowed[0] - off or ruled.shortest > allowed[1] + off:
        share = ruled.longest if ruled.longest < allowed[0] else ruled.shortest
        yield Fault(place(last, zone), f"đường kẻ {said}", f"dài bằng {share:.0f} % dòng chữ", advice)


def _set(subject: Subject, above: Paragraph) -> _Ruled | None:
    """The rule as the file sets it: border, underscores, drawn line or underlining, in this paragraph or the next."""
    text = width_mm(above.runs)
    if above.width_mm:
        text = min(text, above.width_mm)
    for paragraph in _below(subject, above):
        if (length := _length(paragraph, above)) is not None and text:
            return _Ruled(length[0] / text * 100, length[1] / text * 100)
    return None


def _below(subject: Subject, above: Paragraph) -> Iterator[Paragraph]:
    """The paragraph as stored (a zone may be one line of it), then empty ones below it in the same cell."""
    for paragraph in subject.document.paragraphs:
        steps = paragraph.place.number - above.place.number
        here = (paragraph.place.table, paragraph.place.column) == (above.place.table, above.place.column)
        if 0 <= steps <= _NEAR and here and not paragraph.place.boxed:
            yield paragraph
            if steps and paragraph.text and not is_filler(paragraph.text):
                return


def _length(paragraph: Paragraph, above: Paragraph) -> tuple[float, float] | None:
    """Shortest and longest length in mm of the rule in a paragraph; None without one."""
    same = paragraph.place == above.place
    if paragraph.ruled and (same or not paragraph.text):
        # Room unknown: a text box, a cell of automatic width.
        length = paragraph.width_mm - paragraph.left_mm - paragraph.right_mm if paragraph.width_mm else 0.0
        return (length, length) if length > 0 else (0.0, _ANY)
    if underscores := [run for run in paragraph.runs if "_" in run.text and is_filler(run.text)]:
        full = sum(text_mm(plain(run.text), run.size, bold=run.bold) for run in underscores)
        return (full * RAISED[0], full * RAISED[1]) if underscores[0].raised else (full, full)
    if lines := [drawing for drawing in paragraph.drawings if drawing.kind in {"line", "shape"}]:
        return (lines[0].width_mm, lines[0].width_mm) if lines[0].width_mm else (0.0, _ANY)
    if underlined := [run for run in paragraph.runs if run.underline and run.visible]:
        return width_mm(underlined), width_mm(underlined)
    return None


def _drawn(subject: Subject, above: Paragraph) -> _Ruled | None:
    """The rule as drawn on the first page."""
    line = _line_of(subject, above)
    page = next(iter(subject.rendering.pages), None) if subject.rendering else None
    if line is None or page is None:
        return None
    text = line.right_mm - line.left_mm
    near = (one for one in page.strokes if line.top_mm < one.top_mm <= line.bottom_mm + _NEAR_MM)
    below = [one for one in near if one.left_mm < line.right_mm and one.right_mm > line.left_mm]
    share = [(one.right_mm - one.left_mm) / text * 100 for one in sorted(below, key=lambda one: one.top_mm)]
    return _Ruled(share[0], share[0]) if share else None


def _line_of(subject: Subject, paragraph: Paragraph) -> Line | None:
    """The last drawn line of a paragraph's text on the first page."""
    pages = subject.rendering.pages[:1] if subject.rendering else ()
    lines = [line for page in pages for line in page.lines if plain(line.text) and plain(line.text) in paragraph.text]
    return max(lines, key=lambda line: line.top_mm, default=None)
