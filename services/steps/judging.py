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
from services.letters.audiences import audiences, kinds_for
from services.letters.contents.registry import REMINDER
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
    return _findings(book, one.kind, one.units, about, one.files)


def findings_of_row(
    book: FactBook, letter: Row[Any], files: Sequence[DraftFile], templates: TemplateSet
) -> tuple[Finding, ...]:
    """What the formality check says of a draft of the ledger."""
    about = templates[letter.template].about
    units = _sharing(book.work, letter, templates) if ":" in letter.unit_id else (letter.unit_id,)
    return _findings(book, letter.kind, tuple(filter(None, units)), about, files)


def _sharing(work: Work, letter: Row[Any], templates: TemplateSet) -> tuple[str, ...]:
    """The units that a shared letter addresses, as they were put together when it was drafted."""
    letters = [templates[kind] for kind in dict.fromkeys((*kinds_for(work), letter.template))]
    shared = audiences(work, [one for one in letters if one.about.granularity != "one"], everyone=False)
    found = (one.units for template, one in shared if (template.kind, one.key) == (letter.template, letter.unit_id))
    return tuple(unit.id for unit in next(found, ()))


def findings_json(found: Sequence[Finding]) -> list[dict[str, object]]:
    """Findings as the ledger keeps them: what a person should see, not the rules that pass."""
    return list(wire.as_json("", (one for one in found if one.result in _KEPT))["findings"])


def findings_kept(letter: Row[Any]) -> tuple[Finding, ...]:
    """The findings that the ledger keeps of a draft."""
    return tuple(
        Finding(**{**one, "severity": Severity(one["severity"]), "result": Result(one["result"])})
        for one in json.loads(letter.findings)
    )


def facts_of(book: FactBook, kind: str, units: Sequence[str], about: About) -> Facts:
    """What a draft made with this template may say, whom it must reach, and what its head and signature must.

    A paper that is one for all units goes upward when it has Kính gửi; otherwise it must name each unit.
    """
    to_all = about.granularity == "one"
    kind = kind if kind in KINDS else COVER_NOTE
    facts = replace(book.of(kind, () if to_all else units, about.doc_type), head=_head(book.work, about))
    if about.content_kind == REMINDER:
        facts = facts.with_words_of(book.standing(units))
    if not to_all or kind == COVER_NOTE:
        return facts
    if "kinh_gui" in about.fields:
        return replace(facts, unit_names=frozenset({citation.addressee(book.work, about)}))
    return replace(facts, addressed=book.everybody)


def _findings(
    book: FactBook, kind: str, units: Sequence[str], about: About, files: Sequence[DraftFile]
) -> tuple[Finding, ...]:
    word = next(file.content for file in files if file.media_type == DOCX)
    return check(word, facts_of(book, kind, units, about), book.policy)


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
