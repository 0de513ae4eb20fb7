"""The provincial LGSP, profile `lgsp-v1`: login, three headers, lists by whole days with an exclusive end.

The caller's `X-SystemId` is its organ id; the one secret of this sandbox is both password and secret key.
"""

from __future__ import annotations

import base64
import datetime as dt
import secrets
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body, Depends, File, Form, Header, HTTPException, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from services.errors import PacketError
from services.office.edxml import VIETNAM, Document, Party, Staff, Status, read_packet, report, write_status
from services.sandbox.spoiling import listed as told_of
from services.sandbox.spoiling import spoilt

if TYPE_CHECKING:
    from services.sandbox.axis_store import AxisStore, Listed
    from services.sandbox.knobs import Panel
    from services.sandbox.quirks import QuirkBoard
    from services.sandbox.tokens import Tokens

LONGEST_DAYS = 7
TOKEN_SECONDS = 30 * 60
CODES = frozenset({"01", "02", "03", "04", "05", "06"})
_DOCUMENT, _STATUS = 0xD0C << 112, 0x57A << 112
_NUMBER = 2**63 - 1
_LICENSE = "licenseInfo:invalid"
DAY = r"^\d{4}/\d{2}/\d{2}$"


class Login(BaseModel):
    """What a login says; the rest of it is not looked at."""

    username: str
    password: str
    applicationCode: str = ""  # noqa: N815 - the wire's own name


class Update(BaseModel):
    """A transport or business status of a document."""

    docId: str  # noqa: N815 - the wire's own name
    status: str


@dataclass(frozen=True, slots=True)
class Keys:
    """The three headers of a document call, empty where one is missing."""

    bearer: str
    system_id: str
    secret_key: str


def _keys(
    authorization: Annotated[str, Header()] = "",
    system_id: Annotated[str, Header(alias="X-SystemId")] = "",
    secret_key: Annotated[str, Header(alias="X-SecretKey")] = "",
) -> Keys:
    return Keys(authorization, system_id, secret_key)


Shown = Annotated[Keys, Depends(_keys)]
Kind = Annotated[str, Query(alias="messageType")]
First = Annotated[str, Query(alias="fromDate", pattern=DAY)]
End = Annotated[str, Query(alias="toDate", pattern=DAY)]
Number = Annotated[str, Query(alias="docId")]


class Said(Exception):  # noqa: N818 - an answer, not a failure of the sandbox
    """A refusal in a body with HTTP 200."""

    def __init__(self, code: int, told: str) -> None:
        super().__init__(told)
        self.body = {
            "success": False,
            "message": told,
            "data": {"docId": None, "status": "error", "errorCode": code, "errorDesc": told},
        }


