"""Jobs of the service, each in a process of its own, forked with everything imported, that kills itself with SIGKILL.

A life ends at the first point that none ended at before; what the dead left behind is taken up by the next ones, until
nothing is due. Leases and waiting times pass because the clocks of ledger and eGov are set ahead; nothing in the ledger
is touched. Deaths at the same item make it poison, as they should: a clerk then says `retry`.
"""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import select

from services import pipeline
from services.context import Context, Service
from services.ledger import directives, holds
from services.ledger.bells import Bell
from services.ledger.moves import OPEN_EFFECT, WORKING
from services.ledger.tables import directives as directives_table
from services.ledger.tables import effects, statuses
from services.steps import recovery
from tests.integration.dying.egov import Egov
from tests.integration.dying.points import Point, Points
from tests.soak import controls

#: Longer than every lease (seconds).
PAUSE = 61.0
MOST_ROUNDS, LONGEST_LIFE = 200, 60
#: What a clerk answers with `retry`, because a process died too often at it; and what with yes or no.
STOPS = frozenset({"poison", "effect_quarantined", "effects_stopped"})
QUESTIONS = frozenset({"recall", "change", "sender_status"})
#: What the server does once, however often it is asked.
ONCE = re.compile(r"(?P<act>POST /(drafts|assignments|confirmReceived|results/ack|withdraw)) (?P<end>sent|answered)")


