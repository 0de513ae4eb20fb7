"""NO: page numbers (Phụ lục I, Phần I, Mục I khoản 7)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.formality.facts import LETTER
from services.formality.model import Severity
from services.formality.rules.measure import number
from services.formality.rules.registry import Fault, Subject, rule
from services.formality.text import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Paragraph, Section

SIZES_PT = (13.0, 14.0)
_PAGE = re.compile(r"\bPAGE\b")
_PLACE = "Số trang"


@rule("NO-01", "Vị trí, cỡ chữ số trang", article="I.7", severity=Severity.ERROR)
def page_number(subject: Subject) -> Iterator[Fault]:
    """A page number, Arabic, 13–14 pt, upright, centred in the top margin (I.7), so in the default header.

    Whether somebody else's file needs one at all depends on its length, which only a rendering shows: a question.
    """
    header = [paragraph for section in subject.document.sections for paragraph in section.headers.get("default", ())]
    footer = [paragraph for section in subject.document.sections for paragraph in section.footers.get("default", ())]
    numbered = [paragraph for paragraph in header if _has_number(paragraph)]
    if not numbered:
        below = any(_has_number(paragraph) for paragraph in footer)
        yield Fault(
            _PLACE,
            expected="số trang ở giữa lề trên",
            found="số trang ở chân trang" if below else "không có số trang",
            advice="Vào Insert > Page Number > Top of Page, chọn kiểu canh giữa.",
            review=not below and subject.facts.kind != LETTER,
        )
    for paragraph in numbered:
        yield from _shape(subject, paragraph)


@rule("NO-02", "Số trang thứ nhất", article="I.7", severity=Severity.ERROR)
def first_page(subject: Subject) -> Iterator[Fault]:
    """Not shown on page 1 (I.7): a different first page whose header has no number."""
    section = next(iter(subject.document.sections), None)
    if section is None or not _numbered(section):
        return
    shown = any(_has_number(paragraph) for paragraph in section.headers.get("first", ()))
    if shown or not section.first_page_differs:
        yield Fault(
            _PLACE,
            expected="trang đầu không hiển thị số trang",
            found="trang đầu hiển thị số trang",
            advice="Mở đầu trang, đánh dấu Different First Page và để trống đầu trang thứ nhất.",
        )


@rule("NO-04", "Số trang tự động", article="derived", severity=Severity.WARNING)
def counted(subject: Subject) -> Iterator[Fault]:
    """The number is a field, not typed digits; the footer is empty but for the address on page 1 (derived)."""
    for section in subject.document.sections:
        for paragraph in section.headers.get("default", ()):
            if paragraph.text.strip(" -–").isdecimal() and not _has_number(paragraph):
                advice = "Xóa số đã gõ, dùng Insert > Page Number."
                yield Fault(_PLACE, "số trang tự động", f"gõ số {paragraph.text}", advice)
        for paragraph in section.footers.get("default", ()):
            if paragraph.text and not _has_number(paragraph):
                advice = "Xóa nội dung chân trang; địa chỉ cơ quan chỉ ở chân trang thứ nhất."
                yield Fault("Chân trang", "chân trang để trống", quote(paragraph.text), advice)


def _numbered(section: Section) -> bool:
    return any(_has_number(paragraph) for paragraph in section.headers.get("default", ()))


def _has_number(paragraph: Paragraph) -> bool:
    return any(_PAGE.search(run.field) for run in paragraph.runs)


def _shape(subject: Subject, paragraph: Paragraph) -> Iterator[Fault]:
    runs = [run for run in paragraph.runs if run.visible or run.field]
    smallest, largest = SIZES_PT
    off = subject.tolerances.size_pt
    wrong = {run.size for run in runs if not smallest - off <= run.size <= largest + off}
    faults = (
        (bool(wrong), "cỡ chữ 13–14", f"cỡ chữ {', '.join(number(size) for size in sorted(wrong))}"),
        (any(run.italic for run in runs), "chữ đứng", "chữ nghiêng"),
        (not paragraph.centred, "canh giữa", "không canh giữa"),
    )
    for faulty, expected, found in faults:
        if faulty:
            yield Fault(_PLACE, expected, found, advice=f"Mở đầu trang, chọn số trang và đặt {expected}.")
