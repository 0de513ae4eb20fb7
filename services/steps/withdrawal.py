"""Taking drafts and assignments back from eGov: only what a person agreed to, and only what no clerk has decided on.

The outcome of a filing that is still unknown is looked up first, after its quiet time, so that nothing is left behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog

from services.errors import RefusedError
from services.ledger import directives, drafts, effects, holds, pauses
from services.ledger.leases import LeaseLostError
from services.steps import change_questions as questions
from services.steps.filing import OF_EGOV

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from services.context import Context

log = structlog.get_logger()


def withdraw_batch(ctx: Context, rows: Sequence[Row[Any]], holder: str) -> int:
    """Take leased effects back one after the other; how many came to an end. Without eGov the rest is given back."""
    done = 0
    try:
        for row in rows:
            done += _one(ctx, row, holder)
    except OF_EGOV as error:
        desk = pauses.desk_of(ctx.settings.office.id)
        with ctx.ledger.write() as conn:
            seconds = pauses.stop(conn, desk, error.code, error.message)
            effects.give_back(conn, holder, error.message)
        log.warning("withdrawal_paused", connection=desk, code=error.code, seconds=seconds)
    return done


def _one(ctx: Context, row: Row[Any], holder: str) -> bool:
    """False when the row has to wait."""
    try:
        if not ctx.desk.capabilities.lists_and_withdraws:
            _kept(ctx, row, holder, "eGov này không cho rút dự thảo qua kết nối")
            return True
        egov_id = row.egov_id or _looked_up(ctx, row, holder)
        if egov_id is None:
            return False
        if egov_id:
            ctx.desk.withdraw(egov_id)
    except LeaseLostError:
        log.info("lease_lost", reference=row.reference)
        return False
    except RefusedError as error:
        _kept(ctx, row, holder, error.message)
    else:
        with ctx.ledger.write() as conn:
            effects.settle_withdrawn(conn, row, holder)
            letter = drafts.by_reference(conn, row.reference) if row.kind == "draft" else None
            if letter is not None:
                drafts.withdraw(conn, letter)
    return True


def _looked_up(ctx: Context, row: Row[Any], holder: str) -> str | None:
    """The id of what an unfinished filing made, "" when it made nothing; None while that cannot be known yet."""
    if row.intent_at is not None:
        with ctx.ledger.write() as conn:
            seconds = effects.quiet_seconds(conn, row, ctx.settings.filing.quiesce_seconds)
            if seconds > 0:
                effects.wait(conn, row, holder, seconds)
                return None
    found = ctx.desk.find([row.reference]).get(row.reference)
    return found.egov_id if found else ""


def _kept(ctx: Context, row: Row[Any], holder: str, why: str) -> None:
    """A clerk was faster, or eGov cannot: a person is told, and the draft stays what it is."""
    with ctx.ledger.write() as conn:
        effects.settle_kept(conn, row, holder, why)
        directive = directives.brief(conn, row.directive_id)
        letter = drafts.by_reference(conn, row.reference) if row.kind == "draft" else None
        title = letter.title if letter is not None else row.reference
        question = questions.not_withdrawn(directive, title, why.rstrip("."))
        holds.ask(conn, row.directive_id, "withdraw", "not_withdrawn", question, effect_id=row.id)
