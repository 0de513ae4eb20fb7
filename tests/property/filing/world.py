"""A small world for the filing protocol: a clock that moves when told, an eGov that commits late, workers that die.

The ledger is a real SQLite file; only its clock is ours. Every commit and every call to eGov is a point at which a
worker may be killed, or frozen while another one works.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from services.errors import UnavailableError, UnknownOutcomeError
from services.ledger import directives, effects, leases
from services.ledger.store import Ledger, open_ledger
from services.office.port import Capabilities, DraftToFile, FiledItem, FileToFile
from services.settings.model import FilingSettings
from services.steps import filing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

LETTERS = 3
TIMEOUT, LATE, LAG, LEASE, QUIESCE = 1.0, 1.5, 0.5, 3.0, 4.0
DAY_MILLIS, JULIAN_1970 = 86_400_000, 2_440_587.5


class Killed(BaseException):
    """The process is gone: nothing may catch it."""


@dataclass
class Egov:
    """What the office holds; `fates` are what the next creations meet, then all is well."""

    promise: str
    now: Callable[[], float]
    items: list[tuple[FiledItem, float]] = field(default_factory=list)
    late: list[tuple[float, DraftToFile]] = field(default_factory=list)
    fates: list[str] = field(default_factory=list)
    point: Callable[[str], None] = lambda _name: None

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            search_by_reference=True,
            unique_reference=self.promise == "unique",
            idempotency_key=self.promise == "key",
            reports_content=True,
        )

    def find(self, references: Sequence[str]) -> dict[str, FiledItem]:
        self.point("find")
        found: dict[str, FiledItem] = {}
        for item, at in self.items:
            if item.reference in references and at + LAG <= self.now():
                found.setdefault(item.reference, item)
        return found

    def create_draft(self, draft: DraftToFile) -> FiledItem:
        self.point("create")
        fate = self.fates.pop(0) if self.fates else "well"
        if fate == "busy":
            raise UnavailableError("503")
        if fate == "late":
            self.late.append((self.now() + LATE, draft))
            raise UnknownOutcomeError("timeout")
        item = self.commit(draft, self.now())
        if fate == "lost":
            raise UnknownOutcomeError("lost")
        self.point("created")
        return item

    def commit(self, draft: DraftToFile, at: float) -> FiledItem:
        there = next((item for item, _ in self.items if item.reference == draft.reference), None)
        if there is not None and self.promise != "search":
            return there
        item = FiledItem(draft.reference, f"D{len(self.items) + 1}", tuple(file.sha256 for file in draft.files))
        self.items.append((item, at))
        return item

    def settle_late(self) -> None:
        """Commit what is due by now."""
        due, self.late = (
            [one for one in self.late if one[0] <= self.now()],
            [one for one in self.late if one[0] > self.now()],
        )
        for at, draft in due:
            self.commit(draft, at)


class World:
    """Three letters of one directive, and any number of workers."""

    def __init__(self, empty: Path, file: Path, promise: str) -> None:
        shutil.copy(empty, file)
        self.time = 1_800_000_000.0
        self.ledger = open_ledger(f"sqlite:///{file}")
        event.listen(self.ledger.engine, "connect", self._own_clock)
        self.ledger.engine.dispose()
        self.egov = Egov(promise, lambda: self.time)
        self.points: list[str] = []
        self._stops: list[tuple[int, Callable[[], None]]] = []
        self.egov.point = self.pass_by
        options = FilingSettings(lease_seconds=LEASE, quiesce_seconds=QUIESCE, attempts=20)
        settings = SimpleNamespace(
            desk=SimpleNamespace(timeout_seconds=TIMEOUT), filing=options, office=SimpleNamespace(id="so")
        )
        self.ctx: Any = SimpleNamespace(ledger=_Watched(self), desk=self.egov, settings=settings)
        self.directive = self._intended()

    def _own_clock(self, connection: Any, _record: object) -> None:
        # Nothing here loses power, and thousands of commits are made.
        connection.execute("PRAGMA synchronous=OFF")
        connection.create_function("julianday", 1, lambda _now: self.time * 1000 / DAY_MILLIS + JULIAN_1970)

    def _intended(self) -> str:
        with self.ledger.write() as conn:
            key = str(directives.receive(conn, "so", "1", "a" * 64))
            for state in ("fetched", "read", "understood", "planned", "drafted", "checked", "filing"):
                directives.move(conn, directives.get(conn, key), state)
            rows = [
                {"kind": "draft", "subject_id": n, "reference": f"TK-1/{n}", "rank": 2, "position": n}
                for n in range(LETTERS)
            ]
            effects.intend(conn, key, rows)
        return key

    def pass_by(self, name: str) -> None:
        """One point of a worker's way: something may be planned to happen here."""
        self.points.append(name)
        for place, (left, act) in enumerate(self._stops):
            self._stops[place] = (left - 1, act)
            if left == 0:
                del self._stops[place]
                act()
                return

    def advance(self, seconds: float) -> None:
        self.time += seconds
        self.egov.settle_late()

    def work(self, limit: int, stop_after: int | None = None, then: Callable[[], None] | None = None) -> None:
        """One worker files a batch; after `stop_after` points it is killed, or frozen while `then` happens."""
        if stop_after is not None:
            self._stops = [(stop_after, then or _kill)]
        # A frozen process goes on with a later monotonic clock: the guard must see the time of this world pass.
        own, filing.monotonic = filing.monotonic, lambda: self.time
        try:
            holder = leases.new_holder()
            with self.ctx.ledger.write() as conn:
                rows = effects.take(conn, self.directive, holder, LEASE, limit)
            filing.file_batch(self.ctx, [filing.Filing(row, _builder(row.reference)) for row in rows], holder)
        except Killed:
            pass
        finally:
            self._stops, filing.monotonic = [], own

    def duplicates(self) -> list[str]:
        names = [item.reference for item, _ in self.egov.items]
        return [name for name in names if names.count(name) > 1]

    def rows(self) -> Sequence[Any]:
        with self.ledger.read() as conn:
            return effects.of(conn, self.directive)


def _kill() -> None:
    raise Killed


def _builder(reference: str) -> Callable[[], DraftToFile]:
    file = FileToFile("a.docx", "application/octet-stream", b"", f"sha of {reference}")
    return lambda: DraftToFile(reference, "TK-1", "", "letter", "", "", "", (file,))


@dataclass
class _Watched:
    """The ledger, with a point before and after each commit."""

    world: World

    @contextmanager
    def write(self) -> Iterator[Any]:
        with self.world.ledger.write() as conn:
            yield conn
            self.world.pass_by("commit")
        self.world.pass_by("committed")

    def read(self) -> Any:
        return self.world.ledger.read()


def empty_ledger(folder: Path) -> Path:
    """A migrated ledger to copy from."""
    file = folder / "empty.sqlite"
    made: Ledger = open_ledger(f"sqlite:///{file}")
    with made.engine.connect() as conn:
        conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    made.close()
    return file
