"""The submission (tờ trình) that puts the drafts before who signs them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.letters import words
from services.letters.accounting import coverage, missing
from services.letters.contents.common import Audience, Filled, office_values
from services.letters.contents.organisation import by_rows
from services.letters.contents.table import rows
from services.letters.signing import signature

if TYPE_CHECKING:
    from services.letters.about import About
    from services.letters.model import Work


def submission(work: Work, about: About, _audience: Audience) -> Filled:
    """The values of the submission: what was worked out, what is open, what is asked."""
    account, gaps = coverage(work), missing(work, about.everyone, signed=bool(signature(work, about).name))
    days = sorted(one.due_on for one in work.plan.assignments if one.due_on)
    values = office_values(work, about)
    values |= {
        "kinh_gui": about.addressee,
        "so_noi_dung": account["so_noi_dung"],
        "so_da_giao": account["so_da_giao"],
        "so_nhiem_vu": account["so_nhiem_vu"],
        "so_don_vi": account["so_don_vi"],
        "han_som_nhat": words.date(days[0]) if days else "",
        "to_chuc": by_rows(work, rows(work.plan.assignments)),
        "chua_giao": [gap["noi_dung"] for gap in gaps["chua_giao"]],
        "thieu_thoi_han": gaps["thieu_thoi_han"],
        "thieu_nguoi_ky": gaps["thieu_nguoi_ky"],
    }
    return Filled(values)
