"""What is due: the rows a sweeper rings for. A bell says what to do for which directive; it carries nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select, update

from services.ledger.clock import db_now, millis
from services.ledger.leases import free
from services.ledger.moves import OPEN_EFFECT, WORKING
from services.ledger.tables import directives, effects, statuses

if TYPE_CHECKING:
    from sqlalchemy import Table

#: A due row is rung for again only after this long, so that a slow broker is not flooded.
RING_AGAIN_SECONDS = 4


@dataclass(frozen=True, slots=True)
class Bell:
    """`step` is advance, file or report; ringing twice or for nothing is harmless."""

    step: str
    directive_id: str


def due(conn: Connection, limit: int = 50) -> list[Bell]:
    """Bells for rows that are due and were not rung for lately; they are marked as rung."""
    return [
        *_ring(conn, directives, "advance", limit),
        *_ring(conn, effects, "file", limit),
        *_ring(conn, statuses, "report", limit),
    ]


def _ring(conn: Connection, table: Table, step: str, limit: int) -> list[Bell]:
    open_states = {"advance": WORKING, "file": OPEN_EFFECT, "report": {"pending"}}[step]
    owner = table.c.id if step == "advance" else table.c.directive_id
    silent = table.c.rung_at <= db_now() - millis(RING_AGAIN_SECONDS)
    due_rows = (table.c.state.in_(open_states), free(table))
    # One bell per directive: it is silent when none of its due rows was rung for lately.
    wanted = (
        select(owner)
        .where(*due_rows)
        .group_by(owner)
        .having(func.max(table.c.rung_at) <= db_now() - millis(RING_AGAIN_SECONDS))
    )
    ids = conn.execute(wanted.limit(limit)).scalars().all()
    if ids:
        conn.execute(update(table).where(owner.in_(ids), *due_rows, silent).values(rung_at=db_now()))
    return [Bell(step, directive_id) for directive_id in ids]
