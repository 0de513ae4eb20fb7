"""From settings to connectors: the profile's name picks the class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.office.bkav_edoc import BkavEdoc
from services.office.http import OfficeSession
from services.office.sandbox_desk import SandboxDesk

if TYPE_CHECKING:
    from services.office.port import Axis, DraftDesk
    from services.settings.model import AxisSettings, DeskSettings


def open_axis(settings: AxisSettings) -> Axis:
    """The exchange axis. Nothing is sent yet; `organizations()` proves address and credentials."""
    identity = {"organId": settings.organ_id, "Authorization": settings.token.get_secret_value()}
    match settings.profile:
        case "bkav-edoc":
            session = OfficeSession(settings.base_url, "Trục liên thông", identity, settings.timeout_seconds)
            return BkavEdoc(session, settings.organ_id)


def open_desk(settings: DeskSettings) -> DraftDesk:
    """The draft desk. Nothing is sent yet; `ping()` proves address and credentials."""
    identity = {"Authorization": f"Bearer {settings.token.get_secret_value()}"}
    match settings.profile:
        case "sandbox":
            session = OfficeSession(settings.base_url, "eGov", identity, settings.timeout_seconds)
            return SandboxDesk(
                session, unique_reference=settings.unique_reference, idempotency_key=settings.idempotency_key
            )
