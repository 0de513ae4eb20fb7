"""The programs of the service, as command lines: worker, beat, console, sandbox."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from services.cli.supervisor import Program

if TYPE_CHECKING:
    from pathlib import Path

    from services.settings.load import Settings

WORKER_THREADS = 2


def environment(settings: Settings) -> dict[str, str]:
    """The environment of the children: ours, with the places spelled out."""
    return {
        **os.environ,
        "TRIENKHAI_CONFIG": str(settings.paths.config),
        "TRIENKHAI_TEMPLATES": str(settings.paths.templates),
        "TRIENKHAI_DATA": str(settings.paths.data),
        "PYTHONUNBUFFERED": "1",
    }


def worker(settings: Settings, logs: Path | None = None) -> Program:
    """The Celery worker. Threads for the embedded broker (one small process), processes for real brokers."""
    pool = "threads" if settings.connections.broker_url.startswith("filesystem") else "prefork"
    command = _celery("worker", "-P", pool, "-c", str(WORKER_THREADS), "-Q", "trienkhai", "--loglevel=WARNING")
    return Program("worker", (*command, "--without-gossip", "--without-mingle"), _log(logs, "worker"))


def beat(settings: Settings, logs: Path | None = None) -> Program:
    """The Celery scheduler; its file only remembers when it last rang."""
    folder = settings.paths.data / "beat"
    folder.mkdir(parents=True, exist_ok=True)
    command = _celery("beat", "-s", str(folder / "schedule"), "--pidfile=", "--loglevel=WARNING")
    return Program("beat", command, _log(logs, "beat"))


def console(host: str, port: int, logs: Path | None = None) -> Program:
    """The web console."""
    command = (sys.executable, "-m", "services.console.serve", "--host", host, "--port", str(port))
    return Program("console", command, _log(logs, "console"))


def sandbox(host: str, port: int, logs: Path | None = None) -> Program:
    """The local eGov."""
    command = (sys.executable, "-m", "services.cli", "sandbox", "--host", host, "--port", str(port))
    return Program("sandbox", command, _log(logs, "sandbox"))


def _celery(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "celery", "-A", "workers.app", *arguments)


def _log(folder: Path | None, name: str) -> Path | None:
    return folder / f"{name}.log" if folder else None
