"""A total deadline for one HTTP request: the library's own timeouts count each read anew, a slow drip outlives them.

Every connection of `POOLS` opened inside `Deadline` is remembered, and cut when the time is up, wherever the transfer
stands.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING, ClassVar, Self

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

if TYPE_CHECKING:
    from types import TracebackType


class Deadline:
    """Cuts the transfers of the current thread after `seconds`; tells afterwards how far they came.

    `sent` is true once a connection (TLS included) stood: from then on the server may have acted.
    """

    _current: ClassVar[threading.local] = threading.local()

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self.sent = False
        self._end = time.monotonic() + seconds
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    @classmethod
    def current(cls) -> Deadline | None:
        """The deadline this thread is working under."""
        found: Deadline | None = getattr(cls._current, "deadline", None)
        return found

    @property
    def left(self) -> float:
        """Seconds left, never less than a millisecond: timeouts must be positive."""
        return max(self._end - time.monotonic(), 0.001)

    def watch(self, opened: socket.socket) -> None:
        """Remember a socket that is to be cut."""
        self._sockets.append(opened)
        if self.expired:
            self._cut()

    def _cut(self) -> None:
        self.expired = True
        for opened in self._sockets:
            with contextlib.suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        self._current.deadline = self
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._current.deadline = None


class _PlainConnection(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _note(self.sock)


class _TlsConnection(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _note(self.sock)


def _note(opened: socket.socket | None) -> None:
    deadline = Deadline.current()
    if deadline and opened:
        deadline.sent = True
        deadline.watch(opened)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


POOLS = {"http": _PlainPool, "https": _TlsPool}
