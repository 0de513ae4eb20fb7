"""The axis over HTTP, profile `bkav-edoc`: calls, answers and odd failures of that server, as its clients meet them.

Arguments travel as headers; errors come with HTTP 200; `=` is escaped in JSON; some answers declare no JSON type.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from services.errors import PacketError
from services.office.edxml import VIETNAM, BusinessKind, Document, Status, read_packet
from services.office.edxml.parse import parse_packet
from services.sandbox.axis_store import Waiting
from services.sandbox.profiles.bkav_rebuilt import rebuilt
from services.sandbox.profiles.bkav_rules import Crash, Fault, document_faults, status_faults, unsavable
from services.sandbox.spoiling import listed, spoilt

if TYPE_CHECKING:
    from services.sandbox.axis_store import AxisStore
    from services.sandbox.knobs import Panel
    from services.sandbox.quirks import QuirkBoard

JSON = "application/json;charset=UTF-8"
UNDECLARED = "text/plain;charset=ISO-8859-1"
_ESCAPED = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "=<>&'"})
CONTAINER_PAGE = "<html><body><h1>HTTP Status 500 – Internal Server Error</h1></body></html>"
Organ = Annotated[str, Header(alias="organId")]
Token = Annotated[str, Header(alias="Authorization")]
Kind = Annotated[str, Header(alias="type")]
DocId = Annotated[str, Header(alias="docId")]
Parent = Annotated[str, Query(alias="organId")]
_BARE_ERROR = {"status": "Error", "code": "9999", "docId": 0}


class Unauthorized(Exception):  # noqa: N818 - an answer, not a failure of the sandbox
    """401 with these error codes and descriptions."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class AxisApi:
    """The handlers; each returns the body to send."""

    axis: AxisStore
    panel: Panel
    quirks: QuirkBoard
    token: str

    def caller(self, organ_id: Organ = "", token: Token = "") -> str:
        """The organ id of the caller. In this sandbox all organisations of the directory share one token."""
        missing = [value for value in (organ_id, token) if not value]
        if missing:
            told = "Invalid Credentials. Make sure you have provided the correct security credentials"
            raise Unauthorized([("Invalid Credentials", told)] * len(missing))
        if not secrets.compare_digest(token.encode(), self.token.encode()) or not self.axis.knows(organ_id):
            raise Unauthorized([("Unauthorized", "Unauthorized !")])
        return organ_id

    def pending(self, organ_id: str, kind: str) -> dict[str, Any]:
        """The queue of one kind."""
        if kind == "EDOC":
            waiting = self.axis.pending_documents(organ_id)
        elif kind == "STATUS":
            waiting = self.axis.pending_statuses(organ_id)
        else:
            return {**failed("Error", ("MessageType", "UnSupport Message Type")), "data": []}
        if self.quirks.now.bkav_pending_fails:
            return {**failed("Error", ("GetPending", "Get Pending Document Error")), "data": []}
        if self.quirks.now.bkav_dangling and kind == "EDOC":
            waiting = [Waiting(self.quirks.now.bkav_dangling, (organ_id,)), *waiting]
        shown = listed(waiting, self.panel)
        if self.quirks.now.bkav_doc_ids:
            return success(docIDs=[entry.number for entry in shown])
        return success(data=[{"docId": entry.number, "organId": self._shown(entry)} for entry in shown])

    def _shown(self, entry: Waiting) -> str:
        """Never "us": the first receiver, or all of them."""
        return "#".join(entry.receivers) if self.quirks.now.bkav_joined_receivers else entry.receivers[0]

    def packet(self, number: str, kind: str) -> dict[str, Any]:
        """A packet in base64. A number that is none raises ValueError: the container then answers by itself."""
        if not number:
            return failed("Error", ("DocID", "Invalid DocID"))
        wanted = {"EDOC": self.axis.document_packet, "STATUS": self.axis.status_packet}
        if kind not in wanted:
            return {}
        asked = wanted.values() if self.panel.knobs.shared_numbers else [wanted[kind]]
        found = [packet for packet in (find(int(number)) for find in asked) if packet]
        if not found:
            told = "Get Document From Database Error" if kind == "EDOC" else "Get Status Error"
            return failed("Error", ("GetDocument", told))
        newest = max(found, key=lambda packet: packet[1])[0]
        packet = rebuilt(newest) if self.quirks.now.bkav_rebuilt else newest
        return {"status": "Success", "code": "0", "data": base64.b64encode(spoilt(packet, self.panel)).decode()}

    def confirm(self, organ_id: str, number: str) -> dict[str, Any]:
        """Unknown and already confirmed numbers succeed too."""
        if not number:
            return failed("Fail", ("DocID", "Invalid DocID"))
        if not number.isdecimal():
            return failed("Fail", ("ConfirmReceived", f'For input string: "{number}"'))
        self.axis.confirm(int(number), organ_id)
        return success()

    def send(self, packet: bytes, kind: str) -> dict[str, Any]:
        """Check and take a packet; an exception of the imitated server is an error without reasons."""
        try:
            if kind == "EDOC":
                return self._send_document(packet)
            if kind == "STATUS":
                return self._send_status(packet)
        except (Crash, PacketError):
            return dict(_BARE_ERROR)
        return failed("Fail", ("BadRequest", "Bad Request"))

    def organizations(self, parent: str) -> dict[str, Any]:
        """The organisations below one."""
        return {
            "organizations": [
                {"organId": organ_id, "organName": name} for organ_id, name in self.axis.children(parent)
            ],
            **success(),
        }

    def exists(self, asked: dict[str, Any]) -> dict[str, Any]:
        """checkExistDocument; its success code is 200, not 0."""
        found = self.axis.has_document(*(str(asked.get(name)) for name in ("fromOrgan", "toOrgan", "docCode")))
        return {"isExist": found, "status": "Success", "code": "200", "errors": []}

    def _send_document(self, packet: bytes) -> dict[str, Any]:
        root = parse_packet(packet)
        now = dt.datetime.now(VIETNAM) + dt.timedelta(seconds=self.panel.knobs.clock_skew_seconds)
        faults = document_faults(root, now.date())
        document = read_packet(packet)
        if not isinstance(document, Document):
            raise Crash
        if document.business.kind is BusinessKind.NEW and self.axis.has_document_id(document.document_id):
            faults.append(("ExistDoc", "Document is exist on system"))
        if faults:
            return {**failed("Fail", *faults), "docId": 0}
        reason = unsavable(root)
        if reason:
            told = ("SendDocument", f"Send document error docCode {document.symbol}")
            return {**failed("Fail", told, ("M.SaveDocError", reason)), "docId": 0}
        return success(docId=self.axis.put_document(packet, document, tuple(to.organ_id for to in document.receivers)))

    def _send_status(self, packet: bytes) -> dict[str, Any]:
        element = parse_packet(packet).child("edXMLEnvelope", "edXMLHeader", "Status")
        if element is None:
            raise Crash  # the form of the national axis is not understood here
        faults = list(status_faults(element))
        if faults:
            return {**failed("Fail", *faults), "docId": 0}
        if element.child("StaffInfo") is None or not element.value("StatusCode").isdecimal():
            return _unsaved("M.UpdateStatus", "Update status error")
        status = read_packet(packet)
        number = self.axis.put_status(packet, status) if isinstance(status, Status) else None
        return success(docId=number) if number else _unsaved("M.UpdateStatusDoc", "Document not found")


