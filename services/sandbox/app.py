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
from services.sandbox.profiles.ioffice import ioffice_router
from services.sandbox.profiles.lgsp_v1 import Said, lgsp_router, told
from services.sandbox.profiles.vxp import vxp_router
from services.sandbox.quirks import QuirkBoard
from services.sandbox.store import Store
from services.sandbox.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Told = Callable[[], dict[str, Any]]


def create_app(database: Path, token: str, organ_id: str, knobs: Knobs | None = None) -> FastAPI:
    """The eGov of the office `organ_id`; the file is created when it is missing.

    The axis in three forms: below `/EdocService` (raw token), `/lgsp` (login), `/XrdAdapter/adapter` (signed headers);
    the desk below `/desk` (bearer token) and `/ioffice` (login); the clerk's inbox at `/`, counts at `/status.json`.
    Fault knobs at `/sandbox/knobs` (bearer token; start values from `knobs`, else the environment), quirks of the
    imitated systems at `/sandbox/quirks`. What is served is described at `/openapi.json`.
    """
    store = Store(database)
    store.prepare(organ_id)
    panel = Panel(knobs or Knobs.from_environment(os.environ))
    overview, desk = Overview(store, organ_id), DeskStore(store)
    pages = make_pages(overview)
    app = FastAPI(title="eGov thử nghiệm", docs_url=None, redoc_url=None)
    app.add_middleware(Faults, panel=panel)
    axis, quirks, tokens = AxisStore(store), QuirkBoard(), Tokens()
    app.include_router(axis_router(axis, panel, quirks, token))
    app.include_router(lgsp_router(axis, panel, quirks, tokens, token))
    app.include_router(vxp_router(axis, panel, quirks, token))
    app.include_router(ioffice_router(desk, axis, panel, quirks, tokens, token))
    app.include_router(desk_router(desk, panel, token, organ_id))
    app.include_router(inbox_router(desk, pages))
    app.add_exception_handler(Unauthorized, _unauthorized)
    app.add_exception_handler(Said, _said)
    app.add_exception_handler(HTTPException, _Told(pages))
    app.get("/status.json")(overview.counts)
    _add_board(app, "knobs", panel.turn, lambda: {"knobs": panel.knobs.model_dump(), "counters": panel.counters}, token)
    _add_board(app, "quirks", quirks.turn, lambda: {"quirks": quirks.now.model_dump()}, token)
    return app


def _add_board(app: FastAPI, name: str, turn: Callable[[dict[str, Any]], None], told: Told, token: str) -> None:
    """A board of switches at `/sandbox/<name>`: GET tells them, POST changes the named ones."""

    @app.get(f"/sandbox/{name}", dependencies=[Depends(bearer(token))], name=f"read_{name}")
    def read() -> dict[str, Any]:
        return told()

    @app.post(f"/sandbox/{name}", dependencies=[Depends(bearer(token))], name=f"turn_{name}")
    def change(changes: Annotated[dict[str, Any], Body()]) -> dict[str, Any]:
        try:
            turn(changes)
        except ValidationError as error:
            raise HTTPException(422, str(error)) from error
        return told()


def _said(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Said):
        raise error
    return told(error)


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
