"""What is in the office, for people (the inbox pages) and for counting (`/status.json`)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

    from services.sandbox.store import Store

_DOSSIERS = """
    SELECT dossier.*,
        (SELECT count(*) FROM draft WHERE draft.dossier_id = dossier.dossier_id) AS drafts,
        (SELECT count(*) FROM draft WHERE draft.dossier_id = dossier.dossier_id AND state = 'draft') AS waiting,
        (SELECT count(*) FROM assignment WHERE assignment.dossier_id = dossier.dossier_id) AS assignments
    FROM dossier ORDER BY created_at DESC, dossier_id DESC
"""
_DRAFTS = """
    SELECT draft.*, decision.reason, decision.symbol, decision.issued_on, decision.created_at AS decided_at
    FROM draft
    LEFT JOIN decision ON decision_id = (SELECT max(decision_id) FROM decision WHERE draft_id = draft.draft_id)
    WHERE dossier_id = ? ORDER BY unit_name, draft_id
"""
_STATUSES = "SELECT code, description, created_at FROM trace WHERE doc_id = ? ORDER BY trace_id"
_DOCUMENTS = """
    SELECT doc_id, code, subject, document.created_at, organ.name AS sender,
        EXISTS (SELECT 1 FROM pending_document p WHERE p.doc_id = document.doc_id AND p.organ_id = ?1) AS waiting
    FROM document LEFT JOIN organ ON organ.organ_id = from_organ
    WHERE '#' || to_organs || '#' LIKE '%#' || ?1 || '#%' ORDER BY doc_id DESC
"""


class Overview:
    """Questions to both halves of the sandbox, for the office `organ_id`."""

    def __init__(self, store: Store, organ_id: str) -> None:
        self._store = store
        self._organ_id = organ_id

    def office_name(self) -> str:
        """The office's name in the directory."""
        with self._store.reading() as db:
            row = db.execute("SELECT name FROM organ WHERE organ_id = ?", (self._organ_id,)).fetchone()
            return str(row["name"])

    def dossiers(self) -> list[dict[str, Any]]:
        """All dossiers, newest first, with their counts."""
        with self._store.reading() as db:
            return _rows(db, _DOSSIERS)

    def documents(self) -> list[dict[str, Any]]:
        """Documents sent to this office over the axis, newest first, each with the statuses reported on it."""
        with self._store.reading() as db:
            documents = _rows(db, _DOCUMENTS, self._organ_id)
            for document in documents:
                document["statuses"] = _rows(db, _STATUSES, document["doc_id"])
        return documents

    def dossier(self, dossier_id: int) -> dict[str, Any] | None:
        """One dossier with its drafts (files included), assignments, and the incoming documents its title names."""
        return self._dossier(dossier_id, self.documents())

    def counts(self) -> dict[str, Any]:
        """Counts per dossier reference and over all, as `/status.json` prints them."""
        documents = self.documents()
        whole = [dossier for entry in self.dossiers() if (dossier := self._dossier(entry["dossier_id"], documents))]
        return {
            "dossiers": {dossier["reference"]: _counted(dossier) for dossier in whole},
            "drafts": sum(len(dossier["drafts"]) for dossier in whole),
            "assignments": sum(len(dossier["assignments"]) for dossier in whole),
            "duplicates": sum(len(dossier["repeated"]) for dossier in whole),
            "documents": [
                {
                    "doc_id": document["doc_id"],
                    "code": document["code"],
                    "waiting": bool(document["waiting"]),
                    "statuses": [status["code"] for status in document["statuses"]],
                }
                for document in reversed(documents)
            ],
        }

    def _dossier(self, dossier_id: int, incoming: list[dict[str, Any]]) -> dict[str, Any] | None:
        with self._store.reading() as db:
            found = _rows(db, "SELECT * FROM dossier WHERE dossier_id = ?", dossier_id)
            if not found:
                return None
            drafts = _rows(db, _DRAFTS, dossier_id)
            for draft in drafts:
                draft["files"] = _rows(
                    db,
                    "SELECT file_id, name, length(content) AS size FROM file WHERE draft_id = ? ORDER BY file_id",
                    draft["draft_id"],
                )
            assignments = _rows(
                db, "SELECT * FROM assignment WHERE dossier_id = ? ORDER BY unit_name, assignment_id", dossier_id
            )
        documents = [document for document in incoming if names(found[0]["title"], document["code"])]
        repeated = _repeated(drafts, assignments)
        return {**found[0], "drafts": drafts, "assignments": assignments, "documents": documents, "repeated": repeated}


def names(title: str, code: str) -> bool:
    """Whether a title names the document of this số, ký hiệu (and not one whose number merely ends alike)."""
    if not code.strip("/"):
        return False
    wanted = re.escape(unicodedata.normalize("NFC", code).casefold())
    return re.search(rf"(?<![\w/]){wanted}(?![\w-])", unicodedata.normalize("NFC", title).casefold()) is not None


def _counted(dossier: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": dossier["title"],
        "drafts": dict(Counter(draft["kind"] for draft in dossier["drafts"])),
        "states": dict(Counter(draft["state"] for draft in dossier["drafts"])),
        "assignments": len(dossier["assignments"]),
        "duplicates": len(dossier["repeated"]),
        "statuses": [status["code"] for document in reversed(dossier["documents"]) for status in document["statuses"]],
    }


def _repeated(*groups: list[dict[str, Any]]) -> list[str]:
    """References that more than one item carries."""
    standing = (item for group in groups for item in group if item.get("state") != "withdrawn")
    times = Counter(item["reference"] for item in standing)
    return [reference for reference, count in times.items() if count > 1]


def _rows(db: sqlite3.Connection, question: str, *values: object) -> list[dict[str, Any]]:
    return [dict(row) for row in db.execute(question, values)]
