"""What the service asks of an office system, in prose. Connectors fulfil these promises, one file each.

Two ports. The *axis* carries issued documents and their statuses between offices. The *draft desk* is the inside of
one office: drafts, assignments and what the clerks decided. Every method may raise `UnavailableError` (surely nothing
happened; try later), `CredentialsError` (pause and tell the admin) and `RefusedError` (held, never retried); methods
that change something may also raise `UnknownOutcomeError` (it may have happened: look before doing it again).
What a system can do beyond that it declares as capabilities; a method without its capability raises `RefusedError`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from services.office.edxml import Status


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
class AxisCapabilities:
    """What an axis can promise, and what must be minded with it.

    `keeps_until_acknowledged`: what was not acknowledged is listed again, however old it is; elsewhere only the days
    from `since` on are listed. `acknowledges_statuses`: a waiting status can be acknowledged by itself; elsewhere the
    acknowledgement of a document clears them all. `refuses_repeated_documents`: the same document sent twice arrives
    once (`AlreadyThereError`). `reports_statuses`: business statuses reach the sender. `directory`: `organizations()`
    knows them.
    """

    keeps_until_acknowledged: bool = True
    acknowledges_statuses: bool = True
    refuses_repeated_documents: bool = False
    reports_statuses: bool = True
    directory: bool = True


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a draft desk can promise; the filing protocol and the printed guarantee follow from it.

    `search_by_reference`: `find` works. `unique_reference`: a second item under one reference is refused (or given
    back, when its content is the same). `idempotency_key`: creating again under one reference gives back the first
    item. `reports_content`: a found item tells the sha256 of its files, so content can be compared.
    `lists_and_withdraws`: everything under a prefix can be listed, and what no clerk has decided on can be taken back.
    `assignments`: the desk takes assignments; elsewhere they stand in the assignment table only.
    """

    search_by_reference: bool
    unique_reference: bool
    idempotency_key: bool
    reports_content: bool
    lists_and_withdraws: bool = False
    assignments: bool = True


class TrialStep(StrEnum):
    """What a trial proves, in the order in which trials are made."""

    CONNECTION = "connection"
    CREDENTIALS = "credentials"
    RIGHTS = "rights"


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing that `trienkhai check` tries; it changes nothing. `name` tells in Vietnamese what is tried."""

    step: TrialStep
    name: str
    attempt: Callable[[], object]


@dataclass(frozen=True, slots=True)
class FileToFile:
    """A file to be filed: display name, media type, content and its sha256 (hex)."""

    name: str
    media_type: str
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class DraftToFile:
    """A draft (dự thảo) for the clerk. `reference` is our deterministic key.

    `kind` is cover_note, table, slip (an internal paper without number) or letter.
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
class ClerkDecision:
    """What a clerk did with a draft: accepted, returned (with reason) or issued (with number, ISO date)."""

    reference: str
    decision: str
    reason: str = ""
    symbol: str = ""
    issued_on: str = ""


@dataclass(frozen=True, slots=True)
class FiledItem:
    """What eGov holds under a reference: its id there and, when it tells, the sha256 of each file in order.

    `decision` is the last one of a clerk; only lists tell it (`under`).
    """

    reference: str
    egov_id: str
    sha256s: tuple[str, ...] = ()
    decision: ClerkDecision | None = None


class Axis(Protocol):
    """The document exchange axis (trục liên thông văn bản)."""

    @property
    def capabilities(self) -> AxisCapabilities:
        """What this axis promises."""
        ...

    def list_pending(self, kind: PacketKind, since: dt.date | None = None) -> Sequence[PendingRef]:
        """Packets waiting for us, oldest first. Listing changes nothing; a packet may be listed again.

        `since` is the first day that may hold something new (the connector's own choice when it is None). An axis that
        keeps packets until they are acknowledged does not need it.
        """
        ...

    def fetch(self, ref: PendingRef) -> bytes:
        """The raw packet, unparsed. The kind in the payload is to be believed over `ref.kind`.

        Raises `MissingPacketError` when the axis lists the packet but cannot give this one.
        """
        ...

    def ack(self, ref: PendingRef) -> None:
        """Tell the axis that the packet is stored durably. Repeating it is harmless."""
        ...

    def send(self, packet: bytes, kind: PacketKind) -> str:
        """Hand over a packet; the axis' id for it. Not idempotent: an axis may keep every copy.

        Raises `AlreadyThereError` when the axis holds this document already.
        """
        ...

    def report(self, handle: str, status: Status) -> str:
        """Tell the sender of the document that came under `handle` its business status, in the form of this axis.

        Returns the axis' id of the report, empty when it gives none. Not idempotent.
        """
        ...

    def organizations(self) -> Sequence[Organ]:
        """The directory as far as it concerns us. May be large: never ask in every round."""
        ...

    def trials(self) -> Sequence[Trial]:
        """What proves that connection, credentials and rights are in order."""
        ...


class DraftDesk(Protocol):
    """The inside of the office: drafts, assignments, decisions."""

    @property
    def capabilities(self) -> Capabilities:
        """What this desk promises."""
        ...

    def find(self, references: Sequence[str]) -> dict[str, FiledItem]:
        """What is already there under these references (at most 50 a call); absent ones are not in the answer.

        Of several under one reference, the oldest.
        """
        ...

    def under(self, prefix: str) -> Iterator[FiledItem]:
        """Everything standing under references that begin with `prefix`, each item of a repeated reference too.

        Oldest id first, so the first of several under one reference is the one to keep. Each tells the last decision
        on it, acknowledged or not: a ledger that was restored from a backup has forgotten later ones.
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
        """Create the assignment as a proposal that a clerk may release. Only with the capability `assignments`."""
        ...

    def results(self) -> Sequence[ClerkDecision]:
        """Decisions not yet acknowledged, repeated until they are."""
        ...

    def ack(self, references: Sequence[str]) -> None:
        """The decisions on these references are recorded on our side."""
        ...

    def trials(self) -> Sequence[Trial]:
        """What proves that connection, credentials and rights are in order."""
        ...
