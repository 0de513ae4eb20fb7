"""What a directive and a plan look like to a person at the terminal."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from services.cli.output import say, table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from services.directive.model import Directive, Doubt, Value
    from services.planning.model import Plan

METHODS = {
    "metadata": "siêu dữ liệu eGov",
    "clerk": "văn thư nhập",
    "native": "trên văn bản",
    "ocr": "nhận dạng chữ",
    "repaired": "chữ đã phục hồi",
}
SHORT = 110


def write_json(path: Path, value: object) -> None:
    """Write one JSON file, readable by people too."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")


def directive(found: Directive) -> None:
    """Header, outline, instructions, duties, doubts."""
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
    rows = [(name, value.text, METHODS[value.method]) if value else (name, "(không rõ)", "") for name, value in fields]
    table(found.file, ("Mục", "Giá trị", "Nguồn"), rows)
    if found.references:
        cited = [
            (one.symbol, one.date, one.issuer, _place(one.evidence.page, one.evidence.line)) for one in found.references
        ]
        table("Văn bản viện dẫn", ("Số, ký hiệu", "Ngày", "Cơ quan", "Chỗ"), cited)
    table(
        f"Nội dung giao ({len(found.instructions)})",
        ("Mục", "Chủ trì", "Phối hợp", "Nội dung", "Thời hạn", "Chỗ"),
        [
            (
                one.key,
                "; ".join(one.lead) or ("(mọi đơn vị)" if one.implicit else "(chưa rõ)"),
                "; ".join(one.coordinating),
                short(one.text),
                one.deadline.text if one.deadline else "",
                _place(one.evidence.page, one.evidence.line),
            )
            for one in found.instructions
        ],
    )
    if found.report_duties:
        duties = [
            ("; ".join(one.who), one.to, short(one.what), one.deadline.text if one.deadline else "")
            for one in found.report_duties
        ]
        table("Chế độ báo cáo", ("Ai", "Gửi", "Nội dung", "Khi nào"), duties)
    doubts(found.doubts)


def plan(source: Directive, result: Plan, unit: str | None) -> None:
    """Who does what: one unit in full, or all units in a line each."""
    say(f"Văn bản: {source.header.symbol or source.file} – chuyên đề: {result.topic or 'không có, giao nguyên văn'}")
    if unit is not None:
        mine = [one for one in result.assignments if one.unit == unit]
        rows = [
            (one.instruction, one.role.value, one.text, one.due_on or one.due_text, one.product, one.rule)
            for one in mine
        ]
        table(
            mine[0].unit_name if mine else unit, ("Mục", "Vai trò", "Nội dung", "Thời hạn", "Sản phẩm", "Vì sao"), rows
        )
        return
    names = {one.unit: one.unit_name for one in result.assignments}
    lines = []
    for unit_id in result.units:
        roles = Counter(one.role.value for one in result.assignments if one.unit == unit_id)
        lines.append((unit_id, names.get(unit_id, ""), ", ".join(f"{n} {role}" for role, n in roles.items())))
    table(f"{len(result.units)} đơn vị, {len(result.assignments)} nhiệm vụ", ("Mã", "Đơn vị", "Nhiệm vụ"), lines)
    if result.unassigned:
        left = [(one.instruction, "; ".join(one.mentions), short(one.text), one.reason) for one in result.unassigned]
        table("Chưa giao được", ("Mục", "Nơi được nêu", "Nội dung", "Lý do"), left)
    doubts(result.doubts)


def doubts(found: Sequence[Doubt]) -> None:
    """Points a clerk has to verify."""
    if found:
        rows = [(one.message, _place(one.evidence.page, one.evidence.line) if one.evidence else "") for one in found]
        table("Điểm cần xác minh", ("Điều gì", "Chỗ"), rows)


def short(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= SHORT else text[: SHORT - 2].rsplit(" ", 1)[0] + " …"


def _place(page: int, line: int) -> str:
    return f"tr. {page}, dòng {line}"
