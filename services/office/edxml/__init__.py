"""edXML, the packet of the exchange axis (QCVN 102:2016/BTTTT): one model, a strict writer, a tolerant reader.

`read_packet` takes what any of the known builders writes; `write_document` and `write_status` write what all known
servers accept, with the prefixes of the reference library. `to_metadata` says what the office knows of a document.
"""

from __future__ import annotations

from services.office.edxml.metadata import remarks_of, to_metadata
from services.office.edxml.model import (
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
    SignerInfo,
    Staff,
    Status,
    Update,
)
from services.office.edxml.read import read_packet
from services.office.edxml.statuses import STATUS_NAMES, StatusForm, report, status_name
from services.office.edxml.write import write_document, write_status

__all__ = [
    "STATUS_NAMES",
    "VIETNAM",
    "Attachment",
    "Business",
    "BusinessKind",
    "ChangedReceiver",
    "Document",
    "DocumentType",
    "Hop",
    "OtherInfo",
    "Party",
    "Replacement",
    "ResponseFor",
    "SignerInfo",
    "Staff",
    "Status",
    "StatusForm",
    "Update",
    "read_packet",
    "remarks_of",
    "report",
    "status_name",
    "to_metadata",
    "write_document",
    "write_status",
]
