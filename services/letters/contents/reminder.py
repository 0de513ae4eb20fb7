"""The reminder (công văn đôn đốc): what a unit owes whose day is past or near. Pure."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from services.letters import citation, words
from services.letters.contents.common import Audience, Filled, office_values
from services.letters.contents.sources import Remarks
from services.letters.contents.unit_letter import addressing, items, labels
from services.letters.due import due_or_mark

if TYPE_CHECKING:
    from services.letters.about import About
    from services.letters.model import Work
    from services.planning.model import Assignment


def owed(work: Work, audience: Audience) -> Audience | None:
    """The audience with only the work to be reminded of today, or None when there is none."""
    limit = work.today + dt.timedelta(days=work.drafting.remind_days)
    own = tuple(one for one in audience.own if one.due_on is not None and one.due_on <= limit)
    return Audience(audience.key, audience.units, own) if own else None


def reminder(work: Work, about: About, audience: Audience) -> Filled:
    """The values of a reminder; the new deadline is a person's to set."""
    remarks = Remarks(wanted=work.drafting.comments)
    own = items(audience.own)
    values = office_values(work, about) | addressing(audience)
    values |= {
        "nhiem_vu": [
            {
                "so": label,
                "noi_dung": citation.instead_of_this(item.text, work.directive),
                "thoi_han": "; ".join(dict.fromkeys(map(due_or_mark, item.assignments))),
                "tinh_trang": state(item.assignments[0], work.today),
                "nguon": remarks.add(item.assignments),
            }
            for item, label in zip(own, labels(1, len(own), lettered=False), strict=True)
        ],
        "mot_nhiem_vu": len(own) == 1,
        "qua_han": any(one.due_on is not None and one.due_on < work.today for one in audience.own),
        "sap_han": any(one.due_on is None or one.due_on >= work.today for one in audience.own),
        "han_moi": words.NO_DEADLINE,
    }
    return Filled(values, remarks.made)


def state(assignment: Assignment, today: dt.date) -> str:
    """How the due day stands to the present day."""
    if assignment.due_on is None:
        return ""
    days = (assignment.due_on - today).days
    if days < 0:
        return f"quá hạn {-days} ngày"
    return f"còn {days} ngày" if days else "đến hạn hôm nay"
