"""Child processes of one machine: started together, restarted when they die, ended together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import structlog

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

log = structlog.get_logger()

STOP_SECONDS = 15
RESTART_SECONDS = 1.0
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Program:
    """A child: its name, its command line, and where its output goes (None: to ours)."""

    name: str
    command: tuple[str, ...]
    log_file: Path | None = None


@dataclass
class Supervisor:
    """Runs programs until `stop`; use it as a context manager."""

    programs: list[Program]
    environment: Mapping[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    died_at: dict[str, float] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """Start all programs."""
        for program in self.programs:
            self._start(program)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _tb: TracebackType | None
    ) -> None:
        """End all programs."""
        self.stop()

    def add(self, program: Program) -> None:
        """Start one more program."""
        self.programs.append(program)
        self._start(program)

    def tend(self) -> None:
        """Restart what has died, a second after it was seen dead. Call it often."""
        for program in self.programs:
            child = self.running[program.name]
            if child.poll() is None:
                continue
            died = self.died_at.setdefault(program.name, time.monotonic())
            if time.monotonic() - died >= RESTART_SECONDS:
                log.warning("program_restarted", program=program.name, code=child.returncode)
                del self.died_at[program.name]
                self._start(program)

    def stop(self) -> None:
        """Ask every child to end and wait; what is still there then is made to end with its own children."""
        for child in self.running.values():
            if child.poll() is None:
                # Only the child itself: a worker lets its own children finish what they are at.
                child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.running.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()

    def _start(self, program: Program) -> None:
        if program.log_file is not None:
            program.log_file.parent.mkdir(parents=True, exist_ok=True)
        output = program.log_file.open("ab") if program.log_file else None
        self.running[program.name] = subprocess.Popen(
            program.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=output or sys.stderr,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - one system call, no Python state is touched
        )
        if output is not None:
            output.close()


def _die_with_parent() -> None:
    """Linux: a supervisor that is killed takes its children along. Elsewhere nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
