"""PL: địa danh and date (Phụ lục I, Phần I, Mục II khoản 4)."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from services.formality.model import Severity
from services.formality.rules.measure import formed, missing, place
from services.formality.rules.registry import DRAFT, Fault, Subject, having, rule
from services.formality.text import quote
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Paragraph

_FORM = re.compile(
    r"(?P<place>[^,]*\S), ?ngày ?(?P<day>[\d.…_ ]*) ?tháng ?(?P<month>[\d.…_ ]*) ?năm ?(?P<year>[\d.…_ ]*)"
)
_CLIPPED = re.compile(r"\d+$|Hồ Chí Minh|(TP|P|Q|TX|TT|H|X)\.? ?(?=[A-ZĐ\d])|(tp|phường|xã|thành phố|quận) ")
_BLANK = re.compile(r"[.…_ ]*")
_EXAMPLE = "“Tây Ninh, ngày 05 tháng 3 năm 2026”"
_PADDED_BELOW = 10
_PADDED_MONTHS = frozenset({1, 2})


@rule(
    "PL-01",
    "Địa danh của cơ quan",
    article="II.4.a",
    severity=Severity.WARNING,
    kinds=DRAFT,
    when=having(Zone.DATELINE),
)
def own_place(subject: Subject) -> Iterator[Fault]:
    """The place is the one where the office sits, as configured (II.4.a)."""
    wanted = subject.facts.head.place if subject.facts.head else ""
    for paragraph, name in _places(subject):
        if wanted and name != wanted:
            yield _fault(paragraph, f"địa danh “{wanted}”", "Đối chiếu khóa place trong config/office.toml.")


@rule("PL-02", "Địa danh ghi đầy đủ", article="II.4.a", severity=Severity.WARNING, when=having(Zone.DATELINE))
def full_place(subject: Subject) -> Iterator[Fault]:
    """Places named by number, person or event stand with their common noun, in full (II.4.a)."""
    for paragraph, name in _places(subject):
        if _CLIPPED.match(name):
            advice = "Ghi đầy đủ, ví dụ “Phường 1”, “Thành phố Hồ Chí Minh”."
            yield _fault(paragraph, "tên đầy đủ của đơn vị hành chính", advice)


@rule("PL-03", "Địa danh, ngày tháng", article="II.4.b", severity=Severity.ERROR)
def form(subject: Subject) -> Iterator[Fault]:
    """`{Địa danh}, ngày DD tháng MM năm YYYY` (II.4.b), a comma after the place.

    Days below 10 and the months 1 and 2 have a zero before them, other months none (the decree itself: "tháng 3").
    Blank day, month and year are right in a draft; PL-05 judges who may fill them.
    """
    found = subject.zones.of(Zone.DATELINE)
    if not found:
        yield missing(Zone.DATELINE, f"Thêm dòng địa danh, ngày tháng dưới Tiêu ngữ, ví dụ {_EXAMPLE}.")
    for paragraph in found:
        match = _FORM.fullmatch(paragraph.text)
        if match is None:
            yield _fault(paragraph, _EXAMPLE, "Viết đủ: địa danh, dấu phẩy, ngày … tháng … năm ….")
        else:
            yield from _numbers(paragraph, *(match[name].strip() for name in ("day", "month", "year")))


@rule("PL-04", "Kiểu chữ địa danh, ngày tháng", article="II.4.c", severity=Severity.ERROR, when=having(Zone.DATELINE))
def style(subject: Subject) -> Iterator[Fault]:
    """13–14 pt italic, centred under Tiêu ngữ (II.4.c)."""
    yield from formed(subject, subject.zones.of(Zone.DATELINE), Zone.DATELINE)


@rule("PL-05", "Ngày của dự thảo", article="Đ 15(1)", severity=Severity.ERROR, kinds=DRAFT, when=having(Zone.DATELINE))
def blank_day(subject: Subject) -> Iterator[Fault]:
    """A draft has no day of issue: it is given with the number (Điều 15); month and year may stand there."""
    for paragraph in subject.zones.of(Zone.DATELINE):
        match = _FORM.fullmatch(paragraph.text)
        if match is not None and not _BLANK.fullmatch(match["day"]):
            yield _fault(paragraph, "để trống ngày", "Xóa ngày; văn thư ghi ngày khi ban hành.")


def _places(subject: Subject) -> Iterator[tuple[Paragraph, str]]:
    for paragraph in subject.zones.of(Zone.DATELINE):
        if match := _FORM.fullmatch(paragraph.text):
            yield paragraph, match["place"]


def _numbers(paragraph: Paragraph, day: str, month: str, year: str) -> Iterator[Fault]:
    if day.isdecimal() and int(day) < _PADDED_BELOW and len(day) == 1:
        yield _fault(paragraph, f"ngày 0{day}", "Thêm số 0 trước ngày nhỏ hơn 10.")
    wanted = f"{'0' if int(month) in _PADDED_MONTHS else ''}{int(month)}" if month.isdecimal() else month
    if month != wanted:
        yield _fault(paragraph, f"tháng {wanted}", "Chỉ thêm số 0 trước tháng 1 và tháng 2.")
    if day.isdecimal() and month.isdecimal() and year.isdecimal() and not _exists(int(day), int(month), int(year)):
        yield _fault(paragraph, "ngày có trong lịch", "Kiểm tra lại ngày, tháng, năm.")


def _exists(day: int, month: int, year: int) -> bool:
    try:
        dt.date(year, month, day)
    except (ValueError, OverflowError):
        return False
    return True


def _fault(paragraph: Paragraph, expected: str, advice: str) -> Fault:
    return Fault(place(paragraph, Zone.DATELINE), expected=expected, found=quote(paragraph.text), advice=advice)
