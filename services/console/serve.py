"""Serving the console on the configured ledger."""

from __future__ import annotations

import atexit
from typing import TYPE_CHECKING

import uvicorn

from services.console.app import create_app
from services.console.listen import listen_when_free
from services.ledger.store import open_ledger
from services.settings.watching import Latest

if TYPE_CHECKING:
    from services.settings.load import Settings


def serve(known: tuple[Settings, ...], host: str, port: int) -> None:
    """Serve until ended, from when the port is free. `known` are the offices as read last; changes are followed."""
    ledger = open_ledger(known[0].connections.ledger_url)
    # Whoever closes an SQLite file last leaves one file behind; a thread beside a worker comes to no end of its own.
    atexit.register(ledger.close)
    server = uvicorn.Server(uvicorn.Config(create_app(ledger, Latest(known)), log_level="warning"))
    server.run([listen_when_free(host, port)])
