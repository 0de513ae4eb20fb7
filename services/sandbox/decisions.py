"""What clerks decide on drafts: which moves there are, that a number is given once, and what was not yet told."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

# What a clerk may still decide, by the state of the draft.
MOVES = {
    "draft": frozenset({"accepted", "returned", "issued"}),
    "accepted": frozenset({"returned", "issued"}),
    "returned": frozenset[str](),
    "issued": frozenset[str](),
    "withdrawn": frozenset[str](),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a clerk decided on a draft; empty where it does not apply."""

    decision: str
    reason: str = ""
    symbol: str = ""
    issued_on: str = ""


class IllegalMoveError(Exception):
    """The draft is gone or no longer in a state that allows the decision."""


class NumberTakenError(Exception):
    """An office gives a number once a year: `title` is the paper that was issued under it."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


def decide(db: sqlite3.Connection, draft_id: int, made: Decision) -> int:
    """Record a decision; the id of the draft's dossier. Raises IllegalMoveError and NumberTakenError."""
    row = db.execute("SELECT state, dossier_id FROM draft WHERE draft_id = ?", (draft_id,)).fetchone()
    if not row or made.decision not in MOVES[row["state"]]:
        raise IllegalMoveError
    _require_free_number(db, made)
    db.execute("UPDATE draft SET state = ? WHERE draft_id = ?", (made.decision, draft_id))
    db.execute(
        "INSERT INTO decision (draft_id, decision, reason, symbol, issued_on, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        (draft_id, made.decision, made.reason, made.symbol, made.issued_on, time.time()),
    )
    return int(row["dossier_id"])


def _require_free_number(db: sqlite3.Connection, made: Decision) -> None:
    """Numbers begin anew with each year; small and capital letters make no difference."""
    issued = db.execute(
        "SELECT title, symbol FROM decision JOIN draft USING (draft_id)"
        " WHERE decision = 'issued' AND substr(issued_on, 1, 4) = ?",
        (made.issued_on[:4],),
    )
    if taken := next((row["title"] for row in issued if row["symbol"].upper() == made.symbol.upper()), None):
        raise NumberTakenError(taken)


def last(db: sqlite3.Connection, draft_id: int | None) -> Decision | None:
    """The last decision on a draft, also when it was acknowledged."""
    wanted = "SELECT decision, reason, symbol, issued_on FROM decision WHERE draft_id = ? ORDER BY decision_id DESC"
    row = db.execute(wanted, (draft_id,)).fetchone()
    return Decision(**row) if row else None


def untold(db: sqlite3.Connection) -> list[dict[str, str]]:
    """Decisions not yet acknowledged, oldest first; from now on they can be."""
    db.execute("UPDATE decision SET shown = 1 WHERE acknowledged = 0")
    rows = db.execute(
        "SELECT reference, decision, reason, symbol, issued_on FROM decision JOIN draft USING (draft_id)"
        " WHERE acknowledged = 0 ORDER BY decision_id"
    )
    return [dict(row) for row in rows]


def acknowledge(db: sqlite3.Connection, references: Sequence[str]) -> None:
    """Stop repeating the decisions that were shown for these references; later ones stay."""
    db.executemany(
        "UPDATE decision SET acknowledged = 1 WHERE shown = 1"
        " AND draft_id IN (SELECT draft_id FROM draft WHERE reference = ?)",
        [(reference,) for reference in references],
    )
