"""The draft desk of our own sandbox eGov: JSON over HTTP, files in base64, everything under one base URL.

| call | answers |
|---|---|
| `GET /ping` | 200 |
| `POST /find` `{references}` (at most 50) | `{items: [{reference, egov_id, sha256s}]}` |
| `POST /list` `{prefix, after}` | `{items, more}`: standing items by id, with the last `decision`, a page at a time |
| `POST /withdraw` `{egov_id}` | 200; 409 when a clerk has decided already |
| `POST /drafts` | 201 item; 409 with the item that already has the reference, when the desk enforces uniqueness |
| `POST /drafts/{id}/files` | 200 |
| `POST /assignments` | 201 item, 409 as for drafts |
| `POST /items/{id}/withdraw` | 200; 409 when a clerk has touched it |
| `GET /results` | `{results: [{reference, decision, reason, symbol, issued_on}]}` until acknowledged |
| `POST /results/ack` `{references}` | 200 |

Creations carry an `Idempotency-Key`; a desk that honours keys answers a repeat with the item of the first call.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pydantic import SecretStr

from services.errors import RefusedError, TrienkhaiError
from services.office.http import OfficeSession, Request
from services.office.port import (
    AssignmentToFile,
    Capabilities,
    ClerkDecision,
    DraftToFile,
    FiledItem,
    FileToFile,
    Trial,
)
from services.office.profile import DeskProfile, DeskSettings, HttpSettings
from services.office.trials import desk_trials

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_REFERENCES = 50
_CONFLICT = 409


class SandboxSettings(DeskSettings, HttpSettings):
    """What this server was told to enforce stands in `unique_reference` and `idempotency_key`."""

    token: SecretStr
    unique_reference: bool = False
    idempotency_key: bool = False


class SandboxDesk:
    """`DraftDesk` over the sandbox. Uniqueness and keys are knobs there: `office.toml` says what it promises."""

    def __init__(
        self, session: OfficeSession, *, unique_reference: bool = False, idempotency_key: bool = False
    ) -> None:
        self._session = session
        self.capabilities = Capabilities(
            search_by_reference=True,
            unique_reference=unique_reference,
            idempotency_key=idempotency_key,
            reports_content=True,
            lists_and_withdraws=True,
        )

    def find(self, references: Sequence[str]) -> dict[str, FiledItem]:
        """Drafts and assignments under these references; of several under one reference, the oldest."""
        if len(references) > MAX_REFERENCES:
            raise RefusedError(f"Chỉ tra được tối đa {MAX_REFERENCES} mã tham chiếu mỗi lần.")
        request = Request("POST", "/find", changes=False, payload={"references": list(references)})
        found: dict[str, FiledItem] = {}
        for entry in self._entries(request, "items"):
            item = self._item(request, entry)
            found.setdefault(item.reference, item)
        return found

    def under(self, prefix: str) -> Iterator[FiledItem]:
        """Standing items under a prefix, page by page in the order in which they were made."""
        after, more = "", True
        while more:
            request = Request("POST", "/list", changes=False, payload={"prefix": prefix, "after": after})
            said = self._ask(request)
            items = [self._listed(request, entry) for entry in self._entries_of(request, said, "items")]
            yield from items
            more = bool(said.get("more")) and bool(items)
            after = items[-1].egov_id if items else ""

    def withdraw(self, egov_id: str) -> None:
        """Take an item back; RefusedError when a clerk has decided on it."""
        self._ask(Request("POST", "/withdraw", changes=False, payload={"egov_id": egov_id}))

    def create_draft(self, draft: DraftToFile) -> FiledItem:
        """Create the draft with its files; a conflict with the same content counts as created."""
        payload = {**asdict(draft), "files": [_file(file) for file in draft.files]}
        item = self._create("/drafts", draft.reference, payload)
        if item.sha256s != tuple(file.sha256 for file in draft.files):
            raise RefusedError(
                f"eGov đang giữ dự thảo khác nội dung dưới mã tham chiếu {draft.reference}. "
                "Văn thư cần xem và chọn bản đúng."
            )
        return item

    def attach(self, egov_id: str, file: FileToFile) -> None:
        """Add a file to a draft; the desk keeps one copy of the same content."""
        self._ask(Request("POST", f"/drafts/{quote(egov_id, safe='')}/files", changes=True, payload=_file(file)))

    def create_assignment(self, assignment: AssignmentToFile) -> FiledItem:
        """Create the assignment as a proposal."""
        return self._create("/assignments", assignment.reference, asdict(assignment))

    def results(self) -> Sequence[ClerkDecision]:
        """The clerk's decisions not yet acknowledged, oldest first."""
        request = Request("GET", "/results", changes=False)
        try:
            return [ClerkDecision(**entry) for entry in self._entries(request, "results")]
        except TypeError as error:
            raise self._malformed(request) from error

    def ack(self, references: Sequence[str]) -> None:
        """Acknowledge the decisions on these references; repeating it is harmless."""
        self._ask(Request("POST", "/results/ack", changes=False, payload={"references": list(references)}))

    def trials(self) -> Sequence[Trial]:
        """Connection, token, then search and decisions."""
        return desk_trials(self._session, lambda: self._ask(Request("GET", "/ping", changes=False)), self)

    def _create(self, path: str, reference: str, payload: dict[str, Any]) -> FiledItem:
        key = hashlib.sha256(reference.encode()).hexdigest()
        headers = {"Idempotency-Key": key}
        request = Request("POST", path, changes=True, headers=headers, payload=payload, accepted=frozenset({_CONFLICT}))
        item = self._item(request, self._ask(request))
        if item.reference != reference:
            raise self._malformed(request)
        return item

    def _ask(self, request: Request) -> dict[str, Any]:
        said = self._session.json(request)
        if not isinstance(said, dict):
            raise self._malformed(request)
        return said

    def _entries(self, request: Request, name: str) -> list[dict[str, Any]]:
        return self._entries_of(request, self._ask(request), name)

    def _entries_of(self, request: Request, said: dict[str, Any], name: str) -> list[dict[str, Any]]:
        entries = said.get(name)
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self._malformed(request)
        return entries

    def _item(self, request: Request, entry: dict[str, Any]) -> FiledItem:
        try:
            return FiledItem(str(entry["reference"]), str(entry["egov_id"]), tuple(entry["sha256s"]))
        except (KeyError, TypeError) as error:
            raise self._malformed(request) from error

    def _listed(self, request: Request, entry: dict[str, Any]) -> FiledItem:
        item, told = self._item(request, entry), entry.get("decision")
        try:
            return replace(item, decision=ClerkDecision(item.reference, **told)) if told else item
        except TypeError as error:
            raise self._malformed(request) from error

    def _malformed(self, request: Request) -> TrienkhaiError:
        return self._session.unclear(request, "trả lời không đúng khuôn dạng")


def _file(file: FileToFile) -> dict[str, str]:
    return {
        "name": file.name,
        "media_type": file.media_type,
        "sha256": file.sha256,
        "content": base64.b64encode(file.content).decode(),
    }


def open_desk(settings: SandboxSettings) -> SandboxDesk:
    """The connector on its settings."""
    identity = {"Authorization": f"Bearer {settings.token.get_secret_value()}"}
    session = OfficeSession.of(settings, "eGov", identity, settings.timeout_seconds)
    return SandboxDesk(session, unique_reference=settings.unique_reference, idempotency_key=settings.idempotency_key)


PROFILES = (
    DeskProfile("sandbox", SandboxSettings, open_desk, sandbox={"base_url": "{root}/desk", "token": "{token}"}),
)
