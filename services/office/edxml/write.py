"""Model to packet bytes, in the element order of the reference library (exchange format QCVN 102:2016).

Empty texts and unknown or negative numbers are omitted, never written as empty elements. `Bussiness`, `OtherInfo` and
`Direction` are always written: servers fail without them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from services.office.edxml.attachments import pack
from services.office.edxml.markup import NAMESPACE, Element, render
from services.office.edxml.model import (
    VIETNAM,
    Attachment,
    Business,
    Document,
    Hop,
    OtherInfo,
    Party,
    ResponseFor,
    Staff,
    Status,
    Update,
)
from services.office.edxml.statuses import StatusForm

_XMLNS_ROOT = f'xmlns="{NAMESPACE}"'
_XMLNS_PREFIX = f'xmlns:edXML="{NAMESPACE}"'


def write_document(document: Document) -> bytes:
    """A document packet. Nothing is checked: what the receiving axis demands is the sender's care."""
    packed = [pack(position, attachment) for position, attachment in enumerate(document.attachments, start=1)]
    manifest = Element(
        "edXML:edXMLManifest",
        'version="1.0"',
        children=tuple(
            _group("Reference", _texts(ContentId=item.content_id, ContentType=item.content_type, **_names(file)))
            for item, file in zip(packed, document.attachments, strict=True)
        ),
    )
    encoded = tuple(
        Element(
            "Attachment",
            children=(
                *_texts("", ContentId=item.content_id, AttachmentName=file.name, Description=file.description),
                *_texts("", ContentType=item.content_type),
                Element("edXML:ContentTransferEncoded", _XMLNS_PREFIX, item.encoded),
            ),
        )
        for item, file in zip(packed, document.attachments, strict=True)
    )
    header = _group("edXMLHeader", [_group("MessageHeader", _message(document)), _trace(document)])
    body = _group("edXMLBody", [manifest])
    return _packet([header, body], [Element("AttachmentEncoded", children=encoded)])


def write_status(status: Status, form: StatusForm = StatusForm.BKAV) -> bytes:
    """A status packet: header only. `StaffInfo` is written even when empty, the bkav server fails without it."""
    content = [
        _party("From", status.sender),
        _response(status.response_for),
        _staff(status.staff),
        *_texts(StatusCode=status.code.zfill(2), Description=status.description, Timestamp=_moment(status.at)),
    ]
    return _packet([_group("edXMLHeader", [_group(form.value, content)])], [])


def _packet(envelope: list[Element], beside: list[Element]) -> bytes:
    inner = Element("edXML:edXMLEnvelope", _XMLNS_PREFIX, children=tuple(envelope))
    return render(Element("edXML", _XMLNS_ROOT, children=(inner, *beside)))


def _message(document: Document) -> list[Element]:
    return [
        _party("From", document.sender),
        *(_party("To", receiver) for receiver in document.receivers),
        *_texts(DocumentId=document.document_id),
        *_groups("Code", _texts(CodeNumber=document.number, CodeNotation=document.notation)),
        *_groups("PromulgationInfo", _texts(Place=document.place, PromulgationDate=_day(document.issued_on))),
        *_groups(
            "DocumentType",
            _texts(
                Type=_number(document.type.type),
                TypeDetail=_number(document.type.detail),
                TypeName=document.type.name,
            ),
        ),
        *_texts(Subject=document.subject, Content=document.content),
        *_groups(
            "SignerInfo",
            _texts(
                Competence=document.signer.competence,
                Position=document.signer.position,
                FullName=document.signer.full_name,
            ),
        ),
        *_texts(DueDate=_day(document.due_on)),
        _other(document.other),
        *(_response(answered) for answered in document.response_for),
        *_texts(SteeringType=_number(document.steering_type)),
        *_groups("ResponseForTask", _each("TaskCode", document.task_codes)),
        *_texts(ApplicationType=document.application_type),
        *_groups("ToPlaces", _each("Place", document.to_places)),
    ]


