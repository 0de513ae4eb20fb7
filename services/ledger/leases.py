"""Who may act on a row. A lease is a fencing token: every later change of the row names it and counts its rows."""

from __future__ import annotations

import os
import secrets
import socket
import threading
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, Table, Update, and_, bindparam, func, select, update
from sqlalchemy.exc import SQLAlchemyError

from services.errors import TemporaryError
from services.ledger.clock import db_now, millis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.ledger.store import Ledger


class LeaseLostError(TemporaryError):
    """Another worker took the row over; what we were about to write must not be written."""

    code = "lease_lost"


def new_holder() -> str:
    """A name for one claim, never used twice: host, pid and chance (pids are reused)."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(8)}"


def free(table: Table) -> ColumnElement[bool]:
    """The row is due and nobody holds it."""
    return and_(table.c.next_at <= db_now(), table.c.lease_until <= db_now())


def claim(  # noqa: PLR0913 - the parts of one statement
    conn: Connection,
    table: Table,
    where: ColumnElement[bool],
    *,
    holder: str,
    seconds: float,
    limit: int = 1,
    order: Sequence[ColumnElement[Any]] = (),
    count_attempt: bool = True,
) -> list[Row[Any]]:
    """Lease up to `limit` due rows to `holder` for `seconds`, in `order`; returns them as they now are."""
    wanted = select(table.c.id).where(where, free(table)).order_by(*order).limit(limit)
    if conn.dialect.name == "postgresql":
        wanted = wanted.with_for_update(skip_locked=True)
    values: dict[str, object] = {"lease_by": holder, "lease_until": db_now() + millis(seconds)}
    if count_attempt:
        values["attempt"] = table.c.attempt + 1
    claimed = conn.execute(update(table).where(table.c.id.in_(wanted)).values(values).returning(*table.c)).all()
    return sorted(claimed, key=lambda row: [getattr(row, str(column.key)) for column in order])


def write_held(conn: Connection, table: Table, row_id: object, holder: str, **values: object) -> None:
    """Change a row that `holder` has leased; raises LeaseLostError when it no longer does."""
    done = conn.execute(_held(table).values(**values), {"held_id": row_id, "held_by": holder})
    if done.rowcount != 1:
        raise LeaseLostError(f"Hàng {table.name} {row_id} đã được tiến trình khác nhận xử lý.")


@cache
def _held(table: Table) -> Update:
    """The change of a leased row, without what it changes."""
    return update(table).where(table.c.id == bindparam("held_id"), table.c.lease_by == bindparam("held_by"))


@contextmanager
def kept_alive(ledger: Ledger, table: Table, row_id: object, holder: str, seconds: float) -> Iterator[None]:
    """Renew a lease in the background for as long as the block runs; a dead process renews nothing."""
    ended = threading.Event()

    def renew() -> None:
        while not ended.wait(seconds / 3):
            # A renewal that fails is tried again; when it fails for too long, the next write sees the lost lease.
            with suppress(SQLAlchemyError), ledger.write() as conn:
                mine = update(table).where(table.c.id == row_id, table.c.lease_by == holder)
                conn.execute(mine.values(lease_until=db_now() + millis(seconds)))

    thread = threading.Thread(target=renew, name=f"lease-{row_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def release(
    conn: Connection,
    table: Table,
    holder: str,
    *,
    delay: float = 0,
    error: str | None = None,
    failed: bool = False,
) -> None:
    """Give back every row of `table` that `holder` still has; they are due again after `delay` seconds.

    The attempt has come to an end, so it does not count as one that died; with `failed` it counts as a failure.
    """
    values: dict[str, object] = {"lease_by": None, "lease_until": 0, "next_at": db_now() + millis(delay), "attempt": 0}
    if error is not None:
        values["last_error"] = error
    if failed:
        values["failures"] = table.c.failures + 1
    conn.execute(update(table).where(table.c.lease_by == holder).values(values))


def count(conn: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    """How many rows of `table` satisfy all of `where`."""
    return conn.execute(select(func.count()).select_from(table).where(*where)).scalar_one()
