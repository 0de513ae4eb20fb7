"""`trienkhai run --sandbox` as an admin starts it, on ports and data of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.processes import children, command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PARTS = ("worker", "beat", "console")
COMMAND = (sys.executable, "-m", "services.cli")
GIVE_UP_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Whole:
    """A running service: its supervisor, the environment its commands want, and the port of its console."""

    process: subprocess.Popen[str]
    environment: dict[str, str]
    port: int

    def parts(self) -> dict[str, int]:
        """The process of each part that is there."""
        commands = {pid: command(pid) for pid in children(self.process.pid)}
        return {part: pid for pid, words in commands.items() for part in PARTS if part in words}

    def ask(self, *arguments: str) -> str:
        """What a command of the same office prints."""
        done = subprocess.run(
            [*COMMAND, *arguments], env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(GIVE_UP_SECONDS)


@contextlib.contextmanager
def running(folder: Path, *only: str) -> Iterator[Whole]:
    """The whole service, or some parts of it, until the block ends."""
    port, egov = _free_port(), _free_port()
    address = f"http://127.0.0.1:{egov}"
    environment = {
        **os.environ,
        "TRIENKHAI_DATA": str(folder),
        "TRIENKHAI_AXIS_URL": f"{address}/EdocService",
        "TRIENKHAI_DESK_URL": f"{address}/desk",
    }
    chosen = [word for part in only for word in ("--only", part)]
    command = [*COMMAND, "run", "--sandbox", "--port", str(port), *chosen]
    with (folder / "run.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, text=True)
    whole = Whole(process, environment, port)
    try:
        wait(lambda: set(only or PARTS) <= set(whole.parts()), folder)
        yield whole
    finally:
        if process.poll() is None:
            whole.stop()


def wait(done: Callable[[], object], folder: Path, seconds: float = GIVE_UP_SECONDS) -> None:
    """Wait until `done` says so; fails with what the service has logged."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, (folder / "run.log").read_text()
        time.sleep(0.1)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
