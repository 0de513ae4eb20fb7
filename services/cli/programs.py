"""The programs of the service as command lines: its parts (worker, beat, console), and the sandbox."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from services.cli.supervisor import Program

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from services.settings.load import Settings


def environment(settings: Settings) -> dict[str, str]:
    """The environment of the children: ours, with the places spelled out."""
    return {
        # What one thread has given back serves the others too.
        "MALLOC_ARENA_MAX": "2",
        **os.environ,
        "TRIENKHAI_CONFIG": str(settings.paths.config),
        "TRIENKHAI_TEMPLATES": str(settings.paths.templates),
        "TRIENKHAI_DATA": str(settings.paths.data),
        "PYTHONUNBUFFERED": "1",
    }


def service(settings: Settings, parts: Sequence[str], *where: str, logs: Path | None = None) -> list[Program]:
    """The chosen parts: in one small process beside the embedded broker, else each in its own.

    `where` are the options of the console's address, `--host` and `--port`.
    """
    embedded = settings.connections.broker_url.startswith("filesystem")
    groups = [tuple(parts)] if embedded else [(part,) for part in parts]
    return [_program("+".join(group), ("workers.run", *group, *where), logs) for group in groups]


def sandbox(host: str, port: int, logs: Path | None = None) -> Program:
    """The local eGov."""
    return _program("sandbox", ("services.cli", "sandbox", "--host", host, "--port", str(port)), logs)


def _program(name: str, arguments: Sequence[str], logs: Path | None) -> Program:
    return Program(name, (sys.executable, "-m", *arguments), logs / f"{name}.log" if logs else None)
