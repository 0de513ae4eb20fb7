"""The ways on after a stop: answering, trying again, closing, reopening. Used by the command line and the console."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from services.directive.model import Directive
from services.directive.understand import is_directive
from services.errors import PermanentError
from services.ledger import directives, effects, holds, statuses
from services.ledger.codec import loads
from services.ledger.moves import DIRECTIVE, FLOW
from services.ledger.names import DIRECTIVE_NAMES
from services.steps import answering, changes, outbox, questions
from services.steps.change_questions import RECEIVER_REFUSED, SENDER_STATUS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row

WAITING = frozenset({"held", "quarantined"})
STOPPED = WAITING | {"closed"}
#: Where to take the flow up again; drafts that failed the check are drafted anew from the mended templates.
BACK_TO = {"drafted": "planned", "checked": "planned"}
#: Where a directive can be taken up again; what was filed and then withdrawn cannot.
RESUMABLE = frozenset(FLOW[:-1])
#: Questions about what was filed, which are answered by saying that it is not wanted any more.
OF_FILED = frozenset({questions.MISSING, questions.RETURNED})
ANSWERS = answering.FACTS | frozenset(answering.DECISIONS)
TREAT = "treat_as_directive"


class NotWaitingError(PermanentError):
    """There is nothing to take up again."""

    code = "not_waiting"


def resume(conn: Connection, row: Row[Any], answers: Mapping[str, str], actor: str) -> str:
    """Keep the answers, close the questions and go on; returns the state from which the flow goes on.

    A closed directive is reopened where it was closed; a fact that a finished step has used takes the flow back to it.
    Nothing is recorded unless each answer is sound and asked for.
    """
    _look_at(conn, row, answers)
    if "confirm" in answers and holds.asked(conn, row.id, SENDER_STATUS):
        changes.take_back(conn, row, answers["confirm"], actor)
        return str(directives.get(conn, row.id).state)
    if answers.get("accept") == "no":
        return _returned(conn, row, actor)
    if questions.KEEP in answers:
        _keep(conn, row, answers, actor)
        return retry(conn, directives.get(conn, row.id), actor)
    if row.state not in STOPPED and holds.close(conn, row.id, {}, actor, code=RECEIVER_REFUSED):
        return str(row.state)
    # While the directive itself is held, it is that which is answered; a returned draft stays a question.
    dropped = outbox.drop(conn, row, {questions.MISSING} if row.state in STOPPED else OF_FILED, actor)
    if row.state not in STOPPED and holds.close(conn, row.id, answers, actor) + dropped:
        # A question about something already filed: the answer is that it may stay as it is.
        outbox.done(conn, row.id)
        return str(directives.get(conn, row.id).state)
    return _go_on(conn, row, answers, actor)


def _keep(conn: Connection, row: Row[Any], answers: Mapping[str, str], actor: str) -> None:
    """Whether what eGov holds stays is answered for the items that were asked about, never for later ones."""
    for one in holds.waiting(conn, row.id):
        if one.code == "effect_held" and questions.asks_to_keep(one.question):
            told = {questions.KEEP: answers[questions.KEEP]}
            holds.close(conn, row.id, told, actor, code=one.code, effect_id=one.effect_id)
    directives.answer(conn, row, {name: value for name, value in answers.items() if name != questions.KEEP})


def _look_at(conn: Connection, row: Row[Any], answers: Mapping[str, str]) -> None:
    """Refuse answers that are unsound or not asked for, and a reopening that would end where it began."""
    answering.require_named(answers, ANSWERS)
    answering.require_sound(answers)
    open_ = holds.waiting(conn, row.id)
    if row.state not in STOPPED and not open_:
        raise _not_waiting(row, "không làm lại được")
    asked = {one.code for one in open_} | ({"closed"} if row.state == "closed" else set())
    if row.held_in == "received":
        # The axis says so, not a mark on a page that could have been misread.
        asked -= {"secret"}
    answering.require_asked(answers, asked, [one.question for one in open_], facts=row.state in STOPPED)
    if row.state == "closed" and row.held_in not in DIRECTIVE["closed"]:
        raise NotWaitingError(
            f"Văn bản {row.symbol or row.id} đóng khi đang nộp nên không mở lại được; xử lý trên eGov."
        )
    if row.held_in == "filing":
        answering.require_early(answers, row.symbol or row.id)
    answering.require_apart(answers)
    if row.state == "closed" and row.held_in == "read" and not (TREAT in answers or _wanted(row)):
        raise NotWaitingError(f"Chỉ mở lại thì văn bản sẽ lại được đóng. {row.closed_reason}")


def _wanted(row: Row[Any]) -> bool:
    """Whether a document that was read is a directive, by what it says or because a person said so."""
    told = row.original_id or TREAT in json.loads(row.answers)
    return bool(told or row.understanding is None or is_directive(loads(Directive, row.understanding))[0])


def _go_on(conn: Connection, row: Row[Any], answers: Mapping[str, str], actor: str) -> str:
    """Take a stopped directive up again. A returned draft stays a question."""
    if row.state not in STOPPED or row.held_in not in RESUMABLE:
        raise _not_waiting(row, "không làm lại được")
    holds.close(conn, row.id, answers, actor, but=questions.RETURNED)
    earlier = answering.used_from(answers)
    # What a person agreed to was another difference: the one that comes of this is asked about again.
    directives.answer(conn, row, answers, forget={"confirm"} if earlier and row.original_id else ())
    if row.held_in == "filing":
        effects.retry(conn, row.id, actor)
    state = min({BACK_TO.get(row.held_in, row.held_in), *earlier}, key=FLOW.index)
    directives.move(conn, row, state, held_in=None, closed_reason=None)
    return str(state)


def _not_waiting(row: Row[Any], why: str) -> NotWaitingError:
    return NotWaitingError(f"Văn bản {row.symbol or row.id} không chờ văn thư ({DIRECTIVE_NAMES[row.state]}), {why}.")


def _returned(conn: Connection, row: Row[Any], actor: str) -> str:
    """A person returns a document that is not for us: its sender is told, and we do nothing with it."""
    close(conn, row, "Văn thư từ chối tiếp nhận, đã báo nơi gửi.", actor)
    statuses.owe(conn, row.id, statuses.RETURNED)
    return "closed"


def retry(conn: Connection, row: Row[Any], actor: str) -> str:
    """Try again whatever stopped: the directive itself, single effects, statuses; returns the state it goes on from."""
    again = statuses.retry(conn, row.id) + holds.close(conn, row.id, {}, actor, code="not_withdrawn")
    if row.state in WAITING:
        return _go_on(conn, row, {}, actor)
    refiled = effects.retry(conn, row.id, actor)
    if not again + refiled:
        if returned := [one for one in holds.waiting(conn, row.id) if one.code == questions.RETURNED]:
            raise NotWaitingError(returned[0].question)
        return resume(conn, row, {}, actor)
    holds.close(conn, row.id, {}, actor, but=questions.RETURNED)
    if refiled and row.state == "filed":
        directives.move(conn, row, "filing")
    return str(row.state)


def close(conn: Connection, row: Row[Any], reason: str, actor: str) -> None:
    """End a directive without going on: one that waits, or one that was filed, whose drafts are left to the clerks."""
    if row.state not in WAITING | {"filed"}:
        raise _not_waiting(row, "không đóng được")
    holds.close(conn, row.id, {"close": reason}, actor)
    directives.close(conn, row, reason)
    if row.original_id:
        changes.release(conn, row.original_id)
