"""Viện dẫn: documents cited by symbol, with their own date and issuer when these are printed beside it."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from services.directive import dates
from services.directive.model import Citation
from services.directive.text import collapse, skeleton
from services.directive.units_in_text import unit_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.directive.lexicon import Lexicon
    from services.directive.text import Paragraph, Text

_CODE = r"[A-ZĐ][A-Za-zĐđ0-9&.]*(?:\s&[A-ZĐ]+)?"
_NUMBER = r"(?<![\w/.,-])\d{1,5}(?:\.\d{1,2})?[a-z]?\s?"
SYMBOL = re.compile(
    rf"{_NUMBER}(?:/\s?(?:\d{{4}}\s?/\s?)?QH\s?\d+|/\s?(?:\d{{4}}\s?/\s?)?{_CODE}(?:[-–]\s?{_CODE})+"
    rf"|/\s?\d{{4}}\s?/\s?[A-ZĐ]{{2,}}(?:\.{_CODE})?(?![\w/–-])"
    rf"|/\s?(?P<lone>[A-ZĐ]{{2}}[A-ZĐ&]*(?:\.[A-ZĐ]{{2,}})*)(?![\w/–-])"
    rf"|\s?-\s?[A-ZĐ][A-ZĐr]{{1,3}}/[A-ZĐ]{{2,6}})"
)
"""53/KH-UBND, 61/2018/NĐ-CP, 58/2014/QH13, 97-KL/TW; a line may be broken after a hyphen. Some have no dash."""
_PAPER = re.compile(
    r"\b(?:cong van|van ban|to trinh|thong bao|quyet dinh|chi thi|cong dien|ke hoach|bao cao|huong dan|giay moi"
    r"|thong tu|ket luan)\s+(?:so\s*:?\s*)?$"
)
"""What must stand before a symbol of one code, which may else be anything ("01/UBND")."""
_DAY_BEFORE = re.compile(
    rf"(?:^|[.;,]\s+)(?:vao\s+)?ngay\s+{dates.DATE},?\s(?P<who>[^.;]{{2,120}}?)\s(?:da\s+|vua\s+)?"
    r"(?:ban hanh|co|gui|ky)\s(?:[^,;:.\d]{2,30}\s)?(?:so\s)?$"
)
"""When the cited document was issued, where that opens the sentence: "Ngày 09/02/2021, Sở Y tế đã có Công văn số …"."""
_DATED = re.compile(rf"[\s,(]{{0,3}}(?:de\s+)?(?:ra\s+)?(?:hoi\s+[\dh ]+(?:gio)?\s*\d*\s*)?ngay\s*{dates.DATE}")
_ONE_MORE = re.compile(r"\s*(?:,|;|va|,\s*va)\s*(?:so\s+)?")
_FROM = re.compile(r"(?:cua)\s+(?P<by>[^,;:.]{4,80}?)\s+tai\s+(?:[^,;:.\d]{2,30}\s)?so\s*$")
"""Who submitted what is cited: "theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số …"."""
_BEFORE = re.compile(
    r"\s(?:da\s+|vua\s+)?(?:ban hanh|co|(?:chi dao|giao|yeu cau|de nghi|nhac) tai)\s+(?:[^,;:.\d]{2,30}\s)?so\s*$"
)
"""Who stands before what is cited: "Sở Y tế đã ban hành Công văn số …"."""
_NEXT_CITED = re.compile(r"\s(?:va|cung)\s+[^,;:.\d]{2,30}\s+so\s+\d")
"""Where another cited document follows an issuer: "… của Thủ tướng Chính phủ và Công điện số 229 …"."""
_TITLE = re.compile(
    r"\s(?:huong dan|quy dinh|ban hanh|phe duyet|sua doi|dieu chinh)\s+(?:ve|viec|mot so|chi tiet|thi hanh)\b"
)
"""The matter of what is cited, also with a capital: "… của Bộ Nội vụ Hướng dẫn về tuyển dụng"."""
_BY = re.compile(r"[\s,]{1,2}(?:cua\s+)?")
_CLAUSE = re.compile(r"(?:^|[.;,]\s+)(?:truoc do,?\s+|theo do,?\s+)?")
"""Where a clause may begin."""
LONGEST_ISSUER = 90
LONGEST_OPENING = 200
"""Characters."""


def find(paragraphs: Sequence[Paragraph], lexicon: Lexicon, own: str | None = None) -> tuple[Citation, ...]:
    """Cited documents in order, each once (with its date when any mention has one), without the document itself."""
    found: dict[str, Citation] = {}
    for paragraph in paragraphs:
        for citation in reversed([*_cited(paragraph, lexicon)]):
            known = found.get(citation.symbol)
            if citation.symbol != own and (known is None or (known.date is None and citation.date)):
                found[citation.symbol] = citation
    return tuple(found.values())


def spans(text: Text) -> tuple[tuple[int, int], ...]:
    """Where citations with their dates stand in a text: no date in there is a deadline."""
    return tuple((match.start(), _date_after(text, match)[1]) for match in _symbols(text))


def normal_symbol(printed: str) -> str:
    """A symbol without the blanks of line ends: "5442/UBND- KGVX" → "5442/UBND-KGVX"."""
    return re.sub(r"\s+", "", collapse(printed)).replace("–", "-").rstrip(".")


def _symbols(text: Text) -> Iterator[re.Match[str]]:
    """The symbols of a text; one without a dash only behind the word for a document."""
    for match in SYMBOL.finditer(text.raw):
        if not match["lone"] or _PAPER.search(text.plain, max(match.start() - 30, 0), match.start()):
            yield match


def _cited(paragraph: Paragraph, lexicon: Lexicon) -> Iterator[Citation]:
    """The citations of a paragraph, the last first: several joined by commas share the issuer behind the last."""
    text, known = paragraph.text, None
    for match, following in reversed([*pairwise([*_symbols(text), None])]):
        if match is None:
            continue
        day, end = _date_after(text, match)
        joined = following is not None and _ONE_MORE.fullmatch(text.plain, end, following.start())
        after = _issuer(text, end, lexicon) or _submitter(text, match.start())
        known = after or (known if joined else None) or _named_before(text, match.start(), lexicon)
        day = day or _date_before(text, match.start())
        yield Citation(normal_symbol(match.group()), day, known, paragraph.evidence(match.start(), end))


def _submitter(text: Text, start: int) -> str | None:
    found = _FROM.search(text.plain, max(start - LONGEST_ISSUER - 40, 0), start)
    return collapse(text.raw[found.start("by") : found.end("by")]) if found else None


def _named_before(text: Text, start: int, lexicon: Lexicon) -> str | None:
    """The unit that is the subject of a clause whose object is what is cited."""
    said = _BEFORE.search(text.plain, max(start - LONGEST_ISSUER - 40, 0), start)
    if said is None:
        return None
    begins = [
        m.end() for m in _CLAUSE.finditer(text.plain, 0, said.start()) if said.start() - m.end() <= LONGEST_ISSUER
    ]
    for begin in reversed(begins):
        span = unit_span(text, begin, lexicon)
        if span and span.start == begin and span.end >= said.start():
            return collapse(text.raw[begin : said.start()])
    return None


def _date_after(text: Text, match: re.Match[str]) -> tuple[dt.date | None, int]:
    dated = _DATED.match(text.plain, match.end())
    if dated is None:
        return None, match.end()
    printed = dates.from_match(dated)
    return printed.on(), printed.end


def _date_before(text: Text, start: int) -> dt.date | None:
    opened = _DAY_BEFORE.search(text.plain, max(start - LONGEST_OPENING, 0), start)
    return dates.from_match(opened).on() if opened and not dates.anywhere(opened["who"]) else None


def _issuer(text: Text, start: int, lexicon: Lexicon) -> str | None:
    """The issuer after the date: "của UBND tỉnh về …". A verb, "về", a comma or the end of a clause closes it."""
    by = _BY.match(text.plain, start)
    if by is None or (not by.group().endswith("cua ") and not lexicon.words("unit-heads").match(text, by.end())):
        return None
    begin, limit = by.end(), min(by.end() + LONGEST_ISSUER, len(text))
    ends = [m.start() for m in re.finditer(r"[;:.()\"]|,(?!\s+(?:khoa|nhiem ky))", text.plain[begin:limit])]
    ends = [begin + end for end in ends if not _inside_name(text, begin + end, lexicon)]
    ends += [found.start() for end in (_NEXT_CITED, _TITLE) if (found := end.search(text.plain, begin))]
    for stem in ("mention-stops", "verbs"):
        ends += [m.start() for m in lexicon.words(stem).finditer(text, begin, limit) if text.raw[m.start()].islower()]
    issuer = collapse(text.raw[begin : min([*ends, limit])])
    return issuer if issuer and issuer[0].isupper() and " " in skeleton(issuer) else None


def _inside_name(text: Text, offset: int, lexicon: Lexicon) -> bool:
    """Whether a comma belongs to a name like "Sở Văn hóa, Thể thao và Du lịch"."""
    near = lexicon.words("sectors").finditer(text, max(offset - 60, 0))
    return any(m.start() < offset < m.end() for m in near)
