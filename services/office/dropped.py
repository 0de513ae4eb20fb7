"""What people put into a watched folder: a packet, a file with or without a card, or a folder of files."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import time
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from services.errors import RefusedError, TrienkhaiError, UnavailableError
from services.office.edxml import Attachment, Document, DocumentType, Party, Status, read_packet, write_document
from services.office.folders import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CARD = ".toml"
PACKET = ".edxml"
MAX_BYTES = 100 * 1024 * 1024
_UNFINISHED = frozenset({".part", ".partial", ".tmp", ".download", ".crdownload", ".filepart"})
_OFFICE_LOCK = "~$"
_LONGEST_NAME = 120
_DIGITS = 16
_CARD_KEYS = frozenset(
    {"number", "notation", "issued_on", "issuer", "issuer_organ_id", "parent_issuer", "type_name", "subject", "place"}
)


@dataclass(frozen=True, slots=True)
class Dropped:
    """One document in the folder: what was put there (`paths`, card included) and its files in order."""

    name: str
    paths: tuple[Path, ...]
    files: tuple[Path, ...]
    card: Path | None

    def changed_at(self) -> float:
        """When anything of it last changed (seconds since 1970); later than now when that is unclear."""
        return max(_changed(path) for path in (*self.paths, *self.files))

    @property
    def handle(self) -> str:
        """Name and content: the same file again is the same document, another under its name is another."""
        digest = hashlib.sha256(self.name.encode())
        for path in (*self.files, *([self.card] if self.card else [])):
            digest.update(f"|{path.name}|".encode() + _digest(path))
        return f"{self.name[:_LONGEST_NAME]}@{digest.hexdigest()[:_DIGITS]}"

    def bears(self, handle: str) -> bool:
        """Whether the handle may be of this document, told by the name alone."""
        return handle[: -_DIGITS - 1] == self.name[:_LONGEST_NAME]

    def packet(self) -> bytes:
        """The packet as it was put there, or one made of the files and what the card says; always the same bytes."""
        if self.files[0].suffix.lower() == PACKET:
            return _content(self.files[0])
        known = _read_card(self.card) if self.card else {}
        sender = Party(
            known.get("issuer_organ_id", ""),
            known.get("parent_issuer", ""),
            known.get("issuer", ""),
            known.get("place", ""),
        )
        return write_document(
            Document(
                sender=sender,
                document_id=self.handle,
                number=known.get("number", ""),
                notation=known.get("notation", ""),
                place=known.get("place", ""),
                issued_on=_day(known.get("issued_on", "")),
                type=DocumentType(name=known.get("type_name", "")),
                subject=known.get("subject", ""),
                attachments=tuple(Attachment(file.name, _content(file)) for file in self.files),
            )
        )

    def is_status(self) -> bool:
        """Whether it is a status packet; what cannot be read is a document until a person says otherwise."""
        if self.files[0].suffix.lower() != PACKET:
            return False
        try:
            return isinstance(read_packet(_content(self.files[0])), Status)
        except TrienkhaiError:
            return False


def dropped(folder: Path, but_not: frozenset[str], settle_seconds: float) -> list[Dropped]:
    """What lies complete in the folder, oldest first: nothing of it changed for `settle_seconds`."""
    found = [(one.changed_at(), one) for one in _entries(folder, but_not)]
    now = time.time()
    return [
        one
        for changed, one in sorted(found, key=lambda pair: (pair[0], pair[1].name))
        if now - changed >= settle_seconds
    ]


def _entries(folder: Path, but_not: frozenset[str]) -> Iterator[Dropped]:
    paths = [path for path in visible(folder) if path.name not in but_not]
    cards = {path.stem: path for path in paths if path.suffix.lower() == CARD and path.is_file()}
    for path in paths:
        if path.is_dir():
            inside = [one for one in visible(path) if one.is_file() and _finished(one)]
            files = tuple(one for one in inside if one.suffix.lower() != CARD)
            card = next((one for one in inside if one.suffix.lower() == CARD), None)
            if files and len(inside) == len(visible(path)):
                yield Dropped(path.name, (path,), files, card)
        elif path.is_file() and _finished(path) and path not in cards.values():
            card = cards.get(path.stem)
            yield Dropped(path.name, (path, *([card] if card else [])), (path,), card)


def _finished(path: Path) -> bool:
    return path.suffix.lower() not in _UNFINISHED and not path.name.startswith(_OFFICE_LOCK)


def _changed(path: Path) -> float:
    """The later of the times of content and of the entry; a time of content in the future tells nothing."""
    try:
        told = path.stat()
    except OSError:
        return float("inf")
    return max(told.st_ctime, told.st_mtime if told.st_mtime <= time.time() else 0)


def _digest(path: Path) -> bytes:
    """The digest of a file of any size; of nothing when it cannot be read, so that fetching it can say why."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""


def _content(path: Path) -> bytes:
    """The whole file; raises UnavailableError when it changes meanwhile, RefusedError when it is too large."""
    try:
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            if before.st_size > MAX_BYTES:
                raise RefusedError(f"Tệp {path.name} lớn hơn {MAX_BYTES >> 20} MB nên không nhận. Hãy chia nhỏ tệp.")
            content = file.read(MAX_BYTES + 1)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise UnavailableError(f"Chưa đọc được tệp {path.name}: {error.strerror}. Hệ thống sẽ thử lại.") from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(content) != after.st_size:
        raise UnavailableError(f"Tệp {path.name} đang được ghi. Hệ thống sẽ thử lại.")
    return content


def _read_card(card: Path) -> dict[str, str]:
    """What the card says, as texts; raises RefusedError for a card that cannot be used."""
    advice = "Sửa tệp theo mẫu trong docs/configuration.md rồi lưu lại."
    try:
        known: dict[str, Any] = tomllib.loads(_content(card).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RefusedError(f"Tệp thông tin {card.name} sai cú pháp ({error}). {advice}") from error
    if strange := sorted(known.keys() - _CARD_KEYS):
        raise RefusedError(f"Tệp thông tin {card.name} không có khóa “{strange[0]}”. {advice}")
    if known.get("issued_on") and _day(str(known["issued_on"])) is None:
        raise RefusedError(f"Tệp thông tin {card.name}: ngày “{known['issued_on']}” phải có dạng 2020-01-22. {advice}")
    return {key: str(value) for key, value in known.items()}


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
