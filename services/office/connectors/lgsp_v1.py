"""A provincial LGSP of the VNPT kind (profile `lgsp-v1`): JSON below `/v1`, documents listed by days.

Document calls want three headers: a bearer token (it may die before its time), `X-SystemId` and `X-SecretKey`. `toDate`
is exclusive and has no time of day, longer spans than a week are refused, and late documents may appear in days that
were asked for before. HTTP 200 alone means nothing: `success` and an error code in the body tell.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, SecretStr

from services.errors import CredentialsError, MissingPacketError, RefusedError, TrienkhaiError
from services.office.answers import login_refused, organs
from services.office.edxml import VIETNAM, Status
from services.office.http import FormField, OfficeSession, Request
from services.office.port import AxisCapabilities, Organ, PacketKind, PendingRef, Trial
from services.office.profile import AxisProfile, AxisSettings, HttpSettings
from services.office.trials import axis_trials

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_DAYS = 7
OVERLAP_DAYS = 1
MEANINGS = MappingProxyType(
    {
        "10": "tệp gói tin không hợp lệ",
        "15": "sai mã hệ thống hoặc khóa bí mật",
        "18": "đơn vị nhận không tồn tại trên trục",
        "19": "đơn vị gửi chưa đăng ký trên trục",
        "20": "lỗi hệ thống của trục",
        "21": "trục không xử lý được tệp",
        "22": "gói tin sai chuẩn edXML",
        "23": "đơn vị nhận đã bị khóa trên trục",
    }
)
_STRANGER, _PASSING = "15", "20"
_OVER = frozenset({"done", "fail"})


class LgspSettings(AxisSettings, HttpSettings):
    """`username`, `password` and `application_code` log in; `system_id` and `secret_key` go with every document call.

    `acknowledge_with`: the transport status that ends the listing of a packet. `status_reports`: whether business
    statuses (01 to 06) go to the same call. `first_days`: how far back the first round looks.
    """

    username: str
    password: SecretStr
    application_code: str = ""
    system_id: str
    secret_key: SecretStr
    acknowledge_with: str = "done"
    status_reports: bool = True
    first_days: Annotated[int, Field(ge=1, le=365)] = LONGEST_DAYS


class LgspV1:
    """`Axis` over an LGSP. Document ids are opaque; one id is one document for ever."""

    def __init__(self, session: OfficeSession, settings: LgspSettings) -> None:
        self._session = session
        self._settings = settings
        self._keys = {"X-SystemId": settings.system_id, "X-SecretKey": settings.secret_key.get_secret_value()}
        self.capabilities = AxisCapabilities(keeps_until_acknowledged=False, reports_statuses=settings.status_reports)

    def list_pending(self, kind: PacketKind, since: dt.date | None = None) -> Sequence[PendingRef]:
        """Packets of the days from `since` on, with a day's overlap, as far as nobody has marked them as received."""
        today = dt.datetime.now(VIETNAM).date()
        first = (since or today - dt.timedelta(days=self._settings.first_days)) - dt.timedelta(days=OVERLAP_DAYS)
        found: dict[str, PendingRef] = {}
        for start, end in spans(first, today + dt.timedelta(days=1)):
            asked = {"messageType": _message_type(kind), "fromDate": f"{start:%Y/%m/%d}", "toDate": f"{end:%Y/%m/%d}"}
            request = Request("GET", "/v1/syncReceivedEdocList", changes=False, headers=self._keys, query=asked)
            for entry in self._entries(request):
                if str(entry.get("status", "")).lower() not in _OVER and entry.get("docId"):
                    found.setdefault(str(entry["docId"]), PendingRef(str(entry["docId"]), kind))
        return list(found.values())

    def fetch(self, ref: PendingRef) -> bytes:
        """The packet: servers send it as a string or in base64."""
        request = Request("GET", "/v1/getEdoc", changes=False, headers=self._keys, query={"docId": ref.handle})
        said = self._ask(request)
        text = str(_inside(said).get("edxml") or "")
        if not text:
            raise MissingPacketError(f"{self._session.name} không đưa ra được gói tin {ref.handle}.")
        if text.lstrip("\ufeff \r\n\t").startswith("<"):
            return text.encode()
        try:
            return base64.b64decode(text, validate=True)
        except ValueError as error:
            raise self._session.unclear(request, f"gói {ref.handle} bị cắt cụt khi truyền") from error

    def ack(self, ref: PendingRef) -> None:
        """Set the transport status; setting it again changes nothing."""
        self._update(ref.handle, self._settings.acknowledge_with)

    def send(self, packet: bytes, kind: PacketKind) -> str:
        """Hand over a packet as a form with a length: this server refuses chunked bodies."""
        form: dict[str, FormField] = {
            "edocFile": ("edoc.edxml", packet, "application/xml"),
            "messageType": (None, _message_type(kind), "text/plain"),
        }
        said = self._ask(Request("POST", "/v1/sendEdoc", changes=True, headers=self._keys, form=form))
        return str(said.get("docId") or _inside(said).get("docId") or "")

    def report(self, handle: str, status: Status) -> str:
        """The code as a status of the document that came under `handle`, where this LGSP takes them."""
        if self._settings.status_reports:
            self._update(handle, status.code)
        return ""

    def organizations(self) -> Sequence[Organ]:
        """The whole directory; servers send a bare list or one inside an answer."""
        return organs(self._entries(Request("GET", "/v1/getAgenciesList", changes=False)))

    def trials(self) -> Sequence[Trial]:
        """Connection, login, then both lists (they want the two keys as well)."""
        return axis_trials(self._session, self._session.identify, self)

    def _update(self, handle: str, status: str) -> None:
        payload = {"docId": handle, "status": status}
        self._ask(Request("POST", "/v1/updateStatus", changes=False, headers=self._keys, payload=payload))

    def _entries(self, request: Request) -> Sequence[Mapping[str, Any]]:
        said = self._session.json(request)
        entries = said if isinstance(said, list) else self._checked(request, said).get("data")
        if not isinstance(entries, list | None):
            raise self._session.unclear(request, "trả lời không đúng khuôn dạng")
        return [entry for entry in entries or [] if isinstance(entry, Mapping)]

    def _ask(self, request: Request) -> Mapping[str, Any]:
        return self._checked(request, self._session.json(request))

    def _checked(self, request: Request, said: object) -> Mapping[str, Any]:
        if not isinstance(said, Mapping):
            raise self._session.unclear(request, "trả lời không đúng khuôn dạng")
        code = str(_inside(said).get("errorCode") or "0")
        if said.get("success") is True and code == "0":
            return said
        raise self._failure(request, said, code)

    def _failure(self, request: Request, said: Mapping[str, Any], code: str) -> TrienkhaiError:
        told = MEANINGS.get(code) or str(
            _inside(said).get("errorDesc") or said.get("message") or "không rõ nguyên nhân"
        )
        if code == _STRANGER:
            return CredentialsError(
                f"{self._session.name}: {told} (mã lỗi {code}). Quản trị kiểm tra system_id và tệp khóa bí mật."
            )
        if code == _PASSING or (code == "0" and not request.changes):
            return self._session.unclear(request, told)
        return RefusedError(f"{self._session.name} từ chối lời gọi {request.path}: {told} (mã lỗi {code}).")


