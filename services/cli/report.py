"""What a directive looks like to a person at the terminal."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from services.cli.output import say, table

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
SHORT = 110


def write_json(path: Path, value: object) -> None:
    """Write one JSON file, readable by people too."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")


def directive(found: Directive) -> None:
    """Header, references, instructions, duties, doubts."""
    table(found.file, ("Mục", "Giá trị", "Nguồn"), _header_rows(found))
    if found.references:
        rows = [(one.symbol, _day(one.date), one.issuer, place(one.evidence)) for one in found.references]
        table("Văn bản viện dẫn", ("Số, ký hiệu", "Ngày", "Cơ quan", "Chỗ"), rows)
    say(f"\nNội dung giao ({len(found.instructions)}):")
    for one in found.instructions:
        _instruction(one)
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
    header = found.header
    fields: list[tuple[str, Value | None]] = [
        ("Tên loại", header.doc_type),
        ("Số", header.number),
        ("Ký hiệu", header.notation),
        ("Ngày ban hành", header.issued_on),
        ("Cơ quan ban hành", header.issuer),
        ("Cơ quan chủ quản", header.parent_issuer),
        ("Nơi ban hành", header.place),
        ("Trích yếu", header.abstract),
    ]
    return [(name, *_told(value)) for name, value in fields]


def _told(value: Value | None) -> tuple[str, str]:
    """A header value and where it comes from; one that is only a hint says so."""
    if value is None:
        return "(không rõ)", ""
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


def _instruction(one: Instruction) -> None:
    who = "; ".join(one.lead) or ("mọi đơn vị được giao" if one.implicit else "chưa rõ ai làm")
    helped = f"; phối hợp: {'; '.join(one.coordinating)}" if one.coordinating else ""
    when = f"; thời hạn: {one.deadline.text.strip()}" if one.deadline else ""
    how = f" [{METHODS[one.method]}]" if one.method else ""
    say()
    say(f"{one.key}  {who}{helped}{when} ({place(one.evidence)}){how}", hang=4)
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
