"""The report on results (báo cáo kết quả) to the office that ordered the work: the same numbers as the table. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.letters import citation, words
from services.letters.contents.common import Audience, Filled, office_values
from services.letters.contents.naming import addressed, name, who
from services.letters.contents.table import rows

if TYPE_CHECKING:
    from services.letters.about import About
    from services.letters.model import Work


def results_report(work: Work, about: About, _audience: Audience) -> Filled:
    """The values of the report: what units reported, what is still missing; judgement is left to a person."""
    everybody = addressed(work)
    reported = {unit for unit, _ in work.results}
    values = office_values(work, about)
    values |= {
        "kinh_gui": citation.addressee(work, about),
        "so_don_vi": str(len(everybody)),
        "so_bao_cao": str(len(reported)),
        "chua_bao_cao": [name(work, unit) for unit in everybody if unit not in reported],
        "ket_qua": [
            {
                "so": str(number),
                "noi_dung": row.text,
                "don_vi": who(work, (*row.doers, *row.helpers), everybody),
                "thoi_han": row.due,
                "bao_cao": [
                    f"{name(work, one.unit)}: {words.sentence(text)}"
                    for one in row.assignments
                    if (text := work.results.get((one.unit, one.instruction)))
                ],
            }
            for number, row in enumerate(rows(work.plan.assignments), start=1)
        ],
        "can_bo_sung": words.TO_BE_ADDED,
    }
    return Filled(values)
