"""The append-only event log: who did what to which directive, written in the same transaction as the change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, insert, select

from services.ledger.clock import db_now
from services.ledger.tables import events

if TYPE_CHECKING:
    from collections.abc import Sequence

SERVICE = "trienkhai"


def record(
    conn: Connection, action: str, directive_id: str | None, subject: str = "", actor: str = SERVICE, **detail: object
) -> None:
    """Append one event. `detail` holds ids, hashes, counts and reasons; never body text or personal data."""
    conn.execute(
        insert(events).values(
            at=db_now(),
            actor=actor,
            directive_id=directive_id,
            subject=subject,
            action=action,
            detail=json.dumps(detail, ensure_ascii=False, default=str),
        )
    )


def history(conn: Connection, directive_id: str) -> Sequence[Row[Any]]:
    """All events of one directive, oldest first."""
    return conn.execute(select(events).where(events.c.directive_id == directive_id).order_by(events.c.seq)).all()


def known(conn: Connection, action: str, subject: str) -> bool:
    """Whether such an event was ever recorded."""
    wanted = select(events.c.seq).where(events.c.action == action, events.c.subject == subject).limit(1)
    return conn.execute(wanted).first() is not None
