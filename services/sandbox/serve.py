"""Serving the sandbox: in the foreground for `trienkhai sandbox`, in a thread for tests and benchmarks."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
import time
from typing import TYPE_CHECKING

import uvicorn

from services.errors import UnavailableError
from services.sandbox.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from services.sandbox.knobs import Knobs

_START_SECONDS = 20
_STEP_SECONDS = 0.01


class _ExpectedFaults(logging.Filter):
    """Broken answers are a knob's work here, not news."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "without completing response" not in record.getMessage()


def serve(database: Path, host: str, port: int, token: str, organ_id: str, knobs: Knobs | None = None) -> None:
    """Serve until interrupted; only warnings are logged, to stderr. Raises UnavailableError when the port is taken."""
    with contextlib.closing(_listen(host, port)) as listening:
        _server(database, token, organ_id, knobs).run(sockets=[listening])


@contextlib.contextmanager
def running(database: Path, token: str, organ_id: str, port: int = 0) -> Iterator[str]:
    """A sandbox in a thread of this process on the loopback; gives its root URL, without a slash at the end."""
    with contextlib.closing(_listen("127.0.0.1", port)) as listening:
        server = _server(database, token, organ_id)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            deadline = time.monotonic() + _START_SECONDS
            while not server.started and thread.is_alive() and time.monotonic() < deadline:
                time.sleep(_STEP_SECONDS)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(_START_SECONDS)


def _server(database: Path, token: str, organ_id: str, knobs: Knobs | None = None) -> uvicorn.Server:
    logging.getLogger("uvicorn.error").addFilter(_ExpectedFaults())
    app = create_app(database, token, organ_id, knobs)
    return uvicorn.Server(
        uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off", timeout_graceful_shutdown=2)
    )


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=128)
    except OSError as error:
        raise UnavailableError(
            f"Không mở được cổng {port} tại {host} cho eGov thử nghiệm: {error.strerror}. Chọn cổng khác rồi chạy lại."
        ) from error
