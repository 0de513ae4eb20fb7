"""Child processes of one machine: started together, restarted when they die, ended together.

A command starts what it needs and then goes on `alone`, as `python -m services.cli.supervisor`. That process idles
beside the service for months, so this module loads next to nothing, not even `services.logs`.
"""

from __future__ import annotations

import contextlib
import ctypes
import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

STOP_SECONDS = 15
RESTART_SECONDS = 1.0
TEND_SECONDS = 0.3
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Program:
    """A child: its name, its command line, and the file its output goes to (None: to our stderr)."""

    name: str
    command: tuple[str, ...]
    log_file: Path | None = None

    @classmethod
    def parse(cls, told: dict[str, Any]) -> Self:
        """The program that `told` tells."""
        log = told["log_file"]
        return cls(told["name"], tuple(told["command"]), Path(log) if log else None)

    def told(self) -> dict[str, Any]:
        """Itself as JSON."""
        return {"name": self.name, "command": self.command, "log_file": self.log_file and str(self.log_file)}


class Child(Protocol):
    """A child that was started; it leads a session of its own."""

    @property
    def pid(self) -> int:
        """Its process."""

    def poll(self) -> int | None:
        """Its exit code once it has ended, negative when a signal ended it."""


@dataclass
class Adopted:
    """A child that was started before this process went on alone."""

    pid: int
    code: int | None = None

    def poll(self) -> int | None:
        """Its exit code once it has ended, negative when a signal ended it; 0 where SIGCHLD is ignored."""
        if self.code is None:
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:
                pid, status = self.pid, 0
            self.code = os.waitstatus_to_exitcode(status) if pid else None
        return self.code


@dataclass
class Supervisor:
    """Runs programs until `stop`; use it as a context manager."""

    programs: list[Program]
    environment: Mapping[str, str]
    running: dict[str, Child] = field(default_factory=dict)
    died_at: dict[str, float] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """Start all programs that do not run yet."""
        for program in self.programs:
            if program.name not in self.running:
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
            code = self.running[program.name].poll()
            if code is None:
                continue
            died = self.died_at.setdefault(program.name, time.monotonic())
            if time.monotonic() - died >= RESTART_SECONDS:
                del self.died_at[program.name]
                self._restart(program, code)

    def stop(self) -> None:
        """Ask every child to end and wait; what is still there then is made to end with its own children."""
        for child in self._alive():
            # Only the child itself: a worker lets its own children finish what they are at.
            os.kill(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while self._alive() and time.monotonic() < deadline:
            time.sleep(0.05)
        for child in self._alive():
            os.killpg(child.pid, signal.SIGKILL)
        while self._alive():
            time.sleep(0.05)

    def alone(self) -> NoReturn:
        """Tend and end these programs as a process that does only this; what runs already goes on running."""
        sys.stdout.flush()
        running = {name: child.pid for name, child in self.running.items() if child.poll() is None}
        state = {"programs": [one.told() for one in self.programs], "running": running}
        command = [sys.executable, "-m", "services.cli.supervisor", json.dumps(state)]
        os.execve(command[0], command, dict(self.environment))  # noqa: S606 - a list that we built ourselves

    def _alive(self) -> list[Child]:
        return [child for child in self.running.values() if child.poll() is None]

    def _restart(self, program: Program, code: int) -> None:
        """Start it again; what the machine lacks for that now (memory, processes) it may have later."""
        _warn("program_restarted", program=program.name, code=code)
        try:
            self._start(program)
        except OSError as error:
            _warn("program_not_started", program=program.name, error=type(error).__name__)

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


def wait_for_stop(service: Supervisor) -> None:
    """Tend the children until Ctrl-C or SIGTERM; also where a script has started us with Ctrl-C ignored."""
    _heed_stops()
    try:
        while True:
            service.tend()
            time.sleep(TEND_SECONDS)
    except KeyboardInterrupt:
        sys.stderr.write("Đang dừng …\n")


def main() -> None:
    """What `Supervisor.alone` goes on as."""
    _heed_stops()
    state = json.loads(sys.argv[1])
    running: dict[str, Child] = {name: Adopted(pid) for name, pid in state["running"].items()}
    with Supervisor([Program.parse(one) for one in state["programs"]], os.environ, running) as service:
        wait_for_stop(service)


def _heed_stops() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)


def _warn(event: str, **fields: object) -> None:
    """A log line as `services.logs` writes them; on a full disk it is lost, and the service goes on."""
    line = {**fields, "event": event, "level": "warning", "timestamp": dt.datetime.now(dt.UTC).isoformat()}
    with contextlib.suppress(OSError):
        sys.stderr.write(json.dumps(line, ensure_ascii=False) + "\n")


def _die_with_parent() -> None:
    """Linux: a supervisor that is killed takes its children along. Elsewhere nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


if __name__ == "__main__":
    main()
