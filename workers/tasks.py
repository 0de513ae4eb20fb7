"""The bells. A task carries an id, takes a step of the flow and rings for what comes next; nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from celery.signals import worker_ready
from kombu.exceptions import OperationalError

from services import pipeline
from services.ledger import ticks
from services.ledger.bells import Bell
from workers.app import app, wiring
from workers.schedule import CONFIRM_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterable


log = structlog.get_logger()


@app.task(name="trienkhai.poll")  # type: ignore[untyped-decorator]
def poll(office_id: str) -> None:
    """Take in what waits on an office's axis."""
    ctx = wiring.service().office(office_id)
    if ctx and first(f"poll/{office_id}", ctx.settings.schedule.poll_seconds):
        ring(pipeline.poll(ctx))


@app.task(name="trienkhai.sweep")  # type: ignore[untyped-decorator]
def sweep() -> None:
    """Ring again for every due row."""
    if first("sweep", wiring.settings.schedule.sweep_seconds):
        ring(pipeline.sweep(wiring.service()))


@app.task(name="trienkhai.follow")  # type: ignore[untyped-decorator]
def follow(office_id: str) -> None:
    """Take over what an office's clerks decided."""
    ctx = wiring.service().office(office_id)
    if ctx and first(f"follow/{office_id}", ctx.settings.schedule.follow_seconds):
        ring(pipeline.follow(ctx))


@app.task(name="trienkhai.reconcile")  # type: ignore[untyped-decorator]
def reconcile(office_id: str) -> None:
    """Compare the ledger with an office's eGov."""
    ctx = wiring.service().office(office_id)
    if ctx and first(f"reconcile/{office_id}", ctx.settings.schedule.reconcile_seconds):
        pipeline.reconcile(ctx)


@app.task(name="trienkhai.digest")  # type: ignore[untyped-decorator]
def digest() -> None:
    """Say what needs a person."""
    if first("digest", wiring.settings.schedule.digest_seconds):
        pipeline.digest(wiring.service())


@app.task(name="trienkhai.advance")  # type: ignore[untyped-decorator]
def advance(directive_id: str) -> None:
    """Take the next step of a directive."""
    if ctx := wiring.service().of(directive_id):
        ring(pipeline.advance(ctx, directive_id))


@app.task(name="trienkhai.file")  # type: ignore[untyped-decorator]
def file(directive_id: str) -> None:
    """File the next batch."""
    if ctx := wiring.service().of(directive_id):
        ring(pipeline.file(ctx, directive_id))


@app.task(name="trienkhai.withdraw")  # type: ignore[untyped-decorator]
def withdraw(directive_id: str) -> None:
    """Take back the next batch."""
    if ctx := wiring.service().of(directive_id):
        ring(pipeline.withdraw(ctx, directive_id))


@app.task(name="trienkhai.report")  # type: ignore[untyped-decorator]
def report(directive_id: str) -> None:
    """Send the statuses owed."""
    if ctx := wiring.service().of(directive_id):
        ring(pipeline.report(ctx, directive_id))


@worker_ready.connect  # type: ignore[untyped-decorator]
def look_at_once(**_kwargs: object) -> None:
    """A worker that starts does not wait a whole period before it looks at every axis.

    Nothing is opened for that: children of a pool that are forked later must not find connections open here.
    """
    ring(Bell("poll", one.office.id) for one in wiring.offices)


def first(job: str, seconds: float) -> bool:
    """Whether this tick is the first of its slot, however many schedulers run."""
    # No lease is longer: a step's covers one of filing and one call to the axis, a status takes both.
    longest = 2 * max(one.filing.step_lease_seconds for one in wiring.offices)
    with wiring.service().ledger.write() as conn:
        return ticks.take(conn, job, seconds, longest)


def ring(bells: Iterable[Bell]) -> None:
    """Ring; a bell that cannot be rung is left to the sweeper."""
    for bell in bells:
        try:
            app.send_task(f"trienkhai.{bell.step}", args=[bell.subject], confirm_timeout=CONFIRM_SECONDS)
        except OperationalError:
            log.warning("bell_not_rung", step=bell.step, subject=bell.subject)
