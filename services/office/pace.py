"""Politeness: not more requests a second than the other side wants."""

from __future__ import annotations

import threading
import time


class Pace:
    """Spaces the requests of one session evenly, over all threads of this process; None means no limit."""

    def __init__(self, per_second: float | None) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._lock = threading.Lock()
        self._next = 0.0

    def wait(self, longest: float) -> bool:
        """Sleep until it is our turn; False, at once and without taking the turn, when that is `longest` s away."""
        if not self._gap:
            return True
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            if turn - now >= longest:
                return False
            self._next = turn + self._gap
        time.sleep(turn - now)
        return True
