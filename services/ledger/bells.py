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
    """`step` is advance, file, withdraw or report, of the directive `subject`; poll or follow, for that office.

    Ringing twice or for nothing is harmless.
    """

    step: str
    subject: str


def due(conn: Connection, office: str, limit: int = 50) -> list[Bell]:
    """Bells for rows of an office that are due and were not rung for lately; they are marked as rung.

    At most `limit` of each kind, so that an office with a flood of work does not drown the others.
    """
    mine = directives.c.office == office
    owed = statuses.c.directive_id.in_(select(directives.c.id).where(mine)) & (statuses.c.state == "pending")
    return [
        *_ring(conn, "advance", directives, directives.c.id, mine & directives.c.state.in_(WORKING), limit),
        *_ring(conn, "file", directives, directives.c.id, mine & _filing_due(), limit),
        *_ring(conn, "withdraw", effects, effects.c.directive_id, (effects.c.office == office) & _withdrawals(), limit),
        *_ring(conn, "report", statuses, statuses.c.directive_id, owed, limit),
    ]


def _filing_due() -> ColumnElement[bool]:
    """Effects are due, or all have ended and the end was not yet drawn (its worker died just before)."""
    open_ = (effects.c.directive_id == directives.c.id) & effects.c.state.in_(OPEN_EFFECT)
    due_ = exists().where(open_, free(effects)) & not_(desk_paused(directives))
    return (directives.c.state == "filing") & or_(due_, not_(exists().where(open_)))


def _withdrawals() -> ColumnElement[bool]:
    return (effects.c.state == "withdrawing") & not_(desk_paused(effects))


def desk_paused(of: Table) -> ColumnElement[bool]:
    """Whether the desk of the office of this row is left alone for now."""
    return exists().where(pauses.c.name == desk_of("") + of.c.office, pauses.c.until > db_now())


def _ring(
    conn: Connection, step: str, table: Table, owner: ColumnElement[str], where: ColumnElement[bool], limit: int
) -> list[Bell]:
    wanted = (where, free(table), table.c.rung_at <= db_now() - millis(RING_AGAIN_SECONDS))
    ids = conn.execute(select(owner).where(*wanted).distinct().limit(limit)).scalars().all()
    if ids:
        conn.execute(update(table).where(owner.in_(ids), *wanted).values(rung_at=db_now()))
    return [Bell(step, directive_id) for directive_id in ids]