class Lives:
    """`died` are the points at which a life ended, `frozen` those at which one was stopped for a while."""

    def __init__(self, office: Any, egov: Egov, folder: Any) -> None:
        self.office, self.egov, self.clock = office, egov, egov.clock
        self.control = ""
        self.died: dict[Point, Point] = {}
        self.frozen: dict[tuple[str, str], Point] = {}
        self.ends = self.ends_anywhere
        self.freezes: Callable[[Point], bool] = lambda _point: False
        self.meanwhile: Callable[[], None] = lambda: None
        self._log = folder / "lives.log"
        self._acts: dict[str, list[str]] = {}

    def live(self, doing: str, call: Callable[..., Any], *given: Any) -> list[Any] | None:
        """The bells that one job rang, None when its process died."""
        # SQLite's connections must not be taken into another process.
        self.office.ctx.ledger.close()
        before = self.egov.ended()
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._be(writer, doing, call, given)
        os.close(writer)
        try:
            with os.fdopen(reader, encoding="utf-8") as lines:
                told = [self._heard(pid, json.loads(line)) for line in lines]
        except BaseException:
            os.kill(pid, signal.SIGKILL)
            raise
        finally:
            ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        died = any("died" in one for one in told)
        assert ended == (-signal.SIGKILL if died else 0), f"{doing}: {ended}\n{self._end_of_log()}"
        self.egov.finish(Counter(one["sent"] for one in told if "sent" in one), before)
        return None if died else told[-1]["rang"]

    def _heard(self, pid: int, told: dict[str, Any]) -> dict[str, Any]:
        assert "stray" not in told, f"a transaction that was opened past the ledger: {told}"
        if "act" in told:
            self._number(*told["act"])
        if "died" in told:
            point = Point.of(told["died"])
            self.died[point] = point
        if "frozen" in told:
            self._freeze(pid, Point.of(told["frozen"]))
        return told

    def _freeze(self, pid: int, point: Point) -> None:
        """Everybody else goes on while this one is stopped."""
        self.frozen[point.doing, point.name] = point
        os.waitpid(pid, os.WUNTRACED)
        freezes, self.freezes = self.freezes, lambda _point: False
        self.meanwhile()
        self.freezes = freezes
        os.kill(pid, signal.SIGCONT)

    def _be(self, writer: int, doing: str, call: Callable[..., Any], given: tuple[Any, ...]) -> None:
        """The child."""

        def tell(**told: Any) -> None:
            os.write(writer, f"{json.dumps(told)}\n".encode())

        code = 1
        try:
            gc.disable()
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(LONGEST_LIFE)
            sys.stdout = sys.stderr = self._log.open("a", encoding="utf-8")
            points = Points(doing, lambda point: self._meet(point, tell), tell, self.clock)
            controls.apply(self.control)
            rang = call(points.watched(self.office.ctx), *given)
            tell(rang=[[one.step, one.subject] for one in rang or () if isinstance(one, Bell)])
            code = 0
        except BaseException:  # noqa: BLE001 - the parent tells of it
            traceback.print_exc(file=sys.stderr)
        finally:
            sys.stderr.flush()
            os._exit(code)

    def _meet(self, point: Point, tell: Callable[..., None]) -> None:
        if (act := ONCE.fullmatch(point.name)) is not None:
            tell(act=[act["act"], point.subject])
        if self.freezes(point) and (point.doing, point.name) not in self.frozen:
            self.frozen[point.doing, point.name] = point
            tell(frozen=point.told)
            os.kill(os.getpid(), signal.SIGSTOP)
        elif self.ends(point):
            tell(died=point.told)
            os.kill(os.getpid(), signal.SIGKILL)

    def ends_anywhere(self, point: Point) -> bool:
        """Whether a life ends at a point, unless a test says otherwise."""
        return point not in self.died and not self._spares(point)

    def ends_but_in(self, *doing: str) -> Callable[[Point], bool]:
        """The same, but not in these jobs: all their points are those of another test."""
        return lambda point: point.doing not in doing and self.ends_anywhere(point)

    def _spares(self, point: Point) -> bool:
        """Whether a later point of this item is to be reached first.

        What was asked for and done is not asked for again: a life that ends when the request has left keeps all others
        from ending after its answer. So of three items one is left when it was sent, one when answered, one later.
        """
        if (act := ONCE.fullmatch(point.name)) is None:
            return False
        return self._number(act["act"], point.subject) % 3 > ("sent", "answered").index(act["end"])

    def _number(self, act: str, subject: str) -> int:
        """The how many-th item this is of which such a thing is asked."""
        subjects = self._acts.setdefault(act, [])
        if subject not in subjects:
            subjects.append(subject)
        return subjects.index(subject)

    def live_on(self, chores: Iterable[Callable[..., Any]] = (), answers: Mapping[str, str] | None = None) -> None:
        """Do `chores` and then whatever is due, until nothing is: each job again and again until one lives to its end.

        A bell of a dead process is rung again as a broker would; when all are silent, the sweeper rings.
        """
        self._warm()
        bells = [bell for chore in chores for bell in self.outlive(chore)]
        for _ in range(MOST_ROUNDS):
            for step, subject in bells:
                bells += self.outlive(getattr(pipeline, step), subject)
            asked = self._answer(answers or {})
            bells = self.outlive(sweep)
            if not (bells or asked or self._open()):
                return
            if not bells:
                self.clock.set_ahead(PAUSE)
        raise AssertionError(f"it never ended: {self._open()}\n{self._end_of_log()}")

    def outlive(self, call: Callable[..., Any], *given: Any) -> list[Any]:
        """The bells that a job rings which is repeated until it is done, each time after the dead one's lease."""
        while (rang := self.live(self._doing(call, *given), call, *given)) is None:
            self.clock.set_ahead(PAUSE)
        return rang

    def _doing(self, call: Callable[..., Any], *given: Any) -> str:
        return f"advance {self.office.get(*given).state}" if call is pipeline.advance else call.__name__

    def _warm(self) -> None:
        """What every process would have to work out anew (the text of SQL) is worked out before."""
        for call in (pipeline.advance, pipeline.withdraw, pipeline.file, pipeline.report):
            call(self.office.ctx, "nothing")
        sweep(self.office.ctx)
        gc.collect()
        gc.freeze()

    def _answer(self, answers: Mapping[str, str]) -> bool:
        """A clerk answers what waits; whether there was anything."""
        with self.office.ctx.ledger.read() as conn:
            asked = [(one.directive_id, one.code) for one in holds.waiting(conn)]
            resting = {row.id for row in directives.listed(conn) if row.state in recovery.WAITING}
        stopped = {key for key, code in asked if code in STOPS} & resting
        for key in sorted(stopped):
            self.live("retry", retry, key)
        questions = {key for key, code in asked if code in QUESTIONS} if answers else set()
        for key in sorted(questions):
            self.live("answer", answer, key, answers)
        return bool(stopped | questions)

    def _open(self) -> list[Any]:
        """What is not at its end."""
        open_ = (
            (directives_table, {*WORKING, "filing"}),
            (effects, {*OPEN_EFFECT, "withdrawing"}),
            (statuses, {"pending"}),
        )
        with self.office.ctx.ledger.read() as conn:
            return [
                (table.name, *row)
                for table, states in open_
                for row in conn.execute(select(table.c.id, table.c.state).where(table.c.state.in_(states)))
            ]

    def _end_of_log(self) -> str:
        return str(self._log.read_text("utf-8")[-3000:])


def sweep(ctx: Context) -> list[Bell]:
    return pipeline.sweep(Service(ctx.ledger, {ctx.settings.office.id: ctx}))


def retry(ctx: Context, directive_id: str) -> None:
    with ctx.ledger.write() as conn:
        recovery.retry(conn, directives.get(conn, directive_id), "văn thư")


def answer(ctx: Context, directive_id: str, answers: Mapping[str, str]) -> None:
    with ctx.ledger.write() as conn:
        recovery.resume(conn, directives.get(conn, directive_id), answers, "văn thư")
