"""The national axis by way of its adapter (profile `vxp`): every call a POST, its arguments in signed headers.

`XroadVnpt-sign-header` repeats the signed headers as compact JSON in the order of `XroadVnpt-sign-header-key`, and
`XroadVnpt-hash-header` is the hex HMAC-SHA256 of that text. HTTP 200 alone means nothing: `status` is OK or FAIL.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import SecretStr

from services.errors import CredentialsError, MissingPacketError, RefusedError
from services.office.answers import organs
from services.office.edxml import VIETNAM, Status, StatusForm, write_status
from services.office.http import OfficeSession, Request
from services.office.port import AxisCapabilities, Organ, PacketKind, PendingRef, Trial
from services.office.profile import AxisProfile, AxisSettings, HttpSettings
from services.office.trials import axis_trials

if TYPE_CHECKING:
    from collections.abc import Sequence

PREFIX = "XroadVnpt-"
JSON, BINARY = "application/json", "application/octet-stream"
#: The SDK lets its own storage path travel along; a constant tells nobody anything.
FILE_PATH = "edoc"
_CONSTANT = {f"{PREFIX}version": "3.0.201608", "User-Agent": "JAVASDKAgent/1.0.0 XRoad/VPCP"}
_STRANGER = frozenset({"401", "403"})
_OVER = frozenset({"done", "fail"})
_STAMP = "timestamp"
_KIND = "Content-Type"


class VxpSettings(AxisSettings, HttpSettings):
    """`organ_id` is the system id; `secret` signs.

    `file_hash`: the digest of a sent packet as the vendor's SDK writes it (leading zeros of bytes dropped) or in full.
    """

    secret: SecretStr
    file_hash: Literal["sdk", "full"] = "sdk"


class Vxp:
    """`Axis` over the adapter of the national axis."""

    capabilities = AxisCapabilities()

    def __init__(self, session: OfficeSession, settings: VxpSettings) -> None:
        self._session = session
        self._settings = settings

    def list_pending(self, kind: PacketKind, since: dt.date | None = None) -> Sequence[PendingRef]:  # noqa: ARG002
        """Packets that nobody has marked as done or failed."""
        entries = self._entries("getReceivedEdocList", {"servicetype": "eDoc", "messagetype": kind.value.lower()})
        open_ones = (one for one in entries if one.get("docId") and str(one.get("status", "")).lower() not in _OVER)
        return [PendingRef(str(entry["docId"]), kind) for entry in open_ones]

    def fetch(self, ref: PendingRef) -> bytes:
        """The packet, base64 in the answer."""
        said = self._ask("getEdoc", {"docId": ref.handle, "filePath": FILE_PATH}, data=b"{}")
        text = str(said.get("data") or "")
        if not text:
            raise MissingPacketError(f"{self._session.name} không đưa ra được gói tin {ref.handle}.")
        try:
            return base64.b64decode(text, validate=True)
        except ValueError as error:
            request = Request("POST", "/getEdoc", changes=False)
            raise self._session.unclear(request, f"gói {ref.handle} bị cắt cụt khi truyền") from error

    def ack(self, ref: PendingRef) -> None:
        """Mark the packet as done; else it is listed for ever."""
        self._ask("updateStatus", {"docid": ref.handle}, {"status": "done"}, data=b"{}")

    def send(self, packet: bytes, kind: PacketKind) -> str:
        """Hand over a packet, ended with CRLF as the SDK does; the digest is that of the packet alone."""
        digest = hashlib.sha256(packet).digest()
        arguments = {
            "servicetype": "eDoc",
            "messagetype": kind.value.lower(),
            "hash-file": short_hex(digest) if self._settings.file_hash == "sdk" else digest.hex(),
            "from": self._settings.organ_id,
        }
        said = self._ask("sendEdoc", arguments, data=packet + b"\r\n", changes=True)
        return str(said.get("DocId") or said.get("docId") or "")

    def report(self, handle: str, status: Status) -> str:  # noqa: ARG002 - the packet names the document itself
        """The status as a packet of its own, in the form of the national axis."""
        return self.send(write_status(status, StatusForm.NATIONAL), PacketKind.STATUS)

    def organizations(self) -> Sequence[Organ]:
        """The national directory: more than a hundred thousand entries."""
        return organs(self._entries("getAgenciesList", {}))

    def trials(self) -> Sequence[Trial]:
        """Connection, signature, then both lists."""
        return axis_trials(self._session, lambda: self.list_pending(PacketKind.DOCUMENT), self)

    def _entries(self, call: str, arguments: Mapping[str, str]) -> list[Mapping[str, Any]]:
        """What a call lists; entries of another shape are left out."""
        entries = self._ask(call, arguments).get("data") or []
        if not isinstance(entries, list):
            raise self._session.unclear(Request("POST", f"/{call}", changes=False), "trả lời không đúng khuôn dạng")
        return [entry for entry in entries if isinstance(entry, Mapping)]

    def _ask(
        self,
        call: str,
        before: Mapping[str, str],
        after: Mapping[str, str] | None = None,
        *,
        data: bytes = b"",
        changes: bool = False,
    ) -> Mapping[str, Any]:
        """One call; `before` and `after` are its arguments around the time stamp, in the SDK's order."""
        kind = BINARY if changes else JSON
        signed = {"systemid": self._settings.organ_id, **before, _STAMP: stamp(dt.datetime.now(VIETNAM)), _KIND: kind}
        headers = sign({**signed, **(after or {})}, self._settings.secret.get_secret_value())
        request = Request("POST", f"/{call}", changes, headers={**headers, _KIND: kind}, data=data)
        said = self._session.json(request)
        if not isinstance(said, Mapping):
            raise self._session.unclear(request, "trả lời không đúng khuôn dạng")
        if said.get("status") == "OK" and str(said.get("ErrorCode", "0")) == "0":
            return said
        code, told = str(said.get("ErrorCode", "")), str(said.get("ErrorDesc", ""))[:300]
        if code in _STRANGER:
            raise CredentialsError(
                f"{self._session.name} không chấp nhận chữ ký của {self._settings.organ_id}: {told} "
                "Quản trị kiểm tra mã đơn vị, tệp khóa bí mật và đồng hồ máy chủ."
            )
        if changes and said.get("status") == "FAIL":
            raise RefusedError(f"{self._session.name} từ chối lời gọi {call}: {told} (mã lỗi {code}).")
        raise self._session.unclear(request, f"máy chủ báo lỗi {code}: {told or 'không rõ nguyên nhân'}")


