"""The day of a document, which decides the legal state it is judged by."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from services.formality.facts import FOREIGN
from services.formality.text import bare
from services.formality.zones import Zone

if TYPE_CHECKING:
    from services.formality.rules.registry import Subject

_DATELINE = re.compile(r"ngay[ ._…]*(?P<d>\d{1,2})?[ ._…]*thang[ ._…]*(?P<m>\d{1,2})?[ ._…]*nam[ ._…]*(?P<y>\d{4})")


def day_of(subject: Subject) -> dt.date | None:
    """The day in the date line; what is blank there is taken as late as possible. None without a year.

    Our own drafts are of the day of drafting, and always later than any change of law we know.
    """
    if subject.facts.kind != FOREIGN:
        return subject.facts.today
    found = _DATELINE.search(bare(subject.zones.text(Zone.DATELINE)))
    if found is None:
        return None
    year, month, day = int(found["y"]), int(found["m"] or 12), int(found["d"] or 28)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return dt.date(year, 12, 28) if year else None
