"""One HTTP exchange on the wire, under a total deadline; what went wrong is one of five things.

The library's own timeouts count each read anew, and a slow drip outlives them. Every connection opened inside a
`Deadline` is therefore remembered, and cut when the time is up, wherever the transfer stands. This module is the only
door to `requests`, and is imported when the first request is made.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Self

import requests
import requests.adapters
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

    from services.office.http import Request

_CHUNK = 64 * 1024


class Mishap(StrEnum):
    """How an exchange can fail: the first two before anything was sent."""

    NOT_CONNECTED = "not_connected"
    UNTRUSTED = "untrusted"
    TOO_LATE = "too_late"
    TOO_LARGE = "too_large"
    BROKEN_OFF = "broken_off"


class WireError(Exception):
    """An exchange without a whole answer."""

    def __init__(self, mishap: Mishap) -> None:
        super().__init__(mishap)
        self.mishap = mishap


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and whole body of a clear answer."""

    status: int
    body: bytes


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


def exchange(
    url: str, request: Request, headers: Mapping[str, str], *, seconds: float, max_bytes: int, ca_file: Path | None
) -> Answer:
    """Send one request and take in the whole answer. Raises WireError.

    TLS is always verified. A bare transport without a session takes no proxies or credentials from the environment,
    keeps no cookies and follows no redirects. One connection per request: a kept connection that the server just closed
    looks like a lost answer.
    """
    prepared = requests.Request(
        request.method,
        url,
        headers={"Connection": "close", **headers},
        params=dict(request.query or {}),
        data=request.data,
        json=request.payload,
        files=dict(request.form) if request.form else None,
    ).prepare()
    with Deadline(seconds) as deadline:
        try:
            return _whole_answer(prepared, deadline, max_bytes, str(ca_file) if ca_file else True)
        except (requests.RequestException, OSError) as error:
            raise WireError(_mishap(deadline, error)) from error


def _whole_answer(
    prepared: requests.PreparedRequest, deadline: Deadline, max_bytes: int, trusted: str | bool
) -> Answer:
    with contextlib.closing(_WatchedAdapter(pool_maxsize=1)) as transport:
        limits = (deadline.left, deadline.left)
        with transport.send(prepared, stream=True, verify=trusted, timeout=limits) as response:
            body = bytearray()
            for chunk in response.iter_content(_CHUNK):
                body += chunk
                if len(body) > max_bytes:
                    raise WireError(Mishap.TOO_LARGE)
            if deadline.expired:
                raise WireError(Mishap.TOO_LATE)
            return Answer(response.status_code, bytes(body))


def _mishap(deadline: Deadline, error: Exception) -> Mishap:
    if not deadline.sent:
        return Mishap.UNTRUSTED if isinstance(error, requests.exceptions.SSLError) else Mishap.NOT_CONNECTED
    if deadline.expired or isinstance(error, requests.exceptions.Timeout):
        return Mishap.TOO_LATE
    if isinstance(error, requests.exceptions.ContentDecodingError):
        return Mishap.TOO_LARGE
    return Mishap.BROKEN_OFF


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


class _WatchedAdapter(requests.adapters.HTTPAdapter):
    """Transport whose connections obey the `Deadline` of the calling thread."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the library's own signature
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = POOLS
