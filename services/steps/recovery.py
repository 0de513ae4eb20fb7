"""The ways on after a hold: answering, trying again, closing. Used by the command line and the console."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.errors import PermanentError
from services.ledger import directives, effects, holds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row

WAITING = frozenset({"held", "quarantined"})
#: Where to take the flow up again; drafts that failed the check are drafted anew from the mended templates.
BACK_TO = {"drafted": "planned", "checked": "planned"}


class NotWaitingError(PermanentError):
    """Only a directive that waits for a person can be taken up again."""

    code = "not_waiting"


def resume(conn: Connection, row: Row[Any], answers: Mapping[str, str], actor: str) -> str:
    """Keep the answers, close the questions and go on; returns the state from which the flow goes on."""
    _require_waiting(row)
    holds.close(conn, row.id, answers, actor)
    directives.answer(conn, row, answers)
    if row.held_in == "filing":
        effects.retry(conn, row.id, actor)
    state = BACK_TO.get(row.held_in, row.held_in)
    directives.move(conn, row, state, held_in=None)
    return str(state)


def close(conn: Connection, row: Row[Any], reason: str, actor: str) -> None:
    """End a waiting directive without going on."""
    _require_waiting(row)
    holds.close(conn, row.id, {"close": reason}, actor)
    directives.move(conn, row, "closed", held_in=None, closed_reason=reason)


def _require_waiting(row: Row[Any]) -> None:
    if row.state not in WAITING:
        raise NotWaitingError(
            f"Văn bản {row.symbol or row.id} không chờ văn thư (trạng thái: {row.state}), không có gì để tiếp tục."
        )
