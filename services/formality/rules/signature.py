"""SG: authority, title and name of the signer (Phụ lục I, Phần I, Mục II khoản 7)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.formality.model import Severity
from services.formality.rules.measure import formed, missing, place
from services.formality.rules.registry import Fault, Subject, having, rule
from services.formality.text import is_upper, quote
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Paragraph

_PREFIXED = re.compile(r"(TM|Q|KT|TL|TUQ)\. \S")
_PREFIX_LIKE = re.compile(r"[A-ZĐ]{1,4}\.|[TK]/[MTL]\b|(TM|KT|TL|TUQ)\b", re.IGNORECASE)
_DEGREE = re.compile(
    r"(GS|PGS|TSKH|TS|Th\.?S|BS|KS|CN|CKI|CKII|NGND|NGƯT|NSND|NSƯT|TTND|TTƯT)\b\.?"
    r"|(giáo sư|phó giáo sư|tiến sĩ|thạc sĩ|bác sĩ|kỹ sư|cử nhân|nhà giáo)\b",
    re.IGNORECASE,
)


@rule("SG-01", "Quyền hạn người ký", article="II.7.b", severity=Severity.ERROR)
def prefix(subject: Subject) -> Iterator[Fault]:
    """The title alone when the head signs, else one of TM. Q. KT. TL. TUQ. and the title (II.7.b)."""
    found = subject.zones.of(Zone.AUTHORITY)
    if not found and not subject.zones.of(Zone.SIGNER):
        yield missing("khối chữ ký", "Thêm quyền hạn, chức vụ và họ tên người ký ở bên phải, ngang với Nơi nhận.")
    for paragraph in _lines(found):
        if _PREFIX_LIKE.match(paragraph.text) and not _PREFIXED.match(paragraph.text):
            yield Fault(
                place(paragraph, Zone.AUTHORITY),
                expected="TM., Q., KT., TL. hoặc TUQ. rồi đến chức vụ",
                found=quote(paragraph.text),
                advice="Viết đúng chữ viết tắt quyền hạn, có dấu chấm và dấu cách, ví dụ “KT. GIÁM ĐỐC”.",
            )


@rule("SG-02", "Kiểu chữ chức vụ", article="II.7.đ", severity=Severity.ERROR, when=having(Zone.AUTHORITY))
def title_style(subject: Subject) -> Iterator[Fault]:
    """Prefix and title in capitals, 13–14 pt, upright bold, centred in the block (II.7.đ)."""
    found = _lines(subject.zones.of(Zone.AUTHORITY))
    yield from formed(subject, found, Zone.AUTHORITY)
    for paragraph in found:
        if not is_upper(paragraph.text):
            yield Fault(
                place(paragraph, Zone.AUTHORITY),
                expected="chữ in hoa",
                found=quote(paragraph.text),
                advice="Viết in hoa quyền hạn, chức vụ của người ký.",
            )


@rule("SG-03", "Ký thay", article="II.7.b; Đ 13(1)", severity=Severity.ERROR, when=having(Zone.AUTHORITY))
def deputy(subject: Subject) -> Iterator[Fault]:
    """`KT.` and the head's title, then on its own line the deputy's, which begins with PHÓ (II.7.b, Đ 13(1))."""
    found = _lines(subject.zones.of(Zone.AUTHORITY))
    for above, below in zip(found, (*found[1:], None), strict=True):
        if above.text.startswith("KT.") and (below is None or not below.text.upper().startswith("PHÓ")):
            yield Fault(
                place(above, Zone.AUTHORITY),
                expected="dòng dưới là chức vụ cấp phó, ví dụ “PHÓ GIÁM ĐỐC”",
                found=quote(below.text) if below else "không có dòng chức vụ cấp phó",
                advice="Ghi “KT.” với chức vụ cấp trưởng ở dòng trên, chức vụ cấp phó ở dòng dưới.",
            )


@rule("SG-08", "Họ tên người ký", article="II.7.c,đ", severity=Severity.ERROR)
def name(subject: Subject) -> Iterator[Fault]:
    """`Họ và tên` in lower-case style, 13–14 pt, upright bold, centred; no degree or honour before it (II.7.c,đ).

    No name at all is a question for a person: who signs is never guessed.
    """
    everything = subject.zones.of(Zone.SIGNER)
    found = _lines(everything)
    if not everything:
        yield Fault(
            "Khối chữ ký",
            expected="họ tên người ký",
            found="để trống",
            advice="Ghi họ tên người ký trước khi trình ký.",
            review=True,
        )
    yield from formed(subject, found, Zone.SIGNER)
    for paragraph in found:
        if is_upper(paragraph.text) or _DEGREE.match(paragraph.text):
            yield Fault(
                place(paragraph, Zone.SIGNER),
                expected="họ và tên bằng chữ in thường, không ghi học hàm, học vị, danh hiệu",
                found=quote(paragraph.text),
                advice="Chỉ ghi họ và tên người ký bằng chữ in thường.",
            )


def _lines(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Without marked blanks ("[CHƯA XÁC ĐỊNH NGƯỜI KÝ]"): PH-02 asks about those."""
    return tuple(paragraph for paragraph in paragraphs if not paragraph.text.startswith("["))
