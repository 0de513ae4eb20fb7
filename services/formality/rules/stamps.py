"""UR, DR, AD, DF: stamps, drafter's mark, address line, draft mark (Phụ lục I, Phần I, Mục III khoản 2–4)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from services.formality.entries import entries
from services.formality.facts import FOREIGN
from services.formality.model import Severity
from services.formality.rules.measure import each, place
from services.formality.rules.registry import EVERY, LETTERS, Fault, Subject, always, has_head, having, rule
from services.formality.text import is_upper, old_tones, quote
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Paragraph

URGENCY = re.compile(r"(HỎA TỐC|THƯỢNG KHẨN|KHẨN)( HẸN GIỜ\b.*)?")
SECRECY = re.compile(r"(TUYỆT|TỐI)? ?MẬT")
_CIRCULATION = re.compile(r"XEM XONG TRẢ LẠI|LƯU HÀNH NỘI BỘ")
_DRAFT = re.compile(r"DỰ THẢO( (LẦN )?\d+)?")
_ACCOUNT = re.compile(r"[,;] ?[a-zđ][a-zđ0-9]{1,15}\b\.?$")
_LONGEST = 40
_ADDRESS = re.compile(r"địa chỉ|điện thoại|e-?mail|website|fax|@", re.IGNORECASE)


@rule("UR-01", "Dấu chỉ độ khẩn", article="III.2.b", severity=Severity.WARNING)
def urgency(subject: Subject) -> Iterator[Fault]:
    """HỎA TỐC, THƯỢNG KHẨN, KHẨN: 13–14 pt bold upper case in a single border (III.2.b).

    The drafter proposes, the signer decides: a draft of ours carries none.
    """
    for paragraph in _marked(subject, URGENCY):
        if subject.facts.kind != FOREIGN:
            advice = "Bỏ dấu khẩn trong dự thảo; đề xuất độ khẩn khi trình ký."
            yield Fault(place(paragraph), "người ký quyết định độ khẩn", quote(paragraph.text), advice)
        yield from _stamped(subject, paragraph, "dấu độ khẩn")


@rule("UR-02", "Dấu chỉ độ mật", article="III.2.a", severity=Severity.ERROR, kinds=EVERY, when=always)
def secrecy(subject: Subject) -> Iterator[Fault]:
    """MẬT is a stamp put on by văn thư, never typed by us (III.2.a); on a file of others a person must look."""
    for paragraph in _marked(subject, SECRECY):
        yield Fault(
            place(paragraph),
            expected="không đánh máy độ mật trong văn bản",
            found=quote(paragraph.text),
            advice="Xử lý văn bản mật theo chế độ riêng; dấu độ mật do văn thư đóng.",
            review=subject.facts.kind == FOREIGN,
        )


@rule("UR-03", "Phạm vi lưu hành", article="III.2.c", severity=Severity.INFO)
def circulation(subject: Subject) -> Iterator[Fault]:
    """XEM XONG TRẢ LẠI, LƯU HÀNH NỘI BỘ: boxed, 13–14 pt bold upper case (III.2.c)."""
    for paragraph in _marked(subject, _CIRCULATION):
        yield from _stamped(subject, paragraph, "dấu phạm vi lưu hành")


@rule("DR-01", "Ký hiệu người soạn thảo", article="III.3; V.11", severity=Severity.INFO, when=having(Zone.RECIPIENTS))
def drafter(subject: Subject) -> Iterator[Fault]:
    """Drafter's mark in capitals and the number of copies, as "PL.(300)", upright (III.3, V.11); no login names."""
    last = entries(subject.zones.of(Zone.RECIPIENTS))[-1]
    if _ACCOUNT.search(last.text):
        expected, advice = "ký hiệu người soạn thảo in hoa, ví dụ “PL.(300)”", "Viết in hoa ký hiệu người soạn thảo."
        yield Fault(last.where(Zone.RECIPIENTS), expected, quote(last.text), advice)


@rule("AD-01", "Địa chỉ cơ quan", article="III.4", severity=Severity.INFO)
def address(subject: Subject) -> Iterator[Fault]:
    """Address, telephone, e-mail, website: 11–12 pt, at the foot of page 1 only (III.4)."""
    for section in subject.document.sections[:1]:
        first = [p for p in section.footers.get("first", ()) if _ADDRESS.search(p.text)]
        others = [p for p in section.footers.get("default", ()) if _ADDRESS.search(p.text)]
        yield from each(subject, first, "địa chỉ cơ quan", (11, 12), italic=False)
        for paragraph in others:
            advice = "Chuyển địa chỉ vào chân trang thứ nhất (Different First Page)."
            yield Fault(place(paragraph, "địa chỉ cơ quan"), "chỉ ở trang thứ nhất", "ở mọi trang", advice)


@rule("DF-01", "Chữ “Dự thảo”", article="Đ 3(7); Đ 10(2)", severity=Severity.WARNING, kinds=LETTERS, when=has_head)
def draft_mark(subject: Subject) -> Iterator[Fault]:
    """The decree has no mark for drafts (Điều 3 khoản 7): one that is there must go before signing."""
    for paragraph in _marked(subject, _DRAFT):
        yield Fault(
            place(paragraph),
            expected="không có chữ “Dự thảo”",
            found=quote(paragraph.text),
            advice="Xóa chữ “Dự thảo” trước khi trình ký.",
        )


def _marked(subject: Subject, mark: re.Pattern[str]) -> Iterator[Paragraph]:
    """Paragraphs that are nothing but the mark in capitals (a draft mark in any case), in text boxes too."""
    for paragraph in subject.document.everything:
        text = paragraph.text
        if len(text) <= _LONGEST and (is_upper(text) or mark is _DRAFT) and _is_mark(mark, text):
            yield paragraph


@lru_cache(maxsize=4096)
def _is_mark(mark: re.Pattern[str], text: str) -> bool:
    return mark.fullmatch(old_tones(text.upper())) is not None


def _stamped(subject: Subject, paragraph: Paragraph, name: str) -> Iterator[Fault]:
    """A mark is 13–14 pt bold upright in a single border."""
    yield from each(subject, [paragraph], name, (13, 14), bold=True, italic=False)
    table = subject.document.table(paragraph.place.table)
    if not (paragraph.framed or paragraph.place.boxed or (table is not None and table.bordered)):
        yield Fault(place(paragraph, name), "có khung viền đơn", "không có khung", "Đóng khung chữ nhật quanh dấu.")
