"""Processes as Linux tells of them: children, names, memory, processor time; nothing of one that is gone."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def children(pid: int) -> list[int]:
    """The children of a process; of the family only the first generation."""
    with contextlib.suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def command(pid: int) -> list[str]:
    """Its command line."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")[:-1]
    return []


def alive(pid: int) -> bool:
    """Whether it runs; one that has ended and was not asked how does not."""
    return _stat(pid)[:1] not in ([], ["Z"], ["X"])


def resident(pid: int) -> float:
    """MiB that belong to this process alone plus its share of what it has in common with others."""
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return 0.0


def processor_seconds(pid: int) -> float:
    """Seconds of processor time that the process has used."""
    return sum(map(int, _stat(pid)[11:13])) / os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[str]:
    """What stands behind the name, beginning with the state."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return []
