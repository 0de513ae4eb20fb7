"""The axis of the province: EdocService REST (profile `bkav-edoc`).

Arguments travel as headers, the token is raw (no "Bearer"). HTTP 200 alone means nothing: success is `status` Success
with code 0 or 200. In which order lists, fetches and acknowledgements must come is the pipeline's care: on this server
a confirmation also drops the organisation's pending statuses. Documents and statuses are numbered apart, but share the
confirmation and the file cache: confirming a status also removes a waiting document of the same number.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from services.errors import AlreadyThereError, CredentialsError, MissingPacketError, RefusedError, TrienkhaiError
from services.office.edxml import Status, write_status
from services.office.http import OfficeSession, Request
from services.office.port import AxisCapabilities, Organ, PacketKind, PendingRef, Trial
from services.office.profile import AxisProfile, AxisSettings, HttpSettings
from services.office.trials import axis_trials

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

_SUCCESS_CODES = frozenset({"0", "200"})
_STRANGER = frozenset({"Unauthorized", "Invalid Credentials"})
_KNOWN = "ExistDoc"
# The packet asked for cannot be given, others may: a number that stayed in the queue after a failed sending.
_MISSING = frozenset({"GetDocument", "GetDocumentException"})
# Failures of the server itself: the same request may succeed later. Every other named code is about the request.
_PASSING = _MISSING | {"GetPending", "SendDocument", "ConfirmReceived"}
_SAID = 300


class BkavSettings(AxisSettings, HttpSettings):
    """`organ_id` in the 13-character form; `token` is sent as it is."""

    token: SecretStr


class BkavEdoc:
    """`Axis` over EdocService. `organ_id` must be the 13-character form; the session carries identity and token."""

    capabilities = AxisCapabilities(acknowledges_statuses=False, refuses_repeated_documents=True)

    def __init__(self, session: OfficeSession, organ_id: str) -> None:
        self._session = session
        self._organ_id = organ_id

    def list_pending(self, kind: PacketKind, since: dt.date | None = None) -> Sequence[PendingRef]:  # noqa: ARG002
        """Packets waiting for us; `data` of the server and `docIDs` of its client class are both understood."""
        asked = Request("GET", "/getPendingDocIds", changes=False, headers={"type": kind.value})
        said = self._ask(asked)
        entries = said.get("data") or said.get("docIDs") or []
        if not isinstance(entries, list):
            raise self._session.unclear(asked, "trả lời không đúng khuôn dạng")
        handles = [entry.get("docId") if isinstance(entry, Mapping) else entry for entry in entries]
        return [PendingRef(str(handle), kind) for handle in handles if handle is not None]

    def fetch(self, ref: PendingRef) -> bytes:
        """The raw packet. The server may hand out the other kind under the same number: believe the payload."""
        headers = {"docId": ref.handle, "type": ref.kind.value}
        request = Request("POST", "/getDocument", changes=False, headers=headers)
        text = str(self._ask(request).get("data") or "")
        if not text:
            raise MissingPacketError(f"{self._session.name} không đưa ra được gói tin {ref.handle}.")
        try:
            return base64.b64decode(text, validate=True)
        except ValueError as error:
            raise self._session.unclear(request, f"gói {ref.handle} bị cắt cụt khi truyền") from error

    def ack(self, ref: PendingRef) -> None:
        """Take the packet from the queue; confirming twice is a success.

        A status whose number a waiting document bears too stays where it is, or the document would be lost.
        """
        if ref.kind is PacketKind.STATUS and self._is_waiting_document(ref.handle):
            return
        self._ask(Request("POST", "/confirmReceived", changes=False, headers={"docId": ref.handle}))

    def send(self, packet: bytes, kind: PacketKind) -> str:
        """Hand over a packet. A known DocumentId is refused (`ExistDoc`), so a doubled new document cannot happen."""
        headers = {
            "type": kind.value,
            "hash-edoc": hashlib.sha256(packet).hexdigest(),
            "Content-Type": "application/octet-stream",
        }
        said = self._ask(Request("POST", "/sendDocument", changes=True, headers=headers, data=packet))
        return str(said.get("docId", ""))

    def report(self, handle: str, status: Status) -> str:  # noqa: ARG002 - this server finds the document by its code
        """The status as a packet with the element `Status`, the only one this server knows."""
        return self.send(write_status(status), PacketKind.STATUS)

    def organizations(self) -> Sequence[Organ]:
        """The organisations below ours."""
        asked = Request("GET", "/getOrganizations", changes=False, query={"organId": self._organ_id})
        entries = self._ask(asked).get("organizations") or []
        if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
            raise self._session.unclear(asked, "trả lời không đúng khuôn dạng")
        return [
            Organ(str(entry["organId"]), str(entry.get("organName", ""))) for entry in entries if "organId" in entry
        ]

    def trials(self) -> Sequence[Trial]:
        """Connection, identity and token, then both queues."""
        return axis_trials(self._session, self.organizations, self)

    def _is_waiting_document(self, handle: str) -> bool:
        return any(one.handle == handle for one in self.list_pending(PacketKind.DOCUMENT))

    def _ask(self, request: Request) -> Mapping[str, Any]:
        headers = {"Content-Type": "application/json", **(request.headers or {})}
        asked = Request(
            request.method, request.path, request.changes, headers=headers, query=request.query, data=request.data
        )
        said = self._session.json(asked)
        if not isinstance(said, Mapping):
            raise self._session.unclear(asked, "trả lời không đúng khuôn dạng")
        if said.get("status") == "Success" and str(said.get("code")) in _SUCCESS_CODES:
            return said
        raise self._failure(asked, said)

    def _failure(self, request: Request, said: Mapping[str, Any]) -> TrienkhaiError:
        """What a refusing body means: the identity, the request, or a passing failure of the server."""
        errors = [error for error in said.get("errors") or [] if isinstance(error, Mapping)]
        codes = {str(error.get("code", "")) for error in errors}
        told = "; ".join(f"{error.get('code')}: {error.get('description', '')}" for error in errors)[:_SAID]
        if codes & _STRANGER:
            return CredentialsError(
                f"{self._session.name} không chấp nhận mã đơn vị {self._organ_id} hoặc mã truy cập. "
                "Quản trị kiểm tra mã đơn vị và tệp mã truy cập trong cấu hình."
            )
        if codes == {_KNOWN}:
            return AlreadyThereError(f"{self._session.name} đã có văn bản này ({_KNOWN}).")
        if codes and codes <= _MISSING:
            return MissingPacketError(f"{self._session.name} không đưa ra được gói tin này: {told}")
        if codes - _PASSING:
            return RefusedError(f"{self._session.name} từ chối lời gọi {request.path}: {told}")
        return self._session.unclear(request, f"máy chủ báo lỗi {told or 'không rõ nguyên nhân'}")


def open_axis(settings: BkavSettings) -> BkavEdoc:
    """The connector on its settings."""
    identity = {"organId": settings.organ_id, "Authorization": settings.token.get_secret_value()}
    session = OfficeSession.of(settings, "Trục liên thông", identity, settings.timeout_seconds)
    return BkavEdoc(session, settings.organ_id)


PROFILES = (
    AxisProfile(
        "bkav-edoc",
        BkavSettings,
        open_axis,
        sandbox={"base_url": "{root}/EdocService", "organ_id": "{organ_id}", "token": "{token}"},
        long_organ_ids=True,
    ),
)
