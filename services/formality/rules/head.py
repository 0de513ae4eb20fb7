"""QH, OR: Quốc hiệu, Tiêu ngữ, chủ quản and issuer (Phụ lục I, Phần I, Mục II khoản 1–2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.formality.model import Severity
from services.formality.rules.measure import each, missing, place
from services.formality.rules.registry import Fault, Subject, having, rule
from services.formality.text import is_upper, old_tones, quote
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Paragraph

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@rule("QH-01", "Quốc hiệu", article="II.1.a", severity=Severity.ERROR)
def nation(subject: Subject) -> Iterator[Fault]:
    """`CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM` (HOÀ too), upper case, 12–13 pt, upright bold, top right (II.1.a)."""
    found = subject.zones.of(Zone.NATION)[:1]
    if not found:
        yield missing(Zone.NATION, f"Thêm dòng “{NATION}” ở bên phải đầu trang thứ nhất.")
    yield from each(subject, found, Zone.NATION, (12, 13), bold=True, italic=False)
    for paragraph in found:
        yield from _wording(paragraph, Zone.NATION, NATION)
        if paragraph.place.column == 1 and subject.zones.of(Zone.ISSUER):
            yield Fault(
                place(paragraph, Zone.NATION),
                expected="ở bên phải đầu trang",
                found="ở cột bên trái",
                advice="Đặt Quốc hiệu, Tiêu ngữ ở cột phải, tên cơ quan ở cột trái.",
            )


@rule("QH-02", "Tiêu ngữ", article="II.1.b", severity=Severity.ERROR)
def motto(subject: Subject) -> Iterator[Fault]:
    """`Độc lập - Tự do - Hạnh phúc`, 13–14 pt, upright bold, centred under Quốc hiệu (II.1.b).

    Hyphens with a blank on each side, no dashes.
    """
    found = subject.zones.of(Zone.MOTTO)[:1]
    if not found:
        yield missing(Zone.MOTTO, f"Thêm dòng “{MOTTO}” ngay dưới Quốc hiệu.")
    yield from each(subject, found, Zone.MOTTO, (13, 14), bold=True, italic=False, centred=True)
    for paragraph in found:
        yield from _wording(paragraph, Zone.MOTTO, MOTTO)


@rule("OR-01", "Cơ quan chủ quản", article="II.2.a,b", severity=Severity.ERROR, when=having(Zone.PARENT))
def parent(subject: Subject) -> Iterator[Fault]:
    """Chủ quản upper case, 12–13 pt, upright, not bold, centred (II.2.a,b)."""
    yield from _organisation(subject, Zone.PARENT, bold=False)


@rule("OR-02", "Cơ quan ban hành", article="II.2.a,b", severity=Severity.ERROR)
def issuer(subject: Subject) -> Iterator[Fault]:
    """Issuer upper case, 12–13 pt, upright bold, centred under its chủ quản (II.2.a,b)."""
    if not subject.zones.of(Zone.ISSUER):
        yield missing(Zone.ISSUER, "Thêm tên cơ quan ban hành ở cột trái, phía trên số, ký hiệu.")
    yield from _organisation(subject, Zone.ISSUER, bold=True)


def _organisation(subject: Subject, zone: Zone, *, bold: bool) -> Iterator[Fault]:
    found = subject.zones.of(zone)
    yield from each(subject, found, zone, (12, 13), bold=bold, italic=False, centred=True)
    for paragraph in found:
        if not is_upper(paragraph.text):
            yield Fault(
                place(paragraph, zone),
                expected="chữ in hoa",
                found=quote(paragraph.text),
                advice=f"Viết in hoa: {quote(paragraph.text.upper())}.",
            )


def _wording(paragraph: Paragraph, name: str, wanted: str) -> Iterator[Fault]:
    if old_tones(paragraph.text) != wanted:
        yield Fault(
            place(paragraph, name),
            expected=f"“{wanted}”",
            found=quote(paragraph.text),
            advice=f"Gõ lại đúng: “{wanted}”.",
        )
