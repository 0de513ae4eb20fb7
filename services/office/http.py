"""The only door to HTTP: a session pinned to one base URL, with one deadline per request and failures in our words.

What a failure means for the filing protocol is decided here, once:
nothing was sent, 503, 429 → `UnavailableError`; sent without a clear answer → `UnknownOutcomeError` (for a request that
changes nothing: `UnavailableError`); 401, 403 → `CredentialsError`; other 3xx and 4xx → `RefusedError`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests
import requests.adapters
import structlog

from services.errors import CredentialsError, RefusedError, TrienkhaiError, UnavailableError, UnknownOutcomeError
from services.office.wire import POOLS, Deadline

MAX_ANSWER_BYTES = 256 * 1024 * 1024
_CHUNK = 64 * 1024
_SAID_IN_ERRORS = 200
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_STRANGER = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """One request: a path below the base URL, and whether a repeat could do harm (`changes`).

    `data` is sent as it is, `payload` as JSON. Statuses in `accepted` come back as answers though they are errors.
    """

    method: str
    path: str
    changes: bool
    headers: Mapping[str, str] | None = None
    query: Mapping[str, str] | None = None
    data: bytes | None = None
    payload: Any = None
    accepted: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and whole body of a clear answer."""

    status: int
    body: bytes


class _WatchedAdapter(requests.adapters.HTTPAdapter):
    """Transport whose connections obey the `Deadline` of the calling thread."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the library's own signature
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = POOLS


class OfficeSession:
    """Requests to one server. `name` is how sentences begin ("Trục liên thông"); `headers` go with every request.

    Neither proxies nor credentials are taken from the environment, TLS is always verified, redirects are not
    followed, and nothing that could hold a token is logged. One connection per request: a kept connection that the
    server just closed looks like a lost answer.
    """

    def __init__(
        self,
        base_url: str,
        name: str,
        headers: Mapping[str, str],
        timeout_seconds: float,
        max_bytes: int = MAX_ANSWER_BYTES,
    ) -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query:
            raise RefusedError(f"Địa chỉ của {name} không hợp lệ: cần dạng http(s)://máy-chủ/đường-dẫn.")
        if not all(value.isascii() and value.isprintable() for value in headers.values()):
            raise CredentialsError(f"Mã đơn vị hoặc mã truy cập của {name} chứa ký tự lạ. Quản trị kiểm tra tệp mã.")
        self.name = name
        self._base = base_url.rstrip("/")
        self._headers = {"User-Agent": "Trienkhai", "Connection": "close", **headers}
        self._timeout = timeout_seconds
        self._max_bytes = max_bytes

    def call(self, request: Request) -> Answer:
        """The server's clear answer, within the deadline. Raises as the module promises."""
        prepared = self._prepare(request)
        started = time.monotonic()
        with Deadline(self._timeout) as deadline:
            try:
                answer = self._exchange(prepared, deadline)
            except (requests.RequestException, OSError) as error:
                raise self._failed(request, deadline, error) from error
        took = round((time.monotonic() - started) * 1000)
        log.debug("office_call", server=self.name, call=request.path, status=answer.status, milliseconds=took)
        return self._judged(request, answer)

    def json(self, request: Request) -> Any:  # noqa: ANN401 - what a server sends is of any shape
        """The answer's body parsed as JSON, whatever content type it claims."""
        answer = self.call(request)
        try:
            return json.loads(answer.body.decode("utf-8", errors="replace"))
        except ValueError as error:
            raise self.unclear(request, "trả lời không phải JSON") from error

    def unclear(self, request: Request, why: str) -> TrienkhaiError:
        """The error for an answer that does not tell what happened."""
        sentence = f"{self.name}: {why} (lời gọi {request.path})."
        if request.changes:
            return UnknownOutcomeError(f"{sentence} Chưa rõ máy chủ đã thực hiện hay chưa; hệ thống sẽ tra lại.")
        return UnavailableError(f"{sentence} Hệ thống sẽ thử lại.")

    def _prepare(self, request: Request) -> requests.PreparedRequest:
        parts = urlsplit(request.path)
        if parts.scheme or parts.netloc or not request.path.startswith("/") or ".." in parts.path.split("/"):
            raise RefusedError(f"{self.name}: từ chối gọi tới địa chỉ ngoài máy chủ đã cấu hình.")
        return requests.Request(
            request.method,
            self._base + request.path,
            headers={**self._headers, **(request.headers or {})},
            params=dict(request.query or {}),
            data=request.data,
            json=request.payload,
        ).prepare()

    def _exchange(self, prepared: requests.PreparedRequest, deadline: Deadline) -> Answer:
        with requests.Session() as session:
            session.trust_env = False
            for scheme in ("http://", "https://"):
                session.mount(scheme, _WatchedAdapter(pool_maxsize=1))
            with session.send(
                prepared, stream=True, verify=True, allow_redirects=False, timeout=(deadline.left, deadline.left)
            ) as response:
                body = bytearray()
                for chunk in response.iter_content(_CHUNK):
                    body += chunk
                    if len(body) > self._max_bytes:
                        raise requests.exceptions.ContentDecodingError("body over the cap")
                if deadline.expired:
                    raise requests.exceptions.Timeout("deadline")
                return Answer(response.status_code, bytes(body))

    def _failed(self, request: Request, deadline: Deadline, error: Exception) -> TrienkhaiError:
        if not deadline.sent:
            tls = isinstance(error, requests.exceptions.SSLError)
            why = "chứng thư TLS không được tin cậy" if tls else "không kết nối được"
            return UnavailableError(
                f"{self.name}: {why} ({self._base}). Kiểm tra địa chỉ, mạng và chứng thư; hệ thống sẽ thử lại."
            )
        if deadline.expired or isinstance(error, requests.exceptions.Timeout):
            return self.unclear(request, f"không trả lời trọn vẹn trong {self._timeout:g} giây")
        if isinstance(error, requests.exceptions.ContentDecodingError):
            return self.unclear(request, f"trả lời quá lớn hoặc không giải nén được (giới hạn {self._max_bytes} byte)")
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
