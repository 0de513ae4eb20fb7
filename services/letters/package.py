"""Word files as bytes: unchanged parts are packed once, changed parts are appended for each letter.

The same parts give the same bytes: every entry is dated 1980 and made "on" the same system.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

CORE: Final = "docProps/core.xml"
APP: Final = "docProps/app.xml"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3

# Word writes the names of people and of their company into these two parts; ours name nobody.
PLAIN_APP: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


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
    """Parts of a Word file in their order. Raises zipfile.BadZipFile when it is not one or is damaged."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist() if not entry.is_dir()}


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
