"""The inside of the office: dossiers, drafts with files, assignments, and what the clerk decided."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from services.office.edxml import VIETNAM
from services.sandbox import decisions
from services.sandbox.decisions import IllegalMoveError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from services.sandbox.decisions import Decision
    from services.sandbox.store import Store

#: Everything that stands in the office; what was withdrawn does not.
_STANDING = """
    SELECT reference, 'D' || draft_id AS egov_id, created_at, draft_id FROM draft WHERE state <> 'withdrawn'
    UNION ALL
    SELECT reference, 'N' || assignment_id, created_at, NULL FROM assignment
"""
_ITEMS = f"SELECT * FROM ({_STANDING}) WHERE reference = ?1 ORDER BY created_at, egov_id"  # noqa: S608 - our own text
_LISTED = f"""
    SELECT * FROM ({_STANDING})
    WHERE substr(reference, 1, length(?1)) = ?1 AND created_at <= ?3
        AND (substr(egov_id, 1, 1), CAST(substr(egov_id, 2) AS INTEGER))
            > (substr(?2, 1, 1), CAST(substr(?2, 2) AS INTEGER))
    ORDER BY substr(egov_id, 1, 1), CAST(substr(egov_id, 2) AS INTEGER) LIMIT ?4
"""  # noqa: S608 - our own text


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to keep."""

    name: str
    media_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Hex digest of the content."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item belongs: its own reference, its dossier and its unit."""

    reference: str
    dossier: str
    dossier_title: str
    unit_organ_id: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class Duty:
    """What an assignment says: role, text, last day (ISO) or None, and where it comes from."""

    role: str
    text: str
    due_on: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Item:
    """What the desk holds under a reference; `sha256s` of a draft's files in order. Lists tell the last decision."""

    reference: str
    egov_id: str
    sha256s: tuple[str, ...] = ()
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What guards a creation: `unique` refuses a reference in use, `key` (Idempotency-Key) gives back what it made."""

    unique: bool = False
    key: str = ""


class ReplayedError(Exception):
    """The key was used before; `item` is what it made."""

    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self.item = item


class TakenError(Exception):
    """The reference is in use and the desk enforces uniqueness; `item` is the one that has it."""

    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self.item = item


class DeskStore:
    """Everything `/desk` and the inbox do."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, references: Sequence[str], lag_seconds: float) -> list[Item]:
        """Items under these references that are older than the index lag, oldest first for each."""
        newest = time.time() - lag_seconds
        with self._store.reading() as db:
            return [
                _item(db, row)
                for reference in dict.fromkeys(references)
                for row in db.execute(_ITEMS, (reference,))
                if row["created_at"] <= newest
            ]

    def listed(self, prefix: str, after: str, limit: int, lag_seconds: float) -> list[Item]:
        """Up to `limit` standing items whose reference begins with `prefix` and whose id follows `after`."""
        with self._store.reading() as db:
            rows = db.execute(_LISTED, (prefix, after, time.time() - lag_seconds, limit))
            return [replace(_item(db, row), decision=decisions.last(db, row["draft_id"])) for row in rows]

    def withdraw(self, egov_id: str) -> None:
        """Take a draft back that no clerk has decided on, or an assignment; once withdrawn it stays so.

        Raises IllegalMoveError for a draft that was decided on and for a stranger.
        """
        kind, number = egov_id[:1], egov_id[1:]
        with self._store.writing() as db:
            if kind == "N":
                db.execute("DELETE FROM assignment WHERE assignment_id = ?", (number,))
                return
            row = db.execute("SELECT state FROM draft WHERE draft_id = ?", (number,)).fetchone()
            if not row or row["state"] not in {"draft", "withdrawn"}:
                raise IllegalMoveError
            db.execute("UPDATE draft SET state = 'withdrawn' WHERE draft_id = ?", (number,))

    def create_draft(self, place: Place, kind: str, title: str, files: Sequence[NewFile], rules: Rules) -> Item:
        """Keep a draft with its files. Raises TakenError and ReplayedError as the rules say."""
        with self._store.writing() as db:
            dossier = _free_dossier(db, place, rules)
            cursor = db.execute(
                "INSERT INTO draft (reference, dossier_id, kind, title, unit_organ_id, unit_name, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (place.reference, dossier, kind, title, place.unit_organ_id, place.unit_name, time.time()),
            )
            for file in files:
                _add_file(db, int(cursor.lastrowid or 0), file)
            _remember(db, rules, place, f"D{cursor.lastrowid}")
        return Item(place.reference, f"D{cursor.lastrowid}", tuple(file.sha256 for file in files))

    def attach(self, egov_id: str, file: NewFile) -> None:
        """Add a file to a draft; the same content twice leaves one. Raises IllegalMoveError for a stranger."""
        with self._store.writing() as db:
            draft_id = egov_id.removeprefix("D")
            if not db.execute("SELECT 1 FROM draft WHERE draft_id = ?", (draft_id,)).fetchone():
                raise IllegalMoveError
            known = db.execute("SELECT 1 FROM file WHERE draft_id = ? AND sha256 = ?", (draft_id, file.sha256))
            if not known.fetchone():
                _add_file(db, int(draft_id), file)

    def create_assignment(self, place: Place, duty: Duty, rules: Rules) -> Item:
        """Keep an assignment. Raises like `create_draft`."""
        with self._store.writing() as db:
            dossier = _free_dossier(db, place, rules)
            told = (duty.role, duty.text, duty.due_on, duty.source)
            cursor = db.execute(
                "INSERT INTO assignment (reference, dossier_id, unit_organ_id, unit_name, role, text, due_on, source,"
                " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (place.reference, dossier, place.unit_organ_id, place.unit_name, *told, time.time()),
            )
            _remember(db, rules, place, f"N{cursor.lastrowid}")
        return Item(place.reference, f"N{cursor.lastrowid}")

    def decide(self, draft_id: int, made: Decision) -> int:
        """Record the clerk's decision; the id of the draft's dossier. Raises IllegalMoveError and NumberTakenError."""
        with self._store.writing() as db:
            return decisions.decide(db, draft_id, made)

    def results(self) -> list[dict[str, str]]:
        """Decisions not yet acknowledged, oldest first; from now on they can be."""
        with self._store.writing() as db:
            return decisions.untold(db)

    def acknowledge(self, references: Sequence[str]) -> None:
        """Stop repeating the decisions that were shown for these references; later ones stay."""
        with self._store.writing() as db:
            decisions.acknowledge(db, references)

    def file(self, file_id: int) -> NewFile | None:
        """A file for download."""
        with self._store.reading() as db:
            row = db.execute("SELECT name, media_type, content FROM file WHERE file_id = ?", (file_id,)).fetchone()
            return NewFile(row["name"], row["media_type"], row["content"]) if row else None


