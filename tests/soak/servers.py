"""Brokers of our own for soaks: on free ports, in folders of their own, killed only by the pid we started."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.needs import need, need_command

if TYPE_CHECKING:
    from collections.abc import Iterator

START_SECONDS = 60
HOST = "127.0.0.1"


def free_port() -> int:
    with socket.create_server((HOST, 0)) as listening:
        return int(listening.getsockname()[1])


@dataclass
class Server:
    """A child process that listens on `port`; `kill` is kill -9, `start` starts it on the same data again."""

    command: tuple[str, ...]
    port: int
    environment: dict[str, str]
    log: Path
    child: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.child = subprocess.Popen(
                self.command,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def kill(self) -> None:
        if self.child is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()

    def wait(self) -> None:
        """Until it listens; fails loudly with the end of its log."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                socket.create_connection((HOST, self.port), timeout=1).close()
                return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text("utf-8", errors="replace")[-2000:])


@contextlib.contextmanager
def redis(folder: Path) -> Iterator[tuple[str, Server]]:
    """A Redis with an append-only file."""
    folder.mkdir(parents=True)
    port = free_port()
    program = need_command("redis-server")
    options = ("--port", str(port), "--bind", HOST, "--dir", str(folder), "--appendonly", "yes", "--save", "")
    server = Server((program, *options), port, dict(os.environ), folder / "log")
    with _running(server):
        yield f"redis://{HOST}:{port}/0", server


@contextlib.contextmanager
def rabbitmq(folder: Path) -> Iterator[tuple[str, Server]]:
    """A RabbitMQ node with an epmd of its own."""
    found = sorted(Path("/usr/lib/rabbitmq/lib").glob("rabbitmq_server-*/sbin/rabbitmq-server"))
    program = str(found[-1]) if found else shutil.which("rabbitmq-server")
    need(program, "program rabbitmq-server; see .ci/debian-packages")
    folder.mkdir(parents=True)
    port, dist, epmd = free_port(), free_port(), free_port()
    (folder / "plugins").write_text("[].")
    (folder / "config.conf").write_text("disk_free_limit.absolute = 50MB\nloopback_users = none\n")
    places = {
        "RABBITMQ_NODENAME": f"soak{port}@localhost",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_NODE_IP_ADDRESS": HOST,
        "RABBITMQ_DIST_PORT": str(dist),
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder / "logs"),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_CONFIG_FILE": str(folder / "config.conf"),
        "RABBITMQ_CONF_ENV_FILE": str(folder / "no-such-file"),
        "ERL_EPMD_PORT": str(epmd),
        "ERL_EPMD_RELAXED_COMMAND_CHECK": "1",  # it can be ended though the killed node seems to live
        "HOME": str(folder),
    }
    environment = {**os.environ, **places}
    server = Server((str(program),), port, environment, folder / "log")
    try:
        with _running(server):
            yield f"amqp://guest:guest@{HOST}:{port}//", server
    finally:
        subprocess.run([need_command("epmd"), "-port", str(epmd), "-kill"], check=False, capture_output=True)


@contextlib.contextmanager
def _running(server: Server) -> Iterator[None]:
    server.start()
    try:
        server.wait()
        yield
    finally:
        server.kill()
