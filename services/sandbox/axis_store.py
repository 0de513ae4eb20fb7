"""What the axis keeps: documents with their queues, and traces (statuses) with theirs."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.office.edxml import Document, Status

if TYPE_CHECKING:
    import sqlite3

    from services.sandbox.store import Store

RECALL = "13"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queue entry: the number, and the organ ids of all receivers."""

    number: int
    receivers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A packet in an organisation's list: who sent it, when (seconds since 1970), and whether it still waits."""

    number: int
    sender: str
    created_at: float
    waiting: bool


class AxisStore:
    """The queues of all organisations."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def knows(self, organ_id: str) -> bool:
        """Whether the organisation is in the directory."""
        with self._store.reading() as db:
            return db.execute("SELECT 1 FROM organ WHERE organ_id = ?", (organ_id,)).fetchone() is not None

    def children(self, organ_id: str) -> list[tuple[str, str]]:
        """Organ id and name of the organisations below one."""
        with self._store.reading() as db:
            rows = db.execute("SELECT organ_id, name FROM organ WHERE parent = ? ORDER BY organ_id", (organ_id,))
            return [(row["organ_id"], row["name"]) for row in rows]

    def name_of(self, organ_id: str) -> str:
        """Name of an organisation, its id when it is a stranger."""
        with self._store.reading() as db:
            row = db.execute("SELECT name FROM organ WHERE organ_id = ?", (organ_id,)).fetchone()
            return str(row["name"]) if row else organ_id

    def put_document(self, packet: bytes, document: Document, receivers: tuple[str, ...]) -> int:
        """Store a document and queue it for each receiver, known or not. A "#" cuts the notation, as over there."""
        code = f"{document.number}/{document.notation.partition('#')[0]}" if document.symbol else ""
        facts = (document.sender.organ_id, "#".join(receivers), code, document.document_id, document.subject)
        with self._store.writing() as db:
            cursor = db.execute(
                "INSERT INTO document (from_organ, to_organs, code, document_id, subject, packet, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*facts, packet, time.time()),
            )
            number = int(cursor.lastrowid or 0)
            db.executemany(
                "INSERT INTO pending_document (doc_id, organ_id) VALUES (?, ?)",
                [(number, receiver) for receiver in receivers],
            )
        return number

    def has_document_id(self, document_id: str) -> bool:
        """Whether any sender used this DocumentId before."""
        with self._store.reading() as db:
            found = db.execute("SELECT 1 FROM document WHERE document_id = ?", (document_id,)).fetchone()
            return found is not None

    def has_document(self, from_organ: str, to_organ: str, code: str) -> bool:
        """The server's exact comparison: a document to several receivers is never found."""
        with self._store.reading() as db:
            found = db.execute(
                "SELECT 1 FROM document WHERE from_organ = ? AND to_organs = ? AND code = ?",
                (from_organ, to_organ, code),
            ).fetchone()
            return found is not None

    def put_status(self, packet: bytes, status: Status) -> int | None:
        """Store a status and queue it for the other side; None when its document is not found.

        A recall (13) comes from the document's sender and goes to the organisation it names.
        """
        recall = status.code == RECALL
        sender = status.sender.organ_id if recall else status.response_for.organ_id
        reporter = status.response_for.organ_id if recall else status.sender.organ_id
        with self._store.writing() as db:
            doc_id = _original(db, sender, status.response_for.code, reporter)
            if doc_id is None:
                return None
            cursor = db.execute(
                "INSERT INTO trace (doc_id, from_organ, to_organ, code, description, packet, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    doc_id,
                    status.sender.organ_id,
                    status.response_for.organ_id,
                    status.code,
                    status.description,
                    packet,
                    time.time(),
                ),
            )
            return int(cursor.lastrowid or 0)

    def pending_documents(self, organ_id: str) -> list[Waiting]:
        """Documents waiting for an organisation, oldest first."""
        with self._store.reading() as db:
            rows = db.execute(
                "SELECT doc_id, to_organs FROM pending_document JOIN document USING (doc_id)"
                " WHERE organ_id = ? ORDER BY doc_id",
                (organ_id,),
            )
            return [Waiting(row["doc_id"], tuple(row["to_organs"].split("#"))) for row in rows]

    def pending_statuses(self, organ_id: str) -> list[Waiting]:
        """Statuses waiting for an organisation, oldest first."""
        with self._store.reading() as db:
            rows = db.execute(
                "SELECT trace_id, to_organ FROM trace WHERE to_organ = ? AND pending = 1 ORDER BY trace_id", (organ_id,)
            )
            return [Waiting(row["trace_id"], (row["to_organ"],)) for row in rows]

    def listed_documents(self, organ_id: str) -> list[Listed]:
        """All documents ever sent to an organisation, oldest first, waiting or not."""
        with self._store.reading() as db:
            rows = db.execute(
                "SELECT d.doc_id AS number, from_organ AS sender, created_at, p.organ_id IS NOT NULL AS waiting"
                " FROM document d LEFT JOIN pending_document p ON p.doc_id = d.doc_id AND p.organ_id = ?1"
                " WHERE '#' || to_organs || '#' LIKE '%#' || ?1 || '#%' ORDER BY d.doc_id",
                (organ_id,),
            )
            return [_listed(row) for row in rows]

    def listed_statuses(self, organ_id: str) -> list[Listed]:
        """All statuses ever sent to an organisation, oldest first, waiting or not."""
        with self._store.reading() as db:
            rows = db.execute(
                "SELECT trace_id AS number, from_organ AS sender, created_at, pending AS waiting FROM trace"
                " WHERE to_organ = ? ORDER BY trace_id",
                (organ_id,),
            )
            return [_listed(row) for row in rows]

    def finish(self, number: int, organ_id: str, *, status: bool) -> None:
        """Take one document or one status, and nothing else, from an organisation's queue."""
        with self._store.writing() as db:
            if status:
                db.execute("UPDATE trace SET pending = 0 WHERE trace_id = ? AND to_organ = ?", (number, organ_id))
            else:
                db.execute("DELETE FROM pending_document WHERE doc_id = ? AND organ_id = ?", (number, organ_id))

    def organizations(self) -> list[tuple[str, str]]:
        """The whole directory, by id."""
        with self._store.reading() as db:
            return [tuple(row) for row in db.execute("SELECT organ_id, name FROM organ ORDER BY organ_id")]

    def document_packet(self, number: int) -> tuple[bytes, float] | None:
        """Bytes and time of a document; the caller need not be a receiver."""
        return self._packet("SELECT packet, created_at FROM document WHERE doc_id = ?", number)

    def status_packet(self, number: int) -> tuple[bytes, float] | None:
        """Bytes and time of a status."""
        return self._packet("SELECT packet, created_at FROM trace WHERE trace_id = ?", number)

    def confirm(self, number: int, organ_id: str) -> None:
        """Drop the document of that number from the organisation's queue, and *every* status waiting for it.

        For an organisation of block A (Đảng) only the status of that number.
        """
        only = number if organ_id.rpartition(".")[2].startswith("A") else None
        with self._store.writing() as db:
            db.execute("DELETE FROM pending_document WHERE doc_id = ? AND organ_id = ?", (number, organ_id))
            db.execute(
                "UPDATE trace SET pending = 0 WHERE to_organ = ?1 AND (?2 IS NULL OR trace_id = ?2)", (organ_id, only)
            )

    def _packet(self, question: str, number: int) -> tuple[bytes, float] | None:
        with self._store.reading() as db:
            row = db.execute(question, (number,)).fetchone()
            return (row["packet"], row["created_at"]) if row else None


def _listed(row: sqlite3.Row) -> Listed:
    return Listed(row["number"], row["sender"], row["created_at"], bool(row["waiting"]))


def _original(db: sqlite3.Connection, sender: str, code: str, reporter: str) -> int | None:
    """The document of (sender, code): one hit is taken whoever received it, of several the one sent to us alone."""
    rows = db.execute(
        "SELECT doc_id, to_organs FROM document WHERE from_organ = ? AND code = ? AND code <> '' ORDER BY doc_id DESC",
        (sender, code),
    ).fetchall()
    if len(rows) > 1:
        rows = [row for row in rows if row["to_organs"] == reporter]
    return int(rows[0]["doc_id"]) if rows else None
