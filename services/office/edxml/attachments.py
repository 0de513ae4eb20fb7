"""How files travel in a packet: base64, and zipped unless the reference library sends them raw.

The library zips by extension (even .xls and .xlsx: its list has typing errors); labels lie, so the content decides.
"""

from __future__ import annotations

import base64
import io
import re
import uuid
import zipfile
from dataclasses import dataclass

from services.errors import PacketError
from services.office.edxml.model import Attachment
from services.office.edxml.names import extension

MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_ZIP_ENTRIES = 2_000
RAW_EXTENSIONS = frozenset({"pdf", "doc", "docx", "zip"})
ZIP_LABELS = frozenset({"application/zip", "application/x-zip-compressed", "application/x-zip"})
_PDF_MARK_WITHIN = 1024
_PDF_JUNK = b"PDFDATA-"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Packed:
    """An attachment ready to write: content id with `cid:`, media type as the library labels it, base64."""

    content_id: str
    content_type: str
    encoded: str


def pack(position: int, attachment: Attachment) -> Packed:
    """Raw or zipped by the library's rule; the same attachment always gives the same bytes."""
    content_id = f"cid:{attachment.content_id or f'tep{position}'}"
    kind = extension(attachment.name)
    if kind in RAW_EXTENSIONS:
        return Packed(content_id, f"application/{kind}", base64.b64encode(attachment.content).decode())
    inner = f"{uuid.uuid5(uuid.NAMESPACE_URL, attachment.sha256 + content_id)}.{kind or 'bin'}"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(inner, _FIXED_TIME), attachment.content, zipfile.ZIP_DEFLATED)
    return Packed(content_id, "application/zip", base64.b64encode(buffer.getvalue()).decode())


def unpack(encoded: str, content_type: str, name: str, where: str) -> bytes:
    """The file's own bytes. Raises PacketError, naming `where`, for damaged base64 and for bombs."""
    content = _decode(encoded, where)
    if content_type.partition(";")[0].strip().lower() in ZIP_LABELS and extension(name) != "zip":
        content = _unzip(content, where)
    return _without_junk(content)


def _decode(encoded: str, where: str) -> bytes:
    compact = re.sub(r"\s+", "", encoded)
    if len(compact) * 3 // 4 > MAX_FILE_BYTES + 3:
        raise PacketError(f"{where} lớn hơn {MAX_FILE_BYTES >> 20} MB. Đề nghị nơi gửi chia nhỏ tệp và gửi lại.")
    try:
        return base64.b64decode(compact, validate=True)
    except ValueError as error:
        raise PacketError(
            f"{where} bị hỏng hoặc bị cắt cụt (không giải mã được base64). Đề nghị nơi gửi gửi lại."
        ) from error


def _unzip(content: bytes, where: str) -> bytes:
    """The single entry of the library's wrapper; anything else (an Office file, a real archive) stays as it is."""
    if not content.startswith(b"PK\x03\x04"):
        return content
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist()[:MAX_ZIP_ENTRIES] if not entry.is_dir()]
            if len(entries) != 1 or entries[0].flag_bits & 1:
                return content
            # zipfile checks declared sizes while reading, so the declared size is a sound cap.
            if entries[0].file_size > MAX_FILE_BYTES:
                raise PacketError(f"{where} sau khi giải nén lớn hơn {MAX_FILE_BYTES >> 20} MB, nghi là tệp phá hoại.")
            return archive.read(entries[0])
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise PacketError(f"{where} bị hỏng (không giải nén được). Đề nghị nơi gửi gửi lại.") from error


def _without_junk(content: bytes) -> bytes:
    """A PDF without the `PDFDATA-` some servers put before its mark."""
    if content.startswith(_PDF_JUNK) and b"%PDF" in content[:_PDF_MARK_WITHIN]:
        return content[content.index(b"%PDF") :]
    return content
