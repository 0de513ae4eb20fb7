"""Packet bytes to the model, tolerantly: any order, any prefix, empty tags, both status elements, lenient labels.

What cannot be used is left out and told in `remarks`; only a packet without a usable frame raises PacketError.
"""

from __future__ import annotations

import datetime as dt
import unicodedata

from services.errors import PacketError
from services.office.edxml.attachments import unpack
from services.office.edxml.dates import DateReader
from services.office.edxml.model import (
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
    SignerInfo,
    Staff,
    Status,
    Update,
)
from services.office.edxml.names import safe_name
from services.office.edxml.parse import Node, parse_packet

MAX_FILES_BYTES = 100 * 1024 * 1024
MAX_DIGITS = 9


def read_packet(raw: bytes, today: dt.date | None = None) -> Document | Status:
    """The document or status in a packet; the payload decides, not what the axis called it.

    Days are believed from 1945 to the year after `today` (the clock's day when not given). Raises PacketError.
    """
    root = parse_packet(raw)
    header = root.child("edXMLEnvelope", "edXMLHeader")
    if header is None:
        raise PacketError("Gói edXML không có phần đầu (edXMLHeader). Đề nghị nơi gửi kiểm tra và gửi lại.")
    remarks: list[str] = []
    dates = DateReader(remarks, today)
    message = header.child("Status") or header.child("MessageHeader")
    if message is None:
        raise PacketError("Gói edXML không có MessageHeader hoặc Status. Đề nghị nơi gửi kiểm tra và gửi lại.")
    if message.name == "Status" or message.child("StatusCode"):
        return _status(message, dates, remarks)
    return _document(root, header, message, dates, remarks)


def _status(message: Node, dates: DateReader, remarks: list[str]) -> Status:
    code = message.value("StatusCode")
    if not code.isdecimal() or len(code) > MAX_DIGITS:
        raise PacketError(f"Gói trạng thái có mã trạng thái không phải số: “{code[:40]}”.")
    return Status(
        sender=_party(message.child("From")),
        response_for=_response(message.child("ResponseFor") or Node(""), dates),
        code=str(int(code)).zfill(2),
        description=_text(message, "Description"),
        staff=_staff(message.child("StaffInfo")) or Staff(),
        at=dates.moment(message.value("Timestamp"), "Thời điểm của trạng thái"),
        remarks=tuple(remarks),
    )


def _document(root: Node, header: Node, message: Node, dates: DateReader, remarks: list[str]) -> Document:
    attachments = _attachments(root, remarks)
    answered = (_response(node, dates) for node in message.every("ResponseFor"))
    return Document(
        sender=_party(message.child("From")),
        receivers=tuple(_party(node) for node in message.every("To")),
        document_id=_text(message, "DocumentId"),
        number=_text(message, "Code", "CodeNumber"),
        notation=_text(message, "Code", "CodeNotation"),
        place=_text(message, "PromulgationInfo", "Place"),
        issued_on=dates.day(message.value("PromulgationInfo", "PromulgationDate"), "Ngày ban hành"),
        type=DocumentType(
            type=_number(message, "DocumentType", "Type"),
            detail=_number(message, "DocumentType", "TypeDetail"),
            name=_text(message, "DocumentType", "TypeName"),
        ),
        subject=_text(message, "Subject"),
        content=_text(message, "Content"),
        signer=SignerInfo(
            competence=_text(message, "SignerInfo", "Competence"),
            position=_text(message, "SignerInfo", "Position"),
            full_name=_text(message, "SignerInfo", "FullName"),
        ),
        due_on=dates.day(message.value("DueDate"), "Hạn trả lời"),
        other=_other(message.child("OtherInfo") or Node("")),
        response_for=tuple(item for item in answered if item != ResponseFor()),
        steering_type=_number(message, "SteeringType"),
        task_codes=_texts(message, "ResponseForTask", "TaskCode"),
        application_type=_text(message, "ApplicationType"),
        to_places=_texts(message, "ToPlaces", "Place"),
        business=_business(header.child("TraceHeaderList") or Node(""), remarks),
        hops=tuple(
            Hop(_text(node, "OrganId"), dates.moment(node.value("Timestamp"), "Thời điểm trên đường chuyển"))
            for node in header.every("TraceHeaderList", "TraceHeader")
        ),
        attachments=attachments,
        remarks=tuple(remarks),
    )


def _party(node: Node | None) -> Party:
    node = node or Node("")
    return Party(
        organ_id=_text(node, "OrganId"),
        in_charge=_text(node, "OrganizationInCharge"),
        name=_text(node, "OrganName"),
        address=_text(node, "OrganAdd"),
        email=_text(node, "Email"),
        telephone=_text(node, "Telephone"),
        fax=_text(node, "Fax"),
        website=_text(node, "Website"),
    )


