"""How each office stands: whether work is done for it, when its axis was last asked, and what went wrong since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from services.context import moment
from services.ledger import pauses, polls
from services.ledger.clock import seconds_since
from services.ledger.health import oldest_due_seconds
from services.steps.status_exchange import told_status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from services.settings.load import Settings


#: An axis that was not asked for so many periods, and seconds, is asked by nobody.
SILENT_PERIODS, SILENT_SECONDS = 3, 60
UNASKED = "trục không được hỏi nữa từ"
WHY = "worker hoặc beat không chạy, hoặc đĩa đầy"


@dataclass(frozen=True, slots=True)
class Standing:
    """One office. Times are those of the ledger (ms), None for never; `errors` are sentences for admins.

    `oldest_due_seconds`: how long its longest-waiting row has been due with nobody at it; 0 while it is paused.
    `silent`: nobody asks its axis any more, though somebody did.
    """

    id: str
    name: str
    paused: bool
    last_at: int | None
    last_ok_at: int | None
    errors: tuple[str, ...]
    oldest_due_seconds: float
    silent: bool = False


def told_stopped(one: Row[Any]) -> str:
    """What stopped (`waiting.stopped`) as people call it: a status by its name, a draft by its title."""
    return f"trạng thái {told_status(one.what)}" if one.kind == "status" else str(one.title or one.what)


def standings(conn: Connection, offices: Sequence[Settings]) -> list[Standing]:
    """Every office in the order of `office.toml`."""
    asked = {row.office: row for row in polls.listed(conn)}
    resting = {row.name: row for row in pauses.listed(conn)}
    ordered = pauses.paused_offices(conn)
    found = []
    for one in offices:
        key, poll = one.office.id, asked.get(one.office.id)
        paused = one.office.paused or key in ordered
        rested = resting.get(pauses.axis_of(key))
        silent = poll is not None and not paused and _silent(conn, one, poll.last_at, rested.until if rested else 0)
        unasked = f"{UNASKED} {moment(poll.last_at)}: {WHY}" if poll and silent else None
        desk = resting.get(pauses.desk_of(key))
        errors = [unasked, poll.last_error if poll else None, desk.reason if desk else None]
        due = 0.0 if paused else oldest_due_seconds(conn, [key])
        last_at, last_ok_at = (poll.last_at, poll.last_ok_at) if poll else (None, None)
        told = tuple(error for error in errors if error)
        found.append(Standing(key, one.office.full_name, paused, last_at, last_ok_at, told, due, silent))
    return found


def _silent(conn: Connection, one: Settings, last_at: int, rested_until: int) -> bool:
    """Whether nobody has asked for too long since the axis could be asked: the pause of an office, a rest count not."""
    since = max(last_at, rested_until, pauses.lifted_at(conn, one.office.id))
    return seconds_since(conn, since) > SILENT_PERIODS * one.schedule.poll_seconds + SILENT_SECONDS
