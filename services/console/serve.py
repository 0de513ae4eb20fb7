"""`python -m services.console.serve`: the console on the configured ledger."""

from __future__ import annotations

import argparse

import uvicorn

from services.console.app import create_app
from services.ledger.store import open_ledger
from services.logs import configure_logs
from services.settings.watching import Latest


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080)
    given = parser.parse_args()
    configure_logs()
    offices = Latest()
    app = create_app(open_ledger(offices()[0].connections.ledger_url), offices)
    uvicorn.run(app, host=given.host, port=given.port, log_level="warning")


if __name__ == "__main__":
    main()
