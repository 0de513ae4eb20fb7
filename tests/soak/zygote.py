"""A parent that has everything imported and forks workers and schedulers on demand: a restart costs no start-up time.

`python -m tests.soak.zygote` reads one part a line (the file its output goes to, `worker` or `beat`, and what that part
takes) and answers with the pid. It differs from the service only in that restarting is the soak's business.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

from tests.soak import controls
from workers import parts

PR_SET_PDEATHSIG = 1


def become(log: str, arguments: list[str]) -> None:
    """The child: a session of its own that dies with us, its output in a file, and then the part."""
    os.setsid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, output), (2, output)):
        os.dup2(source, target)
    part, *given = arguments
    {"worker": parts.worker, "beat": parts.beat}[part](*given)


def main() -> None:
    """Fork as told until the input ends."""
    controls.apply(os.environ.get("SOAK_CONTROL", ""))
    # The dead are reaped by the system, so a pid that is gone is gone.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for line in sys.stdin:
        log, *arguments = line.split()
        pid = os.fork()
        if pid == 0:
            try:
                become(log, arguments)
            finally:
                os._exit(0)
        print(pid, flush=True)


if __name__ == "__main__":
    main()
