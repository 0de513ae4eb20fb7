"""What a directive (văn bản chỉ đạo) says: the values that every later step works with.

Pure data. Every value that a person may question carries its evidence: page, line and a quote
that stands in the source text (a quote over several lines is joined with one blank per line end).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

TRUSTED = 0.5
"""Confidence from which a value is a fact."""


class Source(StrEnum):
    """Where a text or a value comes from; later members never overwrite earlier ones."""

    METADATA = "metadata"
    CLERK = "clerk"
    NATIVE = "native"
    OCR = "ocr"
    REPAIRED = "repaired"
    LLM = "llm"


@dataclass(frozen=True, slots=True)
class Box:
    """A place on an upright page: tenths of a millimetre from its top left corner."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word: where it stands and how sure the engine is (0..1)."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `page` and `number` count from 1, `number` within its page.

    A recognised line also has its words, the place around them and their mean confidence (0..1).
    A repaired line has its text as it came in `raw`.
    """

    page: int
    number: int
    text: str
    confidence: float | None = None
    box: Box | None = None
    words: tuple[Word, ...] = ()
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines in reading order, how the text was obtained and how good it is (0..1).

    `remarks` are Vietnamese sentences that name the page and what a clerk should compare with the original.
    """

    number: int
    lines: tuple[Line, ...]
    source: Source = Source.NATIVE
    score: float = 1.0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """The text of one file. `file` is the display name used in evidence shown to a clerk."""

    file: str
    pages: tuple[Page, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of all pages, in order."""
        return tuple(line for page in self.pages for line in page.lines)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Trích dẫn nguồn: first page and line of the quote, last line, and the quote itself."""

    page: int
    line: int
    quote: str
    line_to: int | None = None
    page_to: int | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """One header value: text (dates as ISO), where it comes from, and how sure (0..1)."""

    text: str
    method: Source
    confidence: float
    evidence: Evidence | None = None

    @property
    def trusted(self) -> bool:
        """Whether it may be used as a fact; a value that may not is a hint for a person."""
        return self.confidence >= TRUSTED


@dataclass(frozen=True, slots=True)
class Signer:
    """Signature block: capacity ("KT. GIÁM ĐỐC"), title ("PHÓ GIÁM ĐỐC"), name; unknown is None."""

    capacity: str | None = None
    title: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class OfficeMetadata:
    """What eGov itself says of the document. Beats the page (design.md, law 3); unknown is None."""

    number: str | None = None
    notation: str | None = None
    issued_on: dt.date | None = None
    issuer: str | None = None
    issuer_organ_id: str | None = None
    parent_issuer: str | None = None
    type_name: str | None = None
    abstract: str | None = None
    place: str | None = None
    urgency: str | None = None
    secrecy: str | None = None
    signer: Signer | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A document cited by its symbol (viện dẫn), with its own date and issuer when printed."""

    symbol: str
    date: dt.date | None
    issuer: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Section:
    """A heading or a numbered sentence of the outline. `heading` is None for a bare sentence.

    `key` is the path of decoded labels ("III", "II.2"); `label` is the label as printed.
    """

    key: str
    level: int
    label: str
    heading: str | None
    page: int
    line: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """Thời hạn. `text` as printed; `date` the day as printed (a month: its last day; a range: its end).

    `boundary` is before (trước ngày D), by (chậm nhất/đến hết ngày D) or within (trong tháng/quý/năm).
    `recurrence`: daily, weekly, monthly, quarterly, semi-annual, annual, ad-hoc, joined with "+", or
    periodic-unspecified.
    """

    text: str
    date: dt.date | None = None
    boundary: str | None = None
    recurrence: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instruction:
    """Nội dung giao: one clause that tells somebody to do something.

    `key` is unique in the directive ("III.1", "II.1#2" = second item of II.1). `lead` and `coordinating`
    hold the mentions as written. `implicit` marks a content item addressed to everybody of the plan. `method` is LLM
    for what a language model pointed at; None is the rules' own reading.
    """

    key: str
    section: str
    mode: str
    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    text: str
    deadline: Deadline | None
    evidence: Evidence
    confidence: float
    implicit: bool = False
    method: Source | None = None


@dataclass(frozen=True, slots=True)
class ReportDuty:
    """Chế độ báo cáo: who reports what to whom, by when; `channel` as printed ("qua Phòng Tổ chức cán bộ")."""

    who: tuple[str, ...]
    to: str | None
    what: str
    deadline: Deadline | None
    evidence: Evidence
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Điểm cần xác minh: a code and a Vietnamese sentence that a clerk can act on."""

    code: str
    message: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The header fields; a field nobody could read is None, never a guess.

    `issued_month` is what stands beside the day of issue, "2017-10" or only "2017": on scans the day is handwritten.
    """

    doc_type: Value | None = None
    number: Value | None = None
    notation: Value | None = None
    issuer: Value | None = None
    parent_issuer: Value | None = None
    place: Value | None = None
    issued_on: Value | None = None
    issued_month: Value | None = None
    abstract: Value | None = None
    urgency: Value | None = None
    secrecy: Value | None = None

    @property
    def symbol(self) -> str | None:
        """Số, ký hiệu together ("162/KH-SGDĐT"); a blank number leaves "/KH-SGDĐT"."""
        if self.notation is None:
            return None
        return f"{self.number.text if self.number else ''}/{self.notation.text}"


@dataclass(frozen=True, slots=True)
class Quality:
    """How the text was obtained and how good it is (0..1)."""

    source: Source
    score: float


@dataclass(frozen=True, slots=True)
class Directive:
    """Everything that was understood of one document.

    `alias` is the name a letter gives all its addressees ("sau đây gọi chung là thủ trưởng các đơn vị").
    """

    file: str
    header: Header
    signer: Signer
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    references: tuple[Citation, ...]
    sections: tuple[Section, ...]
    instructions: tuple[Instruction, ...]
    report_duties: tuple[ReportDuty, ...]
    quality: Quality
    doubts: tuple[Doubt, ...] = ()
    alias: str | None = None
