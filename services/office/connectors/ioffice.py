"""A draft desk of the VNPT iOffice kind (profile `ioffice`): drafts in as JSON, issued documents out.

There is no published interface: paths, field names, type codes and the code of success are configuration. The caller's
own key (`dossierId`) carries our reference. One draft goes per call, so that one answer belongs to one reference. The
vendor's own interface has no search by that key; without a search of your installation nothing is filed by itself.
"""

from __future__ import annotations

import base64
import datetime as dt
import re
import time
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import Field, SecretStr

from services.blocks import Frozen
from services.errors import RefusedError, TrienkhaiError
from services.office.answers import login_refused
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
    from collections.abc import Sequence

UNITS_LIVE_SECONDS = 3600
_RECORD = re.compile(r"\r?\n\s*\r?\n")
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%Y/%m/%d")


class Paths(Frozen):
    """`[desk.paths]`: calls below `base_url`. An empty `find` means that there is no search by our key."""

    login: str = "/login/v3/"
    create: str = "/shared/integration/doc/create/"
    find: str = ""
    results: str = "/shared/congvan_stc/get_result/"
    acknowledge: str = "/shared/integration/doc/receive_status/"
    units: str = "/shared/unit/get_all/"


class Fields(Frozen):
    """`[desk.fields]`: how this installation calls what we send and what it answers."""

    reference: str = "dossierId"
    summary: str = "summary"
    document_type: str = "documentType"
    receivers: str = "noiNhan"
    files: str = "files"
    file_name: str = "fileName"
    file_type: str = "fileType"
    file_size: str = "fileSize"
    file_data: str = "fileData"
    issued_symbol: str = "soKyHieu"
    issued_on: str = "ngayBanHanh"


class IofficeSettings(DeskSettings, HttpSettings):
    """`username`, `password` log in; `token_header` carries what the login gives.

    `document_types`: its code for each of our kinds (letter, cover_note, table, slip). `constants`: sent with every
    draft (type of incoming book, signer, author). `unique_reference`, `idempotency_key`: what the vendor has promised
    in writing for a key that is sent twice.
    """

    username: str
    password: SecretStr
    token_header: str = "X-Authentication-Token"  # noqa: S105 - the name of a header
    success_code: str = "0"
    document_types: dict[str, str | int] = Field(default_factory=dict)
    constants: dict[str, str | int] = Field(default_factory=dict)
    paths: Paths = Paths()
    fields: Fields = Fields()
    unique_reference: bool = False
    idempotency_key: bool = False


