"""INSERT that absorbs repeats: a row that is there already is left as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def insert_new(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those rows that violate no unique key, in one statement per call."""
    if not rows:
        return
    if conn.dialect.name == "postgresql":
        conn.execute(postgresql.insert(table).on_conflict_do_nothing(), list(rows))
    else:
        conn.execute(sqlite.insert(table).on_conflict_do_nothing(), list(rows))


def insert_first(conn: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert one row; whether it was new."""
    key = next(iter(table.primary_key.columns))
    if conn.dialect.name == "postgresql":
        statement = postgresql.insert(table).values(**row).on_conflict_do_nothing().returning(key)
        return conn.execute(statement).first() is not None
    return conn.execute(sqlite.insert(table).values(**row).on_conflict_do_nothing().returning(key)).first() is not None
