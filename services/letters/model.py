"""What drafting takes and gives: the work on one directive in, files of drafts (dự thảo) out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from services.directive.model import Directive
    from services.planning.model import Plan
    from services.settings.model import OfficeProfile
    from services.units.model import Unit

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Work:
    """One directive being worked on. `units` holds every unit named in the plan, by id.

    `reference` is the dossier's reference (mã tham chiếu); `today` is the day of drafting; `config_hash` names
    the configuration the drafts were made with.
    """

    directive: Directive
    plan: Plan
    units: Mapping[str, Unit]
    office: OfficeProfile
    reference: str
    today: dt.date
    config_hash: str


@dataclass(frozen=True, slots=True)
class DraftFile:
    """One file of a draft: safe display name, media type, bytes (the same input gives the same bytes)."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft to be filed. `kind` is letter, table or cover_note; `unit` is None unless it is a unit's letter.

    `template` is the folder name under `templates/`, `template_version` the sha256 of its files.
    """

    kind: str
    unit: str | None
    template: str
    template_version: str
    title: str
    files: tuple[DraftFile, ...]
