"""The audit trail: who did what to which directive, written in the same transaction as the change, each event chained.

An event's hash covers its content and the hash of the event before it, so that no event can be changed, removed, added
or moved without breaking every later hash; `audit_head` says where the chain ends. Events are collected while a
transaction runs and sealed at its end (`seal`, called by `Ledger.write`): the end of the chain is locked last and only
briefly, which cannot deadlock. When the trail cannot be written, the change is not made either.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from services.ledger.clock import db_now
from services.ledger.tables import audit_head, events

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SERVICE = "trienkhai"
#: What stands before the first event.
FIRST_HASH = "0" * 64
_PENDING = "events_to_seal"
# Made once: these run in every transaction.
_HEAD = select(audit_head.c.seq, audit_head.c.hash, db_now()).with_for_update()
_MOVE_HEAD = update(audit_head).values(seq=bindparam("last_seq"), hash=bindparam("last_hash"))
_APPEND = insert(events)


def record(
    conn: Connection, action: str, directive_id: str | None, subject: str = "", actor: str = SERVICE, **detail: object
) -> None:
    """Append one event. `detail` holds ids, hashes, counts and reasons; never body text or personal data."""
    told = json.dumps(detail, ensure_ascii=False, default=str)
    event = {"actor": actor, "directive_id": directive_id, "subject": subject, "action": action, "detail": told}
    conn.info.setdefault(_PENDING, []).append(event)


def forget(conn: Connection) -> None:
    """A transaction begins: nothing of an earlier one that was rolled back is left over."""
    conn.info.pop(_PENDING, None)


def seal(conn: Connection) -> None:
    """Write the events of this transaction to the end of the chain."""
    pending = conn.info.pop(_PENDING, None)
    if not pending:
        return
    seq, last, now = conn.execute(_HEAD).one()
    rows = []
    for number, event in enumerate(pending, seq + 1):
        row = {"seq": number, "at": now, **event}
        last = chained(last, row)
        rows.append({**row, "hash": last})
    conn.execute(_APPEND, rows)
    conn.execute(_MOVE_HEAD, {"last_seq": seq + len(rows), "last_hash": last})


def chained(before: str, row: Mapping[Any, Any]) -> str:
    """The hash (sha256, hex) of an event that follows the one with hash `before`."""
    names = ("seq", "at", "actor", "directive_id", "subject", "action", "detail")
    told = json.dumps([before, *(row[name] for name in names)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def history(conn: Connection, directive_id: str) -> Sequence[Row[Any]]:
    """All events of one directive, oldest first."""
    return conn.execute(select(events).where(events.c.directive_id == directive_id).order_by(events.c.seq)).all()


def known(conn: Connection, action: str, subject: str) -> bool:
    """Whether such an event was ever recorded."""
    wanted = select(events.c.seq).where(events.c.action == action, events.c.subject == subject).limit(1)
    return conn.execute(wanted).first() is not None


def last_at(conn: Connection, action: str, subject: str) -> int | None:
    """When such an event was last recorded (ms); one of a clock that was ahead does not count."""
    wanted = select(func.max(events.c.at)).where(events.c.action == action, events.c.subject == subject)
    found: int | None = conn.execute(wanted.where(events.c.at <= db_now())).scalar_one()
    return found


def details(conn: Connection, action: str, subject: str) -> list[dict[str, Any]]:
    """What such events tell, oldest first."""
    wanted = select(events.c.detail).where(events.c.action == action, events.c.subject == subject)
    return [json.loads(one) for one in conn.execute(wanted.order_by(events.c.seq)).scalars()]
