"""BA, CI: căn cứ and cited documents (Phụ lục I, Phần I, Mục II khoản 6 điểm a, b; Phụ lục II, Mục V khoản 7)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from services.formality.model import Severity
from services.formality.rules.measure import formed, place
from services.formality.rules.registry import Fault, Subject, has_head, having, rule
from services.formality.text import bare, old_tones, quote
from services.formality.trace import dates_in, same_symbol, symbols_in
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Paragraph

BASIS_TYPES = frozenset({"QUYẾT ĐỊNH", "NGHỊ QUYẾT"})
_TEXT = (Zone.BASIS, Zone.HEADING, Zone.BODY)
_KINDS = (
    "Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư(?: liên tịch)?|Kế hoạch|Công văn|Thông báo|Hướng dẫn|Chương trình"
    "|Báo cáo|Tờ trình|Công điện|Quy định|Quy chế"
)
_NUMBERED = re.compile(rf"\b(?:{_KINDS}) số (?P<symbol>\S+)")
_NAMED = re.compile(rf"Căn cứ (?:{_KINDS})\b")
_LAW = re.compile(r"\b(?:Luật|Bộ luật|Pháp lệnh)\b[^;,.]{0,80}? số \d+/\d{4}/(?:QH|UBTVQH|PL)\S*")
_COMPETENCE = re.compile(r"chuc nang|luat to chuc|quy che (lam viec|to chuc)|dieu le|quy dinh .*to chuc")
_CAPITAL = re.compile(r"(?<!^)\b(?P<word>phần|chương|tiểu mục|mục|điều) (?=[IVXLC]+\b|\d)")
_SMALL = re.compile(r"(?<=[a-zà-ỹđ,;(] )(?P<word>Khoản|Điểm) (?=\d|[a-zđ]\b)")
# What must follow the first time a document is named: its day.
_REACH = 60


@rule("BA-01", "Căn cứ", article="II.6.a; mẫu 1.2", severity=Severity.ERROR, when=having(Zone.BASIS))
def basis_form(subject: Subject) -> Iterator[Fault]:
    """Căn cứ: 13–14 pt italic, each a paragraph that ends with `;`, the last with `.` (II.6.a)."""
    found = subject.zones.of(Zone.BASIS)
    yield from formed(subject, found, Zone.BASIS)
    for paragraph in found:
        end = "." if paragraph is found[-1] else ";"
        if not paragraph.text.endswith(end):
            name = "chấm phẩy" if end == ";" else "chấm"
            yield _fault(paragraph, f"kết thúc bằng dấu {name} “{end}”", f"Sửa dấu cuối căn cứ thành “{end}”.")


@rule("BA-02", "Nội dung căn cứ", article="II.6.a", severity=Severity.ERROR, when=having(Zone.BASIS))
def basis_identity(subject: Subject) -> Iterator[Fault]:
    """A căn cứ names type, số and ký hiệu, issuer, full date, trích yếu; a law no number and no issuer (II.6.a)."""
    for paragraph in subject.zones.of(Zone.BASIS):
        text = old_tones(paragraph.text)
        if _LAW.search(text):
            yield _fault(paragraph, "luật, pháp lệnh: không ghi số", "Bỏ số, ký hiệu của luật, pháp lệnh.")
        elif _NAMED.match(text) and not (symbols_in(text) and dates_in(text)):
            advice = "Ghi đủ: tên loại, số, ký hiệu, ngày tháng năm, cơ quan ban hành, trích yếu."
            yield _fault(paragraph, "đủ số, ký hiệu và ngày, tháng, năm", advice)


@rule(
    "BA-03",
    "Đủ hai loại căn cứ",
    article="II.6.a",
    severity=Severity.WARNING,
    when=lambda subject: has_head(subject) and subject.doc_type in BASIS_TYPES,
)
def two_kinds_of_basis(subject: Subject) -> Iterator[Fault]:
    """A decision rests on a căn cứ of competence (chức năng, nhiệm vụ) and one of content at least (II.6.a)."""
    found = subject.zones.of(Zone.BASIS)
    competence = [paragraph for paragraph in found if _COMPETENCE.search(bare(paragraph.text))]
    if not competence or len(found) == len(competence):
        yield Fault(
            place(found[0], Zone.BASIS) if found else "Phần căn cứ",
            expected="căn cứ về thẩm quyền (chức năng, nhiệm vụ) và căn cứ về nội dung",
            found=f"{len(competence)} căn cứ về thẩm quyền, {len(found) - len(competence)} căn cứ về nội dung",
            advice="Bổ sung căn cứ còn thiếu.",
        )


@rule("CI-01", "Viện dẫn lần đầu", article="II.6.b", severity=Severity.WARNING, when=having(Zone.BODY))
def first_citation(subject: Subject) -> Iterator[Fault]:
    """The first time in full: type, số, ký hiệu, date, issuer, trích yếu; a law by its name only (II.6.b)."""
    for paragraph, match, first in _cited(subject):
        after = paragraph.text[match.end() : match.end() + _REACH]
        if first and not bare(after).startswith(("ngay", "/")) and not dates_in(match.group() + after):
            found = f"{quote(match.group())} không ghi ngày, tháng, năm"
            advice = "Lần đầu viện dẫn ghi đủ ngày, tháng, năm, cơ quan ban hành và trích yếu."
            yield Fault(place(paragraph), "viện dẫn đầy đủ lần đầu", found, advice)
    for paragraph in subject.zones.of(Zone.HEADING, Zone.BODY):
        if law := _LAW.search(old_tones(paragraph.text)):
            expected, advice = "luật, pháp lệnh: chỉ ghi tên loại và tên", "Bỏ số, ký hiệu của luật, pháp lệnh."
            yield Fault(place(paragraph), expected, quote(law.group()), advice)


@rule("CI-02", "Viện dẫn lần sau", article="II.6.b", severity=Severity.WARNING, when=having(Zone.BODY))
def later_citations(subject: Subject) -> Iterator[Fault]:
    """Later only type, số and ký hiệu (II.6.b)."""
    for paragraph, match, first in _cited(subject):
        after = bare(paragraph.text[match.end() : match.end() + _REACH])
        if not first and after.startswith("ngay ") and " cua " in after:
            found = f"{quote(match.group())} ghi lại ngày và cơ quan ban hành"
            advice = "Các lần sau chỉ ghi tên loại, số và ký hiệu."
            yield Fault(place(paragraph), "chỉ tên loại, số và ký hiệu", found, advice)


@rule(
    "CI-03", "Viết hoa phần, điều được viện dẫn", article="PL II.V.7", severity=Severity.WARNING, when=having(Zone.BODY)
)
def cited_parts(subject: Subject) -> Iterator[Fault]:
    """Phần, Chương, Mục, Tiểu mục, Điều with a capital, khoản and điểm without (PL II, V.7). CA-08 is the same rule."""
    for paragraph in subject.zones.of(*_TEXT):
        for around, wanted in _miswritten(paragraph.text):
            advice = f"Viết “{wanted}” khi viện dẫn phần, điều, khoản, điểm cụ thể."
            yield Fault(place(paragraph), f"“{wanted}”", quote(around), advice)


@lru_cache(maxsize=4096)
def _miswritten(text: str) -> tuple[tuple[str, str], ...]:
    line = old_tones(text)
    return tuple(
        (line[match.start() : match.end() + 4], write(match["word"]))
        for pattern, write in ((_CAPITAL, str.capitalize), (_SMALL, str.lower))
        for match in pattern.finditer(line)
    )


@lru_cache(maxsize=4096)
def _named_in(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_NUMBERED.finditer(text))


def _cited(subject: Subject) -> Iterator[tuple[Paragraph, re.Match[str], bool]]:
    """Every "Kế hoạch số …" of the text, and whether it is the first time."""
    seen: set[str] = set()
    for paragraph in subject.zones.of(*_TEXT):
        for match in _named_in(paragraph.text):
            symbol = same_symbol(match["symbol"].strip("();,."))
            yield paragraph, match, symbol not in seen
            seen.add(symbol)


def _fault(paragraph: Paragraph, expected: str, advice: str) -> Fault:
    return Fault(place(paragraph, Zone.BASIS), expected, quote(paragraph.text), advice)
