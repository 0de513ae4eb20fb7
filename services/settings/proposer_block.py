"""`[proposer]` of office.toml: optional, and never outside the office's own network."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from services.settings.model import FilingSettings, ProposerSettings
from services.settings.validation import validate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.settings.source import Document, Source

BLOCK = "proposer"
_INSIDE = (".local", ".lan", ".internal", ".home.arpa")
_ADVICE = "dùng 127.0.0.1, địa chỉ mạng nội bộ (10.…, 172.16–31.…, 192.168.…) hoặc tên máy không có dấu chấm"


def read_proposer(source: Source, document: Document, blocks: Mapping[str, dict[str, Any]]) -> ProposerSettings | None:
    """The block; None without one. Texts of directives must not leave the office: a public address is a problem.

    A step waits for the answer, so its lease must be longer.
    """
    if BLOCK not in blocks:
        return None
    found = validate(source, document, (BLOCK,), ProposerSettings, blocks[BLOCK])
    if found is None:
        return None
    if not is_inside(found.url):
        why = f"địa chỉ “{found.url}” không thuộc mạng nội bộ; nội dung văn bản không được gửi ra ngoài cơ quan"
        _report(source, document, "url", why, _ADVICE)
    lease = blocks.get("filing", {}).get("step_lease_seconds", FilingSettings().step_lease_seconds)
    if isinstance(lease, int | float) and found.timeout_seconds >= lease:
        why = f"không ngắn hơn step_lease_seconds của [filing] ({lease:g} giây)"
        _report(source, document, "timeout_seconds", why, "giảm xuống, hoặc tăng step_lease_seconds")
    return found


def is_inside(url: str) -> bool:
    """Whether the host of an address is this machine or one of a private network, as far as its name tells."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return bool(host) and ("." not in host or host.endswith(_INSIDE))


def _report(source: Source, document: Document, key: str, why: str, fix: str) -> None:
    source.report(document.file, document.line((BLOCK, key)), f"khối [{BLOCK}], khóa {key}", why, fix)
