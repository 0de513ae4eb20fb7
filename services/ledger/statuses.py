"""Business statuses owed to the sender of a directive: each code once per directive, in order (QĐ 28/2018/QĐ-TTg)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, select, update

from services.ledger import events
from services.ledger.clock import db_now
from services.ledger.leases import claim, write_held
from services.ledger.tables import statuses
from services.ledger.upsert import insert_first

if TYPE_CHECKING:
    from collections.abc import Sequence

ARRIVED, RETURNED, ACCEPTED, ASSIGNED, PROCESSING, DONE = "01", "02", "03", "04", "05", "06"
#: What a person answers to a sender who recalls, updates or replaces a document.
AGREED, DECLINED = "15", "16"


def owe(conn: Connection, directive_id: str, code: str) -> None:
    """A status is to be sent; owing it twice is owing it once."""
    row = {"directive_id": directive_id, "code": code, "state": "pending", "next_at": db_now()}
    if insert_first(conn, statuses, row):
        events.record(conn, "status_owed", directive_id, code)


def take(conn: Connection, directive_id: str, holder: str, seconds: float) -> Row[Any] | None:
    """Lease the lowest code not yet sent, when it is due."""
    mine = (statuses.c.directive_id == directive_id) & (statuses.c.state == "pending")
    lowest = select(func.min(statuses.c.code)).where(mine).scalar_subquery()
    return next(iter(claim(conn, statuses, mine & (statuses.c.code == lowest), holder=holder, seconds=seconds)), None)


def settle_sent(conn: Connection, row: Row[Any], holder: str, axis_id: str) -> None:
    """The axis took the status."""
    values = {"state": "sent", "axis_id": axis_id, "sent_at": db_now(), "lease_by": None, "lease_until": 0}
    write_held(conn, statuses, row.id, holder, **values)
    events.record(conn, "status_sent", row.directive_id, row.code, axis_id=axis_id)


def settle_held(conn: Connection, row: Row[Any], holder: str, error: str) -> None:
    """The axis refused the status; a person is told on the directive's page."""
    write_held(conn, statuses, row.id, holder, state="held", lease_by=None, lease_until=0, last_error=error)
    events.record(conn, "status_held", row.directive_id, row.code, error=error)


def retry(conn: Connection, directive_id: str) -> int:
    """Make the refused statuses of a directive due again; returns how many."""
    held = update(statuses).where(statuses.c.directive_id == directive_id, statuses.c.state == "held")
    return conn.execute(held.values(state="pending", attempt=0, next_at=db_now(), last_error=None)).rowcount


def of(conn: Connection, directive_id: str) -> Sequence[Row[Any]]:
    """The statuses of a directive in order of code."""
    wanted = select(statuses).where(statuses.c.directive_id == directive_id).order_by(statuses.c.code)
    return conn.execute(wanted).all()
