"""Limits for a process that handles a stranger's file, without any network; and a launcher that puts them on a program.

Run as a file, not as a module: `python -I -S limited.py MEMORY CPU FILE OPEN PROGRAM ARGUMENT…` starts in 15 ms.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import sys
from pathlib import Path

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
"""Flags of Linux: a namespace of users, which allows the second to everybody, and one of networks that has none."""


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


def leave_network() -> bool:
    """Leave every network behind; False where the system does not allow it, which is no reason not to go on.

    Must be called before a second thread starts. The process keeps its user and group.
    """
    user, group = os.getuid(), os.getgid()
    try:
        if ctypes.CDLL(None, use_errno=True).unshare(NEW_USER | NEW_NETWORK) != 0:
            return False
    except (OSError, AttributeError):
        return False
    # without these the process would be nobody, which some programs refuse to be
    for file, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with contextlib.suppress(OSError):
            Path("/proc/self", file).write_text(text, encoding="ascii")
    return True


if __name__ == "__main__":
    leave_network()
    limit(*map(int, sys.argv[1:5]))
    os.execv(sys.argv[5], sys.argv[5:])  # noqa: S606 - the program is ours, its arguments too
