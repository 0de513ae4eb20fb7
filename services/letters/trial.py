"""Trying a template: everything that is wrong with it, and what it makes of a made-up directive.

This runs inside a limited child process (`services.letters.proof`): a template is a stranger's file until it is tried.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from services.errors import TemplateError
from services.formality.model import Finding, Result, Severity
from services.letters.about import read_about
from services.letters.contents.common import Audience, by_unit
from services.letters.contents.registry import CONTENTS, COVER_NOTE
from services.letters.cover_note import DraftSummary, note, note_values
from services.letters.draft import audience_of, paper
from services.letters.engine.problem import Fault, Problem, problem
from services.letters.engine.shape import Shape, merged, shape_of
from services.letters.sample import SCHOOLS, sample_work
from services.letters.template import compile_template
from services.units import selector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.letters.about import About
    from services.letters.contents.common import Values
    from services.letters.model import Draft, Work
    from services.letters.template import Template, TemplateFiles

_SUMMARIES: Final = (DraftSummary("letter", SCHOOLS[0].id, "Công văn gửi Trường THPT Mẫu 1", ("cong-van.docx",)),)
_FINDINGS: Final = {
    "Công văn gửi Trường THPT Mẫu 1": (
        Finding("BO-01", Severity.WARNING, Result.FAIL, "đoạn 9", "căn đều", "căn trái", "căn đều hai bên", "II.6.e"),
    )
}


@dataclass(frozen=True, slots=True)
class Trial:
    """How a template did: its problems, and the papers it makes of the made-up directive (none when it cannot)."""

    problems: tuple[Problem, ...]
    papers: tuple[Draft, ...]


def examine(files: TemplateFiles, work: Work | None = None) -> Trial:
    """Check a template against what the program gives it, and fill it with the made-up work."""
    work = work or sample_work()
    about, faults = read_about(files.folder, files.toml)
    if about is None:
        return Trial(tuple(problem(files.folder, fault) for fault in faults), ())
    kinds = (*CONTENTS, COVER_NOTE)
    if about.content_kind not in kinds:
        why = f"content: không có loại nội dung “{about.content_kind}”"
        fault = Fault(f"{about.kind}/letter.toml", "", why, f"dùng một trong: {', '.join(kinds)}")
        return Trial((problem(about.kind, fault),), ())
    template, problems = compile_template(files, shapes(work, about))
    if template is None:
        return Trial(problems, ())
    try:
        return Trial(problems, tuple(_papers(work, template)))
    except TemplateError as error:
        fault = Fault("điền thử dữ liệu mẫu", "", error.message.rstrip("."), "sửa theo câu trên")
        return Trial((*problems, problem(about.kind, fault)), ())


def shapes(work: Work, about: About) -> dict[str, Shape]:
    """The fields a template of this content has, with what each holds."""
    found: dict[str, Shape] = {}
    for values in _values(work, about):
        for name, value in values.items():
            own = shape_of(value)
            found[name] = merged(found[name], own) if name in found else own
    return found


def _values(work: Work, about: About) -> Iterator[Values]:
    if about.content_kind == COVER_NOTE:
        yield note_values(work, about, (), _SUMMARIES, _FINDINGS)
        return
    for audience in _audiences(work, about):
        yield CONTENTS[about.content_kind](work, about, audience).values


def _papers(work: Work, template: Template) -> Iterator[Draft]:
    if template.about.content_kind == COVER_NOTE:
        yield note(work, template, (), _SUMMARIES, _FINDINGS)
        return
    fit = [one for one in _audiences(work, template.about) if _fits(template.about, one)]
    for audience in filter(None, (audience_of(work, template.about, one) for one in fit)):
        yield paper(work, template, audience)
        yield paper(replace(work, drafting=work.drafting.model_copy(update={"comments": True})), template, audience)


def _audiences(work: Work, about: About) -> list[Audience]:
    """Each unit alone, and the two that have the same work together; or all at once."""
    given = by_unit(work.plan.assignments)
    if about.granularity == "one":
        return [Audience("", tuple(work.units[unit] for unit in work.plan.units), work.plan.assignments)]
    alone = [Audience(unit, (work.units[unit],), given[unit]) for unit in work.plan.units]
    return [*alone, Audience("nhom:thpt", SCHOOLS, given[SCHOOLS[0].id])]


def _fits(about: About, audience: Audience) -> bool:
    picked = selector.pick(about.select, audience.units)
    tones = {unit.tone for unit in audience.units}
    return (len(picked) == len(audience.units) or about.select.startswith("unit:")) and (
        not about.tones or tones <= about.tones
    )
