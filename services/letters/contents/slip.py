"""The handling slip of an incoming document (phiếu giải quyết văn bản đến): NĐ 30/2020, Phụ lục IV, mẫu VII. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.letters import citation, words
from services.letters.contents.common import Audience, Filled, office_values
from services.letters.contents.naming import addressed, who
from services.letters.contents.table import rows

if TYPE_CHECKING:
    from services.letters.about import About
    from services.letters.model import Work


def slip(work: Work, about: About, _audience: Audience) -> Filled:
    """The values of the slip: what came in, and who is to lead, help and answer by when, for each content."""
    header, everybody = work.directive.header, addressed(work)
    values = office_values(work, about)
    values |= {
        "loai": citation.type_name(header.doc_type),
        "so_ky_hieu": header.symbol or words.CHECK_SOURCE,
        "ngay": words.iso_date(header.issued_on.text) if header.issued_on else words.CHECK_SOURCE,
        "co_quan": citation.issuer_of(work.directive, work.office) or words.CHECK_SOURCE,
        "ve": citation.subject(work.directive) if header.abstract else "",
        "giao": [
            {
                "so": str(number),
                "noi_dung": words.beginning(row.text),
                "chu_tri": who(work, row.doers, everybody),
                "phoi_hop": who(work, row.helpers, everybody),
                "thoi_han": row.due,
            }
            for number, row in enumerate(rows(work.plan.assignments), start=1)
        ],
    }
    return Filled(values)
