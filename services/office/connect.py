"""From settings to connectors: the profile's name picks the one to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.office.registry import axis_profiles, desk_profiles

if TYPE_CHECKING:
    from services.office.port import Axis, DraftDesk
    from services.office.profile import AxisSettings, DeskSettings


def open_axis(settings: AxisSettings) -> Axis:
    """The exchange axis. Nothing is sent yet; its `trials` prove address, credentials and rights."""
    return axis_profiles()[settings.profile].open(settings)


def open_desk(settings: DeskSettings) -> DraftDesk:
    """The draft desk. Nothing is sent yet; its `trials` prove address, credentials and rights."""
    return desk_profiles()[settings.profile].open(settings)
