"""A list of units brought into `units.csv`: what would change, what is wrong, and the file as it would be."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from services.settings.load import problems_with
from services.settings.problem import Problem
from services.settings.unit_table import read_table
from services.settings.units_file import COLUMNS, FILE, MANY, OPTIONAL
from services.units.fold import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from services.settings.unit_table import UnitTable

Row = dict[str, str]
DAY_ADVICE = "ghi một ngày có thật, dạng 31/8/2026 hoặc 2026-08-31"


@dataclass(frozen=True, slots=True)
class Change:
    """One column of a unit (its id and present name): what it says now and what it would say."""

    unit: str
    name: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Import:
    """`added` and `changes` tell the difference; `text` is the new units.csv; with problems it must not be written."""

    added: tuple[Row, ...] = ()
    changes: tuple[Change, ...] = ()
    same: int = 0
    kept: int = 0
    text: str = ""
    problems: tuple[Problem, ...] = ()


def plan_import(path: Path, config: Path) -> Import:
    """The difference a list would make. Units are known by id, or by name where the list has none.

    Only the columns of the list change, and units that it does not name stay: a unit ends by its `valid_to`.
    """
    table = read_table(path)
    header, rows = _present(config)
    merged, origin, changes, problems = _merge(table, header, rows)
    text = _written(header, merged)
    if not table.problems:
        problems += [_at(problem, config, table, origin) for problem in problems_with(config, {FILE: text})]
    touched = {change.unit for change in changes}
    return Import(
        added=tuple(merged[len(rows) :]),
        changes=tuple(changes),
        same=len(set(origin.values())) - len(merged[len(rows) :]) - len(touched),
        kept=len(merged) - len(origin),
        text=text,
        problems=(*table.problems, *problems),
    )


def write_import(made: Import, config: Path) -> None:
    """Put the new file in place of the old one at once: a reader sees either."""
    target = config / FILE
    beside = target.with_suffix(".csv.new")
    beside.write_text(made.text, encoding="utf-8", newline="")
    beside.replace(target)


def _present(config: Path) -> tuple[list[str], list[Row]]:
    with (config / FILE).open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows = [{column: value or "" for column, value in row.items() if column} for row in reader]
        return list(reader.fieldnames or COLUMNS), rows


def _merge(
    table: UnitTable, header: list[str], rows: Sequence[Row]
) -> tuple[list[Row], dict[int, int], list[Change], list[Problem]]:
    """The rows as they would be, merged row → row of the list, the changes, and rows that cannot be placed."""
    header += [column for column in OPTIONAL if column in table.columns and column not in header]
    merged, changes, problems, origin = [dict(row) for row in rows], list[Change](), list[Problem](), dict[int, int]()
    for number, given in table.rows:
        place = _place(given, merged)
        if place is not None and place in origin:
            why = f"đơn vị này đã có ở dòng {origin[place]} của tệp"
            problems.append(Problem(table.file, number, "", why, "chỉ giữ lại một dòng"))
            continue
        if place is None:
            place = len(merged)
            merged.append({"id": _new_id(given)})
        elif place < len(rows):
            changes += _changes(merged[place], given)
        origin[place] = number
        merged[place].update(given if given.get("id") else {**given, "id": merged[place]["id"]})
    return merged, origin, changes, problems


def _place(given: Mapping[str, str], rows: Sequence[Row]) -> int | None:
    """The row of the same id, or of the same name when no id is given."""
    unit_id, name = given.get("id", ""), words(given.get("name", ""))
    same = (n for n, row in enumerate(rows) if (row["id"] == unit_id if unit_id else words(row["name"]) == name))
    return next(same, None)


def _new_id(given: Mapping[str, str]) -> str:
    """The id of a unit that comes without one: its name without marks, "Trường" left out."""
    letters = [word.letters for word in words(given.get("name", ""))]
    return given.get("id") or "-".join(letters[1:] if letters[:1] == ["truong"] else letters)


def _changes(row: Row, given: Mapping[str, str]) -> list[Change]:
    return [
        Change(row["id"], row.get("name", ""), column, row.get(column, ""), value)
        for column, value in given.items()
        if not _same(column, row.get(column, ""), value) and not (column == "id" and not value)
    ]


def _same(column: str, before: str, after: str) -> bool:
    """Whether two cells say the same; the order of several values means nothing."""
    return set(before.split("|")) == set(after.split("|")) if column in MANY else before == after


def _written(header: Sequence[str], rows: Sequence[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n", restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _at(problem: Problem, config: Path, table: UnitTable, origin: Mapping[int, int]) -> Problem:
    """A problem of a row that the list brought is told where the admin finds it: in the list."""
    if problem.file != f"{config.name}/{FILE}" or problem.line is None:
        return problem
    number = origin.get(problem.line - 2)
    return _as_typed(replace(problem, file=table.file, line=number), table, number) if number else problem


def _as_typed(problem: Problem, table: UnitTable, number: int) -> Problem:
    """The column by the heading of the list, and a wrong day as it stands there."""
    column = problem.where.removeprefix("cột ")
    heading, typed = table.headings.get(column, column), table.days.get((number, column))
    where = f"cột {heading} ({column})" if heading != column else problem.where
    if typed is None or not problem.why.startswith("ngày “"):
        return replace(problem, where=where)
    return replace(problem, where=where, why=f"ngày “{typed}” không có thật hoặc không rõ", fix=DAY_ADVICE)
