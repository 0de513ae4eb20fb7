"""How a letter cites the directive it passes on (NĐ 30/2020, Phụ lục I, Phần I, II.6.b).

The first time in full: type, số and ký hiệu, date, issuer, abstract; later by type and symbol only. A number or a date
nobody could read becomes a mark that the clerk must settle.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from services.letters import words

if TYPE_CHECKING:
    from services.directive.model import Directive, Value
    from services.settings.model import OfficeProfile

_ABOUT: Final = re.compile(r"^(?:v/v|về việc|về)\s+", re.IGNORECASE)


def short(directive: Directive) -> str:
    """Type and symbol: "Kế hoạch số 162/KH-SGDĐT"."""
    header = directive.header
    numbered = header.number is not None and header.symbol is not None
    return f"{type_name(header.doc_type)} số {header.symbol if numbered else words.CHECK_SOURCE}"


def full(directive: Directive, office: OfficeProfile) -> str:
    """Type, symbol, date, issuer, abstract; an unknown issuer or abstract is left out."""
    header = directive.header
    issuer = issuer_name(header.issuer.text, office) if header.issuer else ""
    parts = (
        short(directive),
        f"ngày {_day(header.issued_on)}",
        f"của {issuer}" if issuer else "",
        _subject_phrase(header.abstract),
    )
    return " ".join(part for part in parts if part)


def subject(directive: Directive) -> str:
    """What follows "V/v triển khai" (at best the abstract, else the short citation)."""
    abstract = directive.header.abstract
    return words.inside(_bare(abstract.text)) if abstract else short(directive)


def issuer_name(printed: str, office: OfficeProfile) -> str:
    """The issuer in sentence style when it is our office or the one above it; any other as printed."""
    known = {
        name.casefold(): name
        for name in (office.full_name, office.short_name, *office.aliases, office.name, office.parent_name)
    }
    line = words.one_line(printed)
    return known.get(line.casefold(), line)


def type_name(doc_type: Value | None) -> str:
    """The kind of document inside a sentence: "Kế hoạch"."""
    return words.one_line(doc_type.text).capitalize() if doc_type else "Văn bản"


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
