"""After the clock was set back: times of the ledger that lie further ahead than anything is ever put off.

Without this a row leased or put off before the change would rest until the old time is reached again. A lease found so
is not broken but cut to its full length from now: its holder may still be at work, and gets no less than it was given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, update

from services.ledger import events
from services.ledger.clock import db_now, millis
from services.ledger.tables import directives, effects, pauses, statuses

if TYPE_CHECKING:
    from sqlalchemy import Table

#: Nothing is put off for longer than this (the longest is a status whose sending fails again and again).
LONGEST_SECONDS = 600
WORK = (directives, effects, statuses)


def mend(conn: Connection, lease_seconds: float) -> int:
    """Bring impossible times back; returns how many were. `lease_seconds` is the longest lease in use."""
    changed = sum(_mend(conn, table, lease_seconds) for table in WORK)
    intents = update(effects).where(effects.c.intent_at > db_now())
    changed += conn.execute(intents.values(intent_at=db_now())).rowcount
    # The pause of an office has no failures and lasts until a person lifts it.
    until = update(pauses).where(pauses.c.until > db_now() + millis(LONGEST_SECONDS), pauses.c.failures > 0)
    changed += conn.execute(until.values(until=db_now())).rowcount
    events.record(conn, "clock_set_back", None, count=changed)
    return changed


def _mend(conn: Connection, table: Table, lease_seconds: float) -> int:
    lease = db_now() + millis(lease_seconds)
    changes = (
        update(table).where(table.c.lease_until > lease).values(lease_until=lease),
        update(table).where(table.c.next_at > db_now() + millis(LONGEST_SECONDS)).values(next_at=db_now()),
        update(table).where(table.c.rung_at > db_now()).values(rung_at=0),
    )
    return sum(conn.execute(change).rowcount for change in changes)
