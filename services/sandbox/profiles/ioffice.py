"""A draft desk as VNPT iOffice has it: a list of drafts in, one answer for all; results until acknowledged.

The vendor has no search by the caller's key; a quirk adds one at `/shared/integration/doc/find/`.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body, Header, HTTPException, Query
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, Field

from services.sandbox.desk_store import NewFile, Place, Rules

if TYPE_CHECKING:
    from services.sandbox.axis_store import AxisStore
    from services.sandbox.desk_store import DeskStore
    from services.sandbox.knobs import Panel
    from services.sandbox.quirks import QuirkBoard
    from services.sandbox.tokens import Tokens

DOSSIER, DOSSIER_TITLE = "iOffice", "Dự thảo gửi qua iOffice"
_OK = {"code": "0", "message": "OK"}
_MANY = 1000


Token = Annotated[str, Header(alias="X-Authentication-Token")]
Ids = Annotated[str, Query(max_length=20_000)]


class Login(BaseModel):
    """What a login says; the rest of it is not looked at."""

    username: str
    password: str


class File(BaseModel):
    """A file in base64; nobody checks its size."""

    fileName: str = Field(min_length=1, max_length=255)  # noqa: N815 - the wire's own name
    fileType: str = ""  # noqa: N815
    fileSize: int = 0  # noqa: N815
    fileData: str = ""  # noqa: N815


class Draft(BaseModel):
    """A draft; unknown fields are passed over, as over there."""

    dossierId: str = Field(min_length=1, max_length=200)  # noqa: N815 - the wire's own name
    summary: str
    documentType: str | int = ""  # noqa: N815
    noiNhan: str = ""  # noqa: N815
    files: list[File] = Field(max_length=20)


@dataclass(frozen=True, slots=True)
class IofficeApi:
    """The handlers."""

    desk: DeskStore
    axis: AxisStore
    panel: Panel
    quirks: QuirkBoard
    tokens: Tokens
    secret: str

    def login(self, asked: Login) -> dict[str, Any]:
        """A token for whoever knows the secret."""
        if not secrets.compare_digest(asked.password.encode(), self.secret.encode()):
            raise HTTPException(401, "wrong user or password")
        return {"status": _OK, "data": {"token": self.tokens.give(), "username": asked.username}}

    def admit(self, token: str) -> None:
        """Let in whoever shows a living token; everybody else meets HTTP 401."""
        if not self.tokens.opens(token, seconds=self.quirks.now.ioffice_token_seconds):
            raise HTTPException(401, "token expired")

    def create(self, drafts: list[Draft]) -> dict[str, Any]:
        """Keep the drafts; one answer for all of them."""
        decoded = [(draft, [_decoded(file) for file in draft.files]) for draft in drafts]
        for draft, files in decoded:
            if self.quirks.now.ioffice_dedupes and self.desk.find([draft.dossierId], 0):
                continue
            place = Place(draft.dossierId, DOSSIER, DOSSIER_TITLE, "", draft.noiNhan)
            self.desk.create_draft(place, "letter", draft.summary, files, Rules())
        return {"status": _OK, "data": "TRUE"}

    def find(self, references: list[str]) -> dict[str, Any]:
        """Drafts by the caller's key, where this installation has a search."""
        if not self.quirks.now.ioffice_search:
            raise HTTPException(404, "no such call")
        found = self.desk.find(references, self.panel.knobs.index_lag_seconds)
        return {"status": _OK, "data": [{"dossierId": item.reference} for item in found]}

    def results(self) -> dict[str, Any]:
        """What was issued and not acknowledged: the draft's files, and one more as signed."""
        issued = [one for one in self.desk.results() if one["decision"] == "issued"]
        files = [{"fileName": name, "fileType": "", "fileData": ""} for name in ("van-ban.pdf", "goc.docx")]
        return {
            "status": _OK,
            "data": [
                {
                    "dossierId": one["reference"],
                    "soKyHieu": one["symbol"],
                    "ngayBanHanh": _vietnamese(one["issued_on"]),
                    "files": files,
                }
                for one in issued
            ],
        }

    def acknowledge(self, references: list[str]) -> dict[str, Any]:
        """No longer repeat these results."""
        self.desk.acknowledge(references)
        return {"status": _OK, "data": "TRUE"}

    def units(self) -> str:
        """The directory as plain text, records apart by an empty line."""
        records = (
            f"ID: {organ_id}\nNAME: {name}\nAGENT_ID: {place}"
            for place, (organ_id, name) in enumerate(self.axis.organizations(), start=1)
        )
        return "\n\n".join(records)


def ioffice_router(
    desk: DeskStore, axis: AxisStore, panel: Panel, quirks: QuirkBoard, tokens: Tokens, secret: str
) -> APIRouter:
    """All calls below `/ioffice`."""
    api = IofficeApi(desk, axis, panel, quirks, tokens, secret)
    router = APIRouter(prefix="/ioffice")

    @router.post("/login/v3/")
    def login(asked: Login) -> dict[str, Any]:
        return api.login(asked)

    @router.post("/shared/integration/doc/create/")
    def create(token: Token, drafts: Annotated[list[Draft], Body(max_length=_MANY)]) -> dict[str, Any]:
        api.admit(token)
        return api.create(drafts)

    @router.get("/shared/integration/doc/find/")
    def find(token: Token, ids: Ids) -> dict[str, Any]:
        api.admit(token)
        return api.find(ids.split(","))

    @router.get("/shared/congvan_stc/get_result/")
    def results(token: Token) -> dict[str, Any]:
        api.admit(token)
        return api.results()

    @router.post("/shared/integration/doc/receive_status/")
    def acknowledge(token: Token, ids: Ids) -> dict[str, Any]:
        api.admit(token)
        return api.acknowledge(ids.split(","))

    @router.get("/shared/unit/get_all/", response_class=PlainTextResponse)
    def units(token: Token) -> str:
        api.admit(token)
        return api.units()

    return router


def _decoded(file: File) -> NewFile:
    try:
        return NewFile(file.fileName, "application/octet-stream", base64.b64decode(file.fileData, validate=True))
    except ValueError as error:
        raise HTTPException(400, f"{file.fileName}: not base64") from error


def _vietnamese(day: str) -> str:
    return "/".join(reversed(day.split("-")))
