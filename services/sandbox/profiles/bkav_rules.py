"""What the axis server checks before it takes a packet: its rules and its error codes, spelled as that server spells.

The order and the odd spellings are part of the contract. `Crash` stands for an exception inside that server: the
sender then gets a bare error without reasons.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.office.edxml.parse import Node

Fault = tuple[str, str]
MAX_GROUPS = 4
MAX_PARTS = 500
SHORTEST_ORGAN_ID = 11
MAX_STEERING = 2
TYPES = frozenset({"1", "2"})
_DATE = re.compile(r"\d{4}/\d{2}/\d{2}")


class Crash(Exception):  # noqa: N818 - not an error of ours: the imitated server's own
    """The imitated server would throw here."""


def document_faults(root: Node, today: dt.date) -> list[Fault]:
    """All faults of a document packet in the server's order; raises Crash where the server would."""
    header = _must(root.child("edXMLEnvelope", "edXMLHeader"))
    message = _must(header.child("MessageHeader"))
    faults = [
        *_organ(message.child("From"), "From"),
        *_receivers(message),
        *_identity(message),
        *_date(message.value("PromulgationInfo", "PromulgationDate"), today),
        *_type(message),
        *_long_text(message, "Subject"),
        *_long_text(message, "Content"),
        *_trace(_must(header.child("TraceHeaderList"))),
    ]
    _must(message.child("OtherInfo"))
    if int(_numeric(message.value("SteeringType"))) > MAX_STEERING:
        raise Crash
    if not root.every("AttachmentEncoded", "Attachment"):
        raise Crash
    return faults


def status_faults(status: Node) -> Iterator[Fault]:
    """Faults of the `Status` element that the server names; the rest it meets while saving."""
    yield from _organ_id(status.value("From", "OrganId"), "From")
    if not status.value("ResponseFor", "OrganId"):
        yield "N.MessageHeaderResponseForOrganId", "ResponseFor OrganId is required"
    if not status.value("ResponseFor", "Code"):
        yield "MessageHeaderResponseForCode", "ResponseFor Code is required"
    if not status.value("ResponseFor", "DocumentId"):
        yield "MessageHeader.ResponseFor.DocumentId", "ResponseFor DocumentId is required"
    if not status.value("StatusCode"):
        yield "MessageHeader.StatusCode", "StatusCode is required"


def unsavable(root: Node) -> str | None:
    """Why saving a checked document fails: a short organ id (`charAt(10)`) or an empty attachment."""
    message = _must(root.child("edXMLEnvelope", "edXMLHeader", "MessageHeader"))
    parties = [message.child("From"), *message.every("To")]
    if any(len(party.value("OrganId")) < SHORTEST_ORGAN_ID for party in parties if party):
        return "java.lang.StringIndexOutOfBoundsException: String index out of range: 10"
    if not all(file.value("ContentTransferEncoded") for file in root.every("AttachmentEncoded", "Attachment")):
        return "java.lang.IllegalStateException: attachment has no content"
    return None


def _receivers(message: Node) -> Iterator[Fault]:
    receivers = message.every("To")
    if not receivers:
        yield "N.MessageHeader.To", "To is required"
    seen: set[str] = set()
    for receiver in receivers:
        yield from _organ(receiver, "To")
        if not receiver.value("OrganAdd"):
            raise Crash  # String.format("R.%") throws
        if receiver.value("OrganId") in seen:
            yield "MessageHeader.To.OrganId", "To OrganId is duplicated"
        seen.add(receiver.value("OrganId"))


def _organ(party: Node | None, side: str) -> Iterator[Fault]:
    party = _must(party)
    yield from _organ_id(party.value("OrganId"), side)
    if not party.value("OrganName"):
        yield f"R.MessageHeader{side}OrganName", f"{side} OrganName is out of range"


def _organ_id(organ_id: str, side: str) -> Iterator[Fault]:
    if not organ_id:
        yield f"N.MessageHeader{side}OrganId", f"{side} OrganId is required"
    elif organ_id.count(".") >= MAX_GROUPS:
        yield f"R.MessageHeader{side}OrganId", f"{side} OrganId is out of range"


def _identity(message: Node) -> Iterator[Fault]:
    if not message.value("DocumentId"):
        yield "DocumentId", "DocumentId is required"
    code = _must(message.child("Code"))
    for name in ("CodeNumber", "CodeNotation"):
        if not code.value(name):
            yield f"N.MessageHeaderCode{name}", f"{name} is required"
        elif _too_long(code.value(name)):
            yield f"R.MessageHeaderCode{name}", f"{name} is out of range"


def _date(text: str, today: dt.date) -> Iterator[Fault]:
    if not text:
        yield "T.MessageHeader.PromulgationDate", "PromulgationDate is empty"
        return
    day = _day(text)
    if day is None:
        yield "PromulgationDate", "PromulgationDate must be yyyy/MM/dd"
    elif day > today:
        yield "M.MessageHeader.PromulgationDate", "PromulgationDate is in the future"


def _day(text: str) -> dt.date | None:
    """Strictly yyyy/MM/dd, an existing day."""
    try:
        return dt.date.fromisoformat(text.replace("/", "-")) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def _type(message: Node) -> Iterator[Fault]:
    kind = _must(message.child("DocumentType"))
    if _numeric(kind.value("Type") or "2") not in TYPES:
        yield "M.MessageHeader.DocumentType.Type", "DocumentType Type is not allowed"
    if not kind.value("TypeName"):
        yield "R.MessageHeader.DocumentType.TypeName", "DocumentType TypeName is out of range"


def _long_text(message: Node, name: str) -> Iterator[Fault]:
    if not message.value(name) or _too_long(message.value(name)):
        yield f"MessageHeader.{name}", f"{name} is out of range"


def _trace(trace: Node) -> Iterator[Fault]:
    organs = [hop.value("OrganId") for hop in trace.every("TraceHeader")]
    if not any(organs):
        yield "N.TraceHeaderList.TraceHeader.OrganId", "TraceHeader OrganId is required"
    if any(organ.count(".") >= MAX_GROUPS for organ in organs):
        yield "R.TraceHeaderList.TraceHeader.OrganId", "TraceHeader OrganId is out of range"
    business = _must(trace.child("Bussiness") or trace.child("Business"))
    _numeric(business.value("BussinessDocType") or business.value("BusinessDocType"))
    _numeric(business.value("Paper"))


def _too_long(text: str) -> bool:
    """The server's limit counts parts between dots, not letters."""
    return text.count(".") >= MAX_PARTS


def _must(node: Node | None) -> Node:
    if node is None:
        raise Crash
    return node


def _numeric(text: str) -> str:
    if not (text.isascii() and text.isdecimal()):
        raise Crash
    return str(int(text[:9]))
