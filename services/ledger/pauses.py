"""Connections that are left alone for a while: one row and one event for the whole of eGov, not one for each letter.

A pause grows with each failure in a row and ends with the first success; nobody has to lift it. Only the pause of an
office, which a person ordered, lasts until a person lifts it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, delete, select, update

from services.ledger import events
from services.ledger.clock import db_now, millis
from services.ledger.tables import pauses
from services.ledger.upsert import insert_first

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Seconds until eGov is asked again, by failures in a row. The last is also how soon an ended outage is noticed.
LADDER = (2, 5, 10, 20, 30)
OFFICE = "office/"
FOREVER = millis(100 * 365 * 86_400)
CREDENTIALS = "credentials"
#: The same where our credentials were refused: asking often gets accounts locked.
CREDENTIALS_LADDER = (60, 120, 300, 900)


def desk_of(office: str) -> str:
    """The name under which an office's draft desk is paused."""
    return f"desk/{office}"


def axis_of(office: str) -> str:
    """The name under which an office's axis is paused."""
    return f"axis/{office}"


def office_of(office: str) -> str:
    """The name under which an admin has paused an office."""
    return f"{OFFICE}{office}"


def hold(conn: Connection, office: str, actor: str) -> bool:
    """An admin pauses an office until further notice; False when it is paused already."""
    values = {"code": "paused", "reason": actor, "failures": 0, "since": db_now(), "until": db_now() + FOREVER}
    if not insert_first(conn, pauses, {"name": office_of(office), **values}):
        return False
    events.record(conn, "office_paused", None, office, actor=actor)
    return True


def lift(conn: Connection, office: str, actor: str) -> bool:
    """The office is worked for again; False when it was not paused."""
    if not conn.execute(delete(pauses).where(pauses.c.name == office_of(office))).rowcount:
        return False
    events.record(conn, "office_resumed", None, office, actor=actor)
    return True


def lifted_at(conn: Connection, office: str) -> int:
    """When a person last lifted the pause of an office (ms); 0 for never."""
    return events.last_at(conn, "office_resumed", office) or 0


def paused_offices(conn: Connection) -> frozenset[str]:
    """The offices that an admin has paused."""
    names = conn.execute(select(pauses.c.name).where(pauses.c.name.startswith(OFFICE, autoescape=True))).scalars()
    return frozenset(name.removeprefix(OFFICE) for name in names)


def stop(conn: Connection, name: str, code: str, reason: str) -> float:
    """Leave a connection alone; returns for how many seconds."""
    row = conn.execute(select(pauses).where(pauses.c.name == name)).first()
    failures = row.failures if row is not None else 0
    ladder = CREDENTIALS_LADDER if code == CREDENTIALS else LADDER
    seconds = ladder[min(failures, len(ladder) - 1)]
    values = {"code": code, "reason": reason, "failures": failures + 1, "until": db_now() + millis(seconds)}
    if insert_first(conn, pauses, {"name": name, "since": db_now(), **values}):
        events.record(conn, "connection_paused", None, name, code=code, reason=reason)
    else:
        conn.execute(update(pauses).where(pauses.c.name == name).values(**values))
    return seconds


def clear(conn: Connection, name: str) -> None:
    """The connection works again."""
    if conn.execute(delete(pauses).where(pauses.c.name == name)).rowcount:
        events.record(conn, "connection_resumed", None, name)


def cut_short(conn: Connection, office: str, actor: str) -> None:
    """A person has mended what was wrong: the connections of an office are used again now, not at the next try."""
    names = (axis_of(office), desk_of(office))
    cut = update(pauses).where(pauses.c.name.in_(names), pauses.c.until > db_now())
    if conn.execute(cut.values(until=db_now())).rowcount:
        events.record(conn, "pause_cut_short", None, office, actor=actor)


def lasting(conn: Connection, name: str) -> bool:
    """Whether the connection is to be left alone now."""
    wanted = select(pauses.c.name).where(pauses.c.name == name, pauses.c.until > db_now())
    return conn.execute(wanted).first() is not None


def known(conn: Connection, name: str) -> bool:
    """Whether the connection failed when it was last used."""
    return conn.execute(select(pauses.c.name).where(pauses.c.name == name)).first() is not None


def listed(conn: Connection) -> Sequence[Row[Any]]:
    """All connections that failed when they were last used."""
    return conn.execute(select(pauses).order_by(pauses.c.name)).all()
