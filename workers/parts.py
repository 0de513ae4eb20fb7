"""The parts of the service: worker, beat, console.

Celery is started by its own classes: its command line would load all its commands, as much again as a worker needs.
"""

from __future__ import annotations

import sys
from urllib.parse import urlsplit

from services.logs import configure_logs
from workers.app import QUEUE, app, wiring

#: Steps at the same time.
WIDTH = 2
LEVEL = "WARNING"


def load() -> None:
    """Have all tasks known before parts start side by side: Celery lets only the first of them wait for that."""
    app.loader.init_worker()
    app.finalize()


def worker(hostname: str | None = None, tasks_per_child: str | None = None) -> None:
    """Take steps until told to stop. Threads for the embedded broker (one small process), processes for real ones."""
    pool = "threads" if urlsplit(str(app.conf.broker_url)).scheme == "filesystem" else "prefork"
    found = app.Worker(
        hostname=hostname,
        pool_cls=pool,
        concurrency=WIDTH,
        queues=[QUEUE],
        max_tasks_per_child=int(tasks_per_child) if tasks_per_child else None,
        loglevel=LEVEL,
        without_gossip=True,
        without_mingle=True,
        quiet=True,
    )
    found.start()
    wiring.close()
    sys.exit(found.exitcode)


def beat(file: str = "schedule") -> None:
    """Ring at the configured times; the file only remembers when that was last done."""
    folder = wiring.settings.paths.data / "beat"
    folder.mkdir(parents=True, exist_ok=True)
    app.Beat(schedule=str(folder / file), loglevel=LEVEL, quiet=True).run()


def console(host: str, port: int) -> None:
    """Serve the web console."""
    from services.console.serve import serve

    configure_logs()
    serve(wiring.offices, host, port)
