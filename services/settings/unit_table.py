"""A list of units as an admin keeps it: an Excel or CSV file with Vietnamese or English headings, dates as typed."""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from services.settings.problem import Problem, did_you_mean
from services.settings.units_file import COLUMNS, MANY, OPTIONAL
from services.units.fold import normalise, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

HEADINGS = {
    "id": ("mã", "mã đơn vị"),
    "name": ("tên", "tên đơn vị", "đơn vị"),
    "kind": ("loại", "loại đơn vị"),
    "aliases": ("tên gọi khác", "cách gọi khác"),
    "groups": ("nhóm",),
    "parent": ("cấp trên", "cơ quan cấp trên"),
    "organ_id": ("mã định danh",),
    "code": ("viết tắt", "ký hiệu"),
    "head_title": ("chức danh", "chức danh người đứng đầu"),
    "addressee": ("kính gửi", "cách ghi kính gửi"),
    "tone": ("cách nói",),
    "valid_from": ("từ ngày", "hiệu lực từ ngày"),
    "valid_to": ("đến ngày", "hiệu lực đến ngày"),
    "predecessors": ("đơn vị cũ", "mã đơn vị cũ"),
    "other_organ_ids": ("mã định danh khác",),
    "shared_names": ("tên trùng",),
    "mention_only": ("chỉ nhận tên",),
}
"""Column of units.csv → how its heading may be written, besides the column's own name."""
_NO_COLUMN = ("stt", "tt", "ghi chú")
_BY_HEADING = {words(text): column for column, texts in HEADINGS.items() for text in (column, *texts)}
_TITLE_ROWS = 10
"""So many rows may stand above the headings (the title of the list)."""
_DAYS = "valid_"
"""So the columns begin that hold days."""
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Rows by their number in the file; `columns` are the columns of units.csv that the file has.

    `headings` is how the file calls them, `days` what was typed for each day (by row and column).
    """

    file: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[int, dict[str, str]], ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    headings: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[tuple[int, str], str] = field(default_factory=dict)


def read_table(path: Path) -> UnitTable:
    """The rows below the headings; what is wrong with the file or its headings is in `problems`."""
    try:
        lines = _workbook(path) if path.suffix.lower() in {".xlsx", ".xlsm"} else _text(path)
    except UnicodeDecodeError:
        return _unread(path, "tệp không dùng bảng mã UTF-8", "lưu lại từ bảng tính theo dạng CSV UTF-8 hoặc .xlsx")
    except Exception:  # noqa: BLE001 - on a damaged workbook the library raises whatever its parsers raise
        return _unread(path, "không mở được tệp", "lưu lại từ bảng tính theo dạng .xlsx hoặc CSV UTF-8")
    return _below_headings(path.name, lines)


def _unread(path: Path, why: str, fix: str) -> UnitTable:
    return UnitTable(path.name, problems=(Problem(path.name, None, "", why, fix),))


def _workbook(path: Path) -> list[list[str]]:
    """The sheet that is shown when the file is opened."""
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        return (
            [[_cell(value) for value in row] for row in book.active.iter_rows(values_only=True)] if book.active else []
        )
    finally:
        book.close()


def _text(path: Path) -> list[list[str]]:
    """CSV; Excel of a Vietnamese machine writes semicolons."""
    text = path.read_text(encoding="utf-8-sig")
    first = text.partition("\n")[0]
    return list(csv.reader(text.splitlines(), delimiter=max(",;\t", key=first.count)))


def _cell(value: object) -> str:
    """What the cell shows: days as days, whole numbers without ".0"."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _below_headings(file: str, lines: Sequence[Sequence[str]]) -> UnitTable:
    start = next((n for n, line in enumerate(lines[:_TITLE_ROWS]) if {"id", "name"} & set(_columns(line))), None)
    if start is None:
        fix = "ghi dòng tiêu đề có ít nhất cột Mã (id) hoặc Tên đơn vị (name)"
        return UnitTable(file, problems=(Problem(file, None, "", "không thấy dòng tiêu đề", fix),))
    columns = _columns(lines[start])
    rows = tuple(
        (number, {column: _value(column, cell) for column, cell in zip(columns, line, strict=False) if column})
        for number, line in enumerate(lines[start + 1 :], start=start + 2)
        if any(cell.strip() for cell in line)
    )
    headings = {column: normalise(text) for column, text in zip(columns, lines[start], strict=True) if column}
    days = {
        (number, column): normalise(cell)
        for number, line in enumerate(lines[start + 1 :], start=start + 2)
        for column, cell in zip(columns, line, strict=False)
        if column.startswith(_DAYS) and cell.strip()
    }
    odd = tuple(_odd(file, start + 1, lines[start]))
    return UnitTable(file, tuple(filter(None, columns)), rows, odd, headings, days)


def _columns(line: Iterable[str]) -> list[str]:
    """The column of units.csv under each heading, "" under others."""
    return [_BY_HEADING.get(words(heading), "") for heading in line]


def _odd(file: str, number: int, line: Sequence[str]) -> Iterable[Problem]:
    """Headings that mean nothing, and columns said twice."""
    known = (*COLUMNS, *OPTIONAL)
    columns = _columns(line)
    for heading, column in zip(line, columns, strict=True):
        if heading.strip() and not column and normalise(heading).lower() not in _NO_COLUMN:
            yield Problem(
                file, number, f"cột {heading.strip()}", "không có cột nào tên này", did_you_mean(heading, known)
            )
    for column in sorted({each for each in columns if each and columns.count(each) > 1}):
        yield Problem(file, number, f"cột {column}", "có hai cột cùng nghĩa", "chỉ giữ lại một cột")


def _value(column: str, cell: str) -> str:
    text = normalise(cell) if column not in MANY else "|".join(_parts(cell))
    day = _DAY.fullmatch(text) if column.startswith(_DAYS) else None
    return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else text


def _parts(cell: str) -> list[str]:
    """Several values of a cell: on lines of their own, or with "|" or ";" between them."""
    return [part for part in (normalise(each) for each in re.split(r"[|;\n]", cell)) if part]
