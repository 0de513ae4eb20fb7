"""The clock is set back by a day: leases, delays, slots and quiesce times of before must not rest that long."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from services.ledger import clock_back, directives, effects, leases, ticks
from services.ledger.bells import Bell, due
from services.ledger.clock import db_now, millis
from services.ledger.tables import directives as directives_table
from services.ledger.tables import effects as effects_table

DAY = 86_400


def a_day_back(conn):
    """As if everything in the ledger had been written a day later: the same to the ledger as a clock set back."""
    for table in (directives_table, effects_table):
        for name in ("next_at", "rung_at", "lease_until", "intent_at"):
            column = table.c.get(name)
            if column is not None:
                conn.execute(update(table).where(column > 0).values({name: column + millis(DAY)}))
    conn.execute(update(ticks.ticks).values(slot=ticks.ticks.c.slot + DAY))


@pytest.fixture
def working(ledger):
    with ledger.write() as conn:
        one = directives.receive(conn, "so-mau", "1", "a" * 64)
        two = directives.receive(conn, "so-mau", "2", "b" * 64)
        assert directives.take(conn, one, "alive", 30)
        assert directives.take(conn, two, "late", 30)
        leases.release(conn, directives_table, "late", delay=20)
        due(conn, "so-mau")
        assert ticks.take(conn, "sweep", 1)
        a_day_back(conn)
    return ledger, one, two


def test_work_goes_on_after_the_next_tick_and_a_living_lease_is_kept(working):
    ledger, one, two = working
    with ledger.write() as conn:
        assert directives.take(conn, two, "next", 30) is None
        assert ticks.take(conn, "sweep", 1, lease_seconds=30)
        assert directives.take(conn, two, "next", 30) is not None
        assert directives.take(conn, one, "next", 30) is None
        left = conn.execute(
            select(directives_table.c.lease_until - db_now()).where(directives_table.c.id == one)
        ).scalar_one()
        assert 0 < left <= 30_000


def test_an_intent_of_the_future_rests_its_quiesce_time_from_now(ledger):
    with ledger.write() as conn:
        key = directives.receive(conn, "so-mau", "1", "a" * 64)
        effects.intend(conn, key, [{"kind": "draft", "subject_id": 1, "reference": "TK-1/a", "rank": 2, "position": 1}])
        (row,) = effects.take(conn, key, "one", 30, 1)
        effects.commit_intent(conn, row, "one", 0)
        a_day_back(conn)
        clock_back.mend(conn, 0)
        (row,) = effects.of(conn, key)
        assert 1.5 < effects.quiet_seconds(conn, row, 2) <= 2


def test_bells_ring_again(working):
    ledger, _, two = working
    with ledger.write() as conn:
        assert due(conn, "so-mau") == []
        clock_back.mend(conn, 30)
        assert due(conn, "so-mau") == [Bell("advance", two)]