def _party(name: str, party: Party) -> Element:
    return _group(
        name,
        _texts(
            OrganId=party.organ_id,
            OrganizationInCharge=party.in_charge,
            OrganName=party.name,
            OrganAdd=party.address,
            Email=party.email,
            Telephone=party.telephone,
            Fax=party.fax,
            Website=party.website,
        ),
    )


def _other(other: OtherInfo) -> Element:
    return _group(
        "OtherInfo",
        [
            *_texts(
                Priority=_number(other.priority),
                SphereOfPromulgation=other.sphere,
                TyperNotation=other.typist,
                PromulgationAmount=_number(other.copies),
                PageAmount=_number(other.pages),
                Direction="true" if other.direction else "false",
            ),
            *_groups("Appendixes", _each("Appendix", other.appendixes)),
        ],
    )


def _response(answered: ResponseFor) -> Element:
    return _group(
        "ResponseFor",
        _texts(
            OrganId=answered.organ_id,
            Code=answered.code,
            DocumentId=answered.document_id,
            PromulgationDate=_day(answered.issued_on),
        ),
    )


def _trace(document: Document) -> Element:
    return _group("TraceHeaderList", [_business(document.business), *(_hop(hop) for hop in document.hops)])


def _hop(hop: Hop) -> Element:
    return _group("TraceHeader", _texts(OrganId=hop.organ_id, Timestamp=_moment(hop.at)))


def _business(business: Business) -> Element:
    replacements = [
        _group(
            "ReplacementInfo",
            [
                *_texts(DocumentId=item.document_id),
                *_groups("OrganIdList", _each("OrganId", item.organ_ids)),
            ],
        )
        for item in business.replacements
    ]
    return _group(
        "Bussiness",
        [
            *_texts(
                DocumentId=business.document_id,
                BussinessDocType=_number(business.kind),
                BussinessDocReason=business.reason,
                Paper=_number(business.paper),
            ),
            *([_update(business.update)] if business.update else []),
            *_groups("ReplacementInfoList", replacements),
            *([_staff(business.staff)] if business.staff else []),
        ],
    )


def _update(update: Update) -> Element:
    receivers = [
        _group("Receiver", _texts(OrganId=receiver.organ_id, ReceiverType=_number(receiver.kind)))
        for receiver in update.changed
    ]
    return _group(
        "BussinessDocumentInfo",
        [
            *_texts(DocumentInfo=_number(update.info), DocumentReceiver=_number(update.receivers)),
            *_groups("ReceiverList", receivers),
        ],
    )


def _staff(staff: Staff) -> Element:
    return _group(
        "StaffInfo",
        _texts(
            Department=staff.department,
            DepartmentId=staff.department_id,
            Staff=staff.name,
            StaffId=staff.staff_id,
            Email=staff.email,
            Mobile=staff.mobile,
        ),
    )


def _names(file: Attachment) -> dict[str, str]:
    return {"Description": file.description, "AttachmentName": file.name}


def _texts(prefix: str = "edXML:", /, **texts: str) -> list[Element]:
    return [Element(prefix + name, text=text) for name, text in texts.items() if text.strip()]


def _each(name: str, texts: Iterable[str]) -> list[Element]:
    return [Element(f"edXML:{name}", text=text) for text in texts if text.strip()]


def _group(name: str, children: Iterable[Element]) -> Element:
    return Element(f"edXML:{name}", children=tuple(children))


def _groups(name: str, children: list[Element]) -> list[Element]:
    """The group, unless it would be empty."""
    return [_group(name, children)] if children else []


def _number(value: int | None) -> str:
    return "" if value is None or value < 0 else str(int(value))


def _day(day: dt.date | None) -> str:
    return f"{day:%Y/%m/%d}" if day else ""


def _moment(moment: dt.datetime | None) -> str:
    return f"{moment.astimezone(VIETNAM):%Y/%m/%d %H:%M:%S}" if moment else ""
