"""The cover note (phiếu trình): for the clerk, the source of every assignment, what is doubtful, what is missing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from services.letters import citation, words
from services.letters.about import filled
from services.letters.accounting import coverage, missing, numbers, rows_of_units
from services.letters.audiences import kinds_for
from services.letters.contents.common import Values, office_values
from services.letters.contents.naming import name, names
from services.letters.contents.plan import common_due
from services.letters.contents.registry import COVER_NOTE
from services.letters.contents.table import Row, rows
from services.letters.draft import properties
from services.letters.model import DOCX, Draft, DraftFile
from services.letters.note_assumptions import assumptions
from services.letters.note_findings import remarks
from services.letters.note_questions import questions
from services.letters.note_sources import confidence, shared_rules, source_rows
from services.letters.signing import signature

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from services.directive.model import Evidence, Value
    from services.formality.model import Finding
    from services.letters.about import About
    from services.letters.model import Work
    from services.letters.template import Template, TemplateSet

#: What papers of each kind are called when they are counted.
PAPERS: Final = {
    "letter": "dự thảo văn bản",
    "table": "bảng phân công",
    "slip": "phiếu nội bộ",
    "cover_note": "phiếu trình",
}
_NO_PRODUCT: Final = "văn bản chỉ đạo không nêu sản phẩm"
_SURE: Final = 0.8
#: Stands for the units in the title that letters share.
_HOLE: Final = "\0"


class DraftSummary(NamedTuple):
    """A draft without its contents: kind, unit id (or None), title, names of its files, its template."""

    kind: str
    unit: str | None
    title: str
    files: tuple[str, ...]
    template: str = ""


def summary(draft: Draft) -> DraftSummary:
    """What the cover note needs to know of a draft."""
    return DraftSummary(draft.kind, draft.unit, draft.title, tuple(file.name for file in draft.files), draft.template)


def cover_note(
    work: Work,
    drafts_summary: Sequence[DraftSummary],
    findings: Mapping[str, Sequence[Finding]],
    templates: TemplateSet,
) -> Draft:
    """The cover note over the drafts made; `findings` are keyed by the title of the draft.

    Raises TemplateError when its template is missing or cannot be filled.
    """
    made = dict.fromkeys(one.template for one in drafts_summary if one.template)
    used = [templates[kind] for kind in made or kinds_for(work)]
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
    gaps, shared = missing(work, everyone, signed=signed), shared_rules(table)
    decide, later = remarks(findings, _asked_for(gaps))
    return {
        **office_values(work, about),
        **coverage(work),
        **gaps,
        **_read(work),
        "gia_dinh": assumptions(work, table, citation.issue_day(work.directive)),
        "quy_tac_chung": [{"ma": letter, "noi_dung": sentence} for sentence, letter in shared.items()],
        "thoi_han_chung": common_due(work),
        "nhiem_vu": source_rows(work, table, shared),
        "xac_minh": questions(work),
        "nen_xem_lai": _unsure(table),
        "du_thao": _drafts(work, table, drafts_summary),
        "so_du_thao": str(len(drafts_summary)),
        "cac_du_thao": counted([*(one.kind for one in drafts_summary), "cover_note"]),
        "loi_can_sua": decide,
        "the_thuc": later,
        "ma_tham_chieu": work.reference,
        "ma_cau_hinh": work.config_hash,
        "ngay_lap": words.date(work.today),
        "mau": [{"ten": about.name, "phien_ban": ""}],
    }


def _asked_for(gaps: Values) -> frozenset[str]:
    """What the check of form finds missing and the cover note asks for itself: marked blanks, results."""
    marks = (
        (words.NO_DEADLINE, gaps["thieu_thoi_han"]),
        (words.NO_SIGNER, gaps["thieu_nguoi_ky"]),
        (_NO_PRODUCT, gaps["thieu_san_pham"]),
    )
    return frozenset(mark for mark, missed in marks if missed)


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


def _unsure(table: Sequence[Row]) -> list[dict[str, str]]:
    """Rows a person should compare with the original, the least sure first."""
    found: dict[str, list[int]] = {}
    for number, row in enumerate(table, start=1):
        if confidence(row) < _SURE:
            found.setdefault(words.certainty(confidence(row)), []).append(number)
    least = sorted(found, key=lambda certainty: min(confidence(table[number - 1]) for number in found[certainty]))
    return [{"so": numbers(found[certainty]), "tin_cay": certainty} for certainty in least]


def counted(kinds: Iterable[str]) -> str:
    """How many papers of each kind there are: "44 dự thảo văn bản, 1 bảng phân công, 1 phiếu trình"."""
    counts = Counter(kinds)
    return ", ".join(f"{counts[kind]} {name}" for kind, name in PAPERS.items() if counts[kind])


def _drafts(work: Work, table: Sequence[Row], summaries: Sequence[DraftSummary]) -> list[dict[str, str]]:
    """The papers; letters that differ only in the unit, with the same rows of the table, share a line."""
    numbers_of = rows_of_units(table)
    same: dict[tuple[str, str], list[DraftSummary]] = {}
    for one in summaries:
        unit = name(work, one.unit) if one.unit else ""
        before, found, after = one.title.rpartition(unit) if unit else (one.title, "", "")
        key = (f"{before}{_HOLE}{after}" if found else one.title, numbers_of.get(one.unit or "", ""))
        same.setdefault(key, []).append(one)
    return [
        {
            "ten": title.replace(_HOLE, "; ".join(names(work, tuple(one.unit for one in own if one.unit)))),
            "so_luong": str(len(own)),
            "tep": ", ".join(own[0].files) if len(own) == 1 else "",
            "nhiem_vu": given,
        }
        for (title, given), own in same.items()
    ]
