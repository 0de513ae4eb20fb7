"""`python -m workers.run worker beat console`: the named parts of the service in one process, until SIGTERM.

What they have in common stands in memory once. A part that ends takes the process along: its supervisor starts them all
again, and the ledger knows where they were.
"""

from __future__ import annotations

import argparse
import os
import signal
import threading
from functools import partial
from typing import TYPE_CHECKING

import structlog

from workers import parts

if TYPE_CHECKING:
    from collections.abc import Callable

log = structlog.get_logger()


def main() -> None:
    """Run the parts that the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="+", choices=("worker", "beat", "console"))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--max-tasks-per-child")
    given = parser.parse_args()
    parts.load()
    known: dict[str, Callable[[], None]] = {
        "worker": partial(parts.worker, tasks_per_child=given.max_tasks_per_child),
        "console": partial(parts.console, given.host, given.port),
        "beat": parts.beat,
    }
    run({name: main for name, main in known.items() if name in given.parts})


def run(mains: dict[str, Callable[[], None]]) -> None:
    """The first in the main thread, where signals arrive and are answered with an orderly end; the others beside it."""
    first, *others = mains.items()
    for name, part in others:
        threading.Thread(target=_beside, args=(name, part), name=name, daemon=True).start()
    first[1]()


def _beside(name: str, part: Callable[[], None]) -> None:
    try:
        part()
    except BaseException:  # also SystemExit: a thread would swallow it
        log.exception("part_failed", part=name)
    else:
        log.error("part_ended", part=name)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
