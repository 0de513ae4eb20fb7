"""The middleware that applies the knobs to the axis and the desk, never to pages and counts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from services.sandbox.knobs import Fault, Panel

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

FAULTY_PATHS = ("/desk/", "/EdocService/", "/lgsp/", "/XrdAdapter/", "/ioffice/")
#: Answers of refusals that carry nothing out: HTTP status and body.
REFUSALS = {
    Fault.REFUSE_503: (503, b"busy"),
    Fault.REFUSE_401: (401, b"wrong or missing token"),
    Fault.ERROR_IN_200: (200, b'{"status": "Error", "code": "9999", "errors": [{"code": "Error"}]}'),
}
DEAD_TOKEN = (401, b"the token is no longer valid")


class Faults:
    """Waits, refuses, loses and cuts as the panel says."""

    def __init__(self, app: ASGIApp, panel: Panel) -> None:
        self._app = app
        self._panel = panel

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry out one call, well or badly."""
        if scope["type"] != "http" or not scope["path"].startswith(FAULTY_PATHS):
            await self._app(scope, receive, send)
            return
        self._panel.count("requests")
        # The body is taken in first: a client that gives up meanwhile does not stop the work.
        receive = await _taken_in(receive)
        await asyncio.sleep(self._panel.latency())
        fault = self._panel.draw(changes=scope["method"] == "POST")
        if self._panel.token_is_dead():
            await _answer(send, *DEAD_TOKEN)
        elif fault in REFUSALS:
            await _answer(send, *REFUSALS[fault])
        else:
            await self._carry_out(fault, scope, receive, send)

    async def _carry_out(self, fault: Fault | None, scope: Scope, receive: Receive, send: Send) -> None:
        match fault:
            case Fault.LOSE_RESPONSE_AFTER_COMMIT:
                await self._app(scope, receive, _swallow)
                await _break_off(send, b"")
            case Fault.ERROR_500_AFTER_COMMIT:
                await self._app(scope, receive, _swallow)
                await _answer(send, 500, b"internal error")
            case Fault.CUT_ANSWER:
                kept = _Kept()
                await self._app(scope, receive, kept)
                await _break_off(send, bytes(kept.body[: self._panel.knobs.cut_after_bytes]))
            case Fault.COMMIT_LATE:
                await asyncio.sleep(self._panel.knobs.commit_late_seconds)
                await self._app(scope, receive, send)
            case _:
                await self._app(scope, receive, send)


class _Kept:
    """Takes an answer in instead of sending it."""

    def __init__(self) -> None:
        self.body = bytearray()

    async def __call__(self, message: Message) -> None:
        """One part of the answer."""
        self.body += message.get("body", b"")


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


async def _answer(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _break_off(send: Send, body: bytes) -> None:
    """A header that promises more than follows: the server then has to cut the connection."""
    headers = [(b"content-length", str(len(body) + 1000).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    if body:
        await send({"type": "http.response.body", "body": body, "more_body": True})


async def _swallow(_message: Message) -> None:
    pass
