"""The console's pages. It only reads the ledger; answers are given with `trienkhai resume`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.templating import Jinja2Templates

from services.console.metrics import CONTENT_TYPE, exposition
from services.context import moment
from services.ledger import directives, effects, waiting
from services.ledger.clock import seconds_since
from services.ledger.names import DIRECTIVE_NAMES
from services.steps.standing import standings, told_stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Row

    from services.ledger.store import Ledger
    from services.settings.load import Settings
    from services.steps.standing import Standing

#: A row that nobody took up for so long means that no worker or no scheduler is running.
STALLED_SECONDS = 60


def create_app(ledger: Ledger, every: Callable[[], Sequence[Settings]]) -> FastAPI:
    """The console over a ledger, for the offices that `every` gives at each look."""
    app = FastAPI(title="Trienkhai", docs_url=None, redoc_url=None)
    pages = Jinja2Templates(directory=Path(__file__).parent / "pages")

    @app.get("/", response_class=HTMLResponse)
    def overview(request: Request) -> HTMLResponse:
        with ledger.read() as conn:
            rows, found, names = directives.listed(conn), waiting.look(conn), directives.first_files(conn)
            lines = [_line(row, effects.tally(conn, row.id), seconds_since(conn, row.updated_at)) for row in rows]
            lines = [{**one, "abstract": one["abstract"] or names.get(one["id"], "")} for one in lines]
            offices = standings(conn, every())
        stalled = any(one.silent or one.oldest_due_seconds > STALLED_SECONDS for one in offices)
        values = {"offices": offices, "lines": lines, "found": found, "stalled": stalled}
        helpers = {"moment": moment, "told_stopped": told_stopped}
        return pages.TemplateResponse(request, "overview.html", {**values, **helpers})

    @app.get("/healthz")
    def health() -> JSONResponse:
        with ledger.read() as conn:
            offices = standings(conn, every())
        oldest = max((one.oldest_due_seconds for one in offices), default=0.0)
        well = oldest <= STALLED_SECONDS and not any(one.silent for one in offices)
        told = {"ok": well, "oldest_due_seconds": oldest, "offices": [_standing(one) for one in offices]}
        return JSONResponse(told, status_code=200 if well else 503)

    @app.get("/metrics")
    def metrics() -> Response:
        return Response(exposition(ledger, [one.office.id for one in every()]), media_type=CONTENT_TYPE)

    return app


def _standing(one: Standing) -> dict[str, Any]:
    """An office for a program; what went wrong is told to people only, it may name servers."""
    return {
        "id": one.id,
        "paused": one.paused,
        "well": not one.errors,
        "last_poll": moment(one.last_at),
        "last_success": moment(one.last_ok_at),
        "oldest_due_seconds": one.oldest_due_seconds,
    }


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
