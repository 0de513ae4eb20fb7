"""Dying at every single point of the whole flow, once each: before and after every commit and every call to eGov."""

from __future__ import annotations

import dataclasses
from contextlib import contextmanager

import pytest
from sqlalchemy import update

from services import pipeline
from services.ledger import audit, effects, statuses
from services.ledger.tables import directives
from services.ledger.tables import effects as effects_table
from services.ledger.tables import statuses as statuses_table
from services.sandbox.deliver import deliver

STEPS = {"received", "fetched", "read", "understood", "planned", "drafted", "checked", "filing"}


class Killed(BaseException):
    """The process is gone: nothing may catch it."""


class Deaths:
    """Kills at the first sight of every point; a point is what was being done, in which state, and how far it was."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, ...]] = set()
        self.doing, self.passed = ("", ""), 0
        self.awake = True

    def begin(self, what, state):
        self.doing, self.passed = (what, state), 0

    def pass_by(self, name):
        self.passed += 1
        point = (*self.doing, name, str(self.passed))
        if self.awake and point not in self.seen:
            self.seen.add(point)
            raise Killed(point)


@dataclasses.dataclass
class WatchedLedger:
    real: object
    deaths: Deaths

    @contextmanager
    def write(self):
        with self.real.write() as conn:
            yield conn
            self.deaths.pass_by("commit")
        self.deaths.pass_by("committed")

    def read(self):
        return self.real.read()


class WatchedCalls:
    """A connector with a point before and after each call."""

    def __init__(self, real, deaths) -> None:
        self._real, self._deaths = real, deaths
        self.capabilities = real.capabilities

    def __getattr__(self, name):
        call = getattr(self._real, name)
        if not callable(call):
            return call

        def watched(*given, **named):
            self._deaths.pass_by(f"{name} to be called")
            told = call(*given, **named)
            self._deaths.pass_by(f"{name} called")
            return told

        return watched


@pytest.fixture
def deaths(office):
    made = Deaths()
    office.ctx = dataclasses.replace(
        office.ctx,
        ledger=WatchedLedger(office.ctx.ledger, made),
        axis=WatchedCalls(office.ctx.axis, made),
        desk=WatchedCalls(office.ctx.desk, made),
    )
    yield made
    office.ctx = dataclasses.replace(office.ctx, ledger=office.ctx.ledger.real)


def time_passes(office):
    """All leases and delays are over, and every quiesce time. So many deaths at one item would be poison: they are
    forgotten.
    """
    with office.ctx.ledger.real.write() as conn:
        for table in (directives, effects_table, statuses_table):
            conn.execute(update(table).values(lease_until=0, next_at=0, rung_at=0, attempt=0))
        conn.execute(update(effects_table).values(intent_at=effects_table.c.intent_at - 60_000))


def live(office, deaths, what, call, *given):
    row = next(iter(office.rows().values()), None)
    deaths.begin(what, row.state if row is not None else "")
    try:
        call(office.ctx, *given)
    except Killed:
        time_passes(office)


def test_each_draft_is_there_once_whatever_point_was_the_last(office, deaths, document, header):
    deliver(office.database, [document()], header())
    for _ in range(400):
        rows = list(office.rows().values())
        if rows and rows[0].state == "filed" and _all_sent(office, rows[0]):
            break
        live(office, deaths, "poll", pipeline.poll)
        for row in rows:
            for what in (pipeline.advance, pipeline.file, pipeline.report):
                live(office, deaths, what.__name__, what, row.id)
    (row,) = office.rows().values()
    assert row.state == "filed", row.last_error
    assert {state for _, state, *_ in deaths.seen} >= STEPS
    assert len(deaths.seen) > 60
    counts = office.counts()
    with office.ctx.ledger.read() as conn:
        filed = effects.of(conn, row.id)
        assert audit.verify(conn).problems == ()
    assert counts["duplicates"] == 0
    assert counts["drafts"] + counts["assignments"] == len(filed)
    assert {one.state for one in filed} == {"filed"}


def _all_sent(office, row):
    with office.ctx.ledger.read() as conn:
        sent = statuses.of(conn, row.id)
    return len(sent) == 4 and {one.state for one in sent} == {"sent"}
