"""The real service for tests: sandbox eGov, Celery worker and beat as child processes, on any ledger and broker."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import requests
from sqlalchemy import select

from services import pipeline
from services.cli import demo, programs
from services.cli.sandbox import database_of, header_for
from services.cli.supervisor import Supervisor
from services.context import open_context
from services.ledger import directives
from services.ledger.store import Ledger, open_ledger
from services.ledger.tables import effects
from services.sandbox.deliver import deliver
from services.sandbox.store import Store
from services.settings.load import Settings, load_settings
from services.steps import recovery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ENDED = demo.ENDED


@dataclass
class Stack:
    """A running service; `url` is the sandbox's root."""

    settings: Settings
    ledger: Ledger
    service: Supervisor
    url: str

    def deliver(self, file: Path) -> str:
        """Put a directive on the axis; its handle there."""
        return str(deliver(database_of(self.settings), [file], header_for(file, self.settings)))

    def row(self, handle: str) -> Any:
        """The ledger's row of a delivered directive, None until it is polled."""
        with self.ledger.read() as conn:
            return next((row for row in directives.listed(conn) if row.external_id == handle), None)

    def filed(self) -> int:
        """How many effects are filed."""
        with self.ledger.read() as conn:
            return len(conn.execute(select(effects.c.id).where(effects.c.state == "filed")).all())

    def wait(self, done: Callable[[], object], seconds: float = 120) -> None:
        """Tend the children until `done`; fails loudly after `seconds`."""
        deadline = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < deadline, self.logs()
            self.service.tend()
            time.sleep(0.05)

    def wait_ended(self, handle: str, seconds: float = 150) -> Any:
        """Wait until the directive has come to an end; its row."""
        self.wait(lambda: (row := self.row(handle)) is not None and row.state in ENDED, seconds)
        return self.row(handle)

    def answer(self, row: Any, answers: dict[str, str]) -> None:
        """Answer a held directive as a clerk does."""
        with self.ledger.write() as conn:
            recovery.resume(conn, directives.get(conn, row.id), answers, "văn thư")

    def issue(self, **fields: str) -> None:
        """Issue the only letter, as the clerk does in the inbox."""
        store = Store(database_of(self.settings))
        with store.reading() as db:
            (draft,) = db.execute("SELECT draft_id, dossier_id FROM draft WHERE kind = 'letter'").fetchall()
        form = {"dossier": str(draft["dossier_id"]), **fields}
        answer = requests.post(
            f"{self.url}/du-thao/{draft['draft_id']}/ban-hanh", data=form, headers={"Origin": self.url}, timeout=10
        )
        answer.raise_for_status()

    def follow(self) -> None:
        """Ring for the clerks' decisions at once instead of waiting for the tick."""
        pipeline.follow(open_context(self.settings))

    def kill_worker(self) -> None:
        """Kill -9 the worker and all its children."""
        (worker,) = (child for name, child in self.service.running.items() if name.startswith("worker"))
        os.killpg(worker.pid, signal.SIGKILL)

    def counts(self) -> dict[str, Any]:
        """What is in eGov."""
        answer: dict[str, Any] = requests.get(f"{self.url}/status.json", timeout=10).json()
        return answer

    def logs(self) -> str:
        """The ends of all logs."""
        folder = self.settings.paths.data / "logs"
        return "\n".join(f"== {path.name}\n{path.read_text()[-3000:]}" for path in sorted(folder.glob("*.log")))


@contextlib.contextmanager
def running(data: Path, *worker_options: str, **environment: str) -> Iterator[Stack]:
    """A service of our own in `data`; `environment` chooses ledger and broker."""
    port = demo.free_port()
    urls = {"TRIENKHAI_AXIS_URL": f"http://{demo.HOST}:{port}/EdocService"}
    urls["TRIENKHAI_DESK_URL"] = f"http://{demo.HOST}:{port}/desk"
    settings = load_settings(env={**os.environ, **urls, **environment}, data_dir=data)
    logs = data / "logs"
    children = {**programs.environment(settings), **urls, **environment}
    with Supervisor([programs.sandbox(demo.HOST, port, logs)], children) as service:
        ledger = open_ledger(settings.connections.ledger_url)
        demo.wait_for_sandbox(service, port)
        for program in programs.service(settings, ("worker", "beat"), logs=logs):
            more = worker_options if program.name.startswith("worker") else ()
            service.add(replace(program, command=(*program.command, *more)))
        try:
            yield Stack(settings, ledger, service, f"http://{demo.HOST}:{port}")
        finally:
            ledger.close()
