"""All drafts of a directive: the letters to its units, then the papers that are one for all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.errors import TemplateError
from services.letters import citation
from services.letters.about import filled
from services.letters.audiences import audiences, kinds_for
from services.letters.contents import reminder
from services.letters.contents.common import Audience
from services.letters.contents.organisation import called
from services.letters.contents.registry import CONTENTS, REMINDER
from services.letters.model import DOCX, XLSX, Draft, DraftFile
from services.letters.signing import fitting
from services.letters.template import Properties
from services.letters.words import slug
from services.letters.workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.letters.about import About
    from services.letters.model import Work
    from services.letters.template import Template, TemplateSet

_PAPERS: Final = {"letter": "letter", "annex": "table", "slip": "slip"}


def draft(work: Work, templates: TemplateSet, kinds: Sequence[str] = ()) -> Iterator[Draft]:
    """The letters in the order of the plan's units, then the papers of which there is one.

    `kinds` are the templates wanted, in place of those of the configuration. Titles are unique within the directive.
    Raises TemplateError when a template is missing, cannot be filled or signed as configured, or no letter is made for
    a unit.
    """
    chosen = [templates[kind] for kind in kinds or kinds_for(work)]
    for template in chosen:
        fitting(work, template.about)
    letters = [one for one in chosen if one.about.granularity != "one"]
    for template, audience in audiences(work, letters, everyone=bool(letters) and not kinds):
        if wanted := audience_of(work, template.about, audience):
            yield paper(work, template, wanted)
    everybody = Audience("", tuple(work.units[unit] for unit in work.plan.units), work.plan.assignments)
    for template in chosen:
        if template.about.granularity == "one":
            yield paper(work, template, everybody)


def audience_of(work: Work, about: About, audience: Audience) -> Audience | None:
    """The audience with the work this kind of letter is about; None when there is none (nobody is late)."""
    return reminder.owed(work, audience) if about.content_kind == REMINDER else audience


def paper(work: Work, template: Template, audience: Audience) -> Draft:
    """One paper for an audience. Raises TemplateError."""
    about = template.about
    fill = CONTENTS.get(about.content_kind)
    if fill is None:
        known = ", ".join(CONTENTS)
        raise TemplateError(
            f"Mẫu “{about.kind}”: không có loại nội dung “{about.content_kind}” – dùng một trong: {known}."
        )
    to_all = about.granularity == "one"
    title = filled(
        about.title, don_vi="" if to_all else called(work, audience.units), van_ban=citation.short(work.directive)
    )
    own, made = properties(work, title), fill(work, about, audience)
    name = filled(about.file, don_vi=slug(audience.key))
    files = [DraftFile(f"{name}.docx", DOCX, template.render(made.values, own, made.remarks))]
    if about.columns:
        files.append(DraftFile(f"{name}.xlsx", XLSX, workbook(work, about, made.values["can_cu"], own)))
    return Draft(
        kind=_PAPERS[about.paper],
        unit=audience.units[0].id if len(audience.units) == 1 and not to_all else None,
        template=template.kind,
        template_version=template.version,
        title=title,
        files=tuple(files),
        units=tuple(unit.id for unit in audience.units),
        key=audience.key,
        doc_type=about.doc_type,
    )


def properties(work: Work, title: str) -> Properties:
    """What a paper of this directive carries in its document properties."""
    return Properties(title, work.reference, work.config_hash)
