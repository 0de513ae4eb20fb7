"""What needs a person, in one place: for the daily digest, the console and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, literal, null, select

from services.ledger import audit, findings, holds
from services.ledger.tables import directives, effects, letters, statuses

if TYPE_CHECKING:
    from collections.abc import Sequence

STOPPED = ("held", "quarantined")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Questions for clerks, checks that found something, what stopped (dead letters), the end of the audit trail."""

    questions: Sequence[Row[Any]]
    unwell: Sequence[Row[Any]]
    stopped: Sequence[Row[Any]]
    head: audit.Head


def look(conn: Connection) -> Waiting:
    """Everything that waits for a person now."""
    unwell = [check for check in findings.listed(conn) if not check.well]
    return Waiting(holds.waiting(conn), unwell, stopped(conn), audit.head(conn))


def stopped(conn: Connection) -> Sequence[Row[Any]]:
    """The dead letters: effects and statuses that are not tried again until `trienkhai retry`, oldest first."""
    names = (directives.c.id.label("directive_id"), directives.c.symbol)
    gone = (
        select(*names, effects.c.kind, effects.c.reference.label("what"), effects.c.state, effects.c.last_error)
        .add_columns(letters.c.title)
        .join_from(effects, directives, effects.c.directive_id == directives.c.id)
        .outerjoin(letters, letters.c.reference == effects.c.reference)
        .where(effects.c.state.in_(STOPPED), directives.c.state != "closed")
        .order_by(effects.c.id)
    )
    refused = (
        select(*names, literal("status").label("kind"), statuses.c.code.label("what"))
        .add_columns(statuses.c.state, statuses.c.last_error, null().label("title"))
        .join_from(statuses, directives, statuses.c.directive_id == directives.c.id)
        .where(statuses.c.state == "held", directives.c.state != "closed")
        .order_by(statuses.c.id)
    )
    return [*conn.execute(gone).all(), *conn.execute(refused).all()]
