"""How a letter cites the directive it passes on (NĐ 30/2020, Phụ lục I, Phần I, II.6.b).

The first time in full: type, số and ký hiệu, date, issuer, abstract; later by type and symbol only. A number or a date
nobody could read becomes a mark that the clerk must settle.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from services.letters import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.directive.model import Directive, Value
    from services.letters.about import About
    from services.letters.model import Work
    from services.settings.model import OfficeProfile

_COMMITTEE: Final = re.compile(
    r"(?P<head>CHỦ TỊCH )?(?:ỦY|UỶ) BAN NHÂN DÂN "
    r"(?P<level>TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ|QUẬN|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU) (?P<name>[^a-z]+)"
)
_MATTER: Final = re.compile(r"^v/v:?\s+", re.IGNORECASE)
_ABOUT: Final = re.compile(r"^(?:v/v|về việc|về)\s+", re.IGNORECASE)


def issue_day(directive: Directive) -> dt.date | None:
    """The day of issue when all of it is known; a draft may have only month and year."""
    issued = directive.header.issued_on
    try:
        return dt.date.fromisoformat(issued.text) if issued else None
    except ValueError:
        return None


def short(directive: Directive) -> str:
    """Type and symbol: "Kế hoạch số 162/KH-SGDĐT"."""
    header = directive.header
    numbered = header.number is not None and header.symbol is not None
    return f"{type_name(header.doc_type)} số {header.symbol if numbered else words.CHECK_SOURCE}"


def full(directive: Directive, office: OfficeProfile) -> str:
    """Type, symbol, date, issuer, abstract; an unknown issuer or abstract is left out."""
    header = directive.header
    issuer = issuer_of(directive, office)
    parts = (
        short(directive),
        f"ngày {_day(header.issued_on)}",
        f"của {issuer}" if issuer else "",
        _subject_phrase(header.abstract),
    )
    return " ".join(part for part in parts if part)


def matter(abstract: str) -> str:
    """An abstract as it is quoted: what a công văn prints before it ("V/v") is no part of it."""
    return _MATTER.sub("", words.phrase(abstract), count=1)


def subject(directive: Directive) -> str:
    """What follows "V/v triển khai" (at best the abstract, else the short citation)."""
    abstract = directive.header.abstract
    return words.inside(_bare(abstract.text)) if abstract else short(directive)


def instead_of_this(text: str, directive: Directive) -> str:
    """A text of the directive as another paper says it: "Kế hoạch này" is "Kế hoạch số 162/KH-SGDĐT" there.

    A directive whose number nobody could read stays as it calls itself.
    """
    header = directive.header
    if header.doc_type is None or header.number is None or header.symbol is None:
        return text
    return re.sub(rf"\b{re.escape(type_name(header.doc_type))} này\b", short(directive), text, flags=re.IGNORECASE)


def issuer_name(printed: str, office: OfficeProfile) -> str:
    """The issuer in sentence style when it is our office, the one above it or a people's committee; else as printed."""
    known = {
        name.casefold(): name
        for name in (office.full_name, office.short_name, *office.aliases, office.name, office.parent_name)
    }
    line = words.one_line(printed)
    return known.get(line.casefold()) or _committee(line) or line


def issuer_of(directive: Directive, office: OfficeProfile) -> str:
    """The issuer as a sentence names it: one that stands in capitals in the head as the text itself writes it.

    "SỞ Y TẾ" is "Sở Y tế" where an instruction says so; empty when nobody could read it.
    """
    issuer = directive.header.issuer
    if issuer is None:
        return ""
    name = issuer_name(issuer.text, office)
    if not name.isupper():
        return name
    wanted = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    found = (match for text in _texts(directive) for match in wanted.findall(words.one_line(text)))
    return next((match for match in found if match[0].isupper() and not match.isupper()), name)


def _texts(directive: Directive) -> Iterator[str]:
    """What the directive says in sentences, in their order."""
    yield from (one.evidence.quote for one in directive.instructions)
    yield from (one.evidence.quote for one in directive.report_duties)
    yield from directive.addressees
    yield from directive.recipients


def addressee(work: Work, about: About) -> str:
    """Whom one letter for all addresses: as letter.toml says, else the issuer of the directive."""
    return about.addressee or issuer_of(work.directive, work.office) or words.CHECK_SOURCE


def type_name(doc_type: Value | None) -> str:
    """The kind of document inside a sentence: "Kế hoạch"."""
    return words.one_line(doc_type.text).capitalize() if doc_type else "Văn bản"


def _committee(line: str) -> str:
    """A people's committee or its chairman, printed in capitals, in sentence style; else empty."""
    found = _COMMITTEE.fullmatch(line)
    if found is None:
        return ""
    name = " ".join(word.capitalize() for word in found.group("name").split())
    head = "Chủ tịch " if found.group("head") else ""
    return f"{head}Ủy ban nhân dân {found.group('level').lower()} {name}"


def _day(issued_on: Value | None) -> str:
    return words.iso_date(issued_on.text) if issued_on else words.CHECK_SOURCE


def _bare(abstract: str) -> str:
    return _ABOUT.sub("", words.phrase(abstract), count=1)


def _subject_phrase(abstract: Value | None) -> str:
    """The abstract after "về" or "về việc", as the directive has it."""
    if abstract is None:
        return ""
    introduced = _ABOUT.match(words.phrase(abstract.text))
    by_matter = introduced is not None and introduced.group().strip().casefold() in {"v/v", "về việc"}
    return f"{'về việc' if by_matter else 'về'} {words.inside(_bare(abstract.text))}"
