"""The office's own plan derived from a superior's plan: its tasks by section, who carries them out, the table. Pure.

What Kế hoạch 162/KH-SGDĐT is to Kế hoạch 53/KH-UBND: each task in the words of the superior's plan, under its own
headings; who does it stands in the third section and, exactly, in the annex.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.letters import words
from services.letters.contents.common import Audience, Filled, Values, heading, office_values
from services.letters.contents.naming import addressed, who
from services.letters.contents.organisation import by_rows
from services.letters.contents.sources import Remarks
from services.letters.contents.table import Row, rows, table_values
from services.letters.contents.unit_letter import duty, labels
from services.letters.due import due_or_mark
from services.planning.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.directive.model import Instruction
    from services.letters.about import About
    from services.letters.model import Work


def action_plan(work: Work, about: About, _audience: Audience) -> Filled:
    """The values of the plan and of its annex."""
    remarks = Remarks(wanted=work.drafting.comments)
    table = rows(work.plan.assignments)
    values = office_values(work, about) | table_values(work)
    shares = by_rows(work, table)
    common = common_due(work)
    values |= {
        "muc": sections(work, table, remarks, show_due=not common),
        "thoi_han_chung": common,
        "to_chuc": shares,
        "so_tiep": str(len(shares) + 1),
        "bao_cao": report_duties(work),
    }
    return Filled(values, remarks.made)


def report_duties(work: Work) -> list[Values]:
    """All reports the directive orders, with who owes them as it says."""
    return [{"ai": words.listing(one.who), **duty(one)} for one in work.directive.report_duties]


def common_due(work: Work) -> str:
    """The deadline that all assignments share, or an empty text: then each says its own."""
    deadlines = {due_or_mark(assignment) for assignment in work.plan.assignments}
    return deadlines.pop() if len(deadlines) == 1 else ""


def sections(work: Work, table: Sequence[Row], remarks: Remarks, *, show_due: bool) -> list[Values]:
    """The instructions that were given to somebody, under the headings of the directive."""
    given: dict[str, list[tuple[int, Row]]] = {}
    for number, row in enumerate(table, start=1):
        given.setdefault(row.assignments[0].instruction, []).append((number, row))
    found: dict[str, list[Instruction]] = {}
    for instruction in work.directive.instructions:
        if instruction.key in given:
            found.setdefault(heading(work.directive.sections, instruction.section), []).append(instruction)
    return [
        {
            "so": str(number),
            "tieu_de": title,
            "viec": [
                {
                    "so": label,
                    "nguon": remarks.add([one for _, row in given[instruction.key] for one in row.assignments[:1]]),
                    **_task(work, instruction, given[instruction.key], show_due=show_due),
                }
                for instruction, label in zip(own, labels(number, len(own), lettered=True), strict=True)
            ],
        }
        for number, (title, own) in enumerate(found.items(), start=1)
    ]


def _task(work: Work, instruction: Instruction, given: Sequence[tuple[int, Row]], *, show_due: bool) -> Values:
    everybody = addressed(work)
    by_role: dict[Role, dict[str, None]] = {role: {} for role in Role}
    for one in (one for _, row in given for one in row.assignments):
        by_role[one.role][one.unit] = None
    return {
        "noi_dung": words.sentence(instruction.text),
        "chu_tri": who(work, tuple(by_role[Role.LEAD]), everybody),
        "thuc_hien": who(work, tuple(by_role[Role.IMPLEMENTING]), everybody),
        "phoi_hop": who(work, tuple(by_role[Role.COORDINATING]), everybody),
        "thoi_han": "; ".join(dict.fromkeys(row.due for _, row in given)) if show_due else "",
    }
