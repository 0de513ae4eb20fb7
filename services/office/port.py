"""What the service asks of an office system, in prose. Connectors fulfil these promises, one file each.

Two ports. The *axis* carries issued documents and their statuses between offices. The *draft desk* is the inside of
one office: drafts, assignments and what the clerks decided. Every method may raise `UnavailableError` (surely nothing
happened; try later), `CredentialsError` (pause and tell the admin) and `RefusedError` (held, never retried); methods
that change something may also raise `UnknownOutcomeError` (it may have happened: look before doing it again).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class PacketKind(StrEnum):
    """The two kinds of packet on the axis."""

    DOCUMENT = "EDOC"
    STATUS = "STATUS"


@dataclass(frozen=True, slots=True)
class PendingRef:
    """A waiting packet: the axis' own handle (opaque text) and its kind."""

    handle: str
    kind: PacketKind


@dataclass(frozen=True, slots=True)
class Organ:
    """An organisation in the axis directory."""

    organ_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a draft desk can promise; the filing protocol and the printed guarantee follow from it.

    `reports_content`: a found item tells the sha256 of its files, so content can be compared. `lists_and_withdraws`:
    everything under a prefix can be listed, and what no clerk has decided on can be taken back.
    """

    search_by_reference: bool
    unique_reference: bool
    idempotency_key: bool
    reports_content: bool
    lists_and_withdraws: bool = False


@dataclass(frozen=True, slots=True)
class FileToFile:
    """A file to be filed: display name, media type, content and its sha256 (hex)."""

    name: str
    media_type: str
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class DraftToFile:
    """A draft (dự thảo) for the clerk. `reference` is our deterministic key; `kind` is cover_note, table or letter.

    `dossier` is the reference of the dossier it belongs to, created by the desk when it is first named;
    `unit_name` is empty for papers that concern nobody in particular.
    """

    reference: str
    dossier: str
    dossier_title: str
    kind: str
    title: str
    unit_organ_id: str
    unit_name: str
    files: tuple[FileToFile, ...]


@dataclass(frozen=True, slots=True)
class AssignmentToFile:
    """An assignment (nhiệm vụ) for one unit. `due_on` is ISO or None, `role` chủ trì, phối hợp or thực hiện."""

    reference: str
    dossier: str
    dossier_title: str
    unit_organ_id: str
    unit_name: str
    role: str
    text: str
    due_on: str | None
    source: str


@dataclass(frozen=True, slots=True)
class FiledItem:
    """What eGov holds under a reference: its id there and, when it tells, the sha256 of each file in order."""

    reference: str
    egov_id: str
    sha256s: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClerkDecision:
    """What a clerk did with a draft: accepted, returned (with reason) or issued (with number, ISO date)."""

    reference: str
    decision: str
    reason: str = ""
    symbol: str = ""
    issued_on: str = ""


class Axis(Protocol):
    """The document exchange axis (trục liên thông văn bản)."""

    def list_pending(self, kind: PacketKind) -> Sequence[PendingRef]:
        """Packets waiting for us, oldest first. Listing changes nothing."""
        ...

    def fetch(self, ref: PendingRef) -> bytes:
        """The raw packet, unparsed. The kind in the payload is to be believed over `ref.kind`."""
        ...

    def ack(self, ref: PendingRef) -> None:
        """Tell the axis that the packet is stored durably. Repeating it is harmless."""
        ...

    def send(self, packet: bytes, kind: PacketKind) -> str:
        """Hand over a packet; the axis' id for it. Not idempotent: the axis keeps every copy."""
        ...

    def organizations(self) -> Sequence[Organ]:
        """The directory below our own organisation; also proves that the credentials work."""
        ...


class DraftDesk(Protocol):
    """The inside of the office: drafts, assignments, decisions."""

    capabilities: Capabilities

    def find(self, references: Sequence[str]) -> dict[str, FiledItem]:
        """What is already there under these references (at most 50 a call); absent ones are not in the answer."""
        ...

    def under(self, prefix: str) -> Iterator[FiledItem]:
        """Everything standing under references that begin with `prefix`, each item of a repeated reference too.

        Oldest id first, so the first of several under one reference is the one to keep.
        """
        ...

    def withdraw(self, egov_id: str) -> None:
        """Take an item back that no clerk has decided on; RefusedError when it is too late. Repeating does no harm."""
        ...

    def create_draft(self, draft: DraftToFile) -> FiledItem:
        """Create the draft with its files, in one request. It stays a draft: nothing is sent or numbered.

        A desk that honours idempotency keys gets one that follows from the reference alone.
        """
        ...

    def attach(self, egov_id: str, file: FileToFile) -> None:
        """Add a file to a draft. Attaching the same content twice leaves one."""
        ...

    def create_assignment(self, assignment: AssignmentToFile) -> FiledItem:
        """Create the assignment as a proposal that a clerk may release."""
        ...

    def results(self) -> Sequence[ClerkDecision]:
        """Decisions not yet acknowledged, repeated until they are."""
        ...

    def ack(self, references: Sequence[str]) -> None:
        """The decisions on these references are recorded on our side."""
        ...

    def ping(self) -> None:
        """Prove that address and credentials work; changes nothing."""
        ...
