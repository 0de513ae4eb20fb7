"""TT: tên loại and trích yếu (Phụ lục I, Phần I, Mục II khoản 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.formality.doc_types import known_type
from services.formality.model import Severity
from services.formality.rules.measure import formed, missing, number, place
from services.formality.rules.registry import Fault, Subject, is_named_type, is_official_letter, rule
from services.formality.text import is_upper, quote
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ABSTRACT = 500
SUBJECT_GAP_PT = 6.0


@rule("TT-01", "Tên loại", article="II.5.b; Đ 7", severity=Severity.ERROR)
def type_name(subject: Subject) -> Iterator[Fault]:
    """One of the 29 types of Điều 7, upper case, 13–14 pt, upright bold, centred; a công văn has none (II.5.b)."""
    found = subject.zones.of(Zone.TYPE)
    if subject.official_letter:
        for paragraph in found:
            yield _fault(place(paragraph, Zone.TYPE), "công văn không có tên loại", paragraph.text, "Bỏ dòng này.")
        return
    if not found:
        yield missing(Zone.TYPE, "Thêm tên loại văn bản, in hoa, canh giữa.")
    yield from formed(subject, found, Zone.TYPE)
    for paragraph in found:
        where = place(paragraph, Zone.TYPE)
        if known_type(paragraph.text) is None:
            advice = "Dùng tên loại theo Điều 7 Nghị định 30/2020/NĐ-CP."
            yield _fault(where, "một trong 29 loại văn bản hành chính", paragraph.text, advice)
        if not is_upper(paragraph.text):
            yield _fault(where, "chữ in hoa", paragraph.text, "Viết in hoa tên loại.")


@rule("TT-02", "Trích yếu", article="II.5.a,b", severity=Severity.ERROR, when=is_named_type)
def abstract(subject: Subject) -> Iterator[Fault]:
    """Below tên loại, lower-case style, 13–14 pt, upright bold, centred (II.5.a,b).

    No final period; at most 500 characters, the length of the field Subject (Phụ lục VI).
    """
    found = subject.zones.of(Zone.ABSTRACT)
    if not found:
        yield missing(Zone.ABSTRACT, "Thêm trích yếu ngay dưới tên loại.")
        return
    yield from formed(subject, found, Zone.ABSTRACT)
    text = subject.zones.text(Zone.ABSTRACT)
    where = place(found[0], Zone.ABSTRACT)
    if is_upper(text):
        yield _fault(where, "chữ in thường", text, "Viết trích yếu bằng chữ in thường.")
    if text.endswith("."):
        yield _fault(where, "không có dấu chấm cuối", text, "Bỏ dấu chấm ở cuối trích yếu.")
    if len(text) > MAX_ABSTRACT:
        yield Fault(where, f"không quá {MAX_ABSTRACT} ký tự", f"{len(text)} ký tự", "Rút gọn trích yếu.")


@rule("TT-04", "Trích yếu công văn", article="II.5.b", severity=Severity.ERROR, when=is_official_letter)
def subject_line(subject: Subject) -> Iterator[Fault]:
    """`V/v …`, 12–13 pt, upright, not bold, centred under the number (II.5.b).

    It stands 6 pt below the number; the forms of Phụ lục III themselves do not keep that, so it only warns.
    """
    found = subject.zones.of(Zone.SUBJECT)
    if not found:
        yield missing(Zone.SUBJECT, "Thêm dòng “V/v …” dưới số, ký hiệu.")
        return
    yield from formed(subject, found, Zone.SUBJECT)
    first = found[0]
    where = place(first, Zone.SUBJECT)
    if not first.text.startswith("V/v "):
        yield _fault(where, "bắt đầu bằng “V/v ”", first.text, "Viết “V/v” rồi đến nội dung trích yếu.")
    above = max((paragraph.after_pt for paragraph in subject.zones.of(Zone.SYMBOL)), default=0.0)
    gap = max(first.before_pt, above)
    if gap < SUBJECT_GAP_PT:
        yield Fault(
            where,
            expected="cách dòng số, ký hiệu 6 pt",
            found=f"cách {number(gap)} pt",
            advice="Đặt Spacing Before 6 pt cho dòng V/v.",
            severity=Severity.WARNING,
        )


def _fault(where: str, expected: str, text: str, advice: str) -> Fault:
    return Fault(where, expected=expected, found=quote(text), advice=advice)
