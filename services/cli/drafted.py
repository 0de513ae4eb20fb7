"""What `check` says of the drafts each office would get: who signs them, and their form with made-up data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.cli.form import faults_of_form
from services.context import today_in_vietnam
from services.errors import TemplateError
from services.letters.proof import try_out
from services.letters.sample import sample_work
from services.letters.signing import fitting
from services.letters.template import load_templates, read_files
from services.planning.answers import EVERYBODY
from services.settings.drafting import FILE
from services.settings.places import own_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.settings.load import Settings


def kinds_of(settings: Settings) -> tuple[str, ...]:
    """Every template that the office drafts for some directive."""
    wanted = settings.drafting
    by_topic = (kind for one in wanted.by_topic for kind in one.kinds)
    return tuple(dict.fromkeys((*wanted.kinds, *wanted.superior_plan, *by_topic)))


def signers(settings: Settings) -> Iterator[str]:
    """Why templates that are drafted are missing or may not be signed by whom the configuration says."""
    templates, work = load_templates(settings.paths.templates), sample_work(settings.office, settings.drafting)
    for kind in kinds_of(settings):
        try:
            fitting(work, templates[kind].about)
        except TemplateError as error:
            yield error.message


def form(settings: Settings) -> Iterator[str]:
    """What would keep the office's drafts from being filed: faults of form of each template filled for this office."""
    homes = (settings.paths.templates / kind for kind in kinds_of(settings))
    for files in (read_files(home) for home in homes if home.is_dir()):
        tried = try_out(files, settings.office, settings.drafting, papers=True)
        yield from (str(one) for one in faults_of_form(settings, files, tried.papers, content=False) if one.blocking)


def without_units(offices: Sequence[Settings]) -> Iterator[str]:
    """Offices whose directives nobody could be given."""
    for one in offices:
        if not one.registry.select(EVERYBODY, today_in_vietnam()):
            yield (
                f"Lưu ý: {one.office.full_name} chưa có đơn vị nào đang có hiệu lực trong units.csv, mọi văn bản sẽ "
                f"chờ văn thư. Thêm đơn vị: cột parent là “{one.office.id}” hoặc mã của một đơn vị thuộc cơ quan này."
            )


def unbound_signers(offices: Sequence[Settings]) -> Iterator[str]:
    """Rules of the shared file that name no office: they sign for every office that reads it."""
    sharing = [one for one in offices if not (one.paths.config / own_folder(one.office.id) / FILE).is_file()]
    if len(sharing) < 2:  # noqa: PLR2004 - one office needs no name
        return
    names = ", ".join(one.office.id for one in sharing)
    for number, rule in enumerate(sharing[0].drafting.signers, start=1):
        if not rule.offices:
            yield (
                f"Lưu ý: {FILE}, khối [[signers]] thứ {number} ({rule.title}) không ghi offices nên áp dụng cho mọi cơ "
                f"quan dùng tệp này: {names}. Chỉ dùng cho một cơ quan thì thêm dòng “offices = […]”."
            )
