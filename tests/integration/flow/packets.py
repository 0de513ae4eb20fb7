"""Packets that change an earlier document, as the sending office would write them."""

from __future__ import annotations

import datetime as dt

from services.office.edxml import (
    VIETNAM,
    Attachment,
    Business,
    BusinessKind,
    ChangedReceiver,
    Document,
    DocumentType,
    Hop,
    OtherInfo,
    Party,
    Replacement,
    ResponseFor,
    Staff,
    Update,
    write_document,
)
from services.sandbox.deliver import deliver_packet

ORGAN = "000.00.03.H53"
SENDER = Party(ORGAN, name="Sở Giáo dục và Đào tạo", address="Tây Ninh")
DAY = dt.date(2026, 3, 16)


def packet(kind, files=(), number="45", day=DAY, subject="An toàn trường học", about=None, **more):
    """`about`: the number of the document that the packet says it concerns."""
    sender, notation = more.get("sender", SENDER), more.get("notation", "KH-SGDĐT")
    named = (ResponseFor(ORGAN, f"{about}/KH-SGDĐT", "", None),) if about else ()
    update = Update(receivers=True, changed=(ChangedReceiver(more["removed"], 0),)) if "removed" in more else None
    replaced = tuple(Replacement(one, (ORGAN,)) for one in more.get("replaces", ()))
    return write_document(
        Document(
            sender=sender,
            receivers=(Party(more.get("to", ORGAN), name="Nơi nhận", address="Tây Ninh"),),
            document_id=more.get("document_id", f"{sender.organ_id},{day:%Y/%m/%d},{number}/{notation},{kind.value}"),
            number=number,
            notation=notation,
            place="Tây Ninh",
            issued_on=more.get("issued_on", day),
            type=DocumentType(type=2, detail=0, name="Kế hoạch"),
            subject=subject,
            content=subject,
            other=OtherInfo(priority=0, copies=1, sphere=more.get("sphere", "")),
            response_for=named,
            steering_type=1,
            business=Business(
                kind=kind,
                reason="Nhầm nội dung",
                update=update,
                replacements=replaced,
                staff=Staff(department="Văn thư"),
            ),
            hops=(Hop(ORGAN, dt.datetime.now(VIETNAM)),),
            attachments=tuple(Attachment(file.name, file.read_bytes()) for file in files),
        )
    )


def send(office, *args, **more):
    """Put a packet on the axis and take it in; the row as it then stands."""
    handle = deliver_packet(office.database, packet(*args, **more))
    office.poll()
    return office.run(handle)


NEW, REVOKE, UPDATE, REPLACE = BusinessKind
