"""The only wiring: settings → ledger, files, office, templates, calendar, clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from services.followup.calendar import build_calendar
from services.ledger.blobs import Blobs
from services.ledger.store import Ledger, open_ledger
from services.letters.proof import load_proven
from services.office.connect import open_axis, open_desk
from services.proposing.complete import open_completion

if TYPE_CHECKING:
    from collections.abc import Callable

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
    """Everything a step may touch. `today` is the day in Việt Nam.

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


def years_around(day: dt.date) -> range:
    """The years whose holidays may matter for a document handled on `day`."""
    return range(2010, day.year + 3)


def open_context(settings: Settings) -> Context:
    """Open everything the settings name. Network connections are made when first used."""
    return Context(
        settings=settings,
        ledger=open_ledger(settings.connections.ledger_url),
        blobs=Blobs(settings.paths.data / "files"),
        axis=open_axis(settings.axis),
        desk=open_desk(settings.desk),
        templates=load_proven(settings.paths.templates, settings.paths.data / TEMPLATE_MARKS),
        calendar=build_calendar(settings.calendar, years_around(today_in_vietnam())),
        today=today_in_vietnam,
        complete=open_completion(settings, today_in_vietnam),
    )
