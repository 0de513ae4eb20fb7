"""The ticks. Beat may run twice or miss a beat: a slot is taken once in the ledger, and the next one comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.settings.load import Settings


def beat_schedule(offices: Sequence[Settings]) -> dict[str, dict[str, object]]:
    """Celery beat's table: one sweep for all, and a poll and a follow for each office, in its own time."""
    ticks = {"sweep": _tick("sweep", offices[0].schedule.sweep_seconds)}
    for one in offices:
        office = one.office.id
        ticks[f"poll/{office}"] = _tick("poll", one.schedule.poll_seconds, office)
        ticks[f"follow/{office}"] = _tick("follow", one.schedule.follow_seconds, office)
    return ticks


def _tick(task: str, seconds: float, *args: str) -> dict[str, object]:
    """A tick that was not taken within its period expires: the next one does the same."""
    options = {"expires": max(10.0, seconds)}
    return {"task": f"trienkhai.{task}", "schedule": seconds, "args": args, "options": options}
