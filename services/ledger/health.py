"""Whether work is being taken up: the age of the oldest row that is due and that nobody has taken."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from services.ledger.clock import seconds_since
from services.ledger.leases import free
from services.ledger.moves import OPEN_EFFECT, WORKING
from services.ledger.tables import directives, effects, statuses


def oldest_due_seconds(conn: Connection) -> float:
    """Seconds since the longest-waiting due row became due; 0 when nothing is due."""
    waits = []
    since_state = func.min(directives.c.updated_at)
    waits.append(conn.execute(select(since_state).where(directives.c.state.in_(WORKING), free(directives))).scalar())
    for table, states in ((effects, OPEN_EFFECT), (statuses, ["pending"])):
        joined = select(since_state).join_from(table, directives, table.c.directive_id == directives.c.id)
        waits.append(conn.execute(joined.where(table.c.state.in_(states), free(table))).scalar())
    return max((seconds_since(conn, moment) for moment in waits if moment is not None), default=0.0)
