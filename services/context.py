"""The only wiring: settings → ledger, files, office, templates, calendar, clock; one context for each office."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from services.followup.calendar import build_calendar
from services.ledger import directives, pauses
from services.ledger.blobs import Blobs
from services.ledger.store import Ledger, open_ledger
from services.letters.proof import load_proven
from services.office.connect import open_axis, open_desk
from services.proposing.complete import open_completion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from services.directive.model import Directive, Pages
    from services.letters.template import TemplateSet
    from services.office.port import Axis, DraftDesk
    from services.planning.calendar import WorkingCalendar
    from services.settings.load import Settings

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
#: Under the data folder: one empty file for each template version that was tried.
TEMPLATE_MARKS = "templates"


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a step may touch, for one office. `today` is the day in Việt Nam.

    `complete` adds what an optional language model points at; without one a directive stays as it was read.
    """

    settings: Settings
    ledger: Ledger
    blobs: Blobs
    axis: Axis
    desk: DraftDesk
    templates: TemplateSet
    calendar: WorkingCalendar
    today: Callable[[], dt.date]
    complete: Callable[[Directive, Pages], Directive]


def today_in_vietnam() -> dt.date:
    """The present day in Việt Nam."""
    return dt.datetime.now(ZONE).date()


def moment(millis: int | None) -> str | None:
    """A time of the ledger as a person in Việt Nam reads it."""
    return dt.datetime.fromtimestamp(millis / 1000, ZONE).strftime("%d/%m/%Y %H:%M:%S") if millis else None


def years_around(day: dt.date) -> range:
    """The years whose holidays may matter for a document handled on `day`."""
    return range(2010, day.year + 3)


@dataclass(frozen=True, slots=True)
class Service:
    """All offices this service works for, by id. They share the ledger and the files, and nothing else."""

    ledger: Ledger
    offices: Mapping[str, Context]

    def working(self) -> list[Context]:
        """The offices that are not paused, neither by `office.toml` nor by a command."""
        with self.ledger.read() as conn:
            paused = pauses.paused_offices(conn)
        return [ctx for key, ctx in self.offices.items() if key not in paused and not ctx.settings.office.paused]

    def office(self, office_id: str) -> Context | None:
        """The office; None when it is paused or not ours."""
        return next((ctx for ctx in self.working() if ctx.settings.office.id == office_id), None)

    def of(self, directive_id: str) -> Context | None:
        """The office that received a directive; None when it is paused, or the directive is of another ledger."""
        with self.ledger.read() as conn:
            office = directives.office_of(conn, directive_id)
        return self.office(office) if office else None


def templates_of(every: Sequence[Settings]) -> dict[Path, TemplateSet]:
    """The templates of all offices, by folder. Raises TemplateError."""
    return {one.paths.templates: _templates(one) for one in every}


def open_service(every: Sequence[Settings], templates: Mapping[Path, TemplateSet] | None = None) -> Service:
    """Open the ledger once and each office on it, with `templates` that were read before or as they are now."""
    folders = templates or templates_of(every)
    ledger = open_ledger(every[0].connections.ledger_url)
    contexts = {one.office.id: _open(one, ledger, folders[one.paths.templates]) for one in every}
    return Service(ledger, contexts)


def open_context(settings: Settings) -> Context:
    """Open everything that one office's settings name. Network connections are made when first used."""
    return _open(settings, open_ledger(settings.connections.ledger_url), _templates(settings))


def open_blobs(settings: Settings) -> Blobs:
    """The files that were kept; all offices share them."""
    return Blobs(settings.paths.data / "files")


def _templates(settings: Settings) -> TemplateSet:
    return load_proven(settings.paths.templates, settings.paths.data / TEMPLATE_MARKS)


def _open(settings: Settings, ledger: Ledger, templates: TemplateSet) -> Context:
    return Context(
        settings=settings,
        ledger=ledger,
        blobs=open_blobs(settings),
        axis=open_axis(settings.axis),
        desk=open_desk(settings.desk),
        templates=templates,
        calendar=build_calendar(settings.calendar, years_around(today_in_vietnam())),
        today=today_in_vietnam,
        complete=open_completion(settings, today_in_vietnam),
    )