@dataclass(frozen=True, slots=True)
class LgspApi:
    """The handlers; each returns the body to send."""

    axis: AxisStore
    panel: Panel
    quirks: QuirkBoard
    tokens: Tokens
    secret: str

    def login(self, asked: Login) -> dict[str, Any]:
        """A token for whoever knows the secret."""
        if not secrets.compare_digest(asked.password.encode(), self.secret.encode()):
            raise HTTPException(401, "wrong user or password")
        token = self.tokens.give()
        about = {"id": 1, "username": asked.username, "name": asked.username}
        if self.quirks.now.lgsp_token_on_top:
            return {"code": 200, "message": "OK", "token": token, "data": about}
        return {"code": 200, "message": "OK", "data": {**about, "token": token}}

    def admit(self, authorization: str) -> None:
        """Let in whoever shows a living token; everybody else meets HTTP 401."""
        token = authorization.removeprefix("Bearer ")
        if not self.tokens.opens(token, seconds=TOKEN_SECONDS, calls=self.quirks.now.lgsp_token_calls):
            raise HTTPException(401, _LICENSE)

    def caller(self, keys: Keys) -> str:
        """The organ id of a caller with all three headers."""
        self.admit(keys.bearer)
        right = secrets.compare_digest(keys.secret_key.encode(), self.secret.encode())
        if not right or not self.axis.knows(keys.system_id):
            raise Said(15, "wrong SystemId or SecretKey")
        return keys.system_id

    def listed(self, organ_id: str, kind: str, first: dt.date, end: dt.date) -> dict[str, Any]:
        """Packets of the days from `first` to before `end`."""
        if (end - first).days > LONGEST_DAYS:
            raise Said(21, f"more than {LONGEST_DAYS} days")
        status = kind == "status"
        entries = self.axis.listed_statuses(organ_id) if status else self.axis.listed_documents(organ_id)
        shown = [
            self._entry(one, organ_id, kind)
            for one in told_of(entries, self.panel)
            if (one.waiting or self.quirks.now.lgsp_lists_all) and first <= self._moment(one).date() < end
        ]
        return {"success": True, "message": "OK", "count": len(shown), "data": shown}

    def packet(self, doc_id: str) -> dict[str, Any]:
        """A packet as a string or in base64."""
        number, status = numbered(doc_id)
        found = self.axis.status_packet(number) if status else self.axis.document_packet(number)
        if found is None:
            raise Said(21, "document not found")
        packet = spoilt(found[0], self.panel)
        text = packet.decode("utf-8", errors="replace")
        shown = base64.b64encode(packet).decode() if self.quirks.now.lgsp_base64 else text
        return {"success": True, "message": "OK", "data": {"docId": doc_id, "edxml": shown}}

    def send(self, organ_id: str, packet: bytes, kind: str) -> dict[str, Any]:
        """Check and take a packet."""
        if self.quirks.now.lgsp_error:
            raise Said(self.quirks.now.lgsp_error, "as told")
        if not packet:
            raise Said(10, "empty file")
        try:
            read = read_packet(packet)
        except PacketError as error:
            raise Said(22, "not edXML") from error
        if isinstance(read, Document) == (kind == "status"):
            raise Said(22, "the other kind of packet")
        number = self._put_document(packet, read) if isinstance(read, Document) else self.axis.put_status(packet, read)
        if number is None:
            raise Said(21, f"no document for the status of {organ_id}")
        return {"success": True, "message": "OK", "docId": doc_id(number, status=isinstance(read, Status))}

    def update(self, organ_id: str, asked: Update) -> dict[str, Any]:
        """End the listing of a packet, or pass a business status on to its sender."""
        words = self.quirks.now.lgsp_status_words
        known = {"done", "fail"} if words == "done" else CODES if words == "codes" else {"done", "fail"} | CODES
        if asked.status not in known:
            raise Said(21, f"unknown status {asked.status}")
        number, status = numbered(asked.docId)
        if asked.status in CODES and not status:
            self._report(organ_id, number, asked.status)
        else:
            self.axis.finish(number, organ_id, status=status)
        return {"success": True, "message": "OK", "data": {"errorCode": 0, "errorDesc": ""}}

    def agencies(self) -> Any:  # noqa: ANN401 - a list or an object
        """The directory."""
        entries = [{"id": place, "code": organ_id, "name": name} for place, (organ_id, name) in self._directory()]
        return entries if self.quirks.now.lgsp_flat_agencies else {"success": True, "data": entries}

    def _directory(self) -> enumerate[tuple[str, str]]:
        return enumerate(self.axis.organizations(), start=1)

    def _put_document(self, packet: bytes, document: Document) -> int:
        if not self.axis.knows(document.sender.organ_id):
            raise Said(19, "sender is not registered")
        receivers = tuple(to.organ_id for to in document.receivers)
        if not receivers or not all(self.axis.knows(receiver) for receiver in receivers):
            raise Said(18, "receiver does not exist")
        return self.axis.put_document(packet, document, receivers)

    def _report(self, organ_id: str, number: int, code: str) -> None:
        found = self.axis.document_packet(number)
        document = read_packet(found[0]) if found else None
        if not isinstance(document, Document):
            raise Said(21, "document not found")
        reporter = Party(organ_id, name=self.axis.name_of(organ_id))
        status = report(document, code, reporter, Staff(), dt.datetime.now(VIETNAM))
        if self.axis.put_status(write_status(status), status) is None:
            raise Said(21, "document not found")

    def _moment(self, one: Listed) -> dt.datetime:
        late = dt.timedelta(days=self.quirks.now.lgsp_late_days)
        return dt.datetime.fromtimestamp(one.created_at, VIETNAM) - late

    def _entry(self, one: Listed, organ_id: str, kind: str) -> dict[str, Any]:
        moment = f"{self._moment(one):%Y/%m/%d %H:%M:%S}"
        return {
            "serviceType": "eDoc",
            "messageType": kind,
            "docId": doc_id(one.number, status=kind == "status"),
            "from": one.sender,
            "to": organ_id,
            "status": "initial" if one.waiting else "done",
            "statusDesc": "",
            "createdTime": moment,
            "updatedTime": moment,
        }


def doc_id(number: int, *, status: bool) -> str:
    """The id a packet goes by here."""
    return str(uuid.UUID(int=(_STATUS if status else _DOCUMENT) | number))


def numbered(text: str) -> tuple[int, bool]:
    """Number and kind (a status?) behind an id; raises Said for a stranger."""
    try:
        value = uuid.UUID(text).int
    except ValueError as error:
        raise Said(21, "document not found") from error
    return value & _NUMBER, value >> 112 == _STATUS >> 112


def lgsp_router(axis: AxisStore, panel: Panel, quirks: QuirkBoard, tokens: Tokens, secret: str) -> APIRouter:
    """All calls below `/lgsp`."""
    api = LgspApi(axis, panel, quirks, tokens, secret)
    router = APIRouter(prefix="/lgsp/v1")

    @router.post("/auth/login")
    def login(asked: Annotated[Login, Body()]) -> dict[str, Any]:
        return api.login(asked)

    @router.get("/syncReceivedEdocList")
    def listed(keys: Shown, kind: Kind, first: First, end: End) -> dict[str, Any]:
        return api.listed(api.caller(keys), kind, _day(first), _day(end))

    @router.get("/getEdoc")
    def packet(keys: Shown, number: Number) -> dict[str, Any]:
        api.caller(keys)
        return api.packet(number)

    @router.post("/sendEdoc")
    def send(
        request: Request,
        keys: Shown,
        packet: Annotated[bytes, File(alias="edocFile")],
        kind: Annotated[str, Form(alias="messageType")],
    ) -> dict[str, Any]:
        organ_id = api.caller(keys)
        if "content-length" not in request.headers:
            raise HTTPException(411, "chunked bodies are refused")
        return api.send(organ_id, packet, kind)

    @router.post("/updateStatus")
    def update(keys: Shown, asked: Update) -> dict[str, Any]:
        return api.update(api.caller(keys), asked)

    @router.get("/getAgenciesList")
    def agencies(keys: Shown) -> Any:  # noqa: ANN401 - a list or an object
        api.admit(keys.bearer)
        return api.agencies()

    return router


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.replace("/", "-"))
    except ValueError as error:
        raise Said(21, f"no such day: {text}") from error


def told(error: Said) -> JSONResponse:
    """The refusal as that server sends it."""
    return JSONResponse(error.body)
