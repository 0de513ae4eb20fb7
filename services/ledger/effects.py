"""Effects: what is to be created in eGov, each exactly once. The outbox of the filing protocol.

An effect is pending (never tried), filing (an intent is committed: the outcome of an earlier try is unknown until it is
looked up), filed, held or quarantined. Lower ranks come first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, select, update

from services.ledger import events
from services.ledger.clock import db_now, millis, seconds_since
from services.ledger.leases import claim, write_held
from services.ledger.moves import OPEN_EFFECT, UNTOUCHED, require_legal
from services.ledger.tables import assignments, directives, effects, letters
from services.ledger.upsert import insert_new

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

ASSIGNMENT_RANK, DRAFT_RANK = 1, 2
#: Why a try ended without a result: no clear answer of eGov; something unforeseen on our side.
UNKNOWN, FAILED = "effect_unknown", "effect_failed"


def intend(conn: Connection, directive_id: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Queue effects; one with a reference that is known already is the same effect."""
    office = conn.execute(select(directives.c.office).where(directives.c.id == directive_id)).scalar_one()
    fresh = {"directive_id": directive_id, "office": office, "state": "pending"}
    insert_new(conn, effects, [{**fresh, **row} for row in rows])


def take(conn: Connection, directive_id: str, holder: str, seconds: float, limit: int) -> list[Row[Any]]:
    """Lease up to `limit` due effects of the lowest rank that is not finished."""
    mine = effects.c.directive_id == directive_id
    open_ = effects.c.state.in_(OPEN_EFFECT)
    lowest = select(func.min(effects.c.rank)).where(mine, open_).scalar_subquery()
    return claim(
        conn,
        effects,
        mine & open_ & (effects.c.rank == lowest),
        holder=holder,
        seconds=seconds,
        limit=limit,
        order=(effects.c.position,),
        count_attempt=False,
    )


def give_back(conn: Connection, holder: str, error: str) -> None:
    """Let go of everything `holder` has taken and not yet tried; it is due at once, for when eGov answers again."""
    mine = update(effects).where(effects.c.lease_by == holder)
    conn.execute(mine.values(lease_by=None, lease_until=0, last_error=error))


def commit_intent(conn: Connection, row: Row[Any], holder: str, seconds: float) -> None:
    """Say that the request is about to be sent, and renew the lease. Raises LeaseLostError when the row is not ours.

    The attempt counts until it comes to an end: what stays counted is an attempt whose process died.
    """
    require_legal("effect", row.state, "filing")
    values = {"state": "filing", "intent_at": db_now(), "attempt": row.attempt + 1}
    write_held(conn, effects, row.id, holder, **values, lease_until=db_now() + millis(seconds))
    events.record(conn, "effect_intent", row.directive_id, row.reference, attempt=row.attempt + 1)


def settle_filed(conn: Connection, row: Row[Any], holder: str, egov_id: str, *, adopted: bool) -> None:
    """The effect exists in eGov under this id; `adopted` when it was found there instead of created now."""
    require_legal("effect", row.state, "filed")
    write_held(conn, effects, row.id, holder, state="filed", egov_id=egov_id, lease_by=None, lease_until=0)
    events.record(conn, "effect_filed", row.directive_id, row.reference, egov_id=egov_id, adopted=adopted)


def settle_open(conn: Connection, row: Row[Any], holder: str, seconds: float, error: str, why: str) -> None:
    """The try ended without a result, UNKNOWN or FAILED: the state stays, the failure is counted, due after `seconds`.

    A row that is filing is then looked up before anything is sent again.
    """
    write_held(
        conn,
        effects,
        row.id,
        holder,
        attempt=0,
        failures=row.failures + 1,
        lease_by=None,
        lease_until=0,
        next_at=db_now() + millis(seconds),
        last_error=error,
    )
    events.record(conn, why, row.directive_id, row.reference, error=error)


