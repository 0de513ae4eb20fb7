"""The ledger in numbers: how many rows in which state, how old what is oldest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, func, select

from services.ledger import findings, pauses, polls
from services.ledger.clock import seconds_since
from services.ledger.health import oldest_due_seconds
from services.ledger.tables import directives, effects, events, holds, statuses

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import ColumnElement


@dataclass(frozen=True, slots=True)
class Census:
    """Counts by state, code or action; ages in seconds by office; 1 or 0 by connection and check."""

    directives: Mapping[str, int]
    effects: Mapping[str, int]
    statuses: Mapping[str, int]
    questions: Mapping[str, int]
    events: Mapping[str, int]
    asked: Mapping[str, float]
    answered: Mapping[str, float]
    paused: Mapping[str, float]
    checks: Mapping[str, float]
    oldest_due: float


def take(conn: Connection, offices: Collection[str]) -> Census:
    """Count everything once; what is due only of these offices."""
    asked = polls.listed(conn)
    return Census(
        directives=_by(conn, directives.c.state),
        effects=_by(conn, effects.c.state),
        statuses=_by(conn, statuses.c.state),
        questions=_by(conn, holds.c.code, holds.c.closed_at.is_(None)),
        events=_by(conn, events.c.action),
        asked={one.office: seconds_since(conn, one.last_at) for one in asked},
        answered={one.office: seconds_since(conn, one.last_ok_at) for one in asked if one.last_ok_at},
        paused={one.name: 1.0 for one in pauses.listed(conn)},
        checks={one.name: float(one.well) for one in findings.listed(conn)},
        oldest_due=oldest_due_seconds(conn, offices),
    )


def _by(conn: Connection, column: Column[str], *where: ColumnElement[bool]) -> dict[str, int]:
    rows = conn.execute(select(column, func.count()).where(*where).group_by(column)).all()
    return {key: number for key, number in rows}  # noqa: C416 - rows are no plain pairs to the type checker
