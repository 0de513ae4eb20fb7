"""What the reconciler needs of the ledger, and where checks that run by themselves leave their last result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, or_, select, update

from services.ledger.clock import db_now, millis
from services.ledger.tables import checks, directives, effects, letters
from services.ledger.upsert import insert_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement


@dataclass(frozen=True, slots=True)
class Recorded:
    """An effect as the ledger knows it. `settled`: filed before the moment asked for, and still in clerks' hands.

    `letter` is the state of the draft that it creates, if it creates one.
    """

    effect_id: int
    directive_id: str
    reference: str
    egov_id: str | None
    settled: bool
    kind: str = "draft"
    subject_id: int = 0
    letter: str | None = None


#: Where a dossier has come to its end; for so long after it, it is still compared with eGov.
ENDED = ("done", "closed")
STILL_SECONDS = 7 * 86_400


def now_less(conn: Connection, seconds: float) -> int:
    """The database's time `seconds` ago."""
    now: int = conn.execute(select(db_now())).scalar_one()
    return now - millis(seconds)


def dossiers(conn: Connection, office: str) -> dict[str, bool]:
    """The dossiers of an office by reference, and whether each is to be compared with eGov.

    What has ended long ago is not: a ledger of years holds hundreds of thousands of such items.
    """
    found = select(directives.c.reference, _is_compared()).where(directives.c.office == office)
    return {name: bool(compared) for name, compared in conn.execute(found) if name}


def _is_compared() -> ColumnElement[bool]:
    return or_(directives.c.state.not_in(ENDED), directives.c.updated_at > db_now() - millis(STILL_SECONDS))


def recorded(conn: Connection, office: str, moment: int) -> list[Recorded]:
    """Every effect of the dossiers to be compared.

    Settled: its last intent is older than `moment`, it is filed, and no clerk decided.
    """
    wanted = (
        select(effects, letters.c.state.label("letter_state"), directives.c.state.label("directive_state"))
        .join(directives, effects.c.directive_id == directives.c.id)
        .outerjoin(letters, letters.c.reference == effects.c.reference)
        .where(directives.c.office == office, _is_compared())
    )
    return [
        Recorded(
            row.id,
            row.directive_id,
            row.reference,
            row.egov_id,
            _settled(row, moment),
            row.kind,
            row.subject_id,
            row.letter_state,
        )
        for row in conn.execute(wanted)
    ]


def _settled(row: Row[Any], moment: int) -> bool:
    undecided = row.letter_state in {None, "drafted", "filed"} and row.directive_state in {"filing", "filed"}
    return row.state == "filed" and undecided and (row.intent_at or 0) < moment


def keep(conn: Connection, name: str, *, well: bool, told: str) -> None:
    """The last result of a check, in place of the one before."""
    values = {"at": db_now(), "well": well, "told": told}
    if not insert_first(conn, checks, {"name": name, **values}):
        conn.execute(update(checks).where(checks.c.name == name).values(**values))


def listed(conn: Connection) -> Sequence[Row[Any]]:
    """The last result of every check."""
    return conn.execute(select(checks).order_by(checks.c.name)).all()
