"""The parts of a DOCX (OPC package), opened safely: no entities, no network, no bombs."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from services.errors import UnreadableFileError
from services.formality.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_XML_BYTES = 64 * 1024 * 1024
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
# Two lengths, of the name and of what follows it, stand at this place of an entry's own header.
_LENGTHS, _LENGTHS_AT = struct.Struct("<HH"), 26
_LARGEST_KEPT = 256 * 1024
_UNPACKED: Memory[tuple[bytes, int, int, int, int], bytes] = Memory(128)
_UNREADABLE = "Không mở được tệp Word: {why}. Hãy mở tệp bằng Word, lưu lại dạng .docx rồi thử lại."


@dataclass(frozen=True, slots=True)
class Related:
    """One relationship of a part: the last word of its type ("header", "styles") and the part it leads to."""

    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Package:
    """XML parts by name ("word/document.xml") and the name of the main one."""

    parts: Mapping[str, bytes]
    main: str

    def tree(self, name: str) -> etree._Element | None:
        """The part as a tree, None when the package has no such part. Raises UnreadableFileError on broken XML."""
        content = self.parts.get(name)
        return None if content is None else parse(content, name)

    def related(self, name: str) -> dict[str, Related]:
        """Relationships of a part by id; those that lead out of the package are left out."""
        return _related(self.parts, name)

    def related_part(self, kind: str) -> str | None:
        """The part that the main part has for one thing ("styles", "theme", "numbering")."""
        return next((link.target for link in self.related(self.main).values() if link.kind == kind), None)


def open_package(docx: bytes) -> Package:
    """Open the bytes of a DOCX. Raises UnreadableFileError when they are no Word file or too large to be a letter."""
    try:
        with zipfile.ZipFile(BytesIO(docx)) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))]
            if sum(entry.file_size for entry in entries) > MAX_XML_BYTES:
                raise UnreadableFileError(_UNREADABLE.format(why="nội dung giải nén quá lớn"))
            parts = {entry.filename: _part(archive, entry, docx) for entry in entries}
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
    ) as error:
        raise UnreadableFileError(_UNREADABLE.format(why="tệp hỏng, có mật khẩu hoặc không phải .docx")) from error
    main = next((link.target for link in _related(parts, "").values() if link.kind == "officeDocument"), "")
    if main not in parts:
        raise UnreadableFileError(_UNREADABLE.format(why="tệp không có phần văn bản"))
    return Package(parts, main)


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, docx: bytes) -> bytes:
    """The content of an entry; letters of one template hold the same packed bytes, which are unpacked once."""
    if entry.file_size > _LARGEST_KEPT:
        return archive.read(entry)
    names = sum(_LENGTHS.unpack_from(docx, entry.header_offset + _LENGTHS_AT))
    start = entry.header_offset + _LENGTHS_AT + _LENGTHS.size + names
    packed = docx[start : start + entry.compress_size]
    key = (packed, entry.compress_type, entry.flag_bits, entry.CRC, entry.file_size)
    return _UNPACKED.recall(key, lambda: archive.read(entry))


def parse(content: bytes, name: str) -> etree._Element:
    """One part as a tree. Raises UnreadableFileError on broken XML."""
    try:
        return etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        raise UnreadableFileError(_UNREADABLE.format(why=f"phần {name} bị hỏng")) from error


def _related(parts: Mapping[str, bytes], name: str) -> dict[str, Related]:
    folder, base = posixpath.split(name)
    content = parts.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    return {} if content is None else _relations(content, folder, name)


@lru_cache(maxsize=64)
def _relations(content: bytes, folder: str, name: str) -> dict[str, Related]:
    """Letters of one template have the same relationships."""
    return {
        link.get("Id", ""): Related(
            kind=link.get("Type", "").rsplit("/", 1)[-1],
            target=posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"),
        )
        for link in parse(content, name).iter(_RELATIONSHIP)
        if link.get("TargetMode") != "External"
    }
