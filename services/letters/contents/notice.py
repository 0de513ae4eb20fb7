"""The notice of assignments (thông báo phân công): each task once, with the units that carry it out. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.letters.contents.common import Audience, Filled, office_values
from services.letters.contents.naming import names
from services.letters.contents.plan import common_due, report_duties, sections
from services.letters.contents.sources import Remarks
from services.letters.contents.table import rows

if TYPE_CHECKING:
    from services.letters.about import About
    from services.letters.model import Work


def notice(work: Work, about: About, audience: Audience) -> Filled:
    """The values of the notice."""
    remarks = Remarks(wanted=work.drafting.comments)
    common = common_due(work)
    values = office_values(work, about)
    tasks = sections(work, rows(work.plan.assignments), remarks, show_due=not common)
    values |= {
        "muc": tasks,
        "so_tiep": str(len(tasks) + 1),
        "thoi_han_chung": common,
        "don_vi": "; ".join(names(work, [unit.id for unit in audience.units])),
        "bao_cao": report_duties(work),
    }
    return Filled(values, remarks.made)
