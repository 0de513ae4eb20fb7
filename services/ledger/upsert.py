"""INSERT that absorbs repeats: a row that is there already is left as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.dialects import postgresql


def insert_new(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those rows that violate no unique key, in one statement per call."""
    if rows:
        conn.execute(_insert(conn, table).on_conflict_do_nothing(), list(rows))


def insert_first(conn: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert one row; whether it was new."""
    key = next(iter(table.primary_key.columns))
    statement = _insert(conn, table).values(**row).on_conflict_do_nothing().returning(key)
    return conn.execute(statement).first() is not None


def _insert(conn: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    if conn.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # beside SQLite nobody needs it in memory

        return postgresql.insert(table)
    return sqlite.insert(table)
