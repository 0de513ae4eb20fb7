"""`units.csv`: one unit a row, cells checked one by one so that all problems of the file come out at once."""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.settings.organ_ids import ADVICE, is_organ_id
from services.settings.problem import did_you_mean
from services.units.fold import LOOK_ALIKES, normalise
from services.units.model import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.settings.source import Source

FILE = "units.csv"
COLUMNS = (
    "id",
    "name",
    "kind",
    "aliases",
    "groups",
    "parent",
    "organ_id",
    "code",
    "head_title",
    "addressee",
    "tone",
    "valid_from",
    "valid_to",
)
OPTIONAL = ("predecessors", "other_organ_ids", "shared_names", "mention_only")
"""Columns that a file may do without."""
MANY = ("aliases", "groups", "predecessors", "other_organ_ids", "shared_names")
"""Columns whose cells hold several values, "|" between them."""
_REQUIRED = ("id", "name", "kind", "tone")
_TONES = ("yêu cầu", "đề nghị")
_YES = "có"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CODE_WORD = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit and the line of the file where it stands."""

    line: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class _Row:
    """One row being checked."""

    source: Source
    line: int
    cells: dict[str, str]

    def report(self, column: str, why: str, fix: str) -> None:
        self.source.report(self.source.shown(FILE), self.line, f"cột {column}", why, fix)

    def many(self, column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.cells.get(column, "").split("|") if part.strip())


def read_units(source: Source) -> tuple[UnitRow, ...]:
    """The rows in the order of the file. Problems of the file, its header and its cells are reported."""
    text = source.text(FILE)
    if text is None:
        return ()
    reader = csv.reader(text.splitlines())
    header = tuple(name.strip() for name in next(reader, []))
    if not _header_fits(source, header):
        return ()
    rows = tuple(UnitRow(row.line, _unit(row)) for row in _rows(source, reader, header))
    _check_ids(source, rows)
    return rows


def _header_fits(source: Source, header: tuple[str, ...]) -> bool:
    shown = source.shown(FILE)
    if any(";" in name for name in header):
        fix = "lưu lại từ bảng tính theo dạng CSV UTF-8 phân cách bằng dấu phẩy"
        source.report(shown, 1, "", "các cột đang cách nhau bằng dấu chấm phẩy", fix)
        return False
    missing = [column for column in COLUMNS if column not in header]
    for column in header:
        if column not in (*COLUMNS, *OPTIONAL):
            source.report(
                shown, 1, f"cột {column}", "không có cột nào tên này", did_you_mean(column, missing or COLUMNS)
            )
    for column in missing:
        source.report(shown, 1, "", f"thiếu cột {column}", f"thêm cột {column} (có thể để trống) vào dòng tiêu đề")
    return not missing


def _rows(source: Source, reader: Iterator[list[str]], header: tuple[str, ...]) -> Iterator[_Row]:
    for line, cells in enumerate(reader, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            why = f"dòng có {len(cells)} ô, trong khi tiêu đề có {len(header)} cột"
            fix = "kiểm tra dấu phẩy; giá trị có dấu phẩy phải đặt trong dấu nháy kép"
            source.report(source.shown(FILE), line, "", why, fix)
            continue
        yield _Row(source, line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)})


def _unit(row: _Row) -> Unit:
    _check_required(row)
    _check_codes(row)
    _check_letters(row)
    valid_from, valid_to = _day(row, "valid_from"), _day(row, "valid_to")
    if valid_from and valid_to and valid_from > valid_to:
        row.report("valid_to", f"ngày kết thúc trước ngày bắt đầu ({valid_from})", "sửa một trong hai ngày")
    cells = {column: normalise(value) for column, value in row.cells.items()}
    return Unit(
        id=cells["id"],
        name=cells["name"],
        kind=cells["kind"],
        aliases=tuple(normalise(alias) for alias in row.many("aliases")),
        groups=frozenset(row.many("groups")),
        parent=cells["parent"] or None,
        organ_id=cells["organ_id"] or None,
        code=cells["code"],
        head_title=cells["head_title"],
        addressee=cells["addressee"] or cells["name"],
        tone=cells["tone"],
        valid_from=valid_from,
        valid_to=valid_to,
        predecessors=row.many("predecessors"),
        other_organ_ids=row.many("other_organ_ids"),
        shared_names=tuple(normalise(name) for name in row.many("shared_names")),
        mention_only=row.cells.get("mention_only") == _YES,
    )


def _check_required(row: _Row) -> None:
    for column in _REQUIRED:
        if not row.cells[column]:
            row.report(column, "đang để trống", "ghi giá trị cho cột này")
    if row.cells["tone"] and row.cells["tone"] not in _TONES:
        row.report("tone", f"giá trị “{row.cells['tone']}” không hợp lệ", f"ghi “{_TONES[0]}” hoặc “{_TONES[1]}”")
    if row.cells.get("mention_only", "") not in {"", _YES}:
        row.report("mention_only", f"giá trị “{row.cells['mention_only']}” không hợp lệ", f"ghi “{_YES}” hoặc để trống")


def _check_codes(row: _Row) -> None:
    if row.cells["id"] and not _ID.fullmatch(row.cells["id"]):
        fix = "chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ thpt-tay-ninh"
        row.report("id", f"mã “{row.cells['id']}” không hợp lệ", fix)
    for column, values in (("kind", (row.cells["kind"],)), ("groups", row.many("groups"))):
        for value in values:
            if value and not _CODE_WORD.fullmatch(value):
                fix = "chỉ dùng chữ thường không dấu, chữ số và dấu gạch dưới, ví dụ hoc_sinh"
                row.report(column, f"giá trị “{value}” không hợp lệ", fix)
    for column in ("organ_id", "other_organ_ids"):
        for value in row.many(column):
            if not is_organ_id(value):
                row.report(column, f"mã định danh “{value}” không hợp lệ", ADVICE)


def _check_letters(row: _Row) -> None:
    for column, value in row.cells.items():
        strange = next((letter for letter in value if letter in LOOK_ALIKES), None)
        if strange:
            right = LOOK_ALIKES[strange]
            why = f"chữ “{strange}” (U+{ord(strange):04X}) không phải chữ “{right}” của tiếng Việt"
            row.report(column, why, f"gõ lại “{normalise(value)}”")


def _day(row: _Row, column: str) -> dt.date | None:
    text = row.cells[column]
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        row.report(column, f"ngày “{text}” không hợp lệ", "viết theo dạng năm-tháng-ngày, ví dụ 2020-12-31")
        return None


def _check_ids(source: Source, rows: tuple[UnitRow, ...]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        if row.unit.id in first:
            why = f"mã “{row.unit.id}” đã dùng ở dòng {first[row.unit.id]}"
            source.report(source.shown(FILE), row.line, "cột id", why, "đặt một mã khác cho đơn vị này")
        first.setdefault(row.unit.id, row.line)
