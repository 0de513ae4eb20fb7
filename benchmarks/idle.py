"""The embedded service with nothing to do: memory and processor time of each of its processes.

`python -m benchmarks.idle [--settle 120] [--watch 60] [--work]`: `trienkhai run --sandbox` on a fresh data folder, two
minutes after its start; with `--work` after it has handled the sample directive. What processes share is counted once.
The sandbox eGov stands in for what an office has elsewhere: it is told, and is not part of the service.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from services.cli.demo import ENDED, SAMPLE
from tests.e2e import whole
from tests.processes import children, processor_seconds, resident

if TYPE_CHECKING:
    from tests.e2e.whole import Whole


@dataclass(frozen=True, slots=True)
class Idle:
    """Memory (MiB) of a process, and how much of one core it took (percent)."""

    name: str
    memory: float
    processor: float


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--settle", type=float, default=120)
    parser.add_argument("--watch", type=float, default=60)
    parser.add_argument("--work", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, whole.running(Path(folder)) as service:
        if given.work:
            work(service, Path(folder))
        time.sleep(given.settle)
        found = watch(service, given.watch)
    print(f"embedded, {given.settle:.0f} s after {'work' if given.work else 'start'}, over {given.watch:.0f} s")
    for one in found:
        print(f"  {one.name:<20} {one.memory:6.1f} MiB  {one.processor:5.2f} %")
    memory, processor = of_service(found)
    print(f"  {'the service':<20} {memory / 2**20 * 1e6:6.1f} MiB  {processor:5.2f} %  = {memory:.0f} MB, ", end="")
    print(f"without the sandbox; load {os.getloadavg()[0]:.1f}")


def watch(service: Whole, seconds: float) -> list[Idle]:
    """The supervisor and its children, seen over that time."""
    names = {service.process.pid: "supervisor"} | dict.fromkeys(children(service.process.pid), "sandbox")
    for part, pid in service.parts().items():
        names[pid] = part if names[pid] == "sandbox" else f"{names[pid]}+{part}"
    before = {pid: processor_seconds(pid) for pid in names}
    time.sleep(seconds)
    return [
        Idle(name, resident(pid), (processor_seconds(pid) - before[pid]) / seconds * 100) for pid, name in names.items()
    ]


def of_service(found: list[Idle]) -> tuple[float, float]:
    """Memory (MB) and processor time (percent of a core) of all that is the service's own."""
    ours = [one for one in found if one.name != "sandbox"]
    return sum(one.memory for one in ours) * 2**20 / 1e6, sum(one.processor for one in ours)


def work(service: Whole, folder: Path) -> None:
    """Have the sample directive handled to its end."""
    service.ask("sandbox", "deliver", str(SAMPLE))
    whole.wait(lambda: _ended(service), folder)


def _ended(service: Whole) -> bool:
    time.sleep(2)
    return any(one["state"] in ENDED for one in json.loads(service.ask("status", "--json"))["directives"])


if __name__ == "__main__":
    main()