def spans(first: dt.date, end: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """The days from `first` to before `end`, in spans that the server takes; the end of each is exclusive."""
    while first < end:
        last = min(first + dt.timedelta(days=LONGEST_DAYS), end)
        yield first, last
        first = last


def _message_type(kind: PacketKind) -> str:
    return "edoc" if kind is PacketKind.DOCUMENT else "status"


def _inside(said: Mapping[str, Any]) -> Mapping[str, Any]:
    data = said.get("data")
    return data if isinstance(data, Mapping) else {}


def open_axis(settings: LgspSettings) -> LgspV1:
    """The connector on its settings."""
    login = {
        "username": settings.username,
        "password": settings.password.get_secret_value(),
        "applicationCode": settings.application_code,
        "otp": None,
        "twoFactorProvider": None,
        "typeObjs": [0, 1],
    }

    def log_in(session: OfficeSession) -> Mapping[str, str]:
        query = {"allow_anonymous": "true"}
        request = Request("POST", "/v1/auth/login", changes=False, query=query, payload=login, anonymous=True)
        said = session.json(request)
        token = (_inside(said).get("token") or said.get("token")) if isinstance(said, Mapping) else None
        if not token:
            raise login_refused(session.name, settings.username)
        return {"Authorization": f"Bearer {token}"}

    return LgspV1(OfficeSession.of(settings, "Trục LGSP", {}, settings.timeout_seconds, log_in), settings)


PROFILES = (
    AxisProfile(
        "lgsp-v1",
        LgspSettings,
        open_axis,
        sandbox={
            "base_url": "{root}/lgsp",
            "organ_id": "{organ_id}",
            "username": "trienkhai",
            "password": "{token}",
            "system_id": "{organ_id}",
            "secret_key": "{token}",
        },
    ),
)
