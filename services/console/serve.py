"""Serving the console on the configured ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import uvicorn

from services.console.app import create_app
from services.ledger.store import open_ledger
from services.settings.watching import Latest

if TYPE_CHECKING:
    from services.settings.load import Settings


def serve(known: tuple[Settings, ...], host: str, port: int) -> None:
    """Serve until ended. `known` are the offices as they were read last; changes are followed."""
    offices = Latest(known)
    uvicorn.run(create_app(open_ledger(known[0].connections.ledger_url), offices), host=host, port=port, log_level="warning")
