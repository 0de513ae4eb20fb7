"""All drafts of a directive: a letter to every unit that was given something, then the assignment table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.errors import TemplateError
from services.letters import citation
from services.letters.content import by_unit, office_values, unit_values
from services.letters.model import DOCX, XLSX, Draft, DraftFile
from services.letters.table import table_values
from services.letters.template import Properties
from services.letters.words import slug
from services.letters.workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from services.letters.content import Values
    from services.letters.model import Work
    from services.letters.template import Template, TemplateSet
    from services.units.model import Unit

LETTER: Final = "cong-van-trien-khai"
TABLE: Final = "bang-phan-cong"


def draft(work: Work, templates: TemplateSet) -> Iterator[Draft]:
    """The letters, one for each unit of the plan in its order, then the table.

    Titles are unique within the directive. Raises TemplateError when a template is missing, cannot be filled, or is
    not worded for a unit's direction of speech.
    """
    template = templates[LETTER]
    shared = office_values(work, template.about)
    given = by_unit(work.plan.assignments)
    for unit_id in work.plan.units:
        unit = work.units[unit_id]
        yield _letter(work, template, unit, shared | unit_values(work, unit, given[unit_id], template.about))
    yield _table(work, templates[TABLE])


def _letter(work: Work, template: Template, unit: Unit, values: Mapping[str, object]) -> Draft:
    about = template.about
    if about.tones and unit.tone not in about.tones:
        raise TemplateError(
            f"Mẫu “{about.kind}” không dùng được cách nói “{unit.tone}” của {unit.name} – "
            f"sửa cột tone trong units.csv hoặc khóa tones trong letter.toml."
        )
    title = about.title.format(don_vi=unit.name, van_ban=citation.short(work.directive))
    content = template.render(values, properties(work, title))
    file = DraftFile(f"{about.file.format(don_vi=slug(unit.id))}.docx", DOCX, content)
    return Draft("letter", unit.id, template.kind, template.version, title, (file,))


def _table(work: Work, template: Template) -> Draft:
    about = template.about
    title = about.title.format(van_ban=citation.short(work.directive))
    own = properties(work, title)
    values: Values = office_values(work, about) | table_values(work)
    files = (
        DraftFile(f"{about.file}.docx", DOCX, template.render(values, own)),
        DraftFile(f"{about.file}.xlsx", XLSX, workbook(work, about, values["can_cu"], own)),
    )
    return Draft("table", None, template.kind, template.version, title, files)


def properties(work: Work, title: str) -> Properties:
    """What a paper of this directive carries in its document properties."""
    return Properties(title, work.reference, work.config_hash)
