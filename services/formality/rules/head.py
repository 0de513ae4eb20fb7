"""QH, OR: Quốc hiệu, Tiêu ngữ, chủ quản and issuer (Phụ lục I, Phần I, Mục II khoản 1–2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.formality.model import Severity
from services.formality.rules.measure import formed, missing, number, place
from services.formality.rules.registry import DRAFT, Fault, Subject, having, rule
from services.formality.text import bare, is_upper, old_tones, quote
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Paragraph

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# 12/14 is what some of the decree's own forms show.
PAIRED_SIZES = ((13.0, 14.0, 14.0), (12.0, 13.0, 13.0), (12.0, 14.0, 14.0))
_SPACING_TOLERANCE = 0.16
# The issuer's own name stands in full; only its chủ quản may be shortened.
#: Where the name on a draft of ours comes from.
_NAME_KEY = "Sửa khóa name của [office] (nhiều cơ quan: [offices.office]) trong config/office.toml."
_SHORTENED = re.compile(r"(UBND|HĐND|SGDĐT|GD&ĐT|GDĐT|GD-ĐT|SỞ GD\b)")


@rule("QH-01", "Quốc hiệu", article="II.1.a", severity=Severity.ERROR)
def nation(subject: Subject) -> Iterator[Fault]:
    """`CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM` (HOÀ too), upper case, 12–13 pt, upright bold, top right (II.1.a)."""
    found = subject.zones.of(Zone.NATION)[:1]
    if not found:
        yield missing(Zone.NATION, f"Thêm dòng “{NATION}” ở bên phải đầu trang thứ nhất.")
    yield from formed(subject, found, Zone.NATION)
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
    yield from formed(subject, found, Zone.MOTTO)
    for paragraph in found:
        yield from _wording(paragraph, Zone.MOTTO, MOTTO)


@rule("OR-01", "Cơ quan chủ quản", article="II.2.a,b", severity=Severity.ERROR, when=having(Zone.PARENT))
def parent(subject: Subject) -> Iterator[Fault]:
    """Chủ quản upper case, 12–13 pt, upright, not bold, centred (II.2.a,b)."""
    yield from _organisation(subject, Zone.PARENT)


@rule("OR-02", "Cơ quan ban hành", article="II.2.a,b", severity=Severity.ERROR)
def issuer(subject: Subject) -> Iterator[Fault]:
    """Issuer in full, upper case, 12–13 pt, upright bold, centred under its chủ quản (II.2.a,b)."""
    if not subject.zones.of(Zone.ISSUER):
        yield missing(Zone.ISSUER, "Thêm tên cơ quan ban hành ở cột trái, phía trên số, ký hiệu.")
    yield from _organisation(subject, Zone.ISSUER)
    for paragraph in subject.zones.of(Zone.ISSUER)[:1]:
        if _SHORTENED.match(paragraph.text):
            advice = "Ghi đầy đủ tên cơ quan ban hành; chỉ tên cơ quan chủ quản được viết tắt."
            if subject.facts.kind in DRAFT:
                advice += f" {_NAME_KEY}"
            yield Fault(place(paragraph, Zone.ISSUER), "tên đầy đủ", quote(paragraph.text), advice)


@rule("QH-04", "Quốc hiệu, Tiêu ngữ đi đôi", article="II.1.c; V.1", severity=Severity.INFO, when=having(Zone.MOTTO))
def pairing(subject: Subject) -> Iterator[Fault]:
    """Single-spaced; sizes of Quốc hiệu, Tiêu ngữ and date move together: 13/14/14 or 12/13/13 (II.1.c, V)."""
    found = [subject.zones.of(zone)[:1] for zone in (Zone.NATION, Zone.MOTTO, Zone.DATELINE)]
    together = tuple(max(paragraph.sizes, default=0.0) for group in found for paragraph in group)
    if not any(together == pair[: len(together)] for pair in PAIRED_SIZES):
        shown = "/".join(number(size) for size in together)
        advice = "Đặt cỡ chữ Quốc hiệu/Tiêu ngữ/ngày tháng 13/14/14 hoặc 12/13/13."
        yield Fault(place(found[1][0], Zone.MOTTO), "cỡ chữ 13/14/14 hoặc 12/13/13", f"cỡ chữ {shown}", advice)
    yield from _single(found[0] + found[1])


@rule("OR-04", "Dòng tên cơ quan", article="II.2.b", severity=Severity.INFO, when=having(Zone.ISSUER))
def close_lines(subject: Subject) -> Iterator[Fault]:
    """Chủ quản and issuer single-spaced; long names may take several lines (II.2.b)."""
    yield from _single(subject.zones.of(Zone.PARENT, Zone.ISSUER))


@rule("OR-05", "Có cơ quan chủ quản", article="II.2.a", severity=Severity.ERROR, kinds=DRAFT, when=having(Zone.ISSUER))
def expected_names(subject: Subject) -> Iterator[Fault]:
    """Issuer and chủ quản are those of the configuration; an office without one prints none (II.2.a)."""
    head = subject.facts.head
    wanted = ((Zone.PARENT, head.parent), (Zone.ISSUER, head.issuer)) if head else ()
    for zone, name in wanted:
        printed = subject.zones.text(zone)
        if name != "" and bare(printed) != bare(name or ""):
            expected = quote(name.upper()) if name else f"không có {zone.value}"
            advice = "Đối chiếu tên cơ quan trong config/office.toml."
            yield Fault(f"Đầu văn bản, {zone.value}", expected, quote(printed), advice)


def _single(paragraphs: tuple[Paragraph, ...]) -> Iterator[Fault]:
    for paragraph in paragraphs:
        if abs(paragraph.lines - 1) > _SPACING_TOLERANCE:
            found = f"cách dòng {number(paragraph.lines)}"
            yield Fault(place(paragraph), "cách dòng đơn", found, "Đặt Line spacing là Single.")


def _organisation(subject: Subject, zone: Zone) -> Iterator[Fault]:
    found = subject.zones.of(zone)
    yield from formed(subject, found, zone)
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
