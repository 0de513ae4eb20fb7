"""The points of a process: before and after each commit, around each request, between the acts of keeping a file.

Nothing in the service knows of them. A transaction is named by the function that opens it and the events it records, a
request by what it asks of whom; so whatever is added to the service has its points from the first day.
"""

from __future__ import annotations

import os
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import event

from services.context import Context
from services.ledger import events
from services.office import wire
from services.office.connect import open_axis, open_desk
from services.steps import filing
from tests.integration.dying.egov import Clock

TABLES = {"directive": "directives", "effect": "effects", "letter": "letters", "status": "statuses"}
MOVED = """
    CREATE TEMP TRIGGER moved_{0} AFTER UPDATE OF state ON {1} BEGIN SELECT moved('{0}', OLD.state, NEW.state); END
"""
DAY_MILLIS, JULIAN_1970 = 86_400_000, 2_440_587.5
QUESTION = re.compile(r"GET .*|POST /(find|list|getDocument)")
STATUS_CODE = re.compile(rb"StatusCode>(\d\d)<")


@dataclass(frozen=True)
class Point:
    """`doing` what, after or before what (`name`), of which item or items, and the how many-th time in this life.

    `moves` are the changes of state that the transaction of this point makes or has just made.
    """

    doing: str
    name: str
    subject: str
    times: int
    moves: tuple[tuple[str, str, str], ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return f"{self.doing}: {self.name}"

    @property
    def told(self) -> list[Any]:
        """As JSON can carry it; `of` is the way back."""
        return [self.doing, self.name, self.subject, self.times, self.moves]

    @classmethod
    def of(cls, told: list[Any]) -> Point:
        return cls(*told[:4], moves=tuple((machine, old, new) for machine, old, new in told[4]))


class Points:
    """Says of every point that is passed by (`meet`), of every request that left (`sent`, by its port), and of every
    transaction that was opened past the ledger (`stray`).
    """

    def __init__(self, doing: str, meet: Callable[[Point], None], tell: Callable[..., None], clock: Clock) -> None:
        self._doing, self._meet, self._tell, self._clock = doing, meet, tell, clock
        self._times: Counter[tuple[str, str]] = Counter()
        self._lock = threading.RLock()
        self._moves: list[tuple[str, str, str]] = []
        self._transaction: tuple[str, str] | None = None
        self._opened = False
        self._calling = ("", "")

    def watched(self, ctx: Context) -> Context:
        """The context with its points; only this process sees them."""
        event.listen(ctx.ledger.engine, "connect", self._prepare)
        event.listen(ctx.ledger.engine, "commit", self._about_to_commit)
        self._watch_requests()
        self._watch_files(ctx.blobs.folder)
        filing.monotonic = self._clock.monotonic
        # Connections of this process are its own.
        axis, desk = open_axis(ctx.settings.axis), open_desk(ctx.settings.desk)
        return replace(ctx, ledger=_Ledger(ctx.ledger, self), axis=axis, desk=desk)

    def pass_by(self, name: str, subject: str = "", moves: Any = ()) -> None:
        with self._lock:
            self._times[name, subject] += 1
            self._meet(Point(self._doing, name, subject, self._times[name, subject], tuple(moves)))

    def _prepare(self, connection: Any, _record: object) -> None:
        """The clock of the test's world, and a look at every change of state as the database sees it."""
        connection.create_function("julianday", 1, lambda _now: self._julian())
        connection.create_function("moved", 3, lambda *move: self._moves.append(move))
        for machine, table in TABLES.items():
            connection.execute(MOVED.format(machine, table))

    def _julian(self) -> float:
        return self._clock.time() * 1000 / DAY_MILLIS + JULIAN_1970

    @contextmanager
    def transaction(self, begun: Any, opener: str) -> Iterator[Any]:
        self._opened = True
        try:
            with begun as conn:
                yield conn
                told = conn.info.get(events._PENDING, [])
                actions = " ".join(dict.fromkeys(one["action"] for one in told))
                subjects = " ".join(dict.fromkeys(one["subject"] for one in told))
                self._transaction = (f"{opener} {actions}".rstrip(), subjects)
            name, subject = self._transaction
            self.pass_by(f"{name} committed", subject, self._moves)
        finally:
            self._opened, self._transaction = False, None
            self._moves.clear()

    def _about_to_commit(self, _conn: Any) -> None:
        if self._transaction is not None:
            name, subject = self._transaction
            self.pass_by(f"{name} written", subject, self._moves)
        elif self._moves and not self._opened:
            self._tell(stray=self._moves)

    def _watch_requests(self) -> None:
        exchange, getresponse = wire.exchange, wire._PlainConnection.getresponse

        def watched(url: str, request: Any, headers: Any, **limits: Any) -> Any:
            self._calling = (f"{request.method} {request.path}", _subject(request))
            name, subject = self._calling
            self.pass_by(f"{name} to be sent", subject)
            answer = exchange(url, request, headers, **limits)
            self.pass_by(f"{name} answered", subject)
            return answer

        def awaited(connection: Any) -> Any:
            self._tell(sent=connection.sock.getsockname()[1])
            name, subject = self._calling
            # A question changes nothing: whether it arrived makes no difference.
            if not QUESTION.fullmatch(name):
                self.pass_by(f"{name} sent", subject)
            return getresponse(connection)

        wire.exchange, wire._PlainConnection.getresponse = watched, awaited

    def _watch_files(self, folder: Path) -> None:
        move = Path.replace

        def watched(draft: Path, target: Path) -> Path:
            if folder not in draft.parents:
                return move(draft, target)
            content = draft.read_bytes()
            # What a death between two writes leaves behind.
            os.truncate(draft, len(content) // 2)
            self.pass_by("file half written")
            draft.write_bytes(content)
            self.pass_by("file written")
            moved = move(draft, target)
            self.pass_by("file renamed")
            return moved

        Path.replace = watched


def _subject(request: Any) -> str:
    """Which item a request is about."""
    said = request.payload if isinstance(request.payload, dict) else {}
    code = STATUS_CODE.search(request.data or b"")
    named = (
        said.get("reference"),
        said.get("egov_id"),
        code and code[1].decode(),
        (request.headers or {}).get("docId"),
    )
    acknowledged = said["references"] if request.path == "/results/ack" else ()
    return next((str(one) for one in named if one), " ".join(acknowledged))


@dataclass(frozen=True)
class _Ledger:
    """The ledger, whose transactions have names."""

    real: Any
    points: Points

    def write(self) -> Any:
        return self.points.transaction(self.real.write(), sys._getframe(1).f_code.co_name)

    def read(self) -> Any:
        return self.real.read()
