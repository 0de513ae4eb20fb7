"""The only door to HTTP: a session pinned to one base URL, with one deadline per call and failures in our words.

What a failure means for the filing protocol is decided here, once:
nothing was sent, 503, 429 → `UnavailableError`; sent without a clear answer → `UnknownOutcomeError` (for a request that
changes nothing: `UnavailableError`); 401, 403 → `CredentialsError`; other 3xx and 4xx → `RefusedError`.
"""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog

from services.errors import CredentialsError, RefusedError, TrienkhaiError, UnavailableError, UnknownOutcomeError
from services.office.pace import Pace

if TYPE_CHECKING:
    from pathlib import Path

    from services.office.profile import HttpSettings
    from services.office.wire import Answer, WireError

MAX_ANSWER_BYTES = 256 * 1024 * 1024
_SAID_IN_ERRORS = 200
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_STRANGER = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_PORTS = {"http": 80, "https": 443}

FormField = tuple[str | None, str | bytes, str]
Login = Callable[["OfficeSession"], Mapping[str, str]]
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """One request: a path below the base URL, and whether a repeat could do harm (`changes`).

    `data` is sent as it is, `payload` as JSON, `form` as multipart with a length (name → file name, content, type).
    Statuses in `accepted` come back as answers though they are errors. An `anonymous` request needs no login.
    """

    method: str
    path: str
    changes: bool
    headers: Mapping[str, str] | None = None
    query: Mapping[str, str] | None = None
    data: bytes | None = None
    payload: Any = None
    form: Mapping[str, FormField] | None = None
    accepted: frozenset[int] = frozenset()
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` for one whole call, bytes of an answer, and requests a second of this process (None: as they come)."""

    seconds: float
    max_bytes: int = MAX_ANSWER_BYTES
    per_second: float | None = None


class OfficeSession:
    """Requests to one server. `name` is how sentences begin ("Trục liên thông"); `headers` go with every request.

    The seconds of `limits` cover a whole call: waiting for its turn, logging in, sending, and all of the answer. With
    `login` the session asks for headers when it has none, and once more when the server answers 401 or 403, for a token
    may die before its time; a second refusal is a `CredentialsError`, and so are headers that HTTP cannot carry (ours,
    or of a login). Nothing that could hold a secret is logged.
    """

    def __init__(
        self,
        base_url: str,
        name: str,
        headers: Mapping[str, str],
        limits: Limits,
        *,
        ca_file: Path | None = None,
        login: Login | None = None,
    ) -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in _PORTS or not parts.hostname or parts.username or parts.query:
            raise RefusedError(f"Địa chỉ của {name} không hợp lệ: cần dạng http(s)://máy-chủ/đường-dẫn.")
        self.name = name
        self._base = base_url.rstrip("/")
        self._headers = {"User-Agent": "Trienkhai", **headers}
        self._limits = limits
        self._ca_file = ca_file
        self._pace = Pace(limits.per_second)
        self._login = login
        self._identity: Mapping[str, str] | None = None
        self._lock = threading.Lock()
        self._calls = threading.local()

    @classmethod
    def of(
        cls,
        settings: HttpSettings,
        name: str,
        headers: Mapping[str, str],
        timeout_seconds: float,
        login: Login | None = None,
    ) -> OfficeSession:
        """A session as the settings of a connection want it."""
        limits = Limits(timeout_seconds, per_second=settings.requests_per_second)
        return cls(settings.base_url, name, headers, limits, ca_file=settings.ca_file, login=login)

    def call(self, request: Request) -> Answer:
        """The server's clear answer, within the deadline. Raises as the module promises."""
        with self._within() as end:
            if self._login is None or request.anonymous:
                return self._once(request, {}, end)
            identity = self._logged_in()
            try:
                return self._once(request, identity, end)
            except CredentialsError:
                self._forget(identity)
                return self._once(request, self._logged_in(), end)

    def json(self, request: Request) -> Any:  # noqa: ANN401 - what a server sends is of any shape
        """The answer's body parsed as JSON, whatever content type it claims."""
        answer = self.call(request)
        try:
            return json.loads(answer.body.decode("utf-8", errors="replace"))
        except (ValueError, RecursionError) as error:
            raise self.unclear(request, "trả lời không phải JSON") from error

    def unclear(self, request: Request, why: str) -> TrienkhaiError:
        """The error for an answer that does not tell what happened."""
        sentence = f"{self.name}: {why} (lời gọi {request.path})."
        if request.changes:
            return UnknownOutcomeError(f"{sentence} Chưa rõ máy chủ đã thực hiện hay chưa; hệ thống sẽ tra lại.")
        return UnavailableError(f"{sentence} Hệ thống sẽ thử lại.")

    def identify(self) -> None:
        """Log in, if this session has a login and is not logged in already."""
        if self._login is not None:
            with self._within():
                self._logged_in()

    def reach(self) -> None:
        """Open a connection to the server and close it again; raises UnavailableError."""
        parts = urlsplit(self._base)
        try:
            port = parts.port or _PORTS[parts.scheme]
            socket.create_connection((str(parts.hostname), port), self._limits.seconds).close()
        except OSError as error:
            raise self._unreached() from error

    @contextlib.contextmanager
    def _within(self) -> Iterator[float]:
        """The end of the present call of this thread; a login made for it has no deadline of its own."""
        outer: float | None = getattr(self._calls, "end", None)
        self._calls.end = outer or time.monotonic() + self._limits.seconds
        try:
            yield self._calls.end
        finally:
            self._calls.end = outer

    def _logged_in(self) -> Mapping[str, str]:
        with self._lock:
            if self._identity is None:
                assert self._login is not None  # noqa: S101 - only sessions with a login ask
                self._identity = self._carried(self._login(self))
            return self._identity

    def _carried(self, identity: Mapping[str, str]) -> Mapping[str, str]:
        """The same headers, if HTTP can carry them. Told when used: one office's bad token must not stop the others."""
        if not _sendable(identity):
            raise CredentialsError(
                f"Mã đơn vị hoặc mã truy cập của {self.name} chứa ký tự lạ nên không gửi. Quản trị kiểm tra tệp mã, "
                "hoặc mã mà máy chủ cấp khi đăng nhập."
            )
        return identity

    def _forget(self, identity: Mapping[str, str]) -> None:
        with self._lock:
            if self._identity is identity:
                self._identity = None

    def _once(self, request: Request, identity: Mapping[str, str], end: float) -> Answer:
        from services.office.wire import WireError, exchange

        headers = self._prepared(request, identity)
        left = end - time.monotonic()
        if not self._pace.wait(left):
            raise UnavailableError(f"{self.name}: đang gọi quá dày so với giới hạn đã cấu hình. Hệ thống sẽ thử lại.")
        left, started = end - time.monotonic(), time.monotonic()
        if left <= 0:
            raise UnavailableError(f"{self.name}: hết thời gian chờ trước khi gửi được yêu cầu. Hệ thống sẽ thử lại.")
        try:
            answer = exchange(
                self._base + request.path,
                request,
                headers,
                seconds=left,
                max_bytes=self._limits.max_bytes,
                ca_file=self._ca_file,
            )
        except WireError as error:
            raise self._failed(request, error) from error
        took = round((time.monotonic() - started) * 1000)
        log.debug("office_call", server=self.name, call=request.path, status=answer.status, milliseconds=took)
        return self._judged(request, answer)

    def _prepared(self, request: Request, identity: Mapping[str, str]) -> dict[str, str]:
        """The headers to send, after path and headers were found to lead nowhere else."""
        parts = urlsplit(request.path)
        if parts.scheme or parts.netloc or not request.path.startswith("/") or ".." in parts.path.split("/"):
            raise RefusedError(f"{self.name}: từ chối gọi tới địa chỉ ngoài máy chủ đã cấu hình.")
        headers = {**self._carried(self._headers), **identity, **(request.headers or {})}
        if not _sendable(headers):
            raise RefusedError(f"{self.name}: lời gọi {request.path} có mã chứa ký tự lạ nên không gửi.")
        if self._ca_file and not self._ca_file.is_file():
            raise UnavailableError(f"{self.name}: không thấy tệp chứng thư gốc {self._ca_file} (khóa ca_file).")
        return headers

    def _unreached(self, why: str = "không kết nối được") -> UnavailableError:
        return UnavailableError(
            f"{self.name}: {why} ({self._base}). Kiểm tra địa chỉ, mạng và chứng thư; hệ thống sẽ thử lại."
        )

    def _failed(self, request: Request, error: WireError) -> TrienkhaiError:
        match error.mishap:
            case "not_connected":
                return self._unreached()
            case "untrusted":
                return self._unreached("chứng thư TLS không được tin cậy")
            case "too_late":
                return self.unclear(request, f"không trả lời trọn vẹn trong {self._limits.seconds:g} giây")
            case "too_large":
                limit = f"giới hạn {self._limits.max_bytes} byte"
                return self.unclear(request, f"trả lời quá lớn hoặc không giải nén được ({limit})")
        return self.unclear(request, "kết nối bị ngắt giữa chừng")

    def _judged(self, request: Request, answer: Answer) -> Answer:
        status = answer.status
        if status < HTTPStatus.MULTIPLE_CHOICES or status in request.accepted:
            return answer
        if status in _BUSY:
            raise UnavailableError(f"{self.name} đang bận (HTTP {status}). Hệ thống sẽ thử lại.")
        if status in _STRANGER:
            raise CredentialsError(
                f"{self.name} không chấp nhận mã định danh hoặc mã truy cập (HTTP {status}). "
                "Quản trị kiểm tra mã đơn vị và tệp mã truy cập trong cấu hình."
            )
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise self.unclear(request, f"máy chủ báo lỗi HTTP {status}")
        if status < HTTPStatus.BAD_REQUEST:
            raise RefusedError(f"{self.name} chuyển hướng sang địa chỉ khác (HTTP {status}), không đi theo.")
        said = answer.body[:_SAID_IN_ERRORS].decode("utf-8", errors="replace")
        raise RefusedError(f"{self.name} từ chối lời gọi {request.path} (HTTP {status}): {said}")


def _sendable(headers: Mapping[str, str]) -> bool:
    return all(value.isascii() and value.isprintable() for value in headers.values())
