"""Measuring one way against another in the same run, by the rules of honest comparison.

Cases alternate, each round is timed in wall and CPU time, and what is printed is the ratio of medians with the range of
both. A load beyond the number of cores labels the result as noisy. A figure alone says nothing: compare only what
stands in one table.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import time
from importlib import metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROUNDS = 7


def compare(
    title: str,
    cases: Mapping[str, Callable[[], object]],
    per: int,
    packages: tuple[str, ...] = (),
    rounds: int = ROUNDS,
) -> None:
    """Run every case once to warm up, then in alternating rounds; times are per one of `per` items.

    The first case is what the others are compared with.
    """
    for case in cases.values():
        case()
    timed = [{name: _timed(case) for name, case in cases.items()} for _ in range(rounds)]
    print(f"{title}: {rounds} rounds of {per}, alternating; milliseconds per item")
    first = next(iter(cases))
    base, base_cpu = (statistics.median(one[first][kind] for one in timed) / per * 1000 for kind in (0, 1))
    for name in cases:
        walls = [one[name][0] / per * 1000 for one in timed]
        cpu = statistics.median(one[name][1] for one in timed) / per * 1000
        wall = statistics.median(walls)
        ratios = f"x {wall / base:5.2f}  cpu x {cpu / base_cpu if base_cpu else float('nan'):5.2f}"
        print(f"  {name:<46} {wall:7.3f} [{min(walls):.3f}..{max(walls):.3f}]  cpu {cpu:7.3f}  {ratios}")
    print(f"  {circumstances(packages)}")


def _timed(case: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), _cpu()
    case()
    return time.perf_counter() - wall, _cpu() - cpu


def _cpu() -> float:
    """Seconds of processor time of this process and of the children that have ended."""
    return sum(os.times()[:4])


def circumstances(packages: tuple[str, ...]) -> str:
    """Versions, memory and load, as every result is told with."""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in packages)
    noisy = "  NOISY: other work on this machine" if load > cores else ""
    return f"Python {platform.python_version()}, {versions}; peak {peak:.0f} MiB; load {load:.1f} of {cores}{noisy}"
