"""What drafting takes and gives: the work on one directive in, files of drafts (dự thảo) out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.settings.drafting import DraftSettings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from services.directive.model import Directive
    from services.planning.difference import Difference
    from services.planning.model import Plan
    from services.settings.model import OfficeProfile
    from services.units.model import Unit

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Revision:
    """What a new content changes about a directive that was worked before.

    `earlier` cites that directive, `dossier` is the reference of its dossier; `names` are the units that occur, by id.
    `kept` are drafts of that dossier that a clerk has dealt with and we cannot take back: title and state in words.
    """

    kind: str
    earlier: str
    dossier: str
    difference: Difference
    names: Mapping[str, str]
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """One directive being worked on. `units` holds every unit named in the plan, by id.

    `reference` is the dossier's reference (mã tham chiếu); `today` is the day of drafting; `config_hash` names
    the configuration the drafts were made with. `groups` are short names for many units, each with exactly the
    units it means, the biggest first; `results` are what units reported, by unit and instruction.
    """

    directive: Directive
    plan: Plan
    units: Mapping[str, Unit]
    office: OfficeProfile
    reference: str
    today: dt.date
    config_hash: str
    drafting: DraftSettings = field(default_factory=DraftSettings)
    groups: tuple[tuple[str, frozenset[str]], ...] = ()
    results: Mapping[tuple[str, str], str] = field(default_factory=dict)
    revision: Revision | None = None

    @property
    def is_superior_plan(self) -> bool:
        """Whether the directive is a plan of another office, from which ours may make its own."""
        header = self.directive.header
        ours = {name.casefold() for name in (self.office.name, self.office.full_name, *self.office.aliases)}
        is_plan = header.doc_type is not None and header.doc_type.text.casefold() == "kế hoạch"
        return is_plan and header.issuer is not None and header.issuer.text.casefold() not in ours


@dataclass(frozen=True, slots=True)
class DraftFile:
    """One file of a draft: safe display name, media type, bytes (the same input gives the same bytes)."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft to be filed. `kind` is letter, table, slip (an internal paper) or cover_note.

    `unit` is None unless it is the letter of one unit; `units` are all a letter addresses, `key` tells letters of one
    template apart. `doc_type` is the printed kind of document, empty for papers that are none of the 29. `template`
    is the folder name under `templates/`, `template_version` the first digits of the sha256 of its files.
    """

    kind: str
    unit: str | None
    template: str
    template_version: str
    title: str
    files: tuple[DraftFile, ...]
    units: tuple[str, ...] = ()
    key: str = ""
    doc_type: str = ""
