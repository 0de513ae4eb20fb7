"""Word files as bytes: unchanged parts are packed once, changed parts are appended for each letter.

The same parts give the same bytes: every entry is dated 1980 and made "on" the same system.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

CORE: Final = "docProps/core.xml"
APP: Final = "docProps/app.xml"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_ENCRYPTED: Final = 1

#: What a template may be: entries, bytes unpacked, bytes of one XML part.
MOST_ENTRIES: Final = 2_000
MOST_BYTES: Final = 32 * 2**20
MOST_XML: Final = 4 * 2**20

#: What `zipfile` and the unpackers beneath it raise on damage, each somewhere.
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)

# Word writes the names of people and of their company into these two parts; ours name nobody.
PLAIN_APP: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


class PackageError(Exception):
    """A file that is no Word file, or one that is too big to be a template; the argument is a Vietnamese clause."""


def append(base: bytes, parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The zip `base` (may be empty) with the parts added, deflated; deterministic."""
    buffer = io.BytesIO()
    buffer.write(base)
    with zipfile.ZipFile(buffer, "a" if base else "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = _UNIX
            package.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def read_parts(content: bytes) -> dict[str, bytes]:
    """Parts of a Word file in their order. Raises PackageError when it is damaged, encrypted or a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            _bounded(entries)
            return {entry.filename: package.read(entry) for entry in entries}
    except _DAMAGED as error:
        raise PackageError("hỏng hoặc không phải .docx") from error


def _bounded(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse by what the directory says: no entry is unpacked beyond the size it states."""
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise PackageError(f"quá lớn khi giải nén (hơn {MOST_BYTES // 2**20} MB hoặc hơn {MOST_ENTRIES} tệp con)")
    big = next((e.filename for e in entries if e.filename.endswith((".xml", ".rels")) and e.file_size > MOST_XML), "")
    if big:
        raise PackageError(f"có phần {big} quá lớn (hơn {MOST_XML // 2**20} MB)")
    if len(set(names)) != len(names) or any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise PackageError("có tên tệp con trùng nhau hoặc trỏ ra ngoài")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise PackageError("đặt mật khẩu")


def core_properties(title: str, identifier: str, version: str, keywords: str) -> bytes:
    """The document properties a letter carries: no author, no times; texts must be clean of control characters."""
    fields = "".join(
        f"<{name}>{escape(text)}</{name}>"
        for name, text in (
            ("dc:title", title),
            ("dc:identifier", identifier),
            ("dc:language", "vi-VN"),
            ("cp:keywords", keywords),
            ("cp:version", version),
        )
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{fields}</cp:coreProperties>'
    ).encode()
