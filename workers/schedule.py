"""The ticks. Beat may run twice or miss a beat: a slot is taken once in the ledger, and the next one comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.settings.load import Settings


#: RabbitMQ confirms every bell; one that it never confirms must not hang a step or the scheduler for ever.
CONFIRM_SECONDS = 10
#: Long periods are rung for this often: a beat that was away at the moment itself delays them by no more.
LONGEST_SECONDS = 300


def beat_schedule(offices: Sequence[Settings]) -> dict[str, dict[str, object]]:
    """Celery beat's table: a sweep and a digest for all; a poll, a follow and a reconciliation for each office."""
    whole = offices[0].schedule
    ticks = {
        "sweep": _tick("sweep", whole.sweep_seconds),
        "digest": _tick("digest", min(whole.digest_seconds, LONGEST_SECONDS)),
    }
    for one in offices:
        office = one.office.id
        ticks[f"poll/{office}"] = _tick("poll", one.schedule.poll_seconds, office)
        ticks[f"follow/{office}"] = _tick("follow", one.schedule.follow_seconds, office)
        ticks[f"reconcile/{office}"] = _tick("reconcile", min(one.schedule.reconcile_seconds, LONGEST_SECONDS), office)
    return ticks


def _tick(task: str, seconds: float, *args: str) -> dict[str, object]:
    """A tick that was not taken within its period expires: the next one does the same."""
    options = {"expires": max(10.0, seconds), "confirm_timeout": CONFIRM_SECONDS}
    return {"task": f"trienkhai.{task}", "schedule": seconds, "args": args, "options": options}
