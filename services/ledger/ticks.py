"""Ticks of the schedule. Each slot of a job runs once, however many schedulers ring for it."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from services.ledger.clock import db_now, millis
from services.ledger.tables import ticks
from services.ledger.upsert import insert_first

KEPT_SLOTS = 100


def take(conn: Connection, job: str, period_seconds: float) -> bool:
    """Whether this call is the first for the job's present slot; a slot lasts `period_seconds` of database time."""
    slot = conn.execute(select(db_now())).scalar_one() // millis(period_seconds)
    conn.execute(delete(ticks).where(ticks.c.job == job, ticks.c.slot < slot - KEPT_SLOTS))
    return insert_first(conn, ticks, {"job": job, "slot": slot})
