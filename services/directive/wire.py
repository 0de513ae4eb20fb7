"""Directive → the object that `trienkhai read --json` prints (docs: the CLI is a contract). Unknown is null."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from services.directive.model import (
        Citation,
        Deadline,
        Directive,
        Doubt,
        Evidence,
        Header,
        Instruction,
        ReportDuty,
        Section,
        Value,
    )

Json = dict[str, Any]


def as_json(directive: Directive) -> Json:
    """Plain values only: text, numbers, lists, dicts, None; dates are ISO text."""
    header, signer = directive.header, directive.signer
    return {
        "file": directive.file,
        "doc_type": _text(header.doc_type),
        "number": _fact(header.number),
        "notation": _text(header.notation),
        "symbol": _symbol(header),
        "issuer": _text(header.issuer),
        "parent_issuer": _text(header.parent_issuer),
        "place": _text(header.place),
        "issued_on": _fact(header.issued_on),
        "issued_month": _text(header.issued_month),
        "abstract": _text(header.abstract),
        "urgency": _text(header.urgency),
        "secrecy": _text(header.secrecy),
        "signer": {"capacity": signer.capacity, "title": signer.title, "name": signer.name},
        "addressees": list(directive.addressees),
        "alias": directive.alias,
        "recipients": list(directive.recipients),
        "references": [_citation(one) for one in directive.references],
        "sections": [_section(one) for one in directive.sections],
        "instructions": [_instruction(one) for one in directive.instructions],
        "report_duties": [_duty(one) for one in directive.report_duties],
        "quality": {"source": directive.quality.source.value, "score": directive.quality.score},
        "doubts": [_doubt(one) for one in directive.doubts],
    }


def _text(value: Value | None) -> str | None:
    return value.text if value else None


def _fact(value: Value | None) -> str | None:
    """A number or day that may be wrong is not printed as if it were right."""
    return value.text if value and value.trusted else None


def _symbol(header: Header) -> str | None:
    number = header.number if header.number and header.number.trusted else None
    return replace(header, number=number).symbol


def _evidence(one: Evidence | None) -> Json | None:
    if one is None:
        return None
    return {"page": one.page, "line": one.line, "quote": one.quote}


def _deadline(one: Deadline | None) -> Json | None:
    if one is None:
        return None
    return {
        "text": one.text,
        "date": one.date.isoformat() if one.date else None,
        "boundary": one.boundary,
        "recurrence": one.recurrence,
    }


def _citation(one: Citation) -> Json:
    return {"symbol": one.symbol, "date": one.date.isoformat() if one.date else None, "issuer": one.issuer}


def _section(one: Section) -> Json:
    return {
        "key": one.key,
        "level": one.level,
        "label": one.label,
        "heading": one.heading,
        "page": one.page,
        "line": one.line,
    }


def _instruction(one: Instruction) -> Json:
    return {
        "key": one.key,
        "text": one.text,
        "section": one.section,
        "mode": one.mode,
        "lead": list(one.lead),
        "coordinating": list(one.coordinating),
        "deadline": _deadline(one.deadline),
        "evidence": _evidence(one.evidence),
        "confidence": one.confidence,
        "implicit": one.implicit,
        **({"method": one.method.value} if one.method else {}),
    }


def _duty(one: ReportDuty) -> Json:
    return {
        "who": list(one.who),
        "to": one.to,
        "channel": one.channel,
        "what": one.what,
        "deadline": _deadline(one.deadline),
        "evidence": _evidence(one.evidence),
    }


def _doubt(one: Doubt) -> Json:
    return {"code": one.code, "message": one.message, "evidence": _evidence(one.evidence)}
