"""Fault knobs: how badly this eGov behaves, changed while it runs; counters tell whether a fault really happened."""

from __future__ import annotations

import asyncio
import random
import threading
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENVIRONMENT_PREFIX = "TRIENKHAI_SANDBOX_"
FAULTY_PATHS = ("/desk/", "/EdocService/")


class Knobs(BaseModel):
    """Settings of misbehaviour; all off by default.

    `lose_response_after_commit`: share of POSTs that are carried out and then answered with a broken connection.
    `latency_seconds`: wait before a request is carried out. `index_lag_seconds`: how long a new item stays invisible
    to the search. `unique_reference`: a second item under one reference is refused with 409. `shared_numbers`:
    getDocument returns the newest packet of that number, document or status, whatever was asked for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    lose_response_after_commit: Annotated[float, Field(ge=0, le=1)] = 0
    latency_seconds: Annotated[float, Field(ge=0, le=600)] = 0
    index_lag_seconds: Annotated[float, Field(ge=0, le=3600)] = 0
    unique_reference: bool = False
    shared_numbers: bool = False
    seed: int = 0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Knobs:
        """Knobs from `TRIENKHAI_SANDBOX_<NAME>`; raises pydantic's ValidationError for a wrong value."""
        named = {name: environment.get(ENVIRONMENT_PREFIX + name.upper()) for name in cls.model_fields}
        return cls.model_validate({name: value for name, value in named.items() if value is not None})


class Panel:
    """The knobs in force, the dice, and the counters `requests`, `lost`, `conflicts`."""

    def __init__(self, knobs: Knobs) -> None:
        self._lock = threading.Lock()
        self._dice = random.Random(knobs.seed)  # noqa: S311 - repeatable faults, no secrets
        self.knobs = knobs
        self.counters = {"requests": 0, "lost": 0, "conflicts": 0}

    def turn(self, changes: Mapping[str, Any]) -> None:
        """Change the named knobs; a new seed starts the dice again."""
        with self._lock:
            self.knobs = Knobs.model_validate({**self.knobs.model_dump(), **changes})
            if "seed" in changes:
                self._dice = random.Random(self.knobs.seed)  # noqa: S311 - as above

    def count(self, what: str) -> None:
        """Add one to a counter."""
        with self._lock:
            self.counters[what] += 1

    def loses_response(self) -> bool:
        """Throw the dice for one answer."""
        with self._lock:
            return self._dice.random() < self.knobs.lose_response_after_commit


class Faults:
    """The middleware that applies the knobs to the axis and the desk, never to pages and counts."""

    def __init__(self, app: ASGIApp, panel: Panel) -> None:
        self._app = app
        self._panel = panel

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait, carry out, and sometimes break the answer off."""
        if scope["type"] != "http" or not scope["path"].startswith(FAULTY_PATHS):
            await self._app(scope, receive, send)
            return
        self._panel.count("requests")
        # The body is taken in first: a client that gives up meanwhile does not stop the work.
        receive = await _taken_in(receive)
        await asyncio.sleep(self._panel.knobs.latency_seconds)
        if scope["method"] != "POST" or not self._panel.loses_response():
            await self._app(scope, receive, send)
            return
        self._panel.count("lost")
        await self._app(scope, receive, _swallow)
        # A header that promises more than follows: the server then has to cut the connection.
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})


async def _taken_in(receive: Receive) -> Receive:
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    whole: list[Message] = [{"type": "http.request", "body": bytes(body), "more_body": False}]

    async def replay() -> Message:
        return whole.pop() if whole else await receive()

    return replay


async def _swallow(_message: Message) -> None:
    pass
