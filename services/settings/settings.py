"""The whole configuration as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from services.directive.lexicon import Lexicon
    from services.office.profile import AxisSettings, DeskSettings
    from services.settings.drafting import DraftSettings
    from services.settings.model import (
        CalendarSettings,
        Connections,
        FilingSettings,
        FormalitySettings,
        OfficeProfile,
        Paths,
        ProposerSettings,
        Schedule,
        Topic,
    )
    from services.units.registry import Registry


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that varies from office to office, checked. `config_hash`: 12 hex digits over all files read.

    `secret_files` are the files that secrets of any office were read from.
    """

    office: OfficeProfile
    axis: AxisSettings
    desk: DeskSettings
    filing: FilingSettings
    schedule: Schedule
    calendar: CalendarSettings
    formality: FormalitySettings
    connections: Connections
    paths: Paths
    registry: Registry
    topics: tuple[Topic, ...]
    lexicon: Lexicon
    drafting: DraftSettings
    config_hash: str
    proposer: ProposerSettings | None = None
    secret_files: tuple[Path, ...] = ()
