"""BA, CO: nothing is invented. Every document, day and addressee of a draft traces to a fact that was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.formality.entries import entries
from services.formality.facts import LETTER, TABLE
from services.formality.model import Severity
from services.formality.rules.measure import place
from services.formality.rules.registry import DRAFT, Fault, Subject, always, having, rule
from services.formality.text import bare, folded, most_words, phrases, quote
from services.formality.trace import figures_in, same_symbol, symbols_in, written_dates
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Paragraph

_TRACED = frozenset({LETTER, TABLE})
# The draft's own number and day are nobody's fact; NU-07 and PL-05 keep them blank.
_FIGURED = (Zone.SUBJECT, Zone.ABSTRACT, Zone.BASIS, Zone.HEADING, Zone.BODY, Zone.TABLE)
_OWN = frozenset({Zone.SYMBOL, Zone.DATELINE})


@rule("BA-04", "Văn bản viện dẫn", article="derived", severity=Severity.ERROR, kinds=_TRACED, when=always)
def cited_documents(subject: Subject) -> Iterator[Fault]:
    """Every document symbol comes from the directive or the configuration (derived from II.6.a)."""
    known = {same_symbol(symbol) for symbol in subject.facts.symbols}
    for paragraph in _said(subject):
        for symbol in sorted(symbols_in(paragraph.text)):
            if same_symbol(symbol) not in known:
                yield Fault(
                    place(paragraph),
                    expected="số, ký hiệu có trong văn bản chỉ đạo hoặc cấu hình",
                    found=quote(symbol),
                    advice="Kiểm tra văn bản viện dẫn; nếu chưa chắc chắn, ghi [CẦN XÁC MINH CĂN CỨ].",
                )


@rule(
    "CO-08",
    "Ngày tháng, số liệu trong nội dung",
    article="derived",
    severity=Severity.ERROR,
    kinds=_TRACED,
    when=always,
)
def known_days(subject: Subject) -> Iterator[Fault]:
    """Every full date and every figure of the text comes from directive, assignments or configuration (derived)."""
    for paragraph in _said(subject):
        for written, day in written_dates(paragraph.text):
            if day is None or day not in subject.facts.dates:
                yield Fault(
                    place(paragraph),
                    expected="ngày có trong văn bản chỉ đạo hoặc cấu hình",
                    found=quote(written),
                    advice="Kiểm tra lại ngày; nếu chưa có thời hạn, ghi [CHƯA CÓ THỜI HẠN].",
                )
    if subject.facts.words:
        yield from _figures(subject)


def _figures(subject: Subject) -> Iterator[Fault]:
    for paragraph in subject.zones.of(*_FIGURED):
        numbered = paragraph.place.table is not None and paragraph.text.rstrip(".").isdecimal()
        for figure in sorted(figures_in(paragraph.text) - subject.facts.figures) if not numbered else ():
            yield Fault(
                place(paragraph),
                expected="số liệu có trong văn bản chỉ đạo hoặc cấu hình",
                found=quote(figure),
                advice="Kiểm tra lại số liệu với văn bản chỉ đạo.",
            )


@rule("CO-03", "Đơn vị nhận", article="II.9.a", severity=Severity.ERROR, kinds=DRAFT, when=having(Zone.ADDRESSEES))
def known_addressees(subject: Subject) -> Iterator[Fault]:
    """Kính gửi names only units that this letter gives an assignment to (II.9.a).

    Words around the name ("Hiệu trưởng Trường …") are a matter of courtesy, not of identity.
    """
    known = folded(frozenset().union(*subject.facts.addressed) or subject.facts.unit_names)
    for entry in entries(subject.zones.of(Zone.ADDRESSEES), label="Kính gửi:"):
        name = bare(entry.text.lstrip("- ").rstrip(";."))
        if known and known.isdisjoint(phrases(name, most_words(known))):
            yield Fault(
                entry.where(Zone.ADDRESSEES),
                expected="đơn vị được giao nhiệm vụ tại văn bản này",
                found=quote(entry.text),
                advice="Sửa tên đơn vị theo danh mục đơn vị.",
            )


def _said(subject: Subject) -> Iterator[Paragraph]:
    """Everything the draft says of others: all paragraphs but its own number and date, headers and boxes too."""
    own = {(p.place.part, p.place.number) for zone in _OWN for p in subject.zones.of(zone)}
    for paragraph in subject.document.everything:
        if (paragraph.place.part, paragraph.place.number) not in own:
            yield paragraph
