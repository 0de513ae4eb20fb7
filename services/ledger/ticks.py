"""Ticks of the schedule. Each slot of a job runs once, however many schedulers ring for it."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from services.ledger import clock_back
from services.ledger.clock import db_now, millis
from services.ledger.tables import ticks
from services.ledger.upsert import insert_first

KEPT_SLOTS = 100


def take(conn: Connection, job: str, period_seconds: float, lease_seconds: float = 0) -> bool:
    """Whether this call is the first for the job's present slot; a slot lasts `period_seconds` of database time.

    Slots of the future were taken before the clock was set back. They and the present one are free again, or the job
    would rest until the old time is reached; and so is all other work (`lease_seconds`: the longest lease in use).
    """
    slot = conn.execute(select(db_now())).scalar_one() // millis(period_seconds)
    mine = ticks.c.job == job
    conn.execute(delete(ticks).where(mine, ticks.c.slot < slot - KEPT_SLOTS))
    if conn.execute(delete(ticks).where(mine, ticks.c.slot > slot)).rowcount:
        conn.execute(delete(ticks).where(mine, ticks.c.slot == slot))
        clock_back.mend(conn, lease_seconds)
    return insert_first(conn, ticks, {"job": job, "slot": slot})
