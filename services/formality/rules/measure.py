"""What many rules ask of a paragraph: size, weight, slant, place on the line; and how a fault names its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.formality.forms import FORMS
from services.formality.rules.registry import Fault
from services.formality.text import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from services.formality.effective import Paragraph
    from services.formality.rules.registry import Subject
    from services.formality.zones import Zone


def number(value: float) -> str:
    """A number as Vietnamese writes it: "13", "12,7"."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def place(paragraph: Paragraph, name: str = "") -> str:
    """Where a paragraph stands, for a clerk: its component, its number and how it begins."""
    where = paragraph.place
    cell = f", bảng {where.table} hàng {where.row} cột {where.column}" if where.table is not None else ""
    part = {"header": " đầu trang", "footer": " chân trang"}.get(where.part, "")
    label = f"{name}, " if name else ""
    return f"{label}đoạn {where.number}{part}{cell}: {quote(paragraph.text)}"


def sizes(subject: Subject, paragraph: Paragraph, name: str, smallest: float, largest: float) -> Iterator[Fault]:
    """A fault when any visible text of the paragraph is not within these sizes (pt)."""
    off = subject.tolerances.size_pt
    wrong = sorted(size for size in paragraph.sizes if not smallest - off <= size <= largest + off)
    if wrong:
        allowed = number(smallest) if smallest == largest else f"{number(smallest)}–{number(largest)}"
        yield Fault(
            place(paragraph, name),
            expected=f"cỡ chữ {allowed}",
            found=f"cỡ chữ {', '.join(number(size) for size in wrong)}",
            advice=f"Đặt cỡ chữ {allowed}.",
        )


def look(
    paragraph: Paragraph,
    name: str,
    *,
    bold: bool | None = None,
    italic: bool | None = None,
    centred: bool | None = None,
) -> Iterator[Fault]:
    """A fault for each of weight, slant and centring that is not as asked; None asks nothing."""
    asked = (
        (bold, paragraph.bold, "chữ đậm", "chữ không đậm"),
        (italic, paragraph.italic, "chữ nghiêng", "chữ đứng"),
        (centred, paragraph.centred, "canh giữa", "không canh giữa"),
    )
    for wanted, actual, yes, no in asked:
        if wanted is not None and wanted != actual:
            yield Fault(
                place(paragraph, name),
                expected=yes if wanted else no,
                found=yes if actual else no,
                advice=f"Đặt lại: {yes if wanted else no}.",
            )


def missing(name: str, advice: str) -> Fault:
    """The fault of a component that is not there."""
    return Fault("Toàn văn bản", expected=f"có {name}", found="không tìm thấy", advice=advice)


def each(
    subject: Subject,
    paragraphs: Iterable[Paragraph],
    name: str,
    within: tuple[float, float],
    **asked: bool | None,
) -> Iterator[Fault]:
    """`sizes` (smallest and largest, pt) and `look` for every paragraph of a component."""
    for paragraph in paragraphs:
        yield from sizes(subject, paragraph, name, *within)
        yield from look(paragraph, name, **asked)


def formed(subject: Subject, paragraphs: Iterable[Paragraph], zone: Zone) -> Iterator[Fault]:
    """`each` by the form of a component."""
    form = FORMS[zone]
    asked = {"bold": form.bold, "italic": form.italic, "centred": form.centred}
    yield from each(subject, paragraphs, zone, form.sizes, **asked)