def sign(arguments: Mapping[str, str], secret: str) -> dict[str, str]:
    """The headers of a call: its arguments, their repetition in one text, and the signature over that text."""
    headers = {f"{PREFIX}{name}": value for name, value in arguments.items()}
    text = json.dumps(headers, ensure_ascii=False, separators=(",", ":"))
    return {
        **headers,
        f"{PREFIX}sign-header-key": ";".join(arguments),
        f"{PREFIX}sign-header": text,
        f"{PREFIX}hash-header": hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest(),
    }


def stamp(moment: dt.datetime) -> str:
    """`ddMMyyyyTHHmmss+SSSS`: what looks like a zone is milliseconds in four digits."""
    return f"{moment:%d%m%YT%H%M%S}+{moment.microsecond // 1000:04d}"


def short_hex(digest: bytes) -> str:
    """Hex as the SDK writes it: each byte without its leading zero."""
    return "".join(f"{byte:x}" for byte in digest)


def open_axis(settings: VxpSettings) -> Vxp:
    """The connector on its settings."""
    return Vxp(OfficeSession.of(settings, "Trục quốc gia", _CONSTANT, settings.timeout_seconds), settings)


PROFILES = (
    AxisProfile(
        "vxp",
        VxpSettings,
        open_axis,
        sandbox={"base_url": "{root}/XrdAdapter/adapter", "organ_id": "{organ_id}", "secret": "{token}"},
    ),
)
