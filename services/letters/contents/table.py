"""The assignment table (bảng phân công): one row for each content, with whom it is given to.

Units that were given the same content in the same role share a row. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.letters import words
from services.letters.contents.common import Audience, Filled, Values, office_values
from services.letters.contents.naming import addressed, name, who
from services.letters.contents.sources import place
from services.letters.due import due_or_mark
from services.planning.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.letters.about import About
    from services.letters.model import Work
    from services.planning.model import Assignment


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


def assignment_table(work: Work, about: About, _audience: Audience) -> Filled:
    """The values of the assignment table."""
    return Filled(office_values(work, about) | table_values(work))


def table_values(work: Work) -> Values:
    """The rows for the Word table, and the list of units that short names of groups in it stand for."""
    everybody = addressed(work)
    return {
        "hang": [
            {
                "so": str(number),
                "noi_dung": row.text,
                "chu_tri": who(work, row.doers, everybody),
                "phoi_hop": who(work, row.helpers, everybody),
                "thoi_han": row.due,
                "san_pham": row.product,
                "ghi_chu": row.source,
            }
            for number, row in enumerate(rows(work.plan.assignments), start=1)
        ],
        "so_don_vi": str(len(everybody)),
        "don_vi": [name(work, unit) for unit in everybody],
    }
