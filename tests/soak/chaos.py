"""What a soak does to the service: kill -9 of workers, of their children, of beat and broker; frozen processes."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.processes import children
from tests.soak import office

if TYPE_CHECKING:
    from tests.soak.service import Service

#: How often each victim is chosen. A broker takes seconds to come back, so few of many kills are the broker's.
VICTIMS = {"worker": 34, "main": 8, "child": 40, "beat": 5, "freeze": 10, "database": 2, "broker": 1}
FROZEN_SECONDS = office.TIMES["lease_seconds"] + 2
#: Nothing is broken sooner than this after the last time, or the service never gets to work.
BREATH_SECONDS = (0.05, 0.9)


@dataclass
class Chaos:
    """Breaks `service` with the dice of `seed`; `done` counts what was done. Kills are what is killed with -9."""

    service: Service
    seed: int
    done: Counter[str] = field(default_factory=Counter)
    frozen: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)  # noqa: S311 - repeatable chaos, no secrets

    @property
    def kills(self) -> int:
        return self.done.total() - self.done["freeze"] - self.done["database"]

    def breath(self) -> float:
        return self.dice.uniform(*BREATH_SECONDS)

    def strike(self) -> None:
        """Break one thing."""
        (victim,) = self.dice.choices(list(VICTIMS), list(VICTIMS.values()))
        if getattr(self, f"_{victim}")():
            self.done[victim] += 1

    def thaw(self, *, at_once: bool = False) -> None:
        """Let frozen processes go on: by now their leases are over."""
        for pid, until in list(self.frozen.items()):
            if at_once or time.monotonic() >= until:
                del self.frozen[pid]
                _signal(pid, signal.SIGCONT)

    def _workers(self) -> list[int]:
        return [pid for name, pid in self.service.zygote.pids.items() if name.startswith("worker")]

    def _worker(self) -> bool:
        """A worker with all its children."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.dice.choice(self._workers()), signal.SIGKILL)
            return True
        return False

    def _main(self) -> bool:
        """Only the main process: its children are left behind as orphans."""
        return _signal(self.dice.choice(self._workers()), signal.SIGKILL)

    def _child(self) -> bool:
        """A child of a pool, at whatever it is doing; a worker of threads has none and dies itself."""
        mother = self.dice.choice(self._workers())
        pool = children(mother)
        return _signal(self.dice.choice(pool) if pool else mother, signal.SIGKILL)

    def _beat(self) -> bool:
        return _signal(self.service.zygote.pids["beat"], signal.SIGKILL)

    def _freeze(self) -> bool:
        """A process is stopped for longer than its lease and then goes on, believing nothing has happened."""
        mother = self.dice.choice(self._workers())
        pid = self.dice.choice([mother, *children(mother)])
        self.frozen[pid] = time.monotonic() + FROZEN_SECONDS
        return _signal(pid, signal.SIGSTOP)

    def _broker(self) -> bool:
        if self.service.broker is None:
            return False
        self.service.broker.kill()
        self.service.broker.start()
        return True

    def _database(self) -> bool:
        return self.service.cut_database_connections()


def _signal(pid: int, number: signal.Signals) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
        return True
    return False
