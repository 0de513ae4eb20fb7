"""What the check of form says of the papers that a template makes of the made-up directive, for one office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.formality.model import Result, Severity
from services.letters import citation
from services.letters.engine.comments import PART
from services.letters.engine.problem import Fault, Problem, problem
from services.letters.sample import sample_work
from services.letters.template import compile_template
from services.steps import judging

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.letters.model import Draft
    from services.letters.template import TemplateFiles
    from services.settings.load import Settings

_COMMENTS = PART.encode()


def faults_of_form(
    settings: Settings, files: TemplateFiles, papers: Sequence[Draft], *, content: bool = True
) -> Iterator[Problem]:
    """What the check of form says of the papers made of the made-up directive, each fault once.

    Papers with comments, and advice on content (CO-…), hang on the made-up directive, not on the template;
    without `content` nothing of content is told.
    """
    template, _ = compile_template(files) if papers else (None, ())
    if template is None:
        return
    work = sample_work(settings.office, settings.drafting)
    book = judging.fact_book(settings, work, citation.issue_day(work.directive), [template])
    told: set[tuple[str, str, str]] = set()
    for paper in (one for one in papers if _COMMENTS not in one.files[0].content):
        for one in judging.findings_of(book, paper, template.about):
            key = (one.rule, one.expected, one.found)
            advice = one.rule.startswith("CO-") and not (content and one.severity is Severity.ERROR)
            if one.result is Result.FAIL and key not in told and not advice:
                told.add(key)
                why = f"thể thức {one.rule} ({one.article}): cần {one.expected}, có {one.found}"
                yield problem(
                    files.folder,
                    Fault(one.place, "", why, one.advice.rstrip(".")),
                    blocking=one.severity is Severity.ERROR,
                )
