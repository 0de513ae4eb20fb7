"""RG: what of a document goes into the registers must fit their fields (Phụ lục VI, Phần II). Nothing is ever cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.formality.entries import entries
from services.formality.facts import FOREIGN
from services.formality.model import Severity
from services.formality.rules.registry import Fault, Subject, having, rule
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

_OF_ZONES: Final = (
    (Zone.ISSUER, "OrganName", 200),
    (Zone.TYPE, "TypeName", 100),
    (Zone.SUBJECT, "Subject", 500),
    (Zone.AUTHORITY, "Position", 100),
    (Zone.SIGNER, "FullName", 50),
)
_NUMBER, _NOTATION, _RECEIVER, _RECEIVERS = 11, 30, 200, 1000


@rule("RG-01", "Độ dài các trường đăng ký văn bản đi", article="PL VI.II.I", severity=Severity.ERROR)
def outgoing_fields(subject: Subject) -> Iterator[Fault]:
    """Number, notation, type, office, V/v, signer and addressees fit the register of outgoing documents (PL VI).

    The abstract of a document with a type is TT-02's. Files of others only warn: theirs is another office's register.
    """
    severity = Severity.WARNING if subject.facts.kind == FOREIGN else None
    for name, field, text, longest in _fields(subject):
        if len(text) > longest:
            yield Fault(
                f"Trường {field}: {name}",
                expected=f"không quá {longest} ký tự",
                found=f"{len(text)} ký tự",
                advice="Rút gọn hoặc viết tắt theo quy định của cơ quan; eGov không nhận trường dài hơn.",
                severity=severity,
            )


def _fields(subject: Subject) -> Iterator[tuple[str, str, str, int]]:
    """Name for a clerk, name in the register, text, longest text."""
    for zone, field, longest in _OF_ZONES:
        yield zone.value, field, subject.zones.text(zone), longest
    number, _, notation = subject.zones.text(Zone.SYMBOL).partition(":")[2].partition("/")
    yield "số", "CodeNumber", number.strip(), _NUMBER
    yield "ký hiệu", "CodeNotation", notation.strip(), _NOTATION
    for entry in entries(subject.zones.of(Zone.ADDRESSEES), label="Kính gửi:"):
        yield Zone.ADDRESSEES.value, "To.OrganName", entry.text.lstrip("- ").rstrip(";."), _RECEIVER


@rule(
    "RG-02",
    "Nơi nhận vừa trường đăng ký văn bản đến",
    article="PL VI.II.II",
    severity=Severity.WARNING,
    when=having(Zone.RECIPIENTS),
)
def incoming_fields(subject: Subject) -> Iterator[Fault]:
    """The list of Nơi nhận fits ToPlaces of the register of those who receive the document (PL VI).

    The other fields of that register (day and number of arrival, who deals with it) stand on no document.
    """
    listed = [entry.text.lstrip("- ").rstrip(";.") for entry in entries(subject.zones.of(Zone.RECIPIENTS))]
    if (length := len("; ".join(listed))) > _RECEIVERS:
        advice = "Gọi chung các nơi nhận cùng loại, hoặc dẫn tới danh sách ở phụ lục."
        yield Fault("Trường ToPlaces: Nơi nhận", f"không quá {_RECEIVERS} ký tự", f"{length} ký tự", advice)
