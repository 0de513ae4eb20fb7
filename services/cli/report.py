"""What a directive and a plan look like to a person at the terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from services.cli.output import say, table
from services.planning.overview import by_instruction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from services.directive.model import Directive, Doubt, Evidence, Instruction, Value
    from services.planning.model import Assignment, Plan
    from services.planning.overview import Outcome

METHODS = {
    "metadata": "siêu dữ liệu eGov",
    "clerk": "văn thư nhập",
    "native": "trên văn bản",
    "ocr": "nhận dạng chữ",
    "repaired": "chữ đã phục hồi",
    "llm": "mô hình ngôn ngữ đề xuất",
}
SHORT = 110
#: How many units are named before they are only counted.
NAMED = 3


def write_json(path: Path, value: object) -> None:
    """Write one JSON file, readable by people too."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")


def directive(found: Directive) -> None:
    """Header, references, instructions, duties, doubts."""
    table(found.file, ("Mục", "Giá trị", "Nguồn"), _header_rows(found))
    if found.references:
        rows = [(one.symbol, one.date, one.issuer, _place(one.evidence)) for one in found.references]
        table("Văn bản viện dẫn", ("Số, ký hiệu", "Ngày", "Cơ quan", "Chỗ"), rows)
    say(f"\nNội dung giao ({len(found.instructions)}):")
    for one in found.instructions:
        _instruction(one)
    for duty in found.report_duties:
        when = f", {duty.deadline.text}" if duty.deadline else ""
        say(f"\nBáo cáo: {'; '.join(duty.who)} → {duty.to or '(chưa rõ nơi nhận)'}{when} ({_place(duty.evidence)})")
        say(f"    {duty.what}")
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
    return [(name, value.text, METHODS[value.method]) if value else (name, "(không rõ)", "") for name, value in fields]


def _instruction(one: Instruction) -> None:
    who = "; ".join(one.lead) or ("mọi đơn vị được giao" if one.implicit else "chưa rõ ai làm")
    helped = f"; phối hợp: {'; '.join(one.coordinating)}" if one.coordinating else ""
    when = f"; thời hạn: {one.deadline.text}" if one.deadline else ""
    how = f" [{METHODS[one.method]}]" if one.method else ""
    say(f"\n{one.key}  {who}{helped}{when} ({_place(one.evidence)}){how}")
    say(f"    {one.text}")


def plan(source: Directive, result: Plan, unit: str | None) -> None:
    """Who does what: one unit in full, or what became of each instruction."""
    topic = result.topic_name or "không có chuyên đề phù hợp, giao nguyên văn"
    say(f"Văn bản: {source.header.symbol or source.file} – chuyên đề: {topic}")
    if unit is not None:
        for one in (one for one in result.assignments if one.unit == unit):
            _assignment(one)
        for left in (one for one in result.exclusions if one.unit == unit):
            say(f"\n{left.instruction}  không giao: {left.rule}")
        return
    say(f"{len(result.units)} đơn vị, {len(result.assignments)} nhiệm vụ. Xem một đơn vị bằng --unit MÃ.")
    for outcome in by_instruction(source, result):
        _outcome(outcome)
    doubts((*source.doubts, *result.doubts))


def _outcome(outcome: Outcome) -> None:
    """One instruction: who got it and why, whom it leaves out and why, what is still open."""
    one = outcome.instruction
    say(f"\n{one.key}  {short(one.text)} ({_place(one.evidence)})")
    for given in outcome.given:
        say(f"    {given.role.value}: {_names(given.units)} – {given.rule}")
    for left in outcome.left_out:
        say(f"    không giao {len(left.units)} đơn vị – {left.rule}")
    for still in outcome.open:
        say(f"    CHƯA GIAO ({'; '.join(still.mentions) or 'không nêu đơn vị'}): {still.reason}")


def _names(units: Sequence[str]) -> str:
    shown = ", ".join(units[:NAMED])
    return shown if len(units) <= NAMED else f"{len(units)} đơn vị ({shown} …)"


def _assignment(one: Assignment) -> None:
    partners = f" cùng {', '.join(one.partners)}" if one.partners else ""
    due = f"; xong trước hết ngày {one.due_on:%d/%m/%Y}" if one.due_on else f"; {one.due_text}" if one.due_text else ""
    say(f"\n{one.instruction}  {one.role.value}{partners}{due} ({_place(one.evidence)})")
    say(f"    {one.text}")
    for name, value in (("Sản phẩm", one.product), ("Đo bằng", one.measure), ("Kênh", "; ".join(one.channels))):
        if value:
            say(f"    {name}: {value}")
    say(f"    Vì sao: {one.rule}")


def doubts(found: Sequence[Doubt]) -> None:
    """Points a clerk has to verify."""
    if found:
        say(f"\nĐiểm cần xác minh ({len(found)}):")
    for one in found:
        say(f"  ? {one.message}" + (f" ({_place(one.evidence)})" if one.evidence else ""))


def short(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= SHORT else text[: SHORT - 2].rsplit(" ", 1)[0] + " …"


def _place(evidence: Evidence) -> str:
    return f"tr. {evidence.page}, dòng {evidence.line}"
