"""When the axis was last asked for each office, when that last went well, and what was wrong since."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select, update

from services.ledger.clock import db_now
from services.ledger.tables import polls
from services.ledger.upsert import insert_first

if TYPE_CHECKING:
    from collections.abc import Sequence


def record(conn: Connection, office: str, error: str | None, *, complete: bool = True) -> None:
    """One round of asking has ended; well when there is no error and nothing was left for the next round."""
    ok = {"last_ok_at": db_now()} if error is None and complete else {}
    values = {"last_at": db_now(), "last_error": error, **ok}
    if not insert_first(conn, polls, {"office": office, **values}):
        conn.execute(update(polls).where(polls.c.office == office).values(**values))


def last_ok(conn: Connection, office: str) -> dt.datetime | None:
    """When a round of asking last went well for an office (UTC)."""
    found = conn.execute(select(polls.c.last_ok_at).where(polls.c.office == office)).scalar_one_or_none()
    return dt.datetime.fromtimestamp(found / 1000, dt.UTC) if found else None


def listed(conn: Connection) -> Sequence[Row[Any]]:
    """One row per office that was ever asked for."""
    return conn.execute(select(polls).order_by(polls.c.office)).all()
