"""The adapter of the national axis, profile `vxp`: POST calls whose arguments are signed headers.

The signature is checked over the text as it was received, then each signed pair against the header that travelled. The
one secret of this sandbox signs for every organisation of the directory.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from services.errors import PacketError
from services.office.edxml import Document, Status, read_packet
from services.sandbox.spoiling import listed, spoilt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.sandbox.axis_store import AxisStore
    from services.sandbox.knobs import Panel
    from services.sandbox.quirks import QuirkBoard

PREFIX = "xroadvnpt-"
STATUS_MARK = "57a0"
_CALLS = (
    "sendEdoc",
    "getReceivedEdocList",
    "getSentEdocList",
    "getEdoc",
    "updateStatus",
    "getAgenciesList",
)
_ID = re.compile(r"(?P<mark>57a0|d0c0)(?P<number>[0-9a-f]{20})")
_LARGEST = 2**63 - 1


class Fail(Exception):  # noqa: N818 - an answer, not a failure of the sandbox
    """FAIL in a body with HTTP 200."""

    def __init__(self, code: str, told: str) -> None:
        super().__init__(told)
        self.body = {"status": "FAIL", "ErrorCode": code, "ErrorDesc": told}


@dataclass(frozen=True, slots=True)
class VxpApi:
    """The handlers; arguments are the headers' bare names in lower case."""

    axis: AxisStore
    panel: Panel
    quirks: QuirkBoard
    secret: str

    def answer(self, call: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
        """Check the signature, carry the call out, and say how it went."""
        try:
            organ_id, arguments = self._caller(headers)
            said = self._carry_out(call, organ_id, arguments, body)
        except Fail as error:
            return error.body
        return {"status": "OK", "ErrorCode": "0", "ErrorDesc": "", **said}

    def _caller(self, headers: Mapping[str, str]) -> tuple[str, dict[str, str]]:
        """The organ id and the arguments of a call whose signature holds."""
        if self.quirks.now.vxp_error:
            raise Fail(str(self.quirks.now.vxp_error), "as told")
        arguments = self._signed(headers)
        organ_id = arguments.get("systemid", "")
        if not self.axis.knows(organ_id):
            raise Fail("401", "unknown system")
        return organ_id, arguments

    def _carry_out(self, call: str, organ_id: str, arguments: Mapping[str, str], body: bytes) -> dict[str, Any]:
        match call:
            case "getReceivedEdocList":
                return {"data": self._received(organ_id, arguments.get("messagetype", ""))}
            case "getEdoc":
                return {"data": base64.b64encode(self._packet(arguments.get("docid", ""))).decode()}
            case "updateStatus":
                return self._update(organ_id, arguments)
            case "sendEdoc":
                return self._send(arguments, body)
            case "getAgenciesList":
                return {"data": self._agencies()}
        return {"data": []}

    def _signed(self, headers: Mapping[str, str]) -> dict[str, str]:
        text = headers.get(f"{PREFIX}sign-header", "")
        expected = hmac.new(self.secret.encode(), text.encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(headers.get(f"{PREFIX}hash-header", "").encode(), expected.encode()):
            raise Fail("401", "wrong signature")
        try:
            pairs = json.loads(text)
        except ValueError as error:
            raise Fail("401", "sign-header is not JSON") from error
        names = [f"{PREFIX}{name}".lower() for name in headers.get(f"{PREFIX}sign-header-key", "").split(";")]
        if not isinstance(pairs, dict) or [name.lower() for name in pairs] != names:
            raise Fail("401", "sign-header-key does not fit")
        if any(headers.get(name.lower()) != value for name, value in pairs.items()):
            raise Fail("401", "a signed header was changed")
        return {name.lower().removeprefix(PREFIX): str(value) for name, value in pairs.items()}

    def _received(self, organ_id: str, kind: str) -> list[dict[str, Any]]:
        status = kind == "status"
        entries = self.axis.listed_statuses(organ_id) if status else self.axis.listed_documents(organ_id)
        return [
            {
                "docId": object_id(one.number, status=status),
                "serviceType": "eDoc",
                "messageType": kind,
                "created_time": str(int(one.created_at)),
                "from": one.sender,
                "to": organ_id,
                "status": "initial",
                "status_desc": "",
            }
            for one in listed(entries, self.panel)
            if one.waiting
        ]

    def _packet(self, doc_id: str) -> bytes:
        number, status = _numbered(doc_id)
        found = self.axis.status_packet(number) if status else self.axis.document_packet(number)
        if found is None:
            raise Fail("404", "document not found")
        return spoilt(found[0], self.panel)

    def _update(self, organ_id: str, arguments: Mapping[str, str]) -> dict[str, Any]:
        number, status = _numbered(arguments.get("docid", ""))
        if arguments.get("status") in {"done", "fail"}:
            self.axis.finish(number, organ_id, status=status)
        elif arguments.get("status") != "processing":
            raise Fail("400", "unknown status")
        return {}

    def _send(self, arguments: Mapping[str, str], body: bytes) -> dict[str, Any]:
        packet = body.removesuffix(b"\r\n")
        digests = [hashlib.sha256(content).digest() for content in (packet, body)]
        forms = {form for digest in digests for form in (digest.hex(), "".join(f"{byte:x}" for byte in digest))}
        if arguments.get("hash-file") not in forms:
            raise Fail("400", "hash-file does not fit")
        try:
            read = read_packet(packet)
        except PacketError as error:
            raise Fail("422", "not edXML") from error
        if isinstance(read, Status) != (arguments.get("messagetype") == "status"):
            raise Fail("422", "the other kind of packet")
        if isinstance(read, Document):
            receivers = tuple(to.organ_id for to in read.receivers)
            return {"DocId": object_id(self.axis.put_document(packet, read, receivers), status=False)}
        number = self.axis.put_status(packet, read)
        if number is None:
            raise Fail("404", "no document for this status")
        return {"DocId": object_id(number, status=True)}

    def _agencies(self) -> list[dict[str, str]]:
        known = [
            {"id": str(place), "pid": "0", "code": organ_id, "name": name, "mail": ""}
            for place, (organ_id, name) in enumerate(self.axis.organizations(), start=1)
        ]
        more = (
            {"id": f"x{n}", "pid": "0", "code": f"vxp.saas.{n:06d}", "name": f"Đơn vị {n}", "mail": ""}
            for n in range(self.quirks.now.vxp_agencies)
        )
        return [*known, *more]


def object_id(number: int, *, status: bool) -> str:
    """The id a packet goes by here: 24 hex digits."""
    return f"{STATUS_MARK if status else 'd0c0'}{number:020x}"


def _numbered(text: str) -> tuple[int, bool]:
    found = _ID.fullmatch(text)
    number = int(found["number"], 16) if found else 0
    if not found or number > _LARGEST:
        raise Fail("404", "document not found")
    return number, found["mark"] == STATUS_MARK


def vxp_router(axis: AxisStore, panel: Panel, quirks: QuirkBoard, secret: str) -> APIRouter:
    """All calls below `/XrdAdapter/adapter`."""
    api = VxpApi(axis, panel, quirks, secret)
    router = APIRouter(prefix="/XrdAdapter/adapter")

    def handler(call: str) -> Any:  # noqa: ANN401 - an endpoint
        async def handle(request: Request) -> dict[str, Any]:
            headers = {name.lower(): value for name, value in request.headers.items()}
            return await run_in_threadpool(api.answer, call, headers, await request.body())

        return handle

    for call in _CALLS:
        router.add_api_route(f"/{call}", handler(call), methods=["POST"], name=call)
    return router
