"""The notice of assignments (thông báo phân công): each unit with its work, units alike together. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.letters.contents.common import Audience, Filled, office_values
from services.letters.contents.organisation import by_work
from services.letters.contents.plan import report_duties
from services.letters.contents.sources import Remarks

if TYPE_CHECKING:
    from services.letters.about import About
    from services.letters.model import Work


def notice(work: Work, about: About, _audience: Audience) -> Filled:
    """The values of the notice."""
    remarks = Remarks(wanted=work.drafting.comments)
    values = office_values(work, about)
    values |= {"phan_cong": by_work(work, remarks), "bao_cao": report_duties(work)}
    return Filled(values, remarks.made)
