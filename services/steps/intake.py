"""From the axis to a directive that was understood: keeping packets, reading files, asking for what is missing."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

from services.context import ZONE
from services.directive.model import Doubt, Pages
from services.errors import PermanentError, RefusedError, TemporaryError
from services.ledger import directives, events, leases, statuses
from services.ledger.codec import dumps
from services.ledger.tables import statuses as statuses_table
from services.office import edxml
from services.office.port import PacketKind, PendingRef
from services.reading import read_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from services.context import Context
    from services.directive.model import Directive

STATUS_RETRY_SECONDS = 30
STATUS_RECEIVED = "status_received"

#: How the header fields are called in questions to a clerk.
FIELD_NAMES = {
    "doc_type": "tên loại văn bản",
    "number": "số",
    "notation": "ký hiệu",
    "issued_on": "ngày ban hành",
    "issuer": "cơ quan ban hành",
    "abstract": "trích yếu",
}
EXAMPLES = {
    "doc_type": "doc_type=“KẾ HOẠCH”",
    "number": "number=162",
    "notation": "notation=KH-SGDĐT",
    "issued_on": "issued_on=2020-01-22",
    "issuer": "issuer=“UBND TỈNH TÂY NINH”",
    "abstract": "abstract=“…”",
}


def keep_document(ctx: Context, ref: PendingRef) -> str | None:
    """Keep a waiting packet durably; the new directive's id, or None when it is known."""
    packet_sha = ctx.blobs.put(ctx.axis.fetch(ref))
    with ctx.ledger.write() as conn:
        return directives.receive(conn, ctx.settings.office.id, ref.handle, packet_sha)


def keep_statuses(ctx: Context) -> None:
    """Keep the statuses others sent us; one that is kept already is not fetched again."""
    for ref in ctx.axis.list_pending(PacketKind.STATUS):
        with ctx.ledger.read() as conn:
            known = events.known(conn, STATUS_RECEIVED, ref.handle)
        if not known:
            packet_sha = ctx.blobs.put(ctx.axis.fetch(ref))
            with ctx.ledger.write() as conn:
                events.record(conn, STATUS_RECEIVED, None, ref.handle, packet=packet_sha)


def acknowledge_statuses(ctx: Context) -> None:
    """Acknowledge the statuses that are kept, where that cannot cost us a document.

    Documents and statuses are numbered apart, and confirming a status also removes a waiting document of the same
    number. Only numbers that the axis has passed (a later document has arrived) and that no waiting document bears
    are safe; the others stay listed, which is harmless.
    """
    waiting = {ref.handle for ref in ctx.axis.list_pending(PacketKind.DOCUMENT)}
    for ref in ctx.axis.list_pending(PacketKind.STATUS):
        with ctx.ledger.read() as conn:
            kept = events.known(conn, STATUS_RECEIVED, ref.handle)
            passed = directives.passed(conn, ctx.settings.office.id, ref.handle)
        if kept and passed and ref.handle not in waiting:
            ctx.axis.ack(ref)


def read_first(ctx: Context, attachments: Sequence[Row[Any]]) -> Pages:
    """The pages of the first attachment that can be read; when none can, the reason given for the first one."""
    reasons: list[PermanentError] = []
    for file in attachments:
        try:
            return read_file(ctx.blobs.path(file.sha256), file.safe_name)
        except PermanentError as error:
            reasons.append(error)
    if not reasons:
        raise PermanentError("Văn bản không có tệp nào để đọc. Hãy đề nghị nơi gửi gửi lại.")
    raise reasons[0]


def header_question(directive: Directive, name: str, missing: Sequence[str]) -> str:
    """Ask for the header fields that could not be read; says which document it is by what could be."""
    names = ", ".join(FIELD_NAMES.get(field, field) for field in missing)
    options = " ".join(f"--set {EXAMPLES.get(field, field + '=…')}" for field in missing)
    return (
        f"{known_as(directive)}: chưa xác định được {names} (siêu dữ liệu eGov không có, trên trang giấy không rõ). "
        f"Hãy xem bản gốc rồi chạy “trienkhai resume {name} {options}”."
    )


def known_as(directive: Directive) -> str:
    """The document in words a clerk recognises: type, symbol, issuer, abstract, as far as they are known."""
    header = directive.header
    kind = header.doc_type.text.capitalize() if header.doc_type else "Văn bản"
    notation = f" số …/{header.notation.text}" if header.notation and not header.number else ""
    symbol = f" số {header.symbol}" if header.number and header.symbol else notation
    issuer = f" của {header.issuer.text}" if header.issuer else ""
    about = f" “{header.abstract.text}”" if header.abstract else f" (tệp {directive.file})"
    return f"{kind}{symbol}{issuer}{about}"


def summary(directive: Directive) -> dict[str, object]:
    """What the ledger keeps of a directive: all of it, and the fields that lists show."""
    header = directive.header
    return {
        "understanding": dumps(directive),
        "symbol": header.symbol,
        "abstract": header.abstract.text if header.abstract else None,
        "issuer": header.issuer.text if header.issuer else None,
    }


def with_remarks(directive: Directive, packet: edxml.Document | edxml.Status) -> Directive:
    """The directive, and what the packet's reader could not use as further doubts for the clerk."""
    remarks = edxml.remarks_of(packet) if isinstance(packet, edxml.Document) else ()
    return dataclasses.replace(directive, doubts=(*directive.doubts, *(Doubt("packet", one) for one in remarks)))


def send_status(ctx: Context, owed: Row[Any], holder: str) -> bool:
    """Send one status; False when sending has to stop for now."""
    with ctx.ledger.read() as conn:
        row = directives.get(conn, owed.directive_id)
    packet = edxml.read_packet(ctx.blobs.get(row.packet_sha))
    try:
        if not isinstance(packet, edxml.Document) or not packet.symbol.strip("/"):
            raise RefusedError("Gói tin đến không có số, ký hiệu nên không báo trạng thái về trục được.")
        axis_id = ctx.axis.send(_status_packet(ctx, packet, owed.code), PacketKind.STATUS)
    except TemporaryError as error:
        with ctx.ledger.write() as conn:
            leases.release(conn, statuses_table, holder, delay=STATUS_RETRY_SECONDS, error=error.message)
        return False
    except PermanentError as error:
        with ctx.ledger.write() as conn:
            statuses.settle_held(conn, owed, holder, error.message)
        return True
    with ctx.ledger.write() as conn:
        statuses.settle_sent(conn, owed, holder, axis_id)
    return True


def _status_packet(ctx: Context, document: edxml.Document, code: str) -> bytes:
    office = ctx.settings.office
    reporter = edxml.Party(
        organ_id=office.organ_id, in_charge=office.parent_name, name=office.name, address=office.place
    )
    staff = edxml.Staff(department=office.secretariat, name=office.secretariat)
    moment = dt.datetime.now(ZONE)
    return edxml.write_status(edxml.report(document, code, reporter, staff, moment), edxml.StatusForm.BKAV)