def wait(conn: Connection, row: Row[Any], holder: str, seconds: float) -> None:
    """The outcome of an earlier attempt cannot be looked up before `seconds` have passed. Waiting is no attempt."""
    write_held(conn, effects, row.id, holder, lease_by=None, lease_until=0, next_at=db_now() + millis(seconds))


def settle_not_done(conn: Connection, row: Row[Any], holder: str, seconds: float, error: str) -> None:
    """The office surely did nothing: pending again after `seconds`, and the attempt does not count."""
    write_held(
        conn,
        effects,
        row.id,
        holder,
        state="pending",
        attempt=0,
        lease_by=None,
        lease_until=0,
        next_at=db_now() + millis(seconds),
        last_error=error,
    )
    events.record(conn, "effect_not_done", row.directive_id, row.reference, error=error)


def settle_stopped(conn: Connection, row: Row[Any], holder: str, state: str, error: str) -> None:
    """Stop an effect for a person to look at (`state` held or quarantined)."""
    require_legal("effect", row.state, state)
    write_held(conn, effects, row.id, holder, state=state, lease_by=None, lease_until=0, last_error=error)
    events.record(conn, f"effect_{state}", row.directive_id, row.reference, error=error)


def mark_missing(conn: Connection, effect_id: int, directive_id: str, reference: str) -> None:
    """What was filed is no longer in eGov; a person decides whether it is filed again."""
    require_legal("effect", "filed", "held")
    gone = update(effects).where(effects.c.id == effect_id, effects.c.state == "filed")
    conn.execute(gone.values(state="held", last_error="không còn trên eGov"))
    events.record(conn, "effect_missing", directive_id, reference)


def drop(conn: Connection, row: Row[Any], actor: str) -> None:
    """A person says that this stopped effect is not wanted any more."""
    require_legal("effect", row.state, "withdrawn")
    conn.execute(update(effects).where(effects.c.id == row.id).values(state="withdrawn"))
    events.record(conn, "effect_dropped", row.directive_id, row.reference, actor=actor, egov_id=row.egov_id)


def get(conn: Connection, effect_id: int) -> Row[Any]:
    """The effect with this id."""
    return conn.execute(select(effects).where(effects.c.id == effect_id)).one()


def of_reference(conn: Connection, reference: str) -> Row[Any] | None:
    """The effect under this reference."""
    return conn.execute(select(effects).where(effects.c.reference == reference)).first()


def retry(conn: Connection, directive_id: str, actor: str) -> int:
    """Make the stopped effects of a directive due again; returns how many."""
    stopped = update(effects).where(
        effects.c.directive_id == directive_id, effects.c.state.in_(("held", "quarantined"))
    )
    # Back to filing, not pending, where an intent was committed: its outcome still has to be looked up.
    due = {"attempt": 0, "failures": 0, "next_at": db_now(), "last_error": None}
    known = conn.execute(stopped.where(effects.c.intent_at.is_(None)).values(state="pending", **due)).rowcount
    unknown = conn.execute(stopped.where(effects.c.intent_at.is_not(None)).values(state="filing", **due)).rowcount
    events.record(conn, "effects_retried", directive_id, actor=actor, count=known + unknown)
    return known + unknown


def quiet_seconds(conn: Connection, row: Row[Any], quiesce: float) -> float:
    """How long to wait until the outcome of the last intent can be looked up; 0 when it can be now."""
    return max(0.0, quiesce - seconds_since(conn, row.intent_at or 0))


def tally(conn: Connection, directive_id: str) -> dict[tuple[int, str], int]:
    """How many effects there are by rank and state."""
    wanted = select(effects.c.rank, effects.c.state, func.count()).where(effects.c.directive_id == directive_id)
    rows = conn.execute(wanted.group_by(effects.c.rank, effects.c.state)).all()
    return {(rank, state): number for rank, state, number in rows}


