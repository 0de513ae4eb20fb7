"""The sandbox as one ASGI application: axis, desk, inbox, counts and knobs around one file."""

from __future__ import annotations

import os
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Body, Depends, FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from services.sandbox.axis_store import AxisStore
from services.sandbox.desk_store import DeskStore
from services.sandbox.faults import FAULTY_PATHS, Faults
from services.sandbox.inbox import Pages, inbox_router, make_pages
from services.sandbox.knobs import Knobs, Panel
from services.sandbox.overview import Overview
from services.sandbox.profiles.bkav_edoc import Unauthorized, axis_router, unauthorized
from services.sandbox.profiles.desk import bearer, desk_router
from services.sandbox.store import Store

if TYPE_CHECKING:
    from pathlib import Path


def create_app(database: Path, token: str, organ_id: str, knobs: Knobs | None = None) -> FastAPI:
    """The eGov of the office `organ_id`; the file is created when it is missing.

    Axis below `/EdocService` (raw token), desk below `/desk` (bearer token), the clerk's inbox at `/`, counts at
    `/status.json`, fault knobs at `/sandbox/knobs` (bearer token; start values from `knobs`, else the environment).
    """
    store = Store(database)
    store.prepare(organ_id)
    panel = Panel(knobs or Knobs.from_environment(os.environ))
    overview, desk = Overview(store, organ_id), DeskStore(store)
    pages = make_pages(overview)
    app = FastAPI(title="eGov thử nghiệm", openapi_url=None)
    app.add_middleware(Faults, panel=panel)
    app.include_router(axis_router(AxisStore(store), panel, token))
    app.include_router(desk_router(desk, panel, token, organ_id))
    app.include_router(inbox_router(desk, pages))
    app.add_exception_handler(Unauthorized, _unauthorized)
    app.add_exception_handler(HTTPException, _Told(pages))
    app.get("/status.json")(overview.counts)
    _add_knobs(app, panel, token)
    return app


def _add_knobs(app: FastAPI, panel: Panel, token: str) -> None:
    def told() -> dict[str, Any]:
        return {"knobs": panel.knobs.model_dump(), "counters": panel.counters}

    @app.get("/sandbox/knobs", dependencies=[Depends(bearer(token))])
    def read_knobs() -> dict[str, Any]:
        return told()

    @app.post("/sandbox/knobs", dependencies=[Depends(bearer(token))])
    def turn_knobs(changes: Annotated[dict[str, Any], Body()]) -> dict[str, Any]:
        try:
            panel.turn(changes)
        except ValidationError as error:
            raise HTTPException(422, str(error)) from error
        return told()


def _unauthorized(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Unauthorized):
        raise error
    return unauthorized(error)


class _Told:
    """Refusals: machines read the reason as text, people as a page."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def __call__(self, request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        if request.url.path.startswith((*FAULTY_PATHS, "/sandbox/")):
            return PlainTextResponse(error.detail, error.status_code)
        told = error.detail if error.detail != HTTPStatus(error.status_code).phrase else "Không có trang này."
        return self._pages.problem(told, error.status_code)
