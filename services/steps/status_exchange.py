"""Business statuses both ways: what senders tell us is kept, what we owe them is sent."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeGuard

import structlog

from services.context import ZONE
from services.errors import (
    CredentialsError,
    MissingPacketError,
    PacketError,
    PermanentError,
    TemporaryError,
)
from services.ledger import directives, drafts, events, holds, leases, polls, statuses
from services.ledger.moves import WORKING
from services.ledger.tables import statuses as statuses_table
from services.office import edxml
from services.office.port import PacketKind, PendingRef
from services.steps import change_questions as questions
from services.steps import changes, packets
from services.steps.arrival import key_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from services.context import Context
    from services.ledger.blobs import Blobs

log = structlog.get_logger()

STATUS_RETRY_SECONDS, STATUS_RETRY_LONGEST = 30, 480
STATUS_RECEIVED = "status_received"
#: A sender takes back a document that may not have arrived here yet; and that a person was asked about it.
TAKEN_BACK, ASKED = "status_takes_back", "status_asked"
#: In place of the axis' id of a status, where the axis takes none; and where the packet has no name to report on.
NOT_TAKEN = "trục không nhận trạng thái"
NAMELESS = "gói tin không có số, ký hiệu"
UNSENT = frozenset({NOT_TAKEN, NAMELESS})
#: Characters that name what an event is about.
MOST_SUBJECT = 160
#: A receiver will not take a document of ours; a sender wants a document of its own back.
REFUSES, TAKES_BACK = "02", "13"


def since(ctx: Context) -> dt.date | None:
    """The day of the last round in which nothing went wrong: earlier days hold nothing new. None: never asked yet."""
    with ctx.ledger.read() as conn:
        moment = polls.last_ok(conn, ctx.settings.office.id)
    return moment.astimezone(ZONE).date() if moment else None


def keep_statuses(ctx: Context) -> None:
    """Keep the statuses others sent us; one that is kept already is not fetched again.

    Where the axis says that confirming a document clears all waiting statuses, they are never confirmed one by one
    (a status and a document may bear the same number there, and confirming the status would remove the document), and
    are kept again right before each confirmation.
    """
    for ref in ctx.axis.list_pending(PacketKind.STATUS, since(ctx)):
        with ctx.ledger.read() as conn:
            known = events.known(conn, STATUS_RECEIVED, _subject(ctx, ref))
        try:
            if not known:
                _keep_status(ctx, ref)
        except MissingPacketError:
            # Listed and not to be had: it must not stand in the way of all documents.
            log.warning("status_missing", handle=ref.handle)
            continue
        if ctx.axis.capabilities.acknowledges_statuses:
            ctx.axis.ack(ref)


def kept(ctx: Context, conn: Connection, ref: PendingRef, packet_sha: str) -> None:
    """Record a status packet; the event is what tells later that it is known."""
    events.record(conn, STATUS_RECEIVED, None, _subject(ctx, ref), packet=packet_sha)


def _subject(ctx: Context, ref: PendingRef) -> str:
    """A status packet by office and number: each axis counts for itself."""
    return f"{ctx.settings.office.id}/{ref.handle}"


def is_status(packet: bytes) -> bool:
    """Whether a packet is a status; one that cannot be read is a document until a person says otherwise."""
    try:
        return isinstance(packets.opened(packet), edxml.Status)
    except PacketError:
        return False


def _keep_status(ctx: Context, ref: PendingRef) -> None:
    packet = ctx.axis.fetch(ref)
    packet_sha = ctx.blobs.put(packet)
    try:
        status = packets.opened(packet)
    except PacketError:
        status = None
    if isinstance(status, edxml.Status) and status.code == TAKES_BACK:
        # Committed before the document is looked for: one that arrives meanwhile looks for this (`catch_up`).
        with ctx.ledger.write() as conn:
            about = _about(ctx.settings.office.id, status)
            events.record(conn, TAKEN_BACK, None, about, packet=packet_sha)
    with ctx.ledger.write() as conn:
        kept(ctx, conn, ref, packet_sha)
        if isinstance(status, edxml.Status):
            ask_about(conn, ctx.settings.office.id, status, packet_sha)


def _about(office: str, status: edxml.Status) -> str:
    """The beginning of the business key of the document that its sender takes back, by office."""
    return _short(f"{office}/{key_of(status.sender.organ_id, status.response_for.code, None)}")


def _short(about: str) -> str:
    """As much as the audit trail has room for."""
    return about[:MOST_SUBJECT]


def ask_about(conn: Connection, office: str, status: edxml.Status, packet_sha: str) -> None:
    """Ask a person about a status that wants something of us; nothing is withdrawn by itself."""
    if status.code == REFUSES:
        _refused_by_receiver(conn, office, status)
    if status.code == TAKES_BACK and (row := _taken_back(conn, office, status)) is not None:
        _take_back(conn, row, status, packet_sha)


def _taken_back(conn: Connection, office: str, status: edxml.Status) -> Row[Any] | None:
    """The document that its sender takes back: of that day, else the newest of its number."""
    organ, named = status.sender.organ_id, status.response_for
    exact = directives.newest(conn, office, key_of(organ, named.code, named.issued_on))
    return exact if exact is not None else directives.newest(conn, office, key_of(organ, named.code, None))


def _take_back(conn: Connection, row: Row[Any], status: edxml.Status, packet_sha: str) -> None:
    """Stop the steps of a document and ask."""
    events.record(conn, ASKED, row.id, packet_sha)
    question = questions.taken_back(row, status, changes.standing(conn, row))
    if row.state in WORKING or row.state == "filing":
        holds.hold(conn, row, questions.SENDER_STATUS, question)
    else:
        holds.ask(conn, row.id, row.state, questions.SENDER_STATUS, question)


def catch_up(conn: Connection, blobs: Blobs, row: Row[Any]) -> None:
    """Ask about a document that was taken back before it had arrived, or while it did."""
    about = _short(f"{row.office}/{'|'.join(row.business_key.split('|')[:2])}|")
    for told in events.details(conn, TAKEN_BACK, about):
        if not events.known(conn, ASKED, told["packet"]):
            status = packets.opened(blobs.get(told["packet"]))
            if isinstance(status, edxml.Status):
                _take_back(conn, directives.get(conn, row.id), status, told["packet"])


def _refused_by_receiver(conn: Connection, office: str, status: edxml.Status) -> None:
    """A receiver will not take what a clerk issued: told on the directive that it came from, which goes on."""
    letter = drafts.issued_as(conn, office, status.response_for.code, status.response_for.issued_on)
    if letter is not None:
        row = directives.brief(conn, letter.directive_id)
        question = questions.refused_by_receiver(row, letter, status)
        holds.ask(conn, row.id, row.state, questions.RECEIVER_REFUSED, question)


def send_status(ctx: Context, owed: Row[Any], holder: str) -> bool:
    """Send one status; False when sending has to stop for now."""
    with ctx.ledger.read() as conn:
        row = directives.brief(conn, owed.directive_id)
    try:
        packet, axis_id = packets.opened(ctx.blobs.get(row.packet_sha)), NAMELESS
        if _named(packet):
            axis_id = _report(ctx, row.external_id, _status(ctx, packet, owed.code))
    except (TemporaryError, CredentialsError) as error:
        delay = min(STATUS_RETRY_LONGEST, STATUS_RETRY_SECONDS * 2**owed.failures)
        with ctx.ledger.write() as conn:
            leases.release(conn, statuses_table, holder, delay=delay, error=error.message, failed=True)
        return False
    except PermanentError as error:
        with ctx.ledger.write() as conn:
            statuses.settle_held(conn, owed, holder, error.message)
            holds.ask(conn, row.id, row.state, "status_refused", _refused(row, owed.code, error.message))
        return True
    with ctx.ledger.write() as conn:
        statuses.settle_sent(conn, owed, holder, axis_id)
    return True


def _report(ctx: Context, handle: str, status: edxml.Status) -> str:
    """Tell the sender, where the axis takes statuses; the axis' id, or why there is none."""
    return ctx.axis.report(handle, status) if ctx.axis.capabilities.reports_statuses else NOT_TAKEN


def _named(packet: edxml.Document | edxml.Status) -> TypeGuard[edxml.Document]:
    """Whether the axis knows the document by number and notation; only then can a status name it."""
    return isinstance(packet, edxml.Document) and bool(packet.number and packet.notation)


def told_status(code: str) -> str:
    """A status as people call it: "01 Đã đến"."""
    return f"{code} {edxml.status_name(code)}"


def _refused(row: Row[Any], code: str, why: str) -> str:
    return (
        f"Trục không nhận trạng thái {told_status(code)} của văn bản {row.symbol}: {why} "
        f"Sửa xong chạy “trienkhai retry {row.id}”."
    )


def _status(ctx: Context, document: edxml.Document, code: str) -> edxml.Status:
    office = ctx.settings.office
    reporter = edxml.Party(
        organ_id=office.organ_id, in_charge=office.parent_name, name=office.name, address=office.place
    )
    staff = edxml.Staff(department=office.secretariat, name=office.secretariat)
    return edxml.report(document, code, reporter, staff, dt.datetime.now(ZONE))
