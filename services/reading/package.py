"""The zip directory of a Word package, judged before anything inside is opened (reliability.md §7, no. 22–34)."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from services.errors import UnreadableFileError
from services.reading import refusals

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ENTRIES = 2_000
LARGEST_XML = 16 * 2**20
LARGEST_ENTRY = 64 * 2**20
LARGEST_TOTAL = 128 * 2**20
"""Bytes, unpacked. `zipfile` checks sizes against contents, so the declared ones are a sound cap."""
MOST_RATIO = 200
RATIO_FROM = 2**20
"""Bytes. Honest Word XML packs 5- to 60-fold, bombs more than 600-fold; small parts may pack as they like."""
XML = (".xml", ".rels", ".vml")


def check_package(content: bytes, name: str) -> None:
    """Raises `UnreadableFileError` for a package no honest Word file looks like; `BadZipFile` for a damaged one."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for why in _objections(package):
            raise UnreadableFileError(refusals.suspicious(name, why))


def _objections(package: zipfile.ZipFile) -> Iterator[str]:
    """Reasons to refuse, cheapest first; parts are unpacked only after the directory looks sound."""
    entries = package.infolist()
    if len(entries) > MOST_ENTRIES:
        yield f"gói có {len(entries)} thành phần, nhiều hơn {MOST_ENTRIES}"
    if any(entry.flag_bits & 1 for entry in entries):
        yield "gói có thành phần đặt mật khẩu"
    if doubled := [path for path, count in Counter(entry.filename for entry in entries).items() if count > 1]:
        yield f"có hai thành phần trùng tên {doubled[0][:80]}"
    for entry in entries:
        yield from _entry_objections(entry)
    if sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
        yield f"nội dung sau giải nén lớn hơn {LARGEST_TOTAL // 2**20} MB"
    for entry in entries:
        if entry.filename.lower().endswith(XML) and _declares_type(package.read(entry)):
            yield f"thành phần {entry.filename[:80]} khai báo DOCTYPE"


def _entry_objections(entry: zipfile.ZipInfo) -> Iterator[str]:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    shown = entry.filename[:80]
    if path.is_absolute() or ".." in path.parts:
        yield f"tên thành phần {shown} trỏ ra ngoài gói"
    if path.name.lower().startswith("vbaproject"):
        yield "tệp chứa macro (VBA)"
    if entry.file_size > (LARGEST_XML if entry.filename.lower().endswith(XML) else LARGEST_ENTRY):
        yield f"thành phần {shown} quá lớn ({entry.file_size // 2**20} MB)"
    if entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        yield f"thành phần {shown} nén bất thường ({entry.file_size // max(entry.compress_size, 1)} lần)"


def _declares_type(part: bytes) -> bool:
    """Whether an XML part has a DOCTYPE; UTF-16 parts are compared without their zero bytes."""
    return b"<!DOCTYPE" in (part.replace(b"\0", b"") if b"\0" in part[:64] else part)
