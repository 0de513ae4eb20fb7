"""A limited program that stays: asked several times, so that what it costs to start is paid once."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from threading import Timer
from typing import IO, TYPE_CHECKING, cast

from services.reading import isolation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.reading.isolation import Limits

LENGTH = 12
"""Most digits of an answer's length, and the end of their line."""


class Standing:
    """One running program. It answers each question with a line that tells the length of what follows.

    It ends with the first question that it does not answer as it should: in its time (`limits.wall` seconds a
    question), not longer than allowed (`limits.answer` bytes), to its last byte.
    """

    def __init__(self, program: list[str], limits: Limits, env: Mapping[str, str]) -> None:
        self._limits = limits
        self._process = subprocess.Popen(
            isolation.limited_command(program, limits),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.defpath, **env},
            start_new_session=True,
        )
        self._given = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)

    @property
    def ended(self) -> bool:
        """Whether it can be asked no more."""
        return self._process.returncode is not None

    def ask(self, *question: bytes) -> bytes | None:
        """The answer to these bytes; None when there is none, and then the program has ended."""
        timer = Timer(self._limits.wall, self._kill)
        timer.start()
        try:
            answer = self._asked(question)
        finally:
            timer.cancel()
        if answer is None:
            self.end()
        return answer

    def end(self) -> None:
        """Stop the program, whatever it is doing."""
        self._kill()
        self._process.wait()
        for pipe in (self._given, self._answers):
            with contextlib.suppress(OSError):  # the rest of a question that nobody read
                pipe.close()

    def _asked(self, question: tuple[bytes, ...]) -> bytes | None:
        try:
            for part in question:
                self._given.write(part)
            self._given.flush()
            length = int(self._answers.readline(LENGTH))
            answer = self._answers.read(length) if 0 <= length <= self._limits.answer else b""
        except (OSError, ValueError):
            return None
        return answer if len(answer) == length else None

    def _kill(self) -> None:
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
