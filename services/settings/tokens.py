"""Tokens come from a file or from an environment variable, never from the configuration itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.settings.source import Document, Source

SANDBOX_TOKEN_VARIABLE = "TRIENKHAI_SANDBOX_TOKEN"  # noqa: S105 - the name of a variable
SANDBOX_TOKEN = "trienkhai-sandbox"  # noqa: S105 - well known on purpose: it opens only the sandbox on this machine
TOKEN_KEYS = ("token_file", "token_env")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_HOW = 'ghi token_file = "…" (tệp chỉ chứa mã truy cập) hoặc token_env = "…" (tên biến môi trường)'


def take_token(
    source: Source, document: Document, block: str, data: dict[str, Any], env: Mapping[str, str]
) -> dict[str, Any]:
    """The block's data with `token` in place of `token_file` or `token_env`; a missing token is reported.

    With `token_env = "TRIENKHAI_SANDBOX_TOKEN"` and an address on this machine an unset variable means the
    well-known token of the sandbox; elsewhere it is an error.
    """
    rest = {name: value for name, value in data.items() if name not in TOKEN_KEYS}

    def report(name: str, why: str, fix: str) -> dict[str, Any]:
        source.report(document.file, document.line((block, name)), f"khối [{block}], khóa {name}", why, fix)
        return {**rest, "token": ""}

    if "token" in data:
        return report("token", "mã truy cập không được ghi thẳng vào tệp cấu hình", f"xóa dòng này, {_HOW}")
    given = [name for name in TOKEN_KEYS if name in data]
    if len(given) != 1:
        why = "ghi cả token_file và token_env" if given else "chưa cho biết mã truy cập lấy ở đâu"
        return report(TOKEN_KEYS[0], why, _HOW if not given else "chỉ giữ lại một trong hai khóa")
    name, value = given[0], data[given[0]]
    if not isinstance(value, str) or not value:
        return report(name, "để trống hoặc không phải chuỗi chữ", _HOW)
    if name == "token_env":
        token = env.get(value, "").strip() or _sandbox_token(value, str(data.get("base_url", "")))
        fix = f"đặt biến {value} trước khi chạy dịch vụ"
        return {**rest, "token": token} if token else report(name, f"biến môi trường {value} chưa có mã truy cập", fix)
    return _from_file(source, value, rest) or report(
        name,
        f"không đọc được mã truy cập trong tệp “{value}”",
        "tạo tệp này, chỉ ghi mã truy cập, và cho dịch vụ quyền đọc",
    )


def _sandbox_token(variable: str, base_url: str) -> str:
    local = urlsplit(base_url).hostname in _LOOPBACK
    return SANDBOX_TOKEN if variable == SANDBOX_TOKEN_VARIABLE and local else ""


def _from_file(source: Source, name: str, rest: dict[str, Any]) -> dict[str, Any] | None:
    try:
        token = (source.folder / name).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return {**rest, "token": token} if token else None
