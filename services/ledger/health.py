"""Whether work is being taken up: how long the oldest row has been due with nobody at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, not_, select

from services.ledger.bells import desk_paused
from services.ledger.clock import seconds_since
from services.ledger.leases import free
from services.ledger.moves import OPEN_EFFECT, WORKING
from services.ledger.tables import directives, effects, statuses

if TYPE_CHECKING:
    from collections.abc import Collection


def oldest_due_seconds(conn: Connection, offices: Collection[str]) -> float:
    """Seconds since the longest-waiting row of these offices became due; 0 when nothing is due.

    A row in backoff is not due, nor is what is for an eGov that is left alone for now. Effects count from the last
    movement of their dossier, because those of a higher rank wait for the lower ones.
    """
    theirs = directives.c.office.in_(offices)
    steps = select(directives.c.updated_at, directives.c.next_at).where(
        theirs, directives.c.state.in_(WORKING), free(directives)
    )
    filing = (
        select(directives.c.updated_at, func.min(effects.c.next_at))
        .join_from(effects, directives, effects.c.directive_id == directives.c.id)
        .where(theirs, directives.c.state == "filing", effects.c.state.in_(OPEN_EFFECT), free(effects))
        .where(not_(desk_paused(directives)))
        .group_by(directives.c.id, directives.c.updated_at)
    )
    back = select(effects.c.next_at, effects.c.rung_at * 0).where(
        effects.c.office.in_(offices), effects.c.state == "withdrawing", free(effects), not_(desk_paused(effects))
    )
    owed = (
        select(statuses.c.next_at, statuses.c.rung_at * 0)
        .join_from(statuses, directives, statuses.c.directive_id == directives.c.id)
        .where(theirs, statuses.c.state == "pending", free(statuses))
    )
    since = [max(row) for query in (steps, filing, back, owed) for row in conn.execute(query).all()]
    return max((seconds_since(conn, moment) for moment in since), default=0.0)
