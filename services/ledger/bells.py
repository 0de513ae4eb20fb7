"""What is due: the rows a sweeper rings for. A bell says what to do for which directive; it carries nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, exists, not_, or_, select, update

from services.ledger.clock import db_now, millis
from services.ledger.leases import free
from services.ledger.moves import OPEN_EFFECT, WORKING
from services.ledger.pauses import desk_of
from services.ledger.tables import directives, effects, pauses, statuses

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Table

#: A due row is rung for again only after this long, so that a slow broker is not flooded.
RING_AGAIN_SECONDS = 4


@dataclass(frozen=True, slots=True)
class Bell:
    """`step` is advance, file or report of a directive, or a tick that concerns none (poll).

    Ringing twice or for nothing is harmless.
    """

    step: str
    directive_id: str = ""


def due(conn: Connection, limit: int = 50) -> list[Bell]:
    """Bells for rows that are due and were not rung for lately; they are marked as rung."""
    return [
        *_ring(conn, "advance", directives, directives.c.id, directives.c.state.in_(WORKING), limit),
        *_ring(conn, "file", directives, directives.c.id, _filing_due(), limit),
        *_ring(conn, "report", statuses, statuses.c.directive_id, statuses.c.state == "pending", limit),
    ]


def _filing_due() -> ColumnElement[bool]:
    """Effects are due, or all have ended and the end was not yet drawn (its worker died just before)."""
    open_ = (effects.c.directive_id == directives.c.id) & effects.c.state.in_(OPEN_EFFECT)
    paused = exists().where(pauses.c.name == desk_of("") + directives.c.office, pauses.c.until > db_now())
    due_ = exists().where(open_, free(effects)) & not_(paused)
    return (directives.c.state == "filing") & or_(due_, not_(exists().where(open_)))


def _ring(
    conn: Connection, step: str, table: Table, owner: ColumnElement[str], where: ColumnElement[bool], limit: int
) -> list[Bell]:
    wanted = (where, free(table), table.c.rung_at <= db_now() - millis(RING_AGAIN_SECONDS))
    ids = conn.execute(select(owner).where(*wanted).distinct().limit(limit)).scalars().all()
    if ids:
        conn.execute(update(table).where(owner.in_(ids), *wanted).values(rung_at=db_now()))
    return [Bell(step, directive_id) for directive_id in ids]
