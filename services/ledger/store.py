"""Opening the ledger: SQLite (embedded) or PostgreSQL by URL, migrated to the newest shape."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError

from services.errors import TemporaryError
from services.ledger import events
from services.ledger.migrate import upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator

BUSY_TIMEOUT_SECONDS, CONNECT_SECONDS = 30, 10
#: A process that is frozen within a transaction must not hold its rows for longer; ours wait for nothing in between.
IDLE_SECONDS = 60
#: What the driver raises when there is no database to speak to; the kinds below are mistakes of ours.
UNREACHABLE = (OperationalError, InterfaceError, DatabaseError)
_OPEN: WeakSet[Engine] = WeakSet()
"""All engines of this process."""


class UnreachableLedgerError(TemporaryError):
    """The database of the ledger does not answer, or is none."""

    code = "unreachable_ledger"


@dataclass(frozen=True, slots=True)
class Ledger:
    """A handle on the database. `write` is one transaction with its audit trail; all of it happens, or nothing."""

    engine: Engine

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that may change things. On SQLite it takes the write lock at once, so it cannot deadlock."""
        with self.engine.connect().execution_options(begin="IMMEDIATE") as conn, conn.begin():
            events.forget(conn)
            yield conn
            events.seal(conn)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A look at the ledger; nothing is changed."""
        with self.engine.connect() as conn, conn.begin():
            yield conn

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def open_ledger(url: str) -> Ledger:
    """Open and migrate the ledger at an SQLAlchemy URL; the folder of an SQLite file is made when missing.

    Parameters are hidden in errors: they are texts of documents, which must not reach a log. Raises
    UnreachableLedgerError.
    """
    target = make_url(url)
    if target.get_backend_name() == "sqlite":
        Path(target.database or "").parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(target, connect_args={"timeout": BUSY_TIMEOUT_SECONDS}, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(
            target, pool_pre_ping=True, hide_parameters=True, connect_args={"connect_timeout": CONNECT_SECONDS}
        )
        event.listen(engine, "connect", _prepare_postgres)
    _OPEN.add(engine)
    try:
        upgrade(engine)
    except BaseException as error:
        engine.dispose()
        if isinstance(error, DBAPIError) and type(error) in UNREACHABLE:
            raise UnreachableLedgerError(_unreachable(target, error)) from error
        raise
    return Ledger(engine)


def _unreachable(target: URL, error: DBAPIError) -> str:
    why = (str(error.orig).strip().splitlines() or [""])[0]
    return (
        f"Không mở được sổ {target.render_as_string(hide_password=True)}: {why}. Kiểm tra máy chủ cơ sở dữ liệu còn "
        "chạy, địa chỉ và mật khẩu ([ledger] hoặc TRIENKHAI_LEDGER_URL); với tệp thì kiểm tra đĩa và quyền."
    )


def _leave_to_parent() -> None:
    """Two processes on one connection would read each other's answers: a forked child makes connections of its own."""
    for engine in tuple(_OPEN):
        engine.dispose(close=False)


os.register_at_fork(after_in_child=_leave_to_parent)


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's connection
    # The driver's own implicit BEGIN is switched off; ours decides between a reader's and a writer's transaction.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_postgres(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's connection
    connection.execute(f"SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'")
    connection.commit()


def _begin_sqlite(conn: Connection) -> None:
    conn.exec_driver_sql(f"BEGIN {conn.get_execution_options().get('begin', 'DEFERRED')}")
