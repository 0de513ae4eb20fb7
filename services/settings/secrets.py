"""Secrets come from a file or from an environment variable, never from the configuration itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from services.settings.connections import Block

SANDBOX_TOKEN_VARIABLE = "TRIENKHAI_SANDBOX_TOKEN"  # noqa: S105 - the name of a variable
SANDBOX_TOKEN = "trienkhai-sandbox"  # noqa: S105 - well known on purpose: it opens only the sandbox on this machine
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_WORDS = {"token": "mã truy cập", "password": "mật khẩu", "secret_key": "khóa bí mật", "secret": "khóa bí mật"}


def secret(block: Block, key: str) -> str:
    """The secret that `<key>_file` or `<key>_env` leads to; "" when there is none, which is then reported.

    With `<key>_env = "TRIENKHAI_SANDBOX_TOKEN"` and an address on this machine an unset variable means the well-known
    token of the sandbox; elsewhere it is an error.
    """
    word = _WORDS.get(key, f"giá trị {key}")
    by_file, by_env = keys_of(key)
    how = f'ghi {by_file} = "…" (tệp chỉ chứa {word}) hoặc {by_env} = "…" (tên biến môi trường)'
    given = [name for name in (by_file, by_env) if name in block.data]
    name = given[0] if given else by_file
    value = block.data.get(name)
    if key in block.data:
        block.report(key, f"{word} không được ghi thẳng vào tệp cấu hình", f"xóa dòng này, {how}")
    elif not given:
        block.report(name, f"chưa cho biết {word} lấy ở đâu", how)
    elif len(given) > 1:
        block.report(name, f"ghi cả {by_file} và {by_env}", "chỉ giữ lại một trong hai khóa")
    elif not isinstance(value, str) or not value:
        block.report(name, "để trống hoặc không phải chuỗi chữ", how)
    elif found := _from_environment(block, value) if name == by_env else _from_file(block, value):
        return found
    elif name == by_env:
        block.report(name, f"biến môi trường {value} chưa có {word}", f"đặt biến {value} trước khi chạy dịch vụ")
    else:
        fix = f"tạo tệp này, chỉ ghi {word}, và cho dịch vụ quyền đọc"
        block.report(name, f"không đọc được {word} trong tệp “{value}”", fix)
    return ""


def _from_environment(block: Block, variable: str) -> str:
    local = urlsplit(str(block.data.get("base_url", ""))).hostname in LOOPBACK
    fallback = SANDBOX_TOKEN if variable == SANDBOX_TOKEN_VARIABLE and local else ""
    return block.env.get(variable, "").strip() or fallback


def _from_file(block: Block, name: str) -> str:
    file = block.source.folder / name
    block.source.secrets.add(file)
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def keys_of(secret: str) -> tuple[str, str]:
    """The keys of the configuration that lead to a secret."""
    return f"{secret}_file", f"{secret}_env"
