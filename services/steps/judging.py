"""What the formality check says of the drafts of a directive, and what it may hold against them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from services.formality import wire
from services.formality.check import check
from services.formality.facts import COVER_NOTE, KINDS, Facts, Head
from services.formality.model import Finding, Result, Severity
from services.letters import citation
from services.letters.about import filled
from services.letters.model import DOCX
from services.letters.signing import signature
from services.steps.facts import FactBook

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Row

    from services.letters.about import About
    from services.letters.model import Draft, DraftFile, Work
    from services.letters.template import Template, TemplateSet
    from services.settings.load import Settings


_KEPT: Final = (Result.FAIL, Result.NEEDS_REVIEW)


def fact_book(
    settings: Settings, work: Work, issued_on: dt.date | None, templates: Iterable[Template] = ()
) -> FactBook:
    """What the drafts of this directive, made with these templates, may say."""
    wordings = [text for one in templates for text in (one.wording, one.about.addressee, *one.about.recipients)]
    return FactBook(settings, work, issued_on, tuple(filter(None, wordings)))


def findings_of(book: FactBook, one: Draft, about: About) -> tuple[Finding, ...]:
    """What the formality check says of the Word file of a draft made with this template."""
    return _findings(book, one.kind, one.unit, about, one.files)


def findings_of_row(
    book: FactBook, letter: Row[Any], files: Sequence[DraftFile], templates: TemplateSet
) -> tuple[Finding, ...]:
    """What the formality check says of a draft of the ledger."""
    unit = None if ":" in letter.unit_id else letter.unit_id or None
    return _findings(book, letter.kind, unit, templates[letter.template].about, files)


def findings_json(found: Sequence[Finding]) -> list[dict[str, object]]:
    """Findings as the ledger keeps them: what a person should see, not the rules that pass."""
    return list(wire.as_json("", (one for one in found if one.result in _KEPT))["findings"])


def findings_kept(letter: Row[Any]) -> tuple[Finding, ...]:
    """The findings that the ledger keeps of a draft."""
    return tuple(
        Finding(**{**one, "severity": Severity(one["severity"]), "result": Result(one["result"])})
        for one in json.loads(letter.findings)
    )


def facts_of(book: FactBook, kind: str, unit: str | None, about: About) -> Facts:
    """What a draft made with this template may say, and what its head and signature must."""
    facts = replace(book.of(kind if kind in KINDS else COVER_NOTE, unit, about.doc_type), head=_head(book.work, about))
    upward = about.granularity == "one" and about.paper == "letter"
    return replace(facts, unit_names=frozenset({citation.addressee(book.work, about)})) if upward else facts


def _findings(
    book: FactBook, kind: str, unit: str | None, about: About, files: Sequence[DraftFile]
) -> tuple[Finding, ...]:
    word = next(file.content for file in files if file.media_type == DOCX)
    return check(word, facts_of(book, kind, unit, about), book.policy)


def _head(work: Work, about: About) -> Head:
    """What configuration wants in head and signature of a letter of this kind."""
    office, signed = work.office, signature(work, about)
    return Head(
        issuer=about.issuer_name or office.name,
        parent=about.issuer_parent or office.parent_name or None,
        place=office.place,
        notation=filled(about.notation, co_quan=office.code, don_vi_soan=about.drafter),
        signer=signed.name,
        authorization=signed.authorization,
        delegation=signed.delegation,
    )
