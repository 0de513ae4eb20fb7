"""What stands beside a name in a mention: remarks that change nothing, and exceptions that do.

"UBND các xã, phường (sau đây gọi chung là UBND cấp xã)" means the units before the bracket; "các đơn vị trực thuộc
(trừ Trường THPT Tây Ninh)" means fewer.
"""

from __future__ import annotations

import re

# Grammar, not configuration. A bracket with other words may change who is meant: it stays, and nobody is found.
_REMARK = re.compile(
    r"\s*\(\s*(?:sau đây\s+)?(?:viết|gọi)\s+(?:tắt|chung)\b[^()]*\)"
    r"|\s*\(\s*(?:thông\s+)?qua\s[^()]*\)"
    r"|\s*\(\s*(?:có\s+)?danh sách\s[^()]*\)",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"^(?P<all>.+?)\s*[,(]?\s*\b(?:ngoại trừ|loại trừ|không (?:bao )?gồm|không kể|trừ)\s+(?P<less>[^()]+?)\s*\)?$",
    re.IGNORECASE | re.DOTALL,
)
_LEFT_OUT = re.compile(r"\(\s*(?:ngoại |loại )?trừ\s+(?P<less>[^()]+?)\s*\)", re.IGNORECASE)
_WHY = re.compile(r"\s+(?:đã|đang|chưa|do|vì|bởi|theo|tại|có)\s.*$", re.DOTALL)
"""Why they are left out, behind their names."""


def without_remarks(mention: str) -> str:
    """The mention without brackets that only name it shorter ("sau đây gọi chung là …") or tell the way ("qua …")."""
    return _REMARK.sub("", mention)


def excepted(mention: str) -> tuple[str, str] | None:
    """The whole and what is left out of it ("X (trừ Y)", "X, trừ Y"), or None when nothing is."""
    found = _EXCEPT.match(mention.strip().rstrip(".;,"))
    return (found["all"], found["less"]) if found else None


def left_out(work: str) -> tuple[str, ...]:
    """Who a work names in brackets as left out: "Khảo sát … (trừ Trường A và Trường B đã khảo sát)"."""
    return tuple(_WHY.sub("", found["less"]) for found in _LEFT_OUT.finditer(work))