def success(**values: object) -> dict[str, Any]:
    """A success body with an empty error list."""
    return {"status": "Success", "code": "0", **values, "errors": []}


def failed(status: str, *faults: Fault) -> dict[str, Any]:
    """A failure body with its reasons."""
    return {"status": status, "code": "9999", "errors": [{"code": code, "description": told} for code, told in faults]}


def gson(body: dict[str, Any], status: int = 200, media_type: str = JSON) -> Response:
    """The body as that server's JSON writer prints it."""
    return Response(json.dumps(body, ensure_ascii=False).translate(_ESCAPED), status, media_type=media_type)


def unauthorized(error: Unauthorized) -> Response:
    """The 401 answer."""
    return gson(failed("False", *error.faults), 401, UNDECLARED)


def axis_router(axis: AxisStore, panel: Panel, quirks: QuirkBoard, token: str) -> APIRouter:
    """All calls below `/EdocService`."""
    api = AxisApi(axis, panel, quirks, token)
    router = APIRouter(prefix="/EdocService")
    known = [Depends(api.caller)]

    @router.get("/getPendingDocIds")
    def get_pending(kind: Kind = "", organ_id: str = Depends(api.caller)) -> Response:  # noqa: FAST002 - a local name
        return gson(api.pending(organ_id, kind))

    @router.post("/getDocument", dependencies=known)
    def get_document(doc_id: DocId = "", kind: Kind = "") -> Response:
        try:
            return gson(api.packet(doc_id, kind))
        except ValueError:
            return Response(CONTAINER_PAGE, 500, media_type="text/html")

    @router.post("/confirmReceived")
    def confirm_received(doc_id: DocId = "", organ_id: str = Depends(api.caller)) -> Response:  # noqa: FAST002 - as above
        return gson(api.confirm(organ_id, doc_id))

    @router.post("/sendDocument", dependencies=known)
    async def send_document(request: Request, kind: Kind = "") -> Response:
        if request.headers.get("content-type", "").partition(";")[0] != "application/octet-stream":
            return Response(status_code=415)
        packet = await request.body()
        said = await run_in_threadpool(api.send, packet, kind)
        return gson(said, media_type=UNDECLARED)

    @router.get("/getOrganizations", dependencies=known)
    def get_organizations(parent: Parent = "") -> Response:
        return gson(api.organizations(parent))

    @router.post("/checkExistDocument", dependencies=known)
    def check_exist_document(asked: dict[str, Any]) -> Response:
        return gson(api.exists(asked))

    return router


def _unsaved(code: str, told: str) -> dict[str, Any]:
    return {"status": "Error", "code": "0", "docId": 0, "errors": [{"code": code, "description": told}]}
