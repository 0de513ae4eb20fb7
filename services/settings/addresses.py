"""Addresses: from the environment first, then from `office.toml`; only forms that the service can use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.settings.source import Document, Source

URLS = {
    "axis": "TRIENKHAI_AXIS_URL",
    "desk": "TRIENKHAI_DESK_URL",
    "ledger": "TRIENKHAI_LEDGER_URL",
    "broker": "TRIENKHAI_BROKER_URL",
}
_HTTP = ("http", "https")
_SCHEMES = {
    "axis": _HTTP,
    "desk": _HTTP,
    "ledger": ("sqlite", "postgresql", "postgresql+psycopg"),
    "broker": ("filesystem", "amqp", "amqps", "redis", "rediss"),
}
_EXAMPLES = {
    "axis": "https://truc.tinh.gov.vn/EdocService",
    "desk": "https://egov.tinh.gov.vn/desk",
    "ledger": "postgresql+psycopg://ten@may-chu/trienkhai",
    "broker": "amqp://ten@may-chu:5672//",
}


def address(
    source: Source, document: Document, block: str, data: dict[str, Any], name: str, env: Mapping[str, str]
) -> str:
    """The address of a block, "" when none is given; one of a wrong form is reported."""
    variable = URLS[block]
    if given := env.get(variable, "").strip():
        if not _fits(block, given):
            source.report(f"biến môi trường {variable}", None, "", *_saying(block, given))
        return given
    value = data.get(name, "")
    if isinstance(value, str) and value and not _fits(block, value):
        where = f"khối [{block}], khóa {name}"
        source.report(document.file, document.line((block, name)), where, *_saying(block, value))
    return value if isinstance(value, str) else ""


def _fits(block: str, url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return parts.scheme in _SCHEMES[block] and (host or _SCHEMES[block] != _HTTP) and " " not in url


def _saying(block: str, url: str) -> tuple[str, str]:
    schemes = ", ".join(f"{scheme}://" for scheme in _SCHEMES[block])
    shown = url.rsplit("@", maxsplit=1)[-1]  # never a password in a sentence
    return f"địa chỉ “{shown}” không hợp lệ", f"địa chỉ bắt đầu bằng {schemes}; ví dụ {_EXAMPLES[block]}"
