"""The real service under a soak: Celery workers and beat forked by the zygote, the sandbox, a broker of our own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from services.cli import demo, programs
from services.cli.sandbox import database_of
from services.cli.supervisor import Supervisor
from services.ledger import directives
from services.ledger.store import Ledger, open_ledger
from services.ledger.tables import directives as directives_table
from services.ledger.tables import effects, statuses
from services.sandbox.deliver import deliver
from services.settings.load import Settings, load_settings
from services.steps import recovery
from tests import databases
from tests.needs import ROOT
from tests.soak import office, servers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

STACKS = ("embedded", "postgres-rabbitmq", "postgres-redis")
PROMISES = {"search": {}, "unique": {"unique_reference": True}, "key": {"idempotency_key": True}}
ENDED = ("filed", "done", "held", "quarantined", "closed")
WORKERS = 2
#: Tasks after which a child of a pool is replaced, ten times as often as in production: what a new one takes over from
#: its parent is soaked.
RECYCLED = 20


@dataclass
class Zygote:
    """Forks programs; `pids` are the ones that should be running."""

    logs: Path
    child: subprocess.Popen[str]
    pids: dict[str, int] = field(default_factory=dict)

    def start(self, name: str, *arguments: str) -> int:
        assert self.child.stdin is not None
        assert self.child.stdout is not None
        self.child.stdin.write(f"{self.logs / name}.log {' '.join(arguments)}\n")
        self.child.stdin.flush()
        self.pids[name] = int(self.child.stdout.readline())
        return self.pids[name]


@dataclass
class Service:
    """What a soak can see and break."""

    settings: Settings
    ledger: Ledger
    zygote: Zygote
    broker: servers.Server | None
    tasks_per_child: int | None

    def worker(self, number: int) -> None:
        recycled = (str(self.tasks_per_child),) if self.broker and self.tasks_per_child else ()
        self.zygote.start(f"worker-{number}", "worker", f"w{number}@soak", *recycled)

    def beat(self) -> None:
        self.zygote.start("beat", "beat")

    def tend(self) -> None:
        """Start again what has died."""
        for name, pid in list(self.zygote.pids.items()):
            if not alive(pid):
                self.beat() if name == "beat" else self.worker(int(name.rpartition("-")[2]))

    def deliver(self, count: int, first: int = 1) -> None:
        database = database_of(self.settings)
        for number in range(first, first + count):
            file, header = office.directive(self.settings.paths.data, number)
            deliver(database, [file], header)

    def progress(self) -> tuple[int, int]:
        """How many effects are filed, and how many directives have ended."""
        with self.ledger.read() as conn:
            filed = select(func.count()).select_from(effects).where(effects.c.state == "filed")
            ended = select(func.count()).select_from(directives_table).where(directives_table.c.state.in_(ENDED))
            return conn.execute(filed).scalar_one(), conn.execute(ended).scalar_one()

    def waiting(self) -> int:
        """How many effects are intended and not yet filed."""
        with self.ledger.read() as conn:
            open_ = select(func.count()).select_from(effects).where(effects.c.state.in_(("pending", "filing")))
            return conn.execute(open_).scalar_one()

    def all_sent(self) -> bool:
        """Whether no status is owed any more."""
        with self.ledger.read() as conn:
            owed = select(func.count()).select_from(statuses).where(statuses.c.state == "pending")
            return conn.execute(owed).scalar_one() == 0

    def retry_refused(self) -> None:
        """Do what an admin does: an axis that answered 200 with an error has refused a status, so it is sent again."""
        with self.ledger.write() as conn:
            refused = select(statuses.c.directive_id).where(statuses.c.state == "held").distinct()
            for directive_id in conn.execute(refused).scalars().all():
                recovery.retry(conn, directives.get(conn, directive_id), "soak")

    def cut_database_connections(self) -> bool:
        """End all clients of the database but this one; False where the database has none."""
        if self.ledger.engine.dialect.name != "postgresql":
            return False
        with self.ledger.read() as conn:
            others = "pid <> pg_backend_pid() AND datname = current_database()"
            conn.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))  # noqa: S608
        return True

    def told(self) -> str:
        """The directives as they stand, for a soak that did not end."""
        with self.ledger.read() as conn:
            return "; ".join(f"{row.symbol} {row.state} {row.last_error or ''}" for row in directives.listed(conn))


def alive(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


@contextlib.contextmanager
def running(
    folder: Path,
    stack: str,
    promise: str,
    *,
    units: int,
    faults: Mapping[str, object],
    control: str = "",
    workers: int = WORKERS,
    tasks_per_child: int | None = RECYCLED,
) -> Iterator[Service]:
    """A service on `stack` with an eGov that keeps `promise`; everything lives in `folder`.

    `tasks_per_child` None: as in production.
    """
    with contextlib.ExitStack() as stacked:
        port, config = servers.free_port(), folder / "config"
        office.write_config(config, units, PROMISES[promise])
        urls = {
            "TRIENKHAI_CONFIG": str(config),
            "TRIENKHAI_TEMPLATES": str(ROOT / "templates"),
            "TRIENKHAI_AXIS_URL": f"http://{demo.HOST}:{port}/EdocService",
            "TRIENKHAI_DESK_URL": f"http://{demo.HOST}:{port}/desk",
        }
        broker = None
        if stack != "embedded":
            urls["TRIENKHAI_LEDGER_URL"] = stacked.enter_context(databases.postgres())
            make = servers.rabbitmq if stack == "postgres-rabbitmq" else servers.redis
            urls["TRIENKHAI_BROKER_URL"], broker = stacked.enter_context(make(folder / "broker-server"))
        settings = load_settings(env={**os.environ, **urls}, data_dir=folder)
        environment = {**programs.environment(settings), **urls, "SOAK_CONTROL": control}
        knobs = {f"TRIENKHAI_SANDBOX_{key.upper()}": str(value) for key, value in faults.items()}
        promised = {f"TRIENKHAI_SANDBOX_{key.upper()}": "true" for key in PROMISES[promise]}
        sandbox = programs.sandbox(demo.HOST, port, folder / "logs")
        supervisor = stacked.enter_context(Supervisor([sandbox], {**environment, **knobs, **promised}))
        ledger = open_ledger(settings.connections.ledger_url)
        stacked.callback(ledger.close)
        demo.wait_for_sandbox(supervisor, port)
        zygote = stacked.enter_context(_zygote(folder / "logs", environment))
        service = Service(settings, ledger, zygote, broker, tasks_per_child)
        for number in range(1, workers + 1):
            service.worker(number)
        service.beat()
        yield service


@contextlib.contextmanager
def _zygote(logs: Path, environment: Mapping[str, str]) -> Iterator[Zygote]:
    with (logs / "zygote.log").open("ab") as errors:
        child = subprocess.Popen(
            (sys.executable, "-m", "tests.soak.zygote"),
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    zygote = Zygote(logs, child)
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n", (logs / "zygote.log").read_text()
        yield zygote
    finally:
        for pid in zygote.pids.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        child.kill()
        child.wait()
        child.stdin.close() if child.stdin else None
        child.stdout.close() if child.stdout else None
        time.sleep(0.1)