class Ioffice:
    """`DraftDesk` over iOffice. Its drafts have no id of their own, so the reference stands for it."""

    def __init__(self, session: OfficeSession, settings: IofficeSettings) -> None:
        self._session = session
        self._settings = settings
        self._names = settings.fields
        self._units: dict[str, str] = {}
        self._units_until = 0.0
        self.capabilities = Capabilities(
            search_by_reference=bool(settings.paths.find),
            unique_reference=settings.unique_reference,
            idempotency_key=settings.idempotency_key,
            reports_content=False,
            assignments=False,
        )

    def find(self, references: Sequence[str]) -> dict[str, FiledItem]:
        """Drafts under these references, where this installation can search."""
        if not self._settings.paths.find:
            raise RefusedError(f"{self._session.name} không tìm được theo mã tham chiếu.")
        request = Request("GET", self._settings.paths.find, changes=False, query={"ids": ",".join(references)})
        found = (str(entry.get(self._names.reference, "")) for entry in self._entries(request))
        return {reference: FiledItem(reference, reference) for reference in found if reference in references}

    def under(self, prefix: str) -> Iterator[FiledItem]:
        """IOffice lists nothing."""
        raise RefusedError(f"{self._session.name} không liệt kê được các dự thảo {prefix}….")

    def withdraw(self, egov_id: str) -> None:
        """IOffice takes nothing back."""
        raise RefusedError(f"{self._session.name} không rút lại được dự thảo {egov_id}; văn thư xóa trên iOffice.")

    def create_draft(self, draft: DraftToFile) -> FiledItem:
        """One draft waiting for its signature (dự thảo chờ ký)."""
        names = self._names
        item = {
            **self._settings.constants,
            names.reference: draft.reference,
            names.summary: draft.title,
            names.receivers: self._receiver(draft),
            names.files: [self._file(file) for file in draft.files],
        }
        if draft.kind in self._settings.document_types:
            item[names.document_type] = self._settings.document_types[draft.kind]
        self._ask(Request("POST", self._settings.paths.create, changes=True, payload=[item]))
        return FiledItem(draft.reference, draft.reference)

    def attach(self, egov_id: str, file: FileToFile) -> None:
        """Drafts are created with all their files."""
        raise RefusedError(f"{self._session.name} không thêm được tệp {file.name} vào dự thảo {egov_id}.")

    def create_assignment(self, assignment: AssignmentToFile) -> FiledItem:
        """IOffice takes no assignments from outside."""
        raise RefusedError(f"{self._session.name} không nhận phân công nhiệm vụ ({assignment.reference}).")

    def results(self) -> Sequence[ClerkDecision]:
        """What was issued since; a day in a form nobody knows stays empty rather than guessed."""
        names = self._names
        return [
            ClerkDecision(
                str(entry[names.reference]),
                "issued",
                symbol=str(entry.get(names.issued_symbol) or "").strip(),
                issued_on=iso_day(str(entry.get(names.issued_on) or "").strip()),
            )
            for entry in self._entries(Request("GET", self._settings.paths.results, changes=False))
            if entry.get(names.reference)
        ]

    def ack(self, references: Sequence[str]) -> None:
        """Stop repeating the results of these references."""
        query = {"ids": ",".join(references)}
        self._ask(Request("POST", self._settings.paths.acknowledge, changes=False, query=query, data=b""))

    def trials(self) -> Sequence[Trial]:
        """Connection, login, then search (where there is one) and results."""
        return desk_trials(self._session, self._session.identify, self)

    def _receiver(self, draft: DraftToFile) -> str:
        """`agent|unit` of the unit, or nothing: a receiver that is not found by id or exact name is the clerk's."""
        if not draft.unit_name:
            return ""
        if time.monotonic() >= self._units_until:
            answer = self._session.call(Request("GET", self._settings.paths.units, changes=False))
            self._units = receivers(answer.body.decode("utf-8", errors="replace"))
            self._units_until = time.monotonic() + UNITS_LIVE_SECONDS
        return self._units.get(draft.unit_organ_id) or self._units.get(_folded(draft.unit_name), "")

    def _file(self, file: FileToFile) -> dict[str, Any]:
        names = self._names
        return {
            names.file_name: file.name,
            names.file_type: file.name.rpartition(".")[2].lower(),
            names.file_size: len(file.content),
            names.file_data: base64.b64encode(file.content).decode(),
        }

    def _entries(self, request: Request) -> list[Mapping[str, Any]]:
        entries = self._ask(request).get("data") or []
        if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
            raise self._session.unclear(request, "trả lời không đúng khuôn dạng")
        return entries

    def _ask(self, request: Request) -> Mapping[str, Any]:
        said = self._session.json(request)
        status = said.get("status") if isinstance(said, Mapping) else None
        code = status.get("code") if isinstance(status, Mapping) else None
        if code is None and request.changes:
            raise self._session.unclear(request, "trả lời không đúng khuôn dạng")
        if code is not None and str(code) != self._settings.success_code:
            raise self._failure(request, str(code), status)
        return said if isinstance(said, Mapping) else {}

    def _failure(self, request: Request, code: str, status: object) -> TrienkhaiError:
        told = str(status.get("message") or "không rõ nguyên nhân")[:300] if isinstance(status, Mapping) else ""
        if not request.changes:
            return self._session.unclear(request, f"máy chủ báo lỗi {code}: {told}")
        return RefusedError(f"{self._session.name} từ chối lời gọi {request.path}: {told} (mã lỗi {code}).")


def receivers(text: str) -> dict[str, str]:
    """The vendor's plain-text list of units: `agent|unit` by id and by name; a name borne twice leads nowhere."""
    found: dict[str, str] = {}
    doubled: set[str] = set()
    for record in _RECORD.split(text):
        lines = (line.partition(":") for line in record.splitlines() if ":" in line)
        unit = {key.strip().upper(): value.strip() for key, _, value in lines}
        if not unit.get("ID") or not unit.get("AGENT_ID"):
            continue
        found[unit["ID"]] = f"{unit['AGENT_ID']}|{unit['ID']}"
        name = _folded(unit.get("NAME", ""))
        doubled |= {name} & found.keys()
        found[name] = found[unit["ID"]]
    return {key: value for key, value in found.items() if key and key not in doubled}


def iso_day(text: str) -> str:
    """A day in one of the forms met, as ISO; empty when it is in none of them."""
    for form in _DAYS:
        try:
            return dt.datetime.strptime(text[:10], form).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return ""


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def open_desk(settings: IofficeSettings) -> Ioffice:
    """The connector on its settings."""

    def log_in(session: OfficeSession) -> Mapping[str, str]:
        payload = {
            "username": settings.username,
            "password": settings.password.get_secret_value(),
            "device": "Trienkhai",
            "language": "VI",
            "type": "ANDROID",
            "tokenFireBase": "",
        }
        said = session.json(Request("POST", settings.paths.login, changes=False, payload=payload, anonymous=True))
        data = said.get("data") if isinstance(said, Mapping) else None
        token = data.get("token") if isinstance(data, Mapping) else None
        if not token:
            raise login_refused(session.name, settings.username)
        return {settings.token_header: str(token)}

    return Ioffice(OfficeSession.of(settings, "iOffice", {}, settings.timeout_seconds, log_in), settings)


PROFILES = (
    DeskProfile(
        "ioffice",
        IofficeSettings,
        open_desk,
        sandbox={"base_url": "{root}/ioffice", "username": "trienkhai", "password": "{token}"},
    ),
)
