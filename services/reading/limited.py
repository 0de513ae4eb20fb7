"""Limits for a process that handles a stranger's file, and a launcher that puts them on a program.

Run as a file, not as a module: `python -I -S limited.py MEMORY CPU FILE OPEN PROGRAM ARGUMENT…` starts in 15 ms.
"""

from __future__ import annotations

import os
import resource
import sys


def limit(memory: int, cpu: int, file: int, open_files: int) -> None:
    """Bytes of addresses, seconds of processor time, bytes of a file, number of files; no core dumps."""
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, file),
        (resource.RLIMIT_NOFILE, open_files),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    limit(*map(int, sys.argv[1:5]))
    os.execv(sys.argv[5], sys.argv[5:])  # noqa: S606 - the program is ours, its arguments too
