"""The canonical packet. An empty text means that the element is absent: the format does not tell the two apart.

Names are ours; the element each value travels in is in `write.py`. Dates are days, moments carry Vietnam's zone
(packets write local time without a zone).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from enum import IntEnum

VIETNAM = dt.timezone(dt.timedelta(hours=7), "ICT")


class BusinessKind(IntEnum):
    """BussinessDocType: new document, revocation (thu hồi), update (cập nhật), replacement (thay thế)."""

    NEW = 0
    REVOKE = 1
    UPDATE = 2
    REPLACE = 3


@dataclass(frozen=True, slots=True)
class Party:
    """A sender or receiver: organ id, governing body (cơ quan chủ quản), name and how to reach it."""

    organ_id: str = ""
    in_charge: str = ""
    name: str = ""
    address: str = ""
    email: str = ""
    telephone: str = ""
    fax: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class DocumentType:
    """Only `name` is portable between systems; the numbers mean something else in each."""

    type: int | None = None
    detail: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class SignerInfo:
    """Competence (quyền hạn: TM., KT., TL.), position and full name."""

    competence: str = ""
    position: str = ""
    full_name: str = ""


@dataclass(frozen=True, slots=True)
class OtherInfo:
    """Priority and print data; numbers may be filler of the sending server."""

    priority: int | None = None
    sphere: str = ""
    typist: str = ""
    copies: int | None = None
    pages: int | None = None
    direction: bool = False
    appendixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResponseFor:
    """The document that is answered, revoked or reported on. `code` is "162/KH-SGDĐT"."""

    organ_id: str = ""
    code: str = ""
    document_id: str = ""
    issued_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """The clerk behind the packet."""

    department: str = ""
    department_id: str = ""
    name: str = ""
    staff_id: str = ""
    email: str = ""
    mobile: str = ""


@dataclass(frozen=True, slots=True)
class ChangedReceiver:
    """A receiver an update removed (kind 0) or added (kind 1)."""

    organ_id: str
    kind: int | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """What an update changed: the information, the receivers, or both."""

    info: bool = False
    receivers: bool = False
    changed: tuple[ChangedReceiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Replacement:
    """A replaced document and the organisations concerned."""

    document_id: str
    organ_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Business:
    """`Bussiness` (sic): what kind of packet this is. A packet without it is a new document."""

    kind: BusinessKind = BusinessKind.NEW
    reason: str = ""
    paper: int = 0
    document_id: str = ""
    update: Update | None = None
    replacements: tuple[Replacement, ...] = ()
    staff: Staff | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """One `TraceHeader`: an organisation the packet passed, and when."""

    organ_id: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A decoded file. `name` is safe to show and store; `original_name` is what the packet said.

    The same name does not mean the same file: key by position and sha256.
    """

    name: str
    content: bytes = field(repr=False)
    description: str = ""
    content_id: str = ""
    original_name: str = ""

    @property
    def sha256(self) -> str:
        """Hex digest of the content."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Document:
    """An edXML document. `document_id` is never a key: e-offices reuse it.

    `steering_type` is a weak signal (systems number it differently). `remarks` are Vietnamese sentences on what the
    reader could not use; a packet we write has none.
    """

    sender: Party = Party()
    receivers: tuple[Party, ...] = ()
    document_id: str = ""
    number: str = ""
    notation: str = ""
    place: str = ""
    issued_on: dt.date | None = None
    type: DocumentType = DocumentType()
    subject: str = ""
    content: str = ""
    signer: SignerInfo = SignerInfo()
    due_on: dt.date | None = None
    other: OtherInfo = OtherInfo()
    response_for: tuple[ResponseFor, ...] = ()
    steering_type: int | None = None
    task_codes: tuple[str, ...] = ()
    application_type: str = ""
    to_places: tuple[str, ...] = ()
    business: Business = Business()
    hops: tuple[Hop, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def symbol(self) -> str:
        """Số, ký hiệu: number and notation joined by "/"; empty when both are absent."""
        return f"{self.number}/{self.notation}" if self.number or self.notation else ""


@dataclass(frozen=True, slots=True)
class Status:
    """An edXML status message: who reports (`sender`) on which document (`response_for`). `code` is zero-padded."""

    sender: Party
    response_for: ResponseFor
    code: str
    description: str = ""
    staff: Staff = Staff()
    at: dt.datetime | None = None
    remarks: tuple[str, ...] = ()
