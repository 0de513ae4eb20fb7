"""PG: paper and margins (Phụ lục I, Phần I, Mục I khoản 1–3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.formality.facts import TABLE
from services.formality.model import Severity
from services.formality.rules.measure import number
from services.formality.rules.registry import EVERY, LETTERS, Fault, Subject, always, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Section

A4_MM = (210.0, 297.0)
TOP = BOTTOM = (20.0, 25.0)
LEFT = (30.0, 35.0)
RIGHT = (15.0, 20.0)


@rule("PG-01", "Khổ giấy", article="I.1", severity=Severity.ERROR, kinds=EVERY, when=always)
def paper(subject: Subject) -> Iterator[Fault]:
    """A4, 210 × 297 mm within 0.5 mm, standing or lying (I.1); orientation is PG-02."""
    for section in subject.document.sections:
        sides = sorted((section.width_mm, section.height_mm))
        if any(abs(side - wanted) > subject.tolerances.length_mm for side, wanted in zip(sides, A4_MM, strict=True)):
            yield Fault(
                _place(section),
                expected="khổ A4 (210 × 297 mm)",
                found=f"{number(section.width_mm)} × {number(section.height_mm)} mm",
                advice="Vào Layout > Size, chọn A4.",
            )


@rule("PG-02", "Kiểu trình bày", article="I.2", severity=Severity.WARNING)
def orientation(subject: Subject) -> Iterator[Fault]:
    """Portrait; a landscape section only for a table (I.2), in an annex too (the decree's own lies)."""
    tabled = {p.place.section for p in subject.document.paragraphs if p.place.table is not None}
    for section in subject.document.sections:
        if section.landscape and (section.number == 1 or section.number not in tabled):
            yield Fault(
                _place(section),
                expected="trang đứng",
                found="trang nằm ngang",
                advice="Chỉ để trang ngang khi phần này có bảng biểu không tách thành phụ lục riêng.",
            )


@rule("PG-03", "Lề trên", article="I.3", severity=Severity.ERROR, kinds=EVERY, when=always)
def top_margin(subject: Subject) -> Iterator[Fault]:
    """20–25 mm (I.3); on a lying sheet of an assignment table also the range of the edge that came to the top."""
    for section in subject.document.sections:
        yield from _margin(subject, section, "lề trên", section.top_mm, TOP, LEFT)


@rule("PG-04", "Lề dưới", article="I.3", severity=Severity.ERROR, kinds=EVERY, when=always)
def bottom_margin(subject: Subject) -> Iterator[Fault]:
    """20–25 mm (I.3); on a lying sheet of an assignment table also the range of the edge that came to the bottom."""
    for section in subject.document.sections:
        yield from _margin(subject, section, "lề dưới", section.bottom_mm, BOTTOM, RIGHT)


@rule("PG-05", "Lề trái", article="I.3", severity=Severity.ERROR, kinds=EVERY, when=always)
def left_margin(subject: Subject) -> Iterator[Fault]:
    """30–35 mm (I.3), measured with the gutter; a lying sheet as in PG-03."""
    for section in subject.document.sections:
        yield from _margin(subject, section, "lề trái", section.left_mm + section.gutter_mm, LEFT, BOTTOM)


@rule("PG-06", "Lề phải", article="I.3", severity=Severity.ERROR, kinds=EVERY, when=always)
def right_margin(subject: Subject) -> Iterator[Fault]:
    """15–20 mm (I.3); a lying sheet as in PG-03."""
    for section in subject.document.sections:
        yield from _margin(subject, section, "lề phải", section.right_mm, RIGHT, TOP)


@rule("PG-07", "Gáy đóng", article="derived", severity=Severity.WARNING, kinds=LETTERS)
def gutter(subject: Subject) -> Iterator[Fault]:
    """No gutter: the decree knows margins only (derived)."""
    for section in subject.document.sections:
        if section.gutter_mm > subject.tolerances.length_mm:
            yield Fault(
                _place(section),
                expected="gáy 0 mm",
                found=f"gáy {number(section.gutter_mm)} mm",
                advice="Vào Layout > Margins > Custom Margins, đặt Gutter bằng 0.",
            )


def _margin(
    subject: Subject,
    section: Section,
    name: str,
    actual: float,
    standing: tuple[float, float],
    turned: tuple[float, float],
) -> Iterator[Fault]:
    lying = subject.facts.kind == TABLE and section.landscape
    allowed = (standing, turned) if lying else (standing,)
    off = subject.tolerances.length_mm
    if any(low - off <= actual <= high + off for low, high in allowed):
        return
    ranges = " hoặc ".join(f"{number(low)}–{number(high)} mm" for low, high in allowed)
    yield Fault(
        _place(section),
        expected=f"{name} {ranges}",
        found=f"{name} {number(actual)} mm",
        advice=f"Vào Layout > Margins > Custom Margins, đặt {name} trong khoảng {ranges}.",
    )


def _place(section: Section) -> str:
    return f"Thiết lập trang, phần (section) {section.number}"
