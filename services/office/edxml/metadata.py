"""What the office itself says of a document: the packet's header as `OfficeMetadata`.

The type is taken from TypeName, then from the notation, then from the subject; the numeric codes differ between
systems and are never asked.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING

from services.directive.model import OfficeMetadata, Signer

if TYPE_CHECKING:
    from services.office.edxml.model import Document

# Abbreviations of document types: NĐ 30/2020, Phụ lục III, Mục I; a notation without one is a công văn.
TYPE_NAMES = MappingProxyType(
    {
        "NQ": "Nghị quyết",
        "QĐ": "Quyết định",
        "CT": "Chỉ thị",
        "QC": "Quy chế",
        "QYĐ": "Quy định",
        "TC": "Thông cáo",
        "TB": "Thông báo",
        "HD": "Hướng dẫn",
        "CTR": "Chương trình",
        "KH": "Kế hoạch",
        "PA": "Phương án",
        "ĐA": "Đề án",
        "DA": "Dự án",
        "BC": "Báo cáo",
        "BB": "Biên bản",
        "TTR": "Tờ trình",
        "HĐ": "Hợp đồng",
        "CĐ": "Công điện",
        "BGN": "Bản ghi nhớ",
        "BTT": "Bản thỏa thuận",
        "GUQ": "Giấy ủy quyền",
        "GM": "Giấy mời",
        "GGT": "Giấy giới thiệu",
        "GNP": "Giấy nghỉ phép",
        "PG": "Phiếu gửi",
        "PC": "Phiếu chuyển",
        "PB": "Phiếu báo",
        "NĐ": "Nghị định",
        "TT": "Thông tư",
        "TTLT": "Thông tư liên tịch",
    }
)
URGENCIES = MappingProxyType({1: "Khẩn", 2: "Thượng khẩn", 3: "Hỏa tốc", 4: "Hỏa tốc hẹn giờ"})
SECRECIES = MappingProxyType({"mật": "Mật", "tối mật": "Tối mật", "tuyệt mật": "Tuyệt mật"})
#: "Mật", "(TỐI MẬT)", "Độ mật: Mật".
_SECRECY = re.compile(rf"\W*(?:độ mật\W+)?({'|'.join(SECRECIES)})\W*")
LETTER = "Công văn"
_KNOWN = MappingProxyType({name.casefold(): name for name in (*TYPE_NAMES.values(), LETTER)})


def to_metadata(document: Document) -> OfficeMetadata:
    """The header as eGov knows it; what the packet does not say is None."""
    signer = Signer(
        capacity=document.signer.competence or None,
        title=document.signer.position or None,
        name=document.signer.full_name or None,
    )
    issuer = document.sender.name
    return OfficeMetadata(
        number=document.number or None,
        notation=document.notation or None,
        issued_on=document.issued_on,
        issuer=issuer or None,
        issuer_organ_id=document.sender.organ_id or None,
        parent_issuer=document.sender.in_charge if document.sender.in_charge not in {"", issuer} else None,
        type_name=type_of(document),
        abstract=document.subject or document.content or None,
        place=document.place or None,
        urgency=URGENCIES.get(document.other.priority or 0),
        secrecy=_secrecy(document.other.sphere),
        signer=signer if signer != Signer() else None,
    )


def _secrecy(sphere: str) -> str | None:
    """The độ mật, which packets carry in place of a field of work."""
    found = _SECRECY.fullmatch(unicodedata.normalize("NFC", " ".join(sphere.split())).casefold())
    return SECRECIES[found[1]] if found else None


def type_of(document: Document) -> str | None:
    """The document type by name ("Kế hoạch", "Công văn"), or None when nothing tells."""
    named = unicodedata.normalize("NFC", " ".join(document.type.name.split()))
    return _KNOWN.get(named.casefold(), named) or _type_by_notation(document.notation) or _type_by_subject(document)


def remarks_of(document: Document) -> tuple[str, ...]:
    """Vietnamese sentences for the clerk: what the reader left out, and a type name the notation contradicts."""
    by_notation = _type_by_notation(document.notation)
    named = _KNOWN.get(" ".join(document.type.name.split()).casefold())
    if None in {named, by_notation} or named == by_notation:
        return document.remarks
    conflict = (
        f"Trục liên thông ghi loại văn bản là “{named}” nhưng ký hiệu {document.notation} là của “{by_notation}”; "
        "đề nghị văn thư xác minh."
    )
    return (*document.remarks, conflict)


def _type_by_notation(notation: str) -> str | None:
    """`KH-SGDĐT` is a plan; `SGDĐT-VP`, whose first part names no type, a công văn."""
    first, dash, _ = unicodedata.normalize("NFC", notation).replace("\u00d0", "Đ").strip().upper().partition("-")
    if not dash:
        return None
    return TYPE_NAMES.get(first, LETTER)


def _type_by_subject(document: Document) -> str | None:
    subject = document.subject.casefold()
    if re.match(r"v/v|về việc", subject):
        return LETTER
    return next((name for folded, name in _KNOWN.items() if re.match(rf"{re.escape(folded)}\b", subject)), None)
