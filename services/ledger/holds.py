"""Holds (chờ văn thư): a question in Vietnamese for a person, and the way on after the answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, insert, select, update

from services.ledger import directives, events
from services.ledger.clock import db_now
from services.ledger.tables import directives as directives_table
from services.ledger.tables import holds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def hold(
    conn: Connection,
    row: Row[Any],
    code: str,
    question: str,
    *,
    holder: str | None = None,
    state: str = "held",
    found: Mapping[str, object] | None = None,
) -> None:
    """Stop a directive where it is and ask; `state` is held, or quarantined when no answer can help.

    `found` are columns that the step found out before it stopped, `held_in` among them where it shall not go on from
    where it was.
    """
    values = {"held_in": row.state, "last_error": question, **(found or {})}
    directives.move(conn, row, state, holder=holder, **values)
    ask(conn, row.id, row.state, code, question)


def ask(conn: Connection, directive_id: str, step: str, code: str, question: str, effect_id: int | None = None) -> None:
    """Open a question, unless the same one is open already."""
    same = select(holds.c.id).where(
        holds.c.directive_id == directive_id,
        holds.c.code == code,
        holds.c.effect_id.is_(None) if effect_id is None else holds.c.effect_id == effect_id,
        holds.c.closed_at.is_(None),
    )
    if conn.execute(same).first() is not None:
        return
    values = {"directive_id": directive_id, "effect_id": effect_id, "step": step, "code": code, "question": question}
    conn.execute(insert(holds).values(**values, opened_at=db_now()))
    events.record(conn, "hold_opened", directive_id, code, step=step, effect=effect_id)


def close(
    conn: Connection,
    directive_id: str,
    answers: Mapping[str, str],
    actor: str,
    code: str | None = None,
    but: str | None = None,
    effect_id: int | None = None,
) -> int:
    """Close the open questions of a directive with what was answered; returns how many.

    All of them, those of one code, all `but` those of one code, or those about one effect.
    """
    waiting = update(holds).where(holds.c.directive_id == directive_id, holds.c.closed_at.is_(None))
    if code is not None:
        waiting = waiting.where(holds.c.code == code)
    if but is not None:
        waiting = waiting.where(holds.c.code != but)
    if effect_id is not None:
        waiting = waiting.where(holds.c.effect_id == effect_id)
    done = conn.execute(waiting.values(closed_at=db_now(), answer=json.dumps(dict(answers), ensure_ascii=False)))
    events.record(conn, "hold_closed", directive_id, actor=actor, answered=sorted(answers))
    return done.rowcount


def waiting(conn: Connection, directive_id: str | None = None) -> Sequence[Row[Any]]:
    """Open questions, of one directive or of all, oldest first."""
    wanted = select(holds).where(holds.c.closed_at.is_(None)).order_by(holds.c.id)
    if directive_id is not None:
        wanted = wanted.where(holds.c.directive_id == directive_id)
    return conn.execute(wanted).all()


def last_answers(conn: Connection, directive_id: str) -> dict[int, dict[str, str]]:
    """What was answered to the last question about each effect of a directive; nothing while it is open."""
    wanted = select(holds.c.effect_id, holds.c.answer).where(holds.c.directive_id == directive_id)
    rows = conn.execute(wanted.where(holds.c.effect_id.is_not(None)).order_by(holds.c.id))
    return {row.effect_id: json.loads(row.answer or "{}") for row in rows}


def asked(conn: Connection, directive_id: str, code: str) -> bool:
    """Whether such a question of a directive is open."""
    return any(one.code == code for one in waiting(conn, directive_id))


def held_for(conn: Connection, office: str, code: str) -> Sequence[Row[Any]]:
    """The directives of an office that are held with such a question, oldest first."""
    open_ = select(holds.c.directive_id).where(holds.c.code == code, holds.c.closed_at.is_(None))
    wanted = select(directives_table).where(
        directives_table.c.office == office, directives_table.c.state == "held", directives_table.c.id.in_(open_)
    )
    return conn.execute(wanted.order_by(directives_table.c.received_at)).all()
