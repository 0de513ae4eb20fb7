"""Names of persons as they stand below a signature: two to five words, each with a capital, perhaps a degree before."""

from __future__ import annotations

import re

_NAME = r"(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]*\s+){1,4}[A-ZĐÀ-Ỹ][a-zà-ỹđ]+"
_RANKED = re.compile(rf"(?:(?:TS|ThS|PGS|GS|BS|BSCKI+|KS|CN|Đại tá|Thượng tá)\.?\s*)*(?P<name>{_NAME})")


def person(text: str) -> str | None:
    """The name that a text is, without its degrees; None when it is something else."""
    found = _RANKED.fullmatch(text)
    return found["name"] if found else None
