"""Tokens that a login gives out; they die in time, or before it."""

from __future__ import annotations

import secrets
import threading
import time


class Tokens:
    """The living tokens of one imitated system."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._born: dict[str, float] = {}
        self._calls: dict[str, int] = {}

    def give(self) -> str:
        """A new token."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._born[token], self._calls[token] = time.monotonic(), 0
        return token

    def opens(self, token: str, *, seconds: float = 0, calls: int = 0) -> bool:
        """Whether the token lives; it dies after so many seconds or calls (0: never)."""
        with self._lock:
            born = self._born.get(token)
            if born is None:
                return False
            self._calls[token] += 1
            return not (seconds and time.monotonic() - born > seconds) and not (calls and self._calls[token] > calls)
