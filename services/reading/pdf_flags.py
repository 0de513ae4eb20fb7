"""What a PDF holds beside its pages that a clerk should know of: code, files, text added after signing.

Nothing of it is run or unpacked. Whether a signature is genuine is not judged here, only whether the pages are still
those that were signed.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf.generic import PdfObject

CODE = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"}
"""Actions that do more than turn to a page."""
DEPTH = 6
MOST_ENTRIES = 1_000
SIGNED = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
RUNS_CODE = "Tệp PDF có mã lệnh tự chạy; hệ thống không chạy mã này. Hãy thận trọng khi mở bản gốc."
HOLDS_FILES = "Tệp PDF có tệp khác đính bên trong; hệ thống không mở các tệp đó. Hãy xem trên bản gốc."
ADDED = (
    "Tệp PDF có nội dung trang được thêm hoặc sửa sau khi ký số: chữ ký không bảo đảm cho nội dung này. "
    "Hãy kiểm tra chữ ký số trên bản gốc trước khi triển khai."
)


def remarks(reader: pypdf.PdfReader, content: bytes) -> Iterator[str]:
    """Sentences for a clerk."""
    root = reader.root_object
    names = _dictionary(root.get("/Names"))
    actions = [root.get("/OpenAction"), root.get("/AA"), names.get("/JavaScript"), _first_actions(reader)]
    if "/JavaScript" in names or any(_has_code(action, DEPTH) for action in actions):
        yield RUNS_CODE
    if "/EmbeddedFiles" in names or "/AF" in root:
        yield HOLDS_FILES
    if _changed_after_signing(reader, content):
        yield ADDED


def _changed_after_signing(reader: pypdf.PdfReader, content: bytes) -> bool:
    """Whether pages show something else than in the file as it was when it was signed last.

    Time stamps and proofs of validity are rightly added behind a signature; pages stay the same.
    """
    ends = [int(found[3]) + int(found[4]) for found in SIGNED.finditer(content)]
    if not ends or b"obj" not in content[max(ends) :]:
        return False
    try:
        signed = pypdf.PdfReader(io.BytesIO(content[: max(ends)]))
        return [_shown(page) for page in signed.pages] != [_shown(page) for page in reader.pages]
    except PyPdfError:
        return True


def _shown(page: pypdf.PageObject) -> tuple[bytes, str]:
    contents = page.get_contents()
    return contents.get_data() if contents is not None else b"", page.extract_text()


def _first_actions(reader: pypdf.PdfReader) -> PdfObject | None:
    return reader.pages[0].get("/AA") if len(reader.pages) else None


def _has_code(value: PdfObject | None, depth: int) -> bool:
    found = value.get_object() if value is not None else None
    if depth == 0 or not isinstance(found, DictionaryObject | ArrayObject):
        return False
    if isinstance(found, DictionaryObject):
        parts = list(found.values())[:MOST_ENTRIES]
        return found.get("/S") in CODE or any(_has_code(part, depth - 1) for part in parts)
    return any(_has_code(part, depth - 1) for part in found[:MOST_ENTRIES])


def _dictionary(value: PdfObject | None) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()
