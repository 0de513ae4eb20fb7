"""Completeness: every content of the directive and every unit accounted for, and what is missing. Pure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from services.directive.labels import at_start, in_words
from services.letters import words
from services.letters.contents.common import by_unit
from services.letters.contents.table import Row, rows
from services.letters.contents.unit_letter import duties_of, is_given
from services.letters.due import due
from services.letters.gaps import open_parts, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from services.letters.model import Work

Values = dict[str, Any]


def coverage(work: Work) -> Values:
    """What went to every unit; each other instruction with how many it went to and by which rule not to the others."""
    units: dict[str, dict[str, None]] = {}
    for assignment in work.plan.assignments:
        units.setdefault(assignment.instruction, {})[assignment.unit] = None
    reasons = {gap.instruction: words.phrase(spoken(work, gap.reason)) for gap in work.plan.unassigned}
    outside = _outside(work)
    lines: list[Values] = [
        {
            "muc": at_start(instruction.key),
            "noi_dung": words.beginning(instruction.text),
            "so_don_vi": len(units.get(instruction.key, ())),
            "ly_do": reasons.get(instruction.key, ""),
            "khong_giao": outside.get(instruction.key, []),
        }
        for instruction in work.directive.instructions
    ]
    count = len(by_unit(work.plan.assignments))
    special = [line for line in lines if line["so_don_vi"] != count or line["khong_giao"] or line["ly_do"]]
    return {
        "doi_chieu": special,
        "giao_moi_don_vi": _folded(
            one.key for one, line in zip(work.directive.instructions, lines, strict=True) if line not in special
        ),
        "so_noi_dung": len(lines),
        "so_da_giao": sum(1 for line in lines if line["so_don_vi"]),
        "so_don_vi": count,
        "so_nhiem_vu": len(rows(work.plan.assignments)),
        "so_luot_giao": len(work.plan.assignments),
    }


def _folded(keys: Iterable[str]) -> str:
    """Instructions by section, their numbers joined: "mục II.1 (ý 1–3); phần cuối (ý 1)"."""
    found: dict[str, list[int]] = {}
    for section, _, number in (key.partition("#") for key in keys):
        found.setdefault(section, []).extend([int(number)] if number else [])
    return "; ".join(
        f"{in_words(section)} (ý {numbers(own)})" if own else in_words(section) for section, own in found.items()
    )


def _outside(work: Work) -> dict[str, list[Values]]:
    """For each instruction how many units it does not concern, by rule, and the rows of the table with that rule."""
    counted = Counter((exclusion.instruction, exclusion.rule) for exclusion in work.plan.exclusions)
    rows_of: dict[tuple[str, str], dict[int, None]] = {}
    for number, row in enumerate(rows(work.plan.assignments), start=1):
        for assignment in row.assignments:
            rows_of.setdefault((assignment.instruction, assignment.rule), {})[number] = None
    found: dict[str, list[Values]] = {}
    for (instruction, rule), count in counted.items():
        known = numbers(list(rows_of.get((instruction, rule), ())))
        found.setdefault(instruction, []).append({"so_don_vi": count, "nhiem_vu": known, "quy_tac": words.phrase(rule)})
    return found


def missing(work: Work, everyone: Sequence[str], *, signed: bool) -> Values:
    """What a person must add: contents without a unit, deadlines, products, the signer, reports nobody owes."""
    table = rows(work.plan.assignments)
    return {
        "chua_giao": open_parts(work),
        "thieu_thoi_han": numbers([n for n, row in enumerate(table, 1) if not due(row.assignments[0])]),
        "thieu_san_pham": numbers([n for n, row in enumerate(table, 1) if not row.product]),
        "thieu_nguoi_ky": not signed,
        "bao_cao_chua_ro": _unplaced_duties(work, everyone),
    }


def _unplaced_duties(work: Work, everyone: Sequence[str]) -> list[str]:
    """Report duties that went into no letter, are nobody's assignment, and belong to no content nobody has."""
    left = {(gap.evidence.page, gap.evidence.line) for gap in work.plan.unassigned}
    given = by_unit(work.plan.assignments)
    placed = {duty for unit, own in given.items() for duty in duties_of(work, work.units[unit], own, everyone)}
    return [
        words.phrase(duty.what)
        for duty in work.directive.report_duties
        if duty not in placed
        and not is_given(duty, work.plan.assignments)
        and (duty.evidence.page, duty.evidence.line) not in left
    ]


def rows_of_units(table: Sequence[Row]) -> dict[str, str]:
    """For each unit the numbers of its rows in the table ("1–3, 7")."""
    found: dict[str, list[int]] = {}
    for number, row in enumerate(table, start=1):
        for unit in dict.fromkeys((*row.doers, *row.helpers)):
            found.setdefault(unit, []).append(number)
    return {unit: numbers(own) for unit, own in found.items()}


def numbers(values: Sequence[int]) -> str:
    """Rising numbers with runs joined: 1, 2, 3, 7 becomes "1–3, 7"."""
    runs: list[list[int]] = []
    for value in values:
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
