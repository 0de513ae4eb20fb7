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
    import datetime as dt
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection, Row

    from services.ledger.blobs import Blobs
    from services.settings.load import Settings
    from services.settings.model import OfficeProfile

REVOKE = "revoke"
ACCEPT = (
    "Vẫn tiếp nhận: “trienkhai resume {id} --set accept=yes”; gửi trả vì nhầm nơi nhận (báo 02): "
    "“trienkhai resume {id} --set accept=no”."
)
#: ReceiverType of a receiver that an update removes.
REMOVED = 0
REFERENCE_PREFIX = "TK"
REFERENCE_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a packet does not go on: `closed` for good, or `held` with a question. `found` is what lists show of it.

    `ways` are the answers there are, with {id} for the directive.
    """

    state: str
    code: str
    sentence: str
    found: Mapping[str, object] = field(default_factory=dict)
    ways: str = "Xong thì chạy “trienkhai resume {id} --close”."

    def settle(self, conn: Connection, row: Row[Any], holder: str) -> None:
        """Write it to the ledger."""
        if self.state == "closed":
            directives.close(conn, row, self.sentence, holder=holder, **self.found)
            return
        question = f"{self.sentence} {self.ways.format(id=row.id)}".strip()
        holds.hold(conn, row, self.code, question, holder=holder, found=self.found)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document packet with the keys it is known by to the office that received it.

    `business_key` is sender, normalised symbol, date and kind of business (never DocumentId, which e-offices reuse);
    `content_sha` covers the attachments in order. `change` says what it does to an earlier document: revoke, update,
    replace, or nothing ("").
    """

    office: str
    document: Document
    business_key: str
    content_sha: str
    change: str = ""

    @property
    def targets(self) -> tuple[str, ...]:
        """The beginnings of business keys of the document that this one changes, the surest first."""
        if not self.change:
            return ()
        sender = self.document.sender.organ_id
        named = [
            key_of(one.organ_id or sender, one.code, one.issued_on) for one in self.document.response_for if one.code
        ]
        # An update comes under the number of what it updates, a recall often does.
        return (*named, key_of(sender, self.document.symbol, None)) if self.document.symbol else tuple(named)

    def concerns(self, other: Arrival) -> bool:
        """Whether this is a change of that document."""
        named = any(other.business_key.startswith(one) for one in self.targets)
        return named or other.document.document_id in {one.document_id for one in self.document.business.replacements}

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
            "document_id": self.document.document_id or None,
            "change": self.change or None,
            "office_metadata": dumps(metadata),
            "symbol": self.document.symbol or None,
            "abstract": metadata.abstract,
            "issuer": metadata.issuer,
        }


def arrive(settings: Settings, packet: Document | Status, answers: Mapping[str, str]) -> Arrival | Objection:
    """Name a packet by its keys; one that is not for us, secret or empty is an objection."""
    if isinstance(packet, Status):
        return Objection("closed", "status", f"Gói tin là trạng thái {packet.code}, không phải văn bản.")
    found = {"symbol": packet.symbol or None, "abstract": packet.subject or None, "issuer": packet.sender.name or None}
    name = f"Văn bản {packet.symbol} “{packet.subject}” của {packet.sender.name}"
    ours = {settings.office.organ_id, settings.axis.organ_id, *settings.office.other_organ_ids}
    change = _change(packet, ours)
    if secrecy := to_metadata(packet).secrecy:
        # Its subject may be secret too: no word of it is shown or kept outside the packet.
        which = f"Văn bản {packet.symbol} của {packet.sender.name} có độ mật “{secrecy}” theo trục"
        how = f"{which}: không mở trên hệ thống này, chuyển xử lý theo chế độ mật."
        return Objection("held", "secret", how, {**found, "abstract": None})
    if not change and not _is_for(packet, ours, settings.office) and answers.get("accept") != "yes":
        return Objection("held", "wrong_addressee", _addressed(name, packet), found, ACCEPT)
    if not packet.attachments and change != REVOKE:
        return Objection("held", "no_file", f"{name} không có tệp đính kèm: đề nghị nơi gửi gửi lại.", found)
    # What a change is about is part of what it says: two recalls without files are not the same.
    about = "".join(f"|{one.code}" for one in packet.response_for) if change else ""
    content = hashlib.sha256(("".join(file.sha256 for file in packet.attachments) + about).encode()).hexdigest()
    return Arrival(settings.office.id, packet, _business_key(packet) or f"sha|{content}", content, change)


def _change(packet: Document, ours: Collection[str]) -> str:
    """What a packet does to an earlier document. An update that takes us off the receivers is a recall for us."""
    update = packet.business.update
    if update and any(one.kind == REMOVED and one.organ_id in ours for one in update.changed):
        return REVOKE
    return {BusinessKind.REVOKE: REVOKE, BusinessKind.UPDATE: "update", BusinessKind.REPLACE: "replace"}.get(
        packet.business.kind, ""
    )


def _is_for(packet: Document, ours: Collection[str], office: OfficeProfile) -> bool:
    """Whether we are among the receivers, by identifier or by name; a packet that names none is taken as ours."""
    names = {one.casefold() for one in (office.name, office.full_name, *office.aliases)}
    named = [one for one in packet.receivers if one.organ_id]
    return not named or any(one.organ_id in ours or one.name.casefold() in names for one in named)


def _addressed(name: str, packet: Document) -> str:
    receivers = "; ".join(one.name or one.organ_id for one in packet.receivers)
    return f"{name} ghi nơi nhận là {receivers}, không phải cơ quan ta."


def _business_key(document: Document) -> str:
    if not (document.number and document.notation):
        return ""
    kind = document.business.kind.value
    day = document.issued_on.isoformat() if document.issued_on else ""
    return f"{key_of(document.sender.organ_id, document.symbol, None)}{day}|{kind}"


def key_of(organ_id: str, symbol: str, day: dt.date | None) -> str:
    """The beginning of the business keys of a document, with its day when that is known."""
    code = "".join(unicodedata.normalize("NFC", symbol).upper().split())
    return f"{organ_id}|{code}|{day.isoformat() + '|' if day else ''}"


def objection(conn: Connection, row: Row[Any], arrival: Arrival) -> Objection | None:
    """What the ledger knows that speaks against going on: the same document again, or its number with new content."""
    found = {"symbol": arrival.document.symbol or None, "abstract": arrival.document.subject or None}
    if (known := directives.same(conn, row, arrival.business_key, arrival.content_sha)) is not None:
        again = f"đã đóng: {known.closed_reason}" if known.state == "closed" else "không lập hồ sơ lần hai"
        sentence = f"Đã tiếp nhận trước đó (mã {known.id}); {again}. Muốn xử lý, chạy “trienkhai resume {known.id}”."
        return Objection("closed", "duplicate", sentence, found)
    twin = directives.latest_version(conn, row, arrival.business_key)
    # Another update under the same number says itself that it is new content, and is asked about anyway.
    if twin is None or arrival.change or json.loads(row.answers).get("new_version") == "yes":
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
