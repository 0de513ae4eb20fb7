"""What a directive looks like to a person at the terminal."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.cli.output import say, table
from services.directive.labels import at_start, in_words
from services.directive.understand import unresolved_header

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from services.directive.model import Directive, Doubt, Evidence, Instruction, Value

METHODS = {
    "metadata": "siêu dữ liệu eGov",
    "clerk": "văn thư nhập",
    "native": "trên văn bản",
    "ocr": "nhận dạng chữ",
    "repaired": "chữ đã phục hồi",
    "llm": "mô hình ngôn ngữ đề xuất",
}
ASKED = ("(chưa rõ)", "")
"""A field that letters need and nobody could read: eGov or the clerk tells it."""
NEEDED = {
    "Tên loại": "doc_type",
    "Số": "number",
    "Ký hiệu": "notation",
    "Ngày ban hành": "issued_on",
    "Cơ quan ban hành": "issuer",
    "Trích yếu": "abstract",
}
SHORT = 110
LONG_NAMES = 60
"""Characters of a list of units that is not told again for the next instruction."""


@dataclass(slots=True)
class Named:
    """The units of the instruction told last, and where they were told in full."""

    who: str = ""
    key: str = ""

    def told(self, who: str, key: str) -> str:
        """The names, or where they stand when they are long and those of the instruction before."""
        if who == self.who and len(who) > LONG_NAMES:
            return f"như {in_words(self.key)}"
        self.who, self.key = who, key
        return who


def write_json(path: Path, value: object) -> None:
    """Write one JSON file, readable by people too."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")


def directive(found: Directive) -> None:
    """Header, references, instructions, duties, doubts."""
    table(found.file, ("Mục", "Giá trị", "Nguồn"), _header_rows(found))
    if missing := _missing(found):
        say(f"Chưa đọc được: {', '.join(missing)}. Lấy từ eGov hoặc văn thư ghi, trước khi soạn văn bản.\n")
    if found.references:
        rows = [(one.symbol, _day(one.date), one.issuer, place(one.evidence)) for one in found.references]
        table("Văn bản viện dẫn", ("Số, ký hiệu", "Ngày", "Cơ quan", "Chỗ"), rows)
    say(f"\nNội dung giao ({len(found.instructions)}):")
    named = Named()
    for one in found.instructions:
        _instruction(one, named)
    if found.report_duties:
        say(f"\nChế độ báo cáo ({len(found.report_duties)}):")
    for duty in found.report_duties:
        when = f", {duty.deadline.text.strip()}" if duty.deadline else ""
        say()
        to = " ".join(filter(None, (duty.to or "(chưa rõ nơi nhận)", duty.channel)))
        say(f"{'; '.join(duty.who)} → {to}{when} ({place(duty.evidence)})", hang=4)
        say(duty.what, indent=4)
    doubts(found.doubts)


def _header_rows(found: Directive) -> list[tuple[str, str, str]]:
    header, signer = found.header, found.signer
    fields: list[tuple[str, Value | None]] = [
        ("Tên loại", header.doc_type),
        ("Số", header.number),
        ("Ký hiệu", header.notation),
        ("Ngày ban hành", header.issued_on),
        ("Cơ quan ban hành", header.issuer),
        ("Cơ quan chủ quản", header.parent_issuer),
        ("Nơi ban hành", header.place),
        ("Trích yếu", header.abstract),
        ("Mức độ khẩn", header.urgency),
    ]
    missing = _missing(found)
    shown = ((name, value) for name, value in fields if value or name != "Mức độ khẩn")
    rows = [(name, *(ASKED if name in missing else _told(value))) for name, value in shown]
    named = ("Người ký", " – ".join(filter(None, (signer.capacity, signer.title, signer.name))), "")
    greeted = ("Kính gửi", "; ".join(found.addressees), "")
    return [*rows, *(row for row in (greeted, named) if row[1])]


def _missing(found: Directive) -> list[str]:
    """The fields that a letter cannot do without and nobody could read, as a clerk calls them."""
    asked = unresolved_header(found)
    return [name for name, field in NEEDED.items() if field in asked and getattr(found.header, field) is None]


def _told(value: Value | None) -> tuple[str, str]:
    """A header value and where it comes from; one that is only a hint says so."""
    if value is None:
        return "(không ghi)", ""
    doubtful = "" if value.trusted else "; chưa chắc, cần văn thư ghi"
    return _shown(value.text), METHODS[value.method] + doubtful


def _shown(text: str) -> str:
    """A day as people write it, any other text as it is."""
    try:
        return _day(dt.date.fromisoformat(text))
    except ValueError:
        return text


def _day(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _instruction(one: Instruction, named: Named) -> None:
    who = "; ".join(one.lead) or ("mọi đơn vị được giao" if one.implicit else "chưa rõ ai làm")
    helped = f"; phối hợp: {'; '.join(one.coordinating)}" if one.coordinating else ""
    when = f"; thời hạn: {one.deadline.text.strip()}" if one.deadline else ""
    how = f" [{METHODS[one.method]}]" if one.method else ""
    say()
    whom = named.told(f"{who}{helped}", one.key)
    say(f"{at_start(one.key)}  {whom}{when} ({place(one.evidence)}){how}", hang=4)
    say(one.text, indent=4)


def doubts(found: Sequence[Doubt]) -> None:
    """Points a clerk has to verify."""
    if found:
        say(f"\nĐiểm cần xác minh ({len(found)}):")
    for one in found:
        say(f"? {one.message}" + (f" ({place(one.evidence)})" if one.evidence else ""), indent=2, hang=2)


def short(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= SHORT else text[: SHORT - 2].rsplit(" ", 1)[0] + " …"


def place(evidence: Evidence) -> str:
    """Where a quote begins; kept on one line of the terminal."""
    return f"tr.\u00a0{evidence.page}, dòng\u00a0{evidence.line}"
