"""What can be done while the configuration has problems: whatever needs only the ledger and the names of offices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.cli.output import warn
from services.ledger.store import open_ledger
from services.settings.load import glimpse

if TYPE_CHECKING:
    from services.ledger.store import Ledger
    from services.settings.load import Glimpse, Settings


def glance() -> Glimpse:
    """What of the configuration can be read; problems are only told."""
    seen = glimpse()
    if seen.problems:
        warn(f"cấu hình có {len(seen.problems)} lỗi, xem bằng “trienkhai check”; lệnh này chỉ cần sổ nên vẫn chạy.")
    return seen


def look() -> tuple[Ledger, tuple[Settings, ...]]:
    """The ledger that the configuration names and the offices that can be read."""
    seen = glance()
    return open_ledger(seen.ledger_url), seen.offices
