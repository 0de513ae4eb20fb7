"""A packet that arrived: which document it is, whether we know it already, and what speaks against going on."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from services.ledger import directives, holds
from services.ledger.codec import dumps
from services.office.edxml import BusinessKind, Document, Status, to_metadata

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row

    from services.ledger.blobs import Blobs

REFERENCE_PREFIX = "TK"
REFERENCE_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a packet does not go on: `closed` for good, or `held` with a question. `found` is what lists show of it."""

    state: str
    code: str
    sentence: str
    found: Mapping[str, object] = field(default_factory=dict)

    def settle(self, conn: Connection, row: Row[Any], holder: str) -> None:
        """Write it to the ledger; a question ends with the way to close the matter."""
        if self.state == "closed":
            directives.close(conn, row, self.sentence, holder=holder, **self.found)
            return
        way = f" Xong thì chạy “trienkhai resume {row.id} --close”."
        holds.hold(conn, row, self.code, self.sentence + way, holder=holder, found=self.found)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document packet with the keys it is known by to the office that received it.

    `business_key` is sender, normalised symbol, date and kind of business (never DocumentId, which e-offices reuse);
    `content_sha` covers the attachments in order.
    """

    office: str
    document: Document
    business_key: str
    content_sha: str

    @property
    def reference(self) -> str:
        """The dossier's reference (mã tham chiếu): an office always gives the same document the same one."""
        digest = hashlib.sha256(f"{self.office}|{self.business_key}|{self.content_sha}".encode()).hexdigest()
        return f"{REFERENCE_PREFIX}-{digest[:REFERENCE_DIGITS].upper()}"

    def values(self, version: int) -> dict[str, object]:
        """What the ledger keeps on the directive."""
        metadata = to_metadata(self.document)
        return {
            "business_key": self.business_key,
            "content_sha": self.content_sha,
            "reference": self.reference,
            "version": version,
            "office_metadata": dumps(metadata),
            "symbol": self.document.symbol or None,
            "abstract": metadata.abstract,
            "issuer": metadata.issuer,
        }


def arrive(office: str, packet: Document | Status) -> Arrival | Objection:
    """Name a packet by its keys; one that is no new document is an objection."""
    if isinstance(packet, Status):
        return Objection("closed", "status", f"Gói tin là trạng thái {packet.code}, không phải văn bản.")
    found = {"symbol": packet.symbol or None, "abstract": packet.subject or None, "issuer": packet.sender.name or None}
    name = f"Văn bản {packet.symbol} “{packet.subject}” của {packet.sender.name}"
    if packet.business.kind is not BusinessKind.NEW:
        return Objection("held", "business_kind", _changed(packet), found)
    if to_metadata(packet).secrecy:
        return Objection(
            "held", "secret", f"{name} có độ mật: không mở trên hệ thống này, chuyển xử lý theo chế độ mật.", found
        )
    if not packet.attachments:
        return Objection("held", "no_file", f"{name} không có tệp đính kèm: đề nghị nơi gửi gửi lại.", found)
    content = hashlib.sha256("".join(file.sha256 for file in packet.attachments).encode()).hexdigest()
    return Arrival(office, packet, _business_key(packet) or f"sha|{content}", content)


def _changed(packet: Document) -> str:
    what = {BusinessKind.REVOKE: "thu hồi", BusinessKind.UPDATE: "cập nhật", BusinessKind.REPLACE: "thay thế"}
    name = ", ".join(one.code for one in packet.response_for if one.code) or packet.symbol
    return (
        f"{packet.sender.name} {what[packet.business.kind]} văn bản {name}: hãy đối chiếu với hồ sơ đã lập rồi xử lý "
        "trên eGov."
    )


def _business_key(document: Document) -> str:
    if not (document.number and document.notation):
        return ""
    code = "".join(unicodedata.normalize("NFC", document.symbol).upper().split())
    day = document.issued_on.isoformat() if document.issued_on else ""
    return f"{document.sender.organ_id}|{code}|{day}|{document.business.kind.value}"


def objection(conn: Connection, row: Row[Any], arrival: Arrival) -> Objection | None:
    """What the ledger knows that speaks against going on: the same document again, or its number with new content."""
    found = {"symbol": arrival.document.symbol or None, "abstract": arrival.document.subject or None}
    if (known := directives.same(conn, row, arrival.business_key, arrival.content_sha)) is not None:
        again = f"đã đóng: {known.closed_reason}" if known.state == "closed" else "không lập hồ sơ lần hai"
        sentence = f"Đã tiếp nhận trước đó (mã {known.id}); {again}. Muốn xử lý, chạy “trienkhai resume {known.id}”."
        return Objection("closed", "duplicate", sentence, found)
    twin = directives.latest_version(conn, row, arrival.business_key)
    if twin is None or json.loads(row.answers).get("new_version") == "yes":
        return None
    return Objection(
        "held",
        "new_content",
        f"Cùng số, ký hiệu {arrival.document.symbol} đã có hồ sơ (mã {twin.id}) nhưng nội dung tệp khác. "
        f"Nếu đây là bản mới, chạy “trienkhai resume {row.id} --set new_version=yes”.",
        found,
    )


def version(conn: Connection, row: Row[Any], arrival: Arrival) -> int:
    """1 for a new document, one more than the last for a new content under the same number."""
    twin = directives.latest_version(conn, row, arrival.business_key)
    return 1 if twin is None else int(twin.version) + 1


def store(blobs: Blobs, arrival: Arrival) -> list[dict[str, object]]:
    """Keep the attachments by sha256; returns the ledger's rows for them."""
    return [
        {
            "position": position,
            "name": file.original_name or file.name,
            "safe_name": file.name,
            "media_type": "application/octet-stream",
            "size": len(file.content),
            "sha256": blobs.put(file.content),
        }
        for position, file in enumerate(arrival.document.attachments, 1)
    ]
