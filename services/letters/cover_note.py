"""The cover note (phiếu trình): for the clerk, the source of every assignment, what is doubtful, what is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from services.formality.model import Result
from services.letters import citation, words
from services.letters.about import filled
from services.letters.accounting import coverage, missing, numbers, rows_of_units
from services.letters.audiences import kinds_for
from services.letters.contents.common import Values, office_values
from services.letters.contents.naming import addressed, name, who
from services.letters.contents.registry import COVER_NOTE
from services.letters.contents.sources import place
from services.letters.contents.table import Row, rows
from services.letters.draft import properties
from services.letters.model import DOCX, Draft, DraftFile
from services.letters.signing import signature

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from services.directive.model import Doubt, Evidence, Value
    from services.formality.model import Finding
    from services.letters.about import About
    from services.letters.model import Work
    from services.letters.template import Template, TemplateSet

_SURE: Final = 0.8
_SHOWN: Final = (Result.FAIL, Result.NEEDS_REVIEW)
_FEW: Final = 3
_TOLD_AS_MISSING: Final = "unassigned"


class DraftSummary(NamedTuple):
    """A draft without its contents: kind, unit id (or None), title, names of its files."""

    kind: str
    unit: str | None
    title: str
    files: tuple[str, ...]


def summary(draft: Draft) -> DraftSummary:
    """What the cover note needs to know of a draft."""
    return DraftSummary(draft.kind, draft.unit, draft.title, tuple(file.name for file in draft.files))


def cover_note(
    work: Work,
    drafts_summary: Sequence[DraftSummary],
    findings: Mapping[str, Sequence[Finding]],
    templates: TemplateSet,
) -> Draft:
    """The cover note over the drafts made; `findings` are keyed by the title of the draft.

    Raises TemplateError when its template is missing or cannot be filled.
    """
    used = [templates[kind] for kind in kinds_for(work)]
    return note(work, templates[COVER_NOTE], used, drafts_summary, findings)


def note(
    work: Work,
    template: Template,
    used: Sequence[Template],
    drafts_summary: Sequence[DraftSummary],
    findings: Mapping[str, Sequence[Finding]],
) -> Draft:
    """The cover note made with this template over drafts made with those `used`. Raises TemplateError."""
    values = note_values(work, template.about, used, drafts_summary, findings)
    values["mau"] = [{"ten": one.about.name, "phien_ban": one.version} for one in (template, *used)]
    title = filled(template.about.title, don_vi="", van_ban=citation.short(work.directive))
    content = template.render(values, properties(work, title))
    file = DraftFile(f"{template.about.file}.docx", DOCX, content)
    return Draft("cover_note", None, template.kind, template.version, title, (file,))


def note_values(
    work: Work,
    about: About,
    used: Sequence[Template],
    drafts_summary: Sequence[DraftSummary],
    findings: Mapping[str, Sequence[Finding]],
) -> Values:
    """What the cover note says."""
    table = rows(work.plan.assignments)
    everyone = tuple(dict.fromkeys(phrase for one in used for phrase in one.about.everyone))
    signed = all(signature(work, one.about).name for one in used if one.about.paper == "letter")
    return {
        **office_values(work, about),
        **coverage(work),
        **missing(work, everyone, signed=signed),
        **_read(work),
        "nhiem_vu": _assignments(work, table),
        "xac_minh": _doubts(work),
        "nen_xem_lai": _unsure(table),
        "du_thao": _drafts(work, table, drafts_summary),
        "the_thuc": _findings(findings),
        "ma_tham_chieu": work.reference,
        "ma_cau_hinh": work.config_hash,
        "ngay_lap": words.date(work.today),
        "mau": [{"ten": about.name, "phien_ban": ""}],
    }


def _read(work: Work) -> dict[str, Any]:
    """The header as read, each value with its method and source."""
    header, quality = work.directive.header, work.directive.quality
    fields = {
        "loai": header.doc_type,
        "so": header.number,
        "ky_hieu": header.notation,
        "ngay": header.issued_on,
        "co_quan": header.issuer,
        "trich_yeu": header.abstract,
    }
    return {
        "vb": {key: _value(value, is_date=key == "ngay") for key, value in fields.items()},
        "tep": work.directive.file,
        "nguon_chu": words.method(quality.source),
        "vien_dan": [
            {"so": cited.symbol, "ngay": _day(cited.date), "vi_tri": _where(cited.evidence)}
            for cited in work.directive.references
        ],
    }


def _day(day: dt.date | None) -> str:
    return words.date(day) if day else ""


def _value(value: Value | None, *, is_date: bool) -> dict[str, str]:
    if value is None:
        return {"gia_tri": "", "cach_doc": "", "tin_cay": "", "vi_tri": ""}
    return {
        "gia_tri": words.iso_date(value.text) if is_date else words.one_line(value.text),
        "cach_doc": words.method(value.method),
        "tin_cay": words.certainty(value.confidence),
        "vi_tri": _where(value.evidence),
    }


def _where(evidence: Evidence | None) -> str:
    return f"trang {evidence.page}, dòng {evidence.line}" if evidence else ""


def _assignments(work: Work, table: Sequence[Row]) -> list[dict[str, Any]]:
    everybody = addressed(work)
    return [
        {
            "so": str(number),
            "noi_dung": row.text,
            "chu_tri": who(work, row.doers, everybody),
            "phoi_hop": who(work, row.helpers, everybody),
            "thoi_han": row.due,
            "vi_tri": place(row.assignments[0]),
            "trich_dan": _quote(row),
            "quy_tac": list(dict.fromkeys(words.sentence(assignment.rule) for assignment in row.assignments)),
            "tin_cay": words.certainty(_confidence(row)),
        }
        for number, row in enumerate(table, start=1)
    ]


def _quote(row: Row) -> str:
    """The words of the directive; empty when the content of the row is just these."""
    quote = words.one_line(row.assignments[0].evidence.quote)
    return "" if words.sentence(quote) == row.text else quote


def _confidence(row: Row) -> float:
    return min(assignment.confidence for assignment in row.assignments)


def _unsure(table: Sequence[Row]) -> list[dict[str, str]]:
    found: dict[str, list[int]] = {}
    for number, row in enumerate(table, start=1):
        if _confidence(row) < _SURE:
            found.setdefault(words.certainty(_confidence(row)), []).append(number)
    return [{"so": numbers(own), "tin_cay": certainty} for certainty, own in found.items()]


def _doubts(work: Work) -> list[dict[str, str]]:
    doubts: dict[tuple[str, str], Doubt] = {}
    for doubt in (*work.directive.doubts, *work.plan.doubts):
        if doubt.code != _TOLD_AS_MISSING:
            doubts.setdefault((doubt.code, doubt.message), doubt)
    return [
        {
            "noi_dung": words.phrase(doubt.message),
            "vi_tri": _where(doubt.evidence),
            "trich_dan": words.one_line(doubt.evidence.quote) if doubt.evidence else "",
        }
        for doubt in doubts.values()
    ]


def _drafts(work: Work, table: Sequence[Row], summaries: Sequence[DraftSummary]) -> list[dict[str, str]]:
    numbers_of = rows_of_units(table)
    return [
        {
            "so": str(number),
            "don_vi": name(work, unit) if unit else "",
            "ten": title,
            "tep": ", ".join(files),
            "nhiem_vu": numbers_of.get(unit, "") if unit else "",
        }
        for number, (_, unit, title, files) in enumerate(summaries, start=1)
    ]


def _findings(findings: Mapping[str, Sequence[Finding]]) -> list[dict[str, Any]]:
    """Findings a person should see; the same one on many drafts is told once, errors before questions."""
    found: dict[Finding, list[tuple[str, str]]] = {}
    for title, own in findings.items():
        for finding in own:
            if finding.result in _SHOWN:
                found.setdefault(replace(finding, place=""), []).append((title, finding.place))
    ordered = sorted(
        found.items(), key=lambda item: (item[0].result is not Result.FAIL, item[0].severity, item[0].rule)
    )
    return [_told(finding, where) for finding, where in ordered]


def _told(finding: Finding, where: Sequence[tuple[str, str]]) -> dict[str, Any]:
    places = {spot for _, spot in where}
    return {
        "ma": finding.rule,
        "sai": finding.result is Result.FAIL,
        "noi": places.pop() if len(places) == 1 else "",
        "can": words.phrase(finding.expected),
        "co": words.phrase(finding.found),
        "cach_sua": words.sentence(finding.advice),
        "dieu": finding.article,
        "so_du_thao": len(where),
        "du_thao": "; ".join(title for title, _ in where) if len(where) <= _FEW else "",
    }
