"""Forms of the identifier of an organisation (mã định danh cơ quan)."""

from __future__ import annotations

import re

# QCVN 102:2016: level 4.3.2.1, 13 characters; QĐ 20/2020/QĐ-TTg: level 1 first, at most 35 characters.
_QCVN_102 = re.compile(r"\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}")
_QD_20 = re.compile(r"[A-Z]\d{2}(\.[0-9A-Z]{2,})*")
_LONGEST = 35
ADVICE = "viết đúng mã trong danh mục của trục liên thông, ví dụ 000.00.03.H53 hoặc H53.03"
AXIS_ADVICE = "trục này chỉ nhận mã 13 ký tự, ví dụ 000.00.03.H53"


def is_organ_id(text: str) -> bool:
    """Whether the text has one of the two official forms."""
    return bool(_QCVN_102.fullmatch(text)) or (len(text) <= _LONGEST and bool(_QD_20.fullmatch(text)))


def is_long_form(text: str) -> bool:
    """Whether it is the 13-character form, the only one that the profile bkav-edoc accepts."""
    return bool(_QCVN_102.fullmatch(text))
