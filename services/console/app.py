"""The console's pages. It only reads the ledger; answers are given with `trienkhai resume`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.templating import Jinja2Templates

from services.ledger import directives, effects, holds, polls
from services.ledger.clock import seconds_since
from services.ledger.health import oldest_due_seconds
from services.ledger.names import DIRECTIVE_NAMES

if TYPE_CHECKING:
    from sqlalchemy import Row

    from services.ledger.store import Ledger

#: A row that nobody took up for so long means that no worker or no scheduler is running.
STALLED_SECONDS = 60


def create_app(ledger: Ledger, office_name: str) -> FastAPI:
    """The console over a ledger."""
    app = FastAPI(title="Trienkhai", docs_url=None, redoc_url=None)
    pages = Jinja2Templates(directory=Path(__file__).parent / "pages")

    @app.get("/", response_class=HTMLResponse)
    def overview(request: Request) -> HTMLResponse:
        with ledger.read() as conn:
            rows, waiting = directives.listed(conn), holds.waiting(conn)
            lines = [_line(row, effects.tally(conn, row.id), seconds_since(conn, row.updated_at)) for row in rows]
            stalled, asked = oldest_due_seconds(conn), polls.listed(conn)
        values = {"office": office_name, "lines": lines, "waiting": waiting, "stalled": stalled > STALLED_SECONDS}
        values["problems"] = [one.last_error for one in asked if one.last_error]
        return pages.TemplateResponse(request, "overview.html", values)

    @app.get("/healthz")
    def health() -> JSONResponse:
        with ledger.read() as conn:
            oldest = oldest_due_seconds(conn)
        well = oldest <= STALLED_SECONDS
        return JSONResponse({"ok": well, "oldest_due_seconds": oldest}, status_code=200 if well else 503)

    return app


def _line(row: Row[Any], tally: dict[tuple[int, str], int], age_seconds: float) -> dict[str, Any]:
    return {
        "id": row.id,
        "symbol": row.symbol or row.id,
        "abstract": row.abstract or "",
        "issuer": row.issuer or "",
        "state": row.state,
        "state_name": DIRECTIVE_NAMES[row.state],
        "note": row.closed_reason or row.last_error or "",
        "filed": sum(number for (_, state), number in tally.items() if state == "filed"),
        "total": sum(tally.values()),
        "minutes": int(age_seconds // 60),
    }
