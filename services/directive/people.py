"""Names of persons as they stand below a signature: two to five words, each with a capital, perhaps a degree before."""

from __future__ import annotations

import re

from services.directive.text import CAPITALS

_NAME = rf"(?:[{CAPITALS}][a-zà-ỹđ]*\s+){{1,4}}[{CAPITALS}][a-zà-ỹđ]+"
_DEGREE = r"TS|Th[Ss]|PGS|GS|KS|CN|BS|BS[.\s]?CK\s?(?:I+|[12])|CK\s?(?:I+|[12])|DS|LS|NG[ƯN][TD]|TTƯT|TTND"
_SPELT = r"(?:Giáo|Phó Giáo|Bác|Thạc|Tiến|Kỹ|Luật|Dược) (?:sư|sĩ|sỹ)|Cử nhân"
_RANK = r"(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy|uý)"
_RANKED = re.compile(rf"(?:(?:{_DEGREE}|{_SPELT}|{_RANK})[.,]?\s*)*(?P<name>{_NAME})")


def person(text: str) -> str | None:
    """The name that a text is, without its degrees; None when it is something else."""
    found = _RANKED.fullmatch(text)
    return found["name"] if found else None
