"""The draft desk over HTTP: the contract that the sandbox connector's module tells as a table."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from services.sandbox.decisions import IllegalMoveError
from services.sandbox.desk_store import (
    Duty,
    Item,
    NewFile,
    Place,
    ReplayedError,
    Rules,
    TakenError,
)

if TYPE_CHECKING:
    from services.sandbox.desk_store import DeskStore
    from services.sandbox.knobs import Panel

MAX_REFERENCES = 50
MAX_LISTED = 200
Key = Annotated[str, Header(alias="Idempotency-Key", max_length=200)]
Reference = Annotated[str, Field(min_length=1, max_length=200)]


class Body(BaseModel):
    """Base of request bodies: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class FileBody(Body):
    """A file in base64 with its sha256, which is checked."""

    name: str = Field(min_length=1, max_length=255)
    media_type: str
    sha256: str
    content: str

    def decoded(self) -> NewFile:
        """The file; raises HTTP 422 when content and sha256 disagree."""
        try:
            file = NewFile(self.name, self.media_type, base64.b64decode(self.content, validate=True))
        except ValueError as error:
            raise HTTPException(422, f"{self.name}: content is not base64") from error
        if file.sha256 != self.sha256:
            raise HTTPException(422, f"{self.name}: sha256 does not match the content")
        return file


class ItemBody(Body):
    """What drafts and assignments have in common."""

    reference: Reference
    dossier: Reference
    dossier_title: str
    unit_organ_id: str
    unit_name: str

    @property
    def place(self) -> Place:
        """Where the item belongs."""
        return Place(self.reference, self.dossier, self.dossier_title, self.unit_organ_id, self.unit_name)


class DraftBody(ItemBody):
    """A draft with its files."""

    kind: str
    title: str
    files: list[FileBody] = Field(min_length=1)


class AssignmentBody(ItemBody):
    """An assignment for one unit."""

    role: str
    text: str
    due_on: str | None
    source: str


class ReferencesBody(Body):
    """A list of references."""

    references: list[Reference] = Field(max_length=MAX_REFERENCES)


class PrefixBody(Body):
    """Beginning of references, and the id after which the listing goes on."""

    prefix: Reference
    after: str = ""


class ItemIdBody(Body):
    """One item by its id here."""

    egov_id: str = Field(pattern=r"^[DN][0-9]{1,15}$")


@dataclass(frozen=True, slots=True)
class DeskApi:
    """The handlers."""

    desk: DeskStore
    panel: Panel
    organ_id: str

    def ping(self) -> dict[str, str]:
        """The caller is known."""
        return {"status": "ok", "organ_id": self.organ_id}

    def find(self, asked: ReferencesBody) -> dict[str, Any]:
        """Items by reference, as far as the search index has them."""
        found = self.desk.find(asked.references, self.panel.knobs.index_lag_seconds)
        return {"items": [asdict(item) for item in found]}

    def listed(self, asked: PrefixBody) -> dict[str, Any]:
        """Standing items under a prefix with the last decision on each; `more` tells whether another page follows."""
        lag = self.panel.knobs.index_lag_seconds
        found = self.desk.listed(asked.prefix, asked.after, MAX_LISTED, lag)
        return {"items": [asdict(item) for item in found], "more": len(found) == MAX_LISTED}

    def withdraw(self, asked: ItemIdBody) -> dict[str, str]:
        """A draft nobody decided on, or an assignment, is taken back; 409 when it is too late."""
        try:
            self.desk.withdraw(asked.egov_id)
        except IllegalMoveError as error:
            raise HTTPException(409, "already decided on, or unknown") from error
        return {"status": "ok"}

    def create_draft(self, draft: DraftBody, key: Key = "") -> Response:
        """201, or 409 with the item that has the reference."""
        files, rules = [file.decoded() for file in draft.files], self._rules(key)
        return self._created(lambda: self.desk.create_draft(draft.place, draft.kind, draft.title, files, rules))

    def attach(self, egov_id: str, file: FileBody) -> dict[str, str]:
        """A file more, unless the draft has it already."""
        try:
            self.desk.attach(egov_id, file.decoded())
        except IllegalMoveError as error:
            raise HTTPException(404, "no such draft") from error
        return {"status": "ok"}

    def create_assignment(self, given: AssignmentBody, key: Key = "") -> Response:
        """201, or 409 with the item that has the reference."""
        duty = Duty(given.role, given.text, given.due_on, given.source)
        return self._created(lambda: self.desk.create_assignment(given.place, duty, self._rules(key)))

    def results(self) -> dict[str, Any]:
        """Decisions not yet acknowledged."""
        told = self.desk.results()
        return {"results": [one for one in told for _ in range(1 + self.panel.knobs.repeat_listing)]}

    def acknowledge(self, asked: ReferencesBody) -> dict[str, str]:
        """No longer repeat the decisions on these references."""
        self.desk.acknowledge(asked.references)
        return {"status": "ok"}

    def _rules(self, key: str) -> Rules:
        knobs = self.panel.knobs
        return Rules(unique=knobs.unique_reference, key=key if knobs.idempotency_key else "")

    def _created(self, create: Callable[[], Item]) -> Response:
        try:
            return JSONResponse(asdict(create()), 201)
        except ReplayedError as error:
            self.panel.count("replays")
            return JSONResponse(asdict(error.item), 201)
        except TakenError as error:
            self.panel.count("conflicts")
            return JSONResponse(asdict(error.item), 409)


def desk_router(desk: DeskStore, panel: Panel, token: str, organ_id: str) -> APIRouter:
    """All calls below `/desk`, for bearers of the token."""
    api = DeskApi(desk, panel, organ_id)
    router = APIRouter(prefix="/desk", dependencies=[Depends(bearer(token))])
    router.get("/ping")(api.ping)
    router.post("/find")(api.find)
    router.post("/list")(api.listed)
    router.post("/withdraw")(api.withdraw)
    router.post("/drafts")(api.create_draft)
    router.post("/drafts/{egov_id}/files")(api.attach)
    router.post("/assignments")(api.create_assignment)
    router.get("/results")(api.results)
    router.post("/results/ack")(api.acknowledge)
    return router


def bearer(token: str) -> Callable[[Request], None]:
    """A dependency that lets only bearers of the token pass; everybody else meets HTTP 401."""
    expected = f"Bearer {token}".encode()

    def check(request: Request) -> None:
        if not secrets.compare_digest(request.headers.get("authorization", "").encode(), expected):
            raise HTTPException(401, "wrong or missing token")

    return check
