"""Putting a directive on the axis, as if another office had sent it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.errors import PacketError, UnavailableError, UnreadableFileError
from services.office.edxml import (
    VIETNAM,
    Attachment,
    Business,
    Document,
    DocumentType,
    Hop,
    OtherInfo,
    Party,
    Staff,
    Status,
    read_packet,
    write_document,
)
from services.sandbox.axis_store import AxisStore
from services.sandbox.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class PacketHeader:
    """What the sending office says of the directive; what is None is simply not in the packet."""

    number: str | None = None
    notation: str | None = None
    issued_on: dt.date | None = None
    issuer: str | None = None
    issuer_organ_id: str | None = None
    parent_issuer: str | None = None
    type_name: str | None = None
    subject: str | None = None
    place: str | None = None
    secrecy: str | None = None


def deliver(database: Path, files: Sequence[Path], header: PacketHeader) -> int:
    """Queue an edXML packet with these files for the sandbox's office; the axis' docId.

    The checks of sendDocument are not applied. Raises UnavailableError when the sandbox has never run on this file,
    UnreadableFileError for a file that cannot be read.
    """
    attachments = tuple(Attachment(file.name, _content(file)) for file in files)
    axis, organ_id = _axis(database)
    receiver = Party(organ_id, name=axis.name_of(organ_id), address=header.place or "")
    return deliver_packet(database, write_document(_document(header, receiver, attachments)))


def deliver_packet(database: Path, packet: bytes) -> int:
    """Queue any bytes for the sandbox's office, readable or not; the axis' docId."""
    axis, organ_id = _axis(database)
    try:
        read = read_packet(packet)
    except PacketError:
        read = Document()
    document = Document() if isinstance(read, Status) else read
    return axis.put_document(packet, document, (organ_id,))


def _axis(database: Path) -> tuple[AxisStore, str]:
    store = Store(database)
    organ_id = store.office()
    if organ_id is None:
        raise UnavailableError(f"Chưa có eGov thử nghiệm tại {database}. Hãy chạy eGov thử nghiệm một lần trước.")
    return AxisStore(store), organ_id


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"Không đọc được tệp {file}: {error.strerror}. Kiểm tra đường dẫn và quyền."
        ) from error


def _document(header: PacketHeader, receiver: Party, attachments: tuple[Attachment, ...]) -> Document:
    sender = Party(
        organ_id=header.issuer_organ_id or "",
        in_charge=header.parent_issuer or "",
        name=header.issuer or "",
        address=header.place or "",
    )
    return Document(
        sender=sender,
        receivers=(receiver,),
        document_id=_document_id(header),
        number=header.number or "",
        notation=header.notation or "",
        place=header.place or "",
        issued_on=header.issued_on,
        type=DocumentType(type=2, detail=0, name=header.type_name or ""),
        subject=header.subject or "",
        content=header.subject or "",
        other=OtherInfo(priority=0, copies=1, sphere=header.secrecy or ""),
        steering_type=1,
        business=Business(reason="Văn bản điện tử mới", staff=Staff(department="Văn thư")),
        hops=(Hop(sender.organ_id, dt.datetime.now(VIETNAM)),),
        attachments=attachments,
    )


def _document_id(header: PacketHeader) -> str:
    """The customary "organ,date,symbol" when all of it is known, else a random id."""
    if header.issuer_organ_id and header.issued_on and header.number and header.notation:
        return f"{header.issuer_organ_id},{header.issued_on:%Y/%m/%d},{header.number}/{header.notation}"
    return str(uuid.uuid4())
