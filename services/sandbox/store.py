"""The sandbox's SQLite file: opened per call, WAL, so that a delivery from another process finds its place."""

from __future__ import annotations

import contextlib
import sqlite3
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BUSY_SECONDS = 30


class Store:
    """Connections to one file. Reading sees committed data; writing is one transaction, or nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for questions."""
        with contextlib.closing(self._connect()) as db:
            yield db

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection inside a transaction that commits when the block ends well."""
        with contextlib.closing(self._connect()) as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def prepare(self, organ_id: str) -> None:
        """Create what is missing and set whose office this is. The directory is seeded once."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(self._connect()) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(resources.files(__package__).joinpath("schema.sql").read_text("utf-8"))
            db.executemany("INSERT OR IGNORE INTO organ (organ_id, parent, name) VALUES (?, ?, ?)", _directory())
            db.execute("INSERT OR IGNORE INTO organ (organ_id, parent, name) VALUES (?, '', ?)", (organ_id, organ_id))
            db.execute("INSERT OR REPLACE INTO office (only_row, organ_id) VALUES (1, ?)", (organ_id,))

    def office(self) -> str | None:
        """Our organ id, or None when the file was never prepared."""
        if not self.path.exists():
            return None
        with self.reading() as db, contextlib.suppress(sqlite3.OperationalError):
            row = db.execute("SELECT organ_id FROM office").fetchone()
            return str(row["organ_id"]) if row else None
        return None

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        return db


def _directory() -> Iterator[tuple[str, str, str]]:
    """Organisations of the province as its axis listed them in 2020: public names and ids."""
    for line in resources.files(__package__).joinpath("organs.txt").read_text("utf-8").splitlines():
        organ_id, parent, name = line.split("\t")
        yield organ_id, parent.strip("-"), name
