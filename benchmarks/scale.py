"""The whole service at scale: one big directive, many of them, with 1, 2 and 4 workers on PostgreSQL and RabbitMQ.

`python -m benchmarks.scale [--units 6000] [--directives 1] [--workers 1 2 4] [--stack postgres-rabbitmq]`: from the
delivery on the axis until every draft and assignment is filed. Queue depth is what is due and not yet filed; memory is
that of all workers with their children, shared pages counted once.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from services.logs import configure_logs
from tests.processes import children, resident
from tests.soak.service import STACKS, Service, running

GIVE_UP_SECONDS = 3600
PAPERS = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds until all was filed and until the first item was, the most memory (MiB), and the deepest queue."""

    whole: float
    first: float
    memory: float
    depth: int


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=int, default=6000)
    parser.add_argument("--directives", type=int, default=1)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--stack", choices=STACKS, default="postgres-rabbitmq")
    given = parser.parse_args()
    configure_logs("WARNING")
    items = given.directives * (2 * given.units + PAPERS)
    print(f"{given.stack}: {given.directives} directives × {given.units} units, {items} items, {os.cpu_count()} cores")
    for workers in given.workers:
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
            running(
                Path(folder), given.stack, "search", units=given.units, faults={}, workers=workers, tasks_per_child=None
            ) as service,
        ):
            found = measure(service, given.directives, items)
        filing = items / max(found.whole - found.first, 0.001)
        told = f"{found.whole:6.0f} s, {found.whole / (given.directives * given.units) * 1000:6.1f} ms a unit"
        print(f"  {workers} workers: {told}; first item after {found.first:.0f} s, then {filing:.0f} items/s; ", end="")
        print(f"memory {found.memory:.0f} MiB, queue ≤ {found.depth}; load {os.getloadavg()[0]:.1f}", flush=True)


def measure(service: Service, directives: int, items: int) -> Measured:
    """Deliver, and watch until everything is filed."""
    started = time.monotonic()
    service.deliver(directives)
    first, memory, depth = 0.0, 0.0, 0
    while time.monotonic() - started < GIVE_UP_SECONDS:
        filed, ended = service.progress()
        first = first or (time.monotonic() - started if filed else 0.0)
        memory, depth = max(memory, _memory(service)), max(depth, service.waiting())
        if ended == directives:
            assert filed == items, service.told()
            return Measured(time.monotonic() - started, first, memory, depth)
        time.sleep(0.5)
    raise TimeoutError(service.told())


def _memory(service: Service) -> float:
    mothers = [pid for name, pid in service.zygote.pids.items() if name.startswith("worker")]
    pids = [pid for mother in mothers for pid in (mother, *children(mother))]
    return sum(resident(pid) for pid in pids)


if __name__ == "__main__":
    main()
