"""NU: số, ký hiệu (Phụ lục I, Phần I, Mục II khoản 3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.formality.doc_types import CODES
from services.formality.model import Severity
from services.formality.rules.measure import formed, missing, place
from services.formality.rules.registry import (
    DRAFT,
    Fault,
    Subject,
    having,
    is_named_type,
    is_official_letter,
    rule,
)
from services.formality.text import quote
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Paragraph

_LINE = re.compile(r"S\w{1,2} ?:? ?(?P<number>[^/]*)/(?P<notation>.*)", re.IGNORECASE)
_GROUP = r"[A-ZĐ][A-Za-zĐđ0-9&.]*"
_NOTATION = re.compile(rf"{_GROUP}(?:-{_GROUP})*")
_BLANK = re.compile(r"[\s._…]*")
_REGULATION = re.compile(r"S\w{1,2} ?:? ?\d+ ?/ ?(19|20)\d{2} ?/")
_PADDED_BELOW = 10


def is_regulation(line: str) -> bool:
    """Whether the number line is that of a văn bản quy phạm pháp luật: a year inside ("30/2020/NĐ-CP")."""
    return _REGULATION.match(line) is not None


@rule("NU-01", "Dòng số, ký hiệu", article="II.3.c", severity=Severity.ERROR)
def number_line(subject: Subject) -> Iterator[Fault]:
    """`Số: NN/KKK`: the word in lower-case style with a colon, 13 pt upright, centred under the issuer (II.3.c)."""
    found = subject.zones.of(Zone.SYMBOL)
    if not found:
        yield missing(Zone.SYMBOL, "Thêm dòng “Số:      /…” dưới tên cơ quan ban hành.")
    yield from formed(subject, found, Zone.SYMBOL)
    for paragraph in found:
        if not paragraph.text.startswith("Số:") or "/" not in paragraph.text:
            yield _fault(paragraph, "“Số: …/…”", "Viết “Số:” (có dấu hai chấm), số và ký hiệu cách nhau bằng dấu “/”.")


@rule("NU-02", "Số văn bản", article="II.3.c", severity=Severity.ERROR, when=having(Zone.SYMBOL))
def number(subject: Subject) -> Iterator[Fault]:
    """Arabic digits, a zero before numbers below 10 (II.3.c). A blank number is NU-07's."""
    for paragraph, digits, _ in _read(subject):
        if digits.isdecimal() and int(digits) < _PADDED_BELOW and len(digits) == 1:
            yield _fault(paragraph, f"số 0{digits}", "Thêm số 0 phía trước số nhỏ hơn 10.")


@rule("NU-03", "Ký hiệu", article="II.3.c", severity=Severity.ERROR, when=having(Zone.SYMBOL))
def notation(subject: Subject) -> Iterator[Fault]:
    """Ký hiệu in capitals, groups joined by `-`, no blanks (II.3.c).

    Codes such as TTr and GDTrH keep their small letters.
    """
    for paragraph, _, code in _read(subject):
        if not _NOTATION.fullmatch(code):
            yield _fault(
                paragraph,
                "ký hiệu in hoa, các nhóm nối bằng “-”, không có dấu cách",
                "Viết liền ký hiệu sau dấu “/”, ví dụ “/KH-SGDĐT”.",
            )


@rule(
    "NU-04",
    "Ký hiệu văn bản có tên loại",
    article="II.3.b",
    severity=Severity.ERROR,
    when=lambda subject: is_named_type(subject) and bool(CODES.get(subject.doc_type)),
)
def type_code(subject: Subject) -> Iterator[Fault]:
    """`{type code}-{issuer code}`, the code of the type as Phụ lục III abbreviates it (II.3.b)."""
    wanted = CODES[subject.doc_type]
    for paragraph, _, code in _read(subject):
        if code.split("-")[0].strip() != wanted or "-" not in code:
            yield _fault(paragraph, f"ký hiệu bắt đầu bằng “{wanted}-”", f"Sửa ký hiệu thành “/{wanted}-…”.")


@rule("NU-05", "Ký hiệu công văn", article="II.3.b; mẫu 1.5", severity=Severity.ERROR, when=is_official_letter)
def letter_code(subject: Subject) -> Iterator[Fault]:
    """`{issuer code}-{drafting unit code}`; a công văn has no type code, so never CV (II.3.b, mẫu 1.5)."""
    for paragraph, _, code in _read(subject):
        groups = [group.strip().upper() for group in code.split("-")]
        if "CV" in groups or len(groups) == 1:
            yield _fault(
                paragraph,
                "viết tắt tên cơ quan, gạch nối, viết tắt đơn vị soạn thảo",
                "Bỏ “CV”; ký hiệu công văn có dạng “/SGDĐT-VP”.",
            )


@rule(
    "NU-06",
    "Chữ viết tắt trong ký hiệu",
    article="II.3.b",
    severity=Severity.ERROR,
    kinds=DRAFT,
    when=having(Zone.SYMBOL),
)
def known_codes(subject: Subject) -> Iterator[Fault]:
    """The codes of office and drafting unit are set by the head of the office: those of the configuration (II.3.b)."""
    wanted = subject.facts.head.notation if subject.facts.head else ""
    for paragraph, _, code in _read(subject):
        if wanted and code.strip() != wanted:
            yield _fault(paragraph, f"ký hiệu “{wanted}”", "Đối chiếu khóa code, drafter trong cấu hình.")


@rule("NU-07", "Số của dự thảo", article="Đ 15(2); mẫu 1.5", severity=Severity.ERROR, kinds=DRAFT)
def blank_number(subject: Subject) -> Iterator[Fault]:
    """A draft has no number: văn thư gives it after signing (Điều 15 khoản 2), the forms show it blank."""
    for paragraph, digits, _ in _read(subject):
        if not _BLANK.fullmatch(digits):
            yield _fault(paragraph, "để trống số", "Xóa số; văn thư cấp số khi ban hành.")


def _read(subject: Subject) -> Iterator[tuple[Paragraph, str, str]]:
    """The number line cut at its first stroke: paragraph, number, notation."""
    for paragraph in subject.zones.of(Zone.SYMBOL):
        if found := _LINE.match(paragraph.text):
            yield paragraph, found["number"].strip(), found["notation"]


def _fault(paragraph: Paragraph, expected: str, advice: str) -> Fault:
    return Fault(place(paragraph, Zone.SYMBOL), expected=expected, found=quote(paragraph.text), advice=advice)
