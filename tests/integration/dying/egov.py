"""The sandbox as this world sees it: a clock that is set ahead, and when it is through with what it was asked."""

from __future__ import annotations

import mmap
import struct
import threading
import time
from collections import Counter
from types import SimpleNamespace
from typing import Any

LONGEST_CALL = 20.0


class Clock:
    """How far the clocks of this world are ahead (seconds), for all its processes."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 8)

    @property
    def ahead(self) -> float:
        return float(struct.unpack("d", self._shared[:8])[0])

    def set_ahead(self, seconds: float) -> None:
        self._shared[:8] = struct.pack("d", self.ahead + seconds)

    def time(self) -> float:
        return time.time() + self.ahead

    def monotonic(self) -> float:
        return time.monotonic() + self.ahead


class Egov:
    """Counts the requests that came to their end, by the client's port: the server goes on after its client is gone."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.time = SimpleNamespace(time=clock.time)
        self._ended: Counter[int] = Counter()
        self._changed = threading.Condition()

    def counted(self, app: Any) -> Any:
        """The application with its count."""

        async def call(scope: Any, receive: Any, send: Any) -> None:
            try:
                await app(scope, receive, send)
            finally:
                with self._changed:
                    self._ended[scope["client"][1]] += 1
                    self._changed.notify_all()

        return call

    def ended(self) -> Counter[int]:
        with self._changed:
            return self._ended.copy()

    def finish(self, sent: Counter[int], before: Counter[int]) -> None:
        """Wait until all that was sent since `before` came to its end."""
        wanted = {port: before[port] + times for port, times in sent.items()}
        with self._changed:
            ended = self._changed.wait_for(
                lambda: all(self._ended[port] >= times for port, times in wanted.items()), LONGEST_CALL
            )
        assert ended, "the sandbox never came to the end of a request"