def of(conn: Connection, directive_id: str) -> Sequence[Row[Any]]:
    """All effects of a directive in filing order."""
    wanted = select(effects).where(effects.c.directive_id == directive_id)
    return conn.execute(wanted.order_by(effects.c.rank, effects.c.position)).all()


def standing_letters(conn: Connection, directive_id: str) -> Sequence[Row[Any]]:
    """The drafts of a directive that are in eGov or on their way there, in the order of the dossier."""
    gone = effects.c.state.in_(("withdrawing", "withdrawn"))
    there = select(effects.c.subject_id).where(effects.c.directive_id == directive_id, effects.c.kind == "draft", ~gone)
    standing = letters.c.id.in_(there) & (letters.c.state != "withdrawn")
    return conn.execute(select(letters).where(standing).order_by(letters.c.position)).all()


def recall(conn: Connection, directive_id: str, units: Collection[str] | None = None) -> int:
    """Take back what no clerk has decided on, of these units or of all; returns how many effects.

    What was never tried is withdrawn at once; the rest is due to be taken back from eGov.
    """
    mine = _recallable(conn, directive_id, units)
    never = effects.c.id.in_(mine) & effects.c.intent_at.is_(None) & effects.c.egov_id.is_(None)
    fresh = {"lease_by": None, "lease_until": 0, "attempt": 0, "failures": 0, "last_error": None}
    tried = effects.c.id.in_(mine) & (effects.c.state != "withdrawn")
    conn.execute(update(effects).where(never).values(state="withdrawn", **fresh))
    conn.execute(update(effects).where(tried).values(state="withdrawing", next_at=db_now(), **fresh))
    gone = select(effects.c.subject_id).where(never, effects.c.kind == "draft")
    conn.execute(update(letters).where(letters.c.id.in_(gone)).values(state="withdrawn"))
    events.record(conn, "effects_recalled", directive_id, count=len(mine))
    return len(mine)


def _recallable(conn: Connection, directive_id: str, units: Collection[str] | None) -> list[int]:
    drafted = select(effects.c.id).join(letters, letters.c.id == effects.c.subject_id)
    drafted = drafted.where(effects.c.kind == "draft", letters.c.state.in_(UNTOUCHED))
    given = select(effects.c.id).join(assignments, assignments.c.id == effects.c.subject_id)
    given = given.where(effects.c.kind == "assignment")
    if units is not None:
        drafted = drafted.where(letters.c.unit_id.in_(units))
        given = given.where(assignments.c.unit_id.in_(units))
    mine = (effects.c.directive_id == directive_id) & ~effects.c.state.in_(("withdrawing", "withdrawn"))
    return [key for query in (drafted, given) for key in conn.execute(query.where(mine)).scalars()]


def take_withdrawals(conn: Connection, directive_id: str, holder: str, seconds: float, limit: int) -> list[Row[Any]]:
    """Lease up to `limit` effects that are due to be taken back."""
    mine = (effects.c.directive_id == directive_id) & (effects.c.state == "withdrawing")
    order = (effects.c.position,)
    return claim(conn, effects, mine, holder=holder, seconds=seconds, limit=limit, order=order, count_attempt=False)


def settle_withdrawn(conn: Connection, row: Row[Any], holder: str) -> None:
    """It is not, or no longer, in eGov."""
    require_legal("effect", row.state, "withdrawn")
    write_held(conn, effects, row.id, holder, state="withdrawn", lease_by=None, lease_until=0)
    events.record(conn, "effect_withdrawn", row.directive_id, row.reference, egov_id=row.egov_id)


def settle_kept(conn: Connection, row: Row[Any], holder: str, why: str) -> None:
    """It cannot be taken back any more: it stays what it was."""
    state = "filed" if row.egov_id else "held"
    require_legal("effect", row.state, state)
    write_held(conn, effects, row.id, holder, state=state, lease_by=None, lease_until=0, last_error=why)
    events.record(conn, "effect_kept", row.directive_id, row.reference, error=why)