def _other(node: Node) -> OtherInfo:
    return OtherInfo(
        priority=_number(node, "Priority"),
        sphere=_text(node, "SphereOfPromulgation"),
        typist=_text(node, "TyperNotation"),
        copies=_number(node, "PromulgationAmount"),
        pages=_number(node, "PageAmount"),
        direction=node.value("Direction").lower() in {"true", "1"},
        appendixes=_texts(node, "Appendixes", "Appendix"),
    )


def _response(node: Node, dates: DateReader) -> ResponseFor:
    return ResponseFor(
        organ_id=_text(node, "OrganId"),
        code=_text(node, "Code"),
        document_id=_text(node, "DocumentId"),
        issued_on=dates.day(node.value("PromulgationDate"), "Ngày của văn bản liên quan"),
    )


def _business(trace: Node, remarks: list[str]) -> Business:
    """`Bussiness` and the spellings met for it; absent means a new document."""
    node = next((child for child in trace.children if child.name.lower() in {"bussiness", "business"}), None)
    if node is None:
        return Business()
    spelled = {child.name.replace("Business", "Bussiness"): child for child in node.children}
    return Business(
        kind=_kind(spelled.get("BussinessDocType"), remarks),
        reason=_clean(spelled["BussinessDocReason"].text) if "BussinessDocReason" in spelled else "",
        paper=_number(node, "Paper") or 0,
        document_id=_text(node, "DocumentId"),
        update=_update(spelled.get("BussinessDocumentInfo")),
        replacements=tuple(
            Replacement(_text(item, "DocumentId"), _texts(item, "OrganIdList", "OrganId"))
            for item in node.every("ReplacementInfoList", "ReplacementInfo")
        ),
        staff=_staff(node.child("StaffInfo")),
    )


def _kind(node: Node | None, remarks: list[str]) -> BusinessKind:
    text = node.text if node else ""
    if text in {"", "0", "1", "2", "3"}:
        return BusinessKind(int(text or 0))
    remarks.append(f"Loại nghiệp vụ “{text[:40]}” không có trong chuẩn, coi là văn bản mới.")
    return BusinessKind.NEW


def _update(node: Node | None) -> Update | None:
    if node is None:
        return None
    return Update(
        info=node.value("DocumentInfo") == "1",
        receivers=node.value("DocumentReceiver") == "1",
        changed=tuple(
            ChangedReceiver(_text(item, "OrganId"), _number(item, "ReceiverType"))
            for item in node.every("ReceiverList", "Receiver")
        ),
    )


def _staff(node: Node | None) -> Staff | None:
    if node is None:
        return None
    return Staff(
        department=_text(node, "Department"),
        department_id=_text(node, "DepartmentId"),
        name=_text(node, "Staff"),
        staff_id=_text(node, "StaffId"),
        email=_text(node, "Email"),
        mobile=_text(node, "Mobile"),
    )


def _attachments(root: Node, remarks: list[str]) -> tuple[Attachment, ...]:
    """Attachments in packet order; names missing there are taken from the manifest of the same content id."""
    manifest = {
        _cid(node): node.value("AttachmentName")
        for node in root.every("edXMLEnvelope", "edXMLBody", "edXMLManifest", "Reference")
    }
    files: list[Attachment] = []
    for position, node in enumerate(root.every("AttachmentEncoded", "Attachment"), start=1):
        original = node.value("AttachmentName") or manifest.get(_cid(node), "")
        name = safe_name(original, f"tep-dinh-kem-{position}")
        where = f"Tệp đính kèm thứ {position} “{name}”"
        content = unpack(node.value("ContentTransferEncoded"), node.value("ContentType"), name, where)
        if not content:
            remarks.append(f"{where} rỗng.")
        files.append(Attachment(name, content, _text(node, "Description"), _cid(node), original))
        if sum(len(file.content) for file in files) > MAX_FILES_BYTES:
            raise PacketError(f"Các tệp đính kèm cộng lại lớn hơn {MAX_FILES_BYTES >> 20} MB, không đọc.")
    return tuple(files)


def _cid(node: Node) -> str:
    return node.value("ContentId").removeprefix("cid:").strip()


def _text(node: Node, *path: str) -> str:
    return _clean(node.value(*path))


def _texts(node: Node, *path: str) -> tuple[str, ...]:
    return tuple(_clean(item.text) for item in node.every(*path) if item.text)


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _number(node: Node, *path: str) -> int | None:
    """A plain non-negative number; anything else is unknown."""
    text = node.value(*path)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS else None
