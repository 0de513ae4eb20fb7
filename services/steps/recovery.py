"""The ways on after a stop: answering, trying again, closing, reopening. Used by the command line and the console."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.errors import PermanentError
from services.ledger import directives, effects, holds, statuses
from services.ledger.moves import FLOW
from services.ledger.names import DIRECTIVE_NAMES
from services.steps import changes
from services.steps.change_questions import RECEIVER_REFUSED, SENDER_STATUS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row

WAITING = frozenset({"held", "quarantined"})
#: Where to take the flow up again; drafts that failed the check are drafted anew from the mended templates.
BACK_TO = {"drafted": "planned", "checked": "planned"}
#: Where a directive can be taken up again; what was filed and then withdrawn cannot.
RESUMABLE = frozenset(FLOW[:-1])
#: What a clerk may answer.
ANSWERS = frozenset(
    {
        "doc_type",
        "number",
        "notation",
        "issued_on",
        "issuer",
        "parent_issuer",
        "place",
        "abstract",
        "assign_to",
        "new_version",
        "treat_as_directive",
        "not_secret",
        "confirm",
        "original",
        "accept",
    }
)
#: Questions that are answered with yes or no.
YES_OR_NO = frozenset({"new_version", "treat_as_directive", "not_secret", "confirm", "accept"})


class NotWaitingError(PermanentError):
    """There is nothing to take up again."""

    code = "not_waiting"


class UnknownAnswerError(PermanentError):
    """An answer to a question that nobody asks."""

    code = "unknown_answer"


def resume(conn: Connection, row: Row[Any], answers: Mapping[str, str], actor: str) -> str:
    """Keep the answers, close the questions and go on; returns the state from which the flow goes on.

    A closed directive is reopened where it was closed.
    """
    if unknown := sorted(set(answers) - ANSWERS):
        raise UnknownAnswerError(f"Không có mục “{unknown[0]}”. Các mục trả lời được: {', '.join(sorted(ANSWERS))}.")
    for name in sorted(YES_OR_NO & set(answers)):
        if answers[name] not in {"yes", "no"}:
            raise UnknownAnswerError(f"{name} phải là yes hoặc no, không phải “{answers[name]}”.")
    if "confirm" in answers and holds.asked(conn, row.id, SENDER_STATUS):
        changes.take_back(conn, row, answers["confirm"], actor)
        return str(directives.get(conn, row.id).state)
    if answers.get("accept") == "no":
        return _returned(conn, row, actor)
    if row.state not in WAITING and holds.close(conn, row.id, {}, actor, code=RECEIVER_REFUSED):
        return str(row.state)
    if row.state not in WAITING | {"closed"} and holds.close(conn, row.id, answers, actor):
        # A question about something already filed: the answer is that it may stay as it is.
        return str(row.state)
    if row.state not in WAITING | {"closed"} or row.held_in not in RESUMABLE:
        raise NotWaitingError(
            f"Văn bản {row.symbol or row.id} không chờ văn thư ({DIRECTIVE_NAMES[row.state]}), không làm lại được."
        )
    holds.close(conn, row.id, answers, actor)
    directives.answer(conn, row, answers)
    if row.held_in == "filing":
        effects.retry(conn, row.id, actor)
    state = BACK_TO.get(row.held_in, row.held_in)
    directives.move(conn, row, state, held_in=None, closed_reason=None)
    return str(state)


def _returned(conn: Connection, row: Row[Any], actor: str) -> str:
    """A person returns a document that is not for us: its sender is told, and we do nothing with it."""
    close(conn, row, "Văn thư từ chối tiếp nhận, đã báo nơi gửi.", actor)
    statuses.owe(conn, row.id, statuses.RETURNED)
    return "closed"


def retry(conn: Connection, row: Row[Any], actor: str) -> str:
    """Try again whatever stopped: the directive itself, single effects, statuses; returns the state it goes on from."""
    again = statuses.retry(conn, row.id) + holds.close(conn, row.id, {}, actor, code="not_withdrawn")
    if row.state in WAITING:
        return resume(conn, row, {}, actor)
    refiled = effects.retry(conn, row.id, actor)
    if not again + refiled:
        return resume(conn, row, {}, actor)
    holds.close(conn, row.id, {}, actor)
    if refiled and row.state == "filed":
        directives.move(conn, row, "filing")
    return str(row.state)


def close(conn: Connection, row: Row[Any], reason: str, actor: str) -> None:
    """End a waiting directive without going on."""
    if row.state not in WAITING:
        raise NotWaitingError(
            f"Văn bản {row.symbol or row.id} không chờ văn thư ({DIRECTIVE_NAMES[row.state]}), không đóng được."
        )
    holds.close(conn, row.id, {"close": reason}, actor)
    directives.close(conn, row, reason)
    if row.original_id:
        changes.release(conn, row.original_id)