def local_time(moment: float) -> dt.datetime:
    """A stored moment in Vietnam's time."""
    return dt.datetime.fromtimestamp(moment, VIETNAM)


def _free_dossier(db: sqlite3.Connection, place: Place, rules: Rules) -> int:
    """The dossier's id, made when it is first named, after key and reference were found free if they must be."""
    made = db.execute("SELECT egov_id FROM used_key WHERE key = ?", (rules.key,)).fetchone() if rules.key else None
    there = db.execute(_ITEMS, (place.reference,)).fetchall() if made or rules.unique else []
    for row in there:
        if made and row["egov_id"] == made["egov_id"]:
            raise ReplayedError(_item(db, row))
    taken = there[0] if there and rules.unique else None
    if taken:
        raise TakenError(_item(db, taken))
    db.execute(
        "INSERT OR IGNORE INTO dossier (reference, title, created_at) VALUES (?, ?, ?)",
        (place.dossier, place.dossier_title, time.time()),
    )
    row = db.execute("SELECT dossier_id FROM dossier WHERE reference = ?", (place.dossier,)).fetchone()
    return int(row["dossier_id"])


def _remember(db: sqlite3.Connection, rules: Rules, place: Place, egov_id: str) -> None:
    if rules.key:
        db.execute(
            "INSERT OR REPLACE INTO used_key (key, reference, egov_id) VALUES (?, ?, ?)",
            (rules.key, place.reference, egov_id),
        )


def _item(db: sqlite3.Connection, row: sqlite3.Row) -> Item:
    files = db.execute("SELECT sha256 FROM file WHERE draft_id = ? ORDER BY file_id", (row["draft_id"],))
    return Item(row["reference"], row["egov_id"], tuple(file["sha256"] for file in files))


def _add_file(db: sqlite3.Connection, draft_id: int, file: NewFile) -> None:
    db.execute(
        "INSERT INTO file (draft_id, name, media_type, sha256, content) VALUES (?, ?, ?, ?, ?)",
        (draft_id, file.name, file.media_type, file.sha256, file.content),
    )
