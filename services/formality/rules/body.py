"""BO: the text of a document (Phụ lục I, Phần I, Mục II khoản 6 điểm e)."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from services.formality.model import Severity
from services.formality.rules.measure import formed, number, place
from services.formality.rules.registry import Fault, Subject, having, rule
from services.formality.text import is_upper, quote
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Paragraph

# Below this length a paragraph fits on one line, where justifying cannot be seen.
LONG = 90
FIRST_LINE_MM = (10.0, 12.7)
GAP_PT = 6.0
LINES = (1.0, 1.5)
_LINES_TOLERANCE = 0.02
ENDING = "./."
_BLANKS = re.compile(r"[ \t\u00a0]{4,}")
_MANY_EMPTY = 3
_NEVER = 10**9
_TEXT = (Zone.BASIS, Zone.HEADING, Zone.BODY)


@rule("BO-01", "Trình bày nội dung", article="II.6.e", severity=Severity.ERROR, when=having(Zone.BODY))
def shape(subject: Subject) -> Iterator[Fault]:
    """Lower-case style, upright, 13–14 pt, justified (II.6.e). Căn cứ are italic: BA-01 judges them."""
    yield from formed(subject, subject.zones.of(Zone.BODY), Zone.BODY)
    for paragraph in _long(subject, Zone.BODY):
        faults = (
            (is_upper(paragraph.text), "chữ in thường", "chữ in hoa"),
            (paragraph.italic, "chữ đứng", "chữ nghiêng"),
            (paragraph.alignment != "both", "canh đều hai lề", "không canh đều hai lề"),
        )
        for faulty, expected, found in faults:
            if faulty:
                yield Fault(
                    place(paragraph, Zone.BODY), expected, found, advice=f"Chọn các đoạn nội dung và đặt {expected}."
                )


@rule("BO-02", "Thụt dòng đầu", article="II.6.e", severity=Severity.ERROR, when=having(Zone.BODY))
def first_line(subject: Subject) -> Iterator[Fault]:
    """The first line starts 10 or 12.7 mm from the margin, within 0.5 mm (II.6.e)."""
    for paragraph in _long(subject, Zone.BODY, Zone.BASIS):
        start = paragraph.left_mm + paragraph.first_line_mm
        if all(abs(start - wanted) > subject.tolerances.length_mm for wanted in FIRST_LINE_MM):
            yield Fault(
                place(paragraph, Zone.BODY),
                expected="thụt dòng đầu 10 mm hoặc 12,7 mm",
                found=f"thụt {number(start)} mm",
                advice="Vào Paragraph > Special > First line, đặt 1 cm hoặc 1,27 cm.",
            )


@rule("BO-03", "Khoảng cách giữa các đoạn", article="II.6.e", severity=Severity.WARNING, when=having(Zone.BODY))
def gap(subject: Subject) -> Iterator[Fault]:
    """At least 6 pt between paragraphs (II.6.e): the larger of after and before, as Word lays them out."""
    for below, distance in neighbours(subject):
        if distance < GAP_PT - subject.tolerances.size_pt:
            yield Fault(
                place(below, Zone.BODY),
                expected="cách đoạn trên ít nhất 6 pt",
                found=f"cách {number(distance)} pt",
                advice="Vào Paragraph > Spacing, đặt Before 6 pt.",
            )


@rule("BO-04", "Khoảng cách dòng", article="II.6.e", severity=Severity.WARNING, when=having(Zone.BODY))
def line_spacing(subject: Subject) -> Iterator[Fault]:
    """Single to 1.5 lines (II.6.e); a height in pt is judged by 1.15 × the size of the text."""
    smallest, largest = LINES
    for paragraph in subject.zones.of(*_TEXT):
        if not smallest - _LINES_TOLERANCE <= paragraph.lines <= largest + _LINES_TOLERANCE:
            yield Fault(
                place(paragraph, Zone.BODY),
                expected="cách dòng từ dòng đơn đến 1,5 dòng",
                found=f"cách dòng {paragraph.lines:.2f} dòng".replace(".", ","),
                advice="Vào Paragraph > Line spacing, chọn từ Single đến 1.5 lines.",
            )


@rule("BO-05", "Một cỡ chữ cho nội dung", article="derived", severity=Severity.WARNING, when=having(Zone.BODY))
def one_size(subject: Subject) -> Iterator[Fault]:
    """One size for the whole text; tables are free (derived)."""
    letters: Counter[float] = Counter()
    for paragraph in subject.zones.of(Zone.BODY):
        for run in paragraph.judged:
            letters[run.size] += len(run.text)
    if not letters:
        return
    usual = letters.most_common(1)[0][0]
    for paragraph in subject.zones.of(Zone.BODY):
        others = sorted(paragraph.sizes - {usual})
        if others:
            yield Fault(
                place(paragraph, Zone.BODY),
                expected=f"cùng cỡ chữ {number(usual)} với toàn văn bản",
                found=f"cỡ chữ {', '.join(number(size) for size in others)}",
                advice=f"Đặt cỡ chữ {number(usual)} cho đoạn này.",
            )


@rule("BO-06", "Kết thúc nội dung", article="mẫu 1.4; mẫu 1.5", severity=Severity.WARNING, when=having(Zone.BODY))
def ending(subject: Subject) -> Iterator[Fault]:
    """The last paragraph ends with `./.`, as the forms show it (mẫu 1.4, 1.5)."""
    close = min((p.place.number for p in subject.zones.of(Zone.RECIPIENTS_TITLE)), default=_NEVER)
    last = [p for p in subject.zones.of(*_TEXT, Zone.TABLE) if p.place.number < close][-1]
    if not last.text.endswith(ENDING):
        yield Fault(
            place(last, Zone.BODY),
            expected=f"kết thúc bằng “{ENDING}”",
            found=f"kết thúc bằng {quote(last.text[-12:])}",
            advice=f"Thêm “{ENDING}” ở cuối đoạn cuối cùng.",
        )


@rule("BO-07", "Khoảng trắng thừa", article="derived", severity=Severity.INFO, when=having(Zone.BODY))
def hygiene(subject: Subject) -> Iterator[Fault]:
    """No more than three blanks in a row, no more than two empty paragraphs, to place text (derived)."""
    for paragraph in subject.zones.of(*_TEXT):
        if _BLANKS.search(paragraph.raw.strip().removesuffix(ENDING).rstrip()):
            advice = "Xóa khoảng trắng thừa, dùng canh lề và thụt dòng."
            yield Fault(place(paragraph, Zone.BODY), "không quá 3 khoảng trắng liền nhau", "nhiều khoảng trắng", advice)
    empty = 0
    for paragraph in subject.document.paragraphs:
        inside = paragraph.place.table is not None or paragraph.place.boxed
        empty = 0 if paragraph.text or inside or paragraph.drawings or paragraph.ruled else empty + 1
        if empty == _MANY_EMPTY:
            advice = "Xóa đoạn trống, dùng Spacing Before/After."
            yield Fault(place(paragraph), "không quá 2 đoạn trống liền nhau", "từ 3 đoạn trống liền nhau", advice)


def _long(subject: Subject, *zones: Zone) -> tuple[Paragraph, ...]:
    return tuple(paragraph for paragraph in subject.zones.of(*zones) if len(paragraph.text) > LONG)


def neighbours(subject: Subject) -> Iterator[tuple[Paragraph, float]]:
    """Paragraphs of the text right below another one, with the gap in pt as Word lays it out."""
    text = [paragraph for paragraph in subject.zones.of(*_TEXT) if paragraph.place.table is None]
    for above, below in pairwise(text):
        if below.place.number == above.place.number + 1 and not below.centred:
            same = above.style == below.style
            after = 0.0 if same and above.contextual else above.after_pt
            yield below, max(after, 0.0 if same and below.contextual else below.before_pt)
