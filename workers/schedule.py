"""The ticks. Beat may run twice or miss a beat: a slot is taken once in the ledger, and the next one comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.settings.model import Schedule


def beat_schedule(schedule: Schedule) -> dict[str, dict[str, object]]:
    """Celery beat's table. A tick that was not taken within its period expires: the next one does the same."""
    periods = {"poll": schedule.poll_seconds, "sweep": schedule.sweep_seconds, "follow": schedule.follow_seconds}
    return {
        job: {"task": f"trienkhai.{job}", "schedule": seconds, "options": {"expires": max(10.0, seconds)}}
        for job, seconds in periods.items()
    }
