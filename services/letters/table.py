"""The assignment table (bảng phân công): one row for each content, with whom it is given to.

Units that were given the same content in the same role share a row. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from services.letters import words
from services.letters.due import due_or_mark
from services.planning.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.letters.model import Work
    from services.planning.model import Assignment

_LONG_LIST: Final = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One content of the directive: those who lead it (or do it each on their own), those who help, all assignments."""

    text: str
    due: str
    product: str
    source: str
    doers: tuple[str, ...]
    helpers: tuple[str, ...]
    assignments: tuple[Assignment, ...]


def rows(assignments: Sequence[Assignment]) -> tuple[Row, ...]:
    """The rows in the order of the directive (page, line), then of the plan.

    A unit that coordinates stands in the row of those who lead or do the same instruction; without any, it has its own.
    """
    found: dict[tuple[str, str, str, str], list[Assignment]] = {}
    for assignment in assignments:
        if assignment.role is not Role.COORDINATING:
            found.setdefault(_key(assignment), []).append(assignment)
    first_of = {members[0].instruction: members for members in reversed(found.values())}
    for assignment in assignments:
        if assignment.role is Role.COORDINATING:
            row = first_of.get(assignment.instruction)
            (found.setdefault(_key(assignment), []) if row is None else row).append(assignment)
    ordered = sorted(found.values(), key=lambda members: (members[0].evidence.page, members[0].evidence.line))
    return tuple(_row(members) for members in ordered)


def _key(assignment: Assignment) -> tuple[str, str, str, str]:
    return assignment.instruction, assignment.text, due_or_mark(assignment), assignment.product or ""


def _row(members: Sequence[Assignment]) -> Row:
    first = members[0]
    return Row(
        text=words.sentence(first.text),
        due=due_or_mark(first),
        product=words.phrase(first.product or ""),
        source=place(first),
        doers=tuple(a.unit for a in members if a.role is not Role.COORDINATING),
        helpers=tuple(a.unit for a in members if a.role is Role.COORDINATING),
        assignments=tuple(members),
    )


def place(assignment: Assignment) -> str:
    """Where the directive says it: "Mục III.1, trang 3, dòng 12"."""
    evidence = assignment.evidence
    section = f"Mục {assignment.section}, trang" if assignment.section else "Trang"
    return f"{section} {evidence.page}, dòng {evidence.line}"


def table_values(work: Work) -> dict[str, Any]:
    """The rows for the Word table, and the list of units that short names of groups in it stand for."""
    addressed = tuple(dict.fromkeys(assignment.unit for assignment in work.plan.assignments))
    return {
        "hang": [
            {
                "so": str(number),
                "noi_dung": row.text,
                "chu_tri": who(work, row.doers, addressed),
                "phoi_hop": who(work, row.helpers, addressed),
                "thoi_han": row.due,
                "san_pham": row.product,
                "ghi_chu": row.source,
            }
            for number, row in enumerate(rows(work.plan.assignments), start=1)
        ],
        "so_don_vi": str(len(addressed)),
        "don_vi": [name(work, unit) for unit in addressed],
    }


def name(work: Work, unit: str) -> str:
    """The name of a unit of the plan."""
    return work.units[unit].name


def who(work: Work, units: tuple[str, ...], addressed: tuple[str, ...]) -> dict[str, Any]:
    """Units by name; most of the units of the plan as "all" or "all but …" (the wording stands in the template)."""
    chosen = set(units)
    others = [unit for unit in addressed if unit not in chosen]
    many = len(chosen) > max(2 * len(others), _LONG_LIST)
    return {
        "tat_ca": many,
        "tru": "; ".join(name(work, unit) for unit in others) if many else "",
        "ten": "" if many else "; ".join(name(work, unit) for unit in dict.fromkeys(units)),
    }
