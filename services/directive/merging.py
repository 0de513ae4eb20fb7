"""Three sources of a header field: the page, the office's metadata, the clerk's answer. The later beats the earlier.

A page that contradicts the metadata is a doubt with both readings; the metadata stays (design law 3).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import fields, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from services.directive.model import Doubt, Header, OfficeMetadata, Source, Value
from services.directive.text import collapse, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAMES = {
    "doc_type": "Tên loại",
    "number": "Số",
    "notation": "Ký hiệu",
    "issuer": "Cơ quan ban hành",
    "parent_issuer": "Cơ quan chủ quản",
    "place": "Địa danh",
    "issued_on": "Ngày ban hành",
    "abstract": "Trích yếu",
    "urgency": "Mức độ khẩn",
    "secrecy": "Độ mật",
}
"""Header fields as a clerk calls them."""
SAME_ABSTRACT = 0.85
"""Ratio of equal letters from which two abstracts are one: metadata shorten and re-punctuate."""


def merge(
    page: Header, metadata: OfficeMetadata | None, answers: Mapping[str, str]
) -> tuple[Header, tuple[Doubt, ...]]:
    """The header by rank of source, and a doubt for each field where page and metadata contradict each other."""
    merged, doubts = page, []
    for name, text in _told(metadata):
        printed = getattr(page, name)
        if printed is not None and not same(name, printed.text, text):
            doubts.append(_conflict(name, printed, text))
        proof = printed.evidence if printed is not None else None
        merged = replace(merged, **{name: Value(text, Source.METADATA, 1.0, proof)})
    for name, text in _answered(answers):
        printed = getattr(page, name)
        merged = replace(merged, **{name: Value(text, Source.CLERK, 1.0, printed.evidence if printed else None)})
        doubts = [doubt for doubt in doubts if doubt.code != f"conflict_{name}"]
    return merged, tuple(doubts)


def same(name: str, one: str, other: str) -> bool:
    """Whether two readings of a field mean the same thing."""
    a, b = _plain(name, one), _plain(name, other)
    if name in {"issuer", "parent_issuer"}:
        return a.startswith(b) or b.startswith(a) or a.endswith(b) or b.endswith(a)
    if name == "abstract":
        return a in b or b in a or SequenceMatcher(None, a, b, autojunk=False).ratio() >= SAME_ABSTRACT
    return a == b


def printed_date(text: str) -> str:
    """An ISO date as people write it: "22/01/2020"; other texts as they are."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _told(metadata: OfficeMetadata | None) -> Iterator[tuple[str, str]]:
    """The fields that the metadata fill, in the names of the header."""
    if metadata is None:
        return
    names = {field.name for field in fields(OfficeMetadata)} & NAMES.keys()
    for name in (*sorted(names), "type_name"):
        value = getattr(metadata, name)
        text = value.isoformat() if isinstance(value, dt.date) else collapse(value or "")
        if text:
            yield ("doc_type", text.upper()) if name == "type_name" else (name, text)


def _answered(answers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The fields that the clerk told; a day that does not exist tells nothing."""
    for name, text in answers.items():
        told = _iso(collapse(text)) if name == "issued_on" else collapse(text)
        if name in NAMES and told:
            yield name, told


def typed_day(text: str) -> dt.date | None:
    """The day that a clerk typed ("22/01/2020", "22.1.2020" or ISO); None when there is no such day."""
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1])) if found else dt.date.fromisoformat(text)
    except ValueError:
        return None


def _iso(text: str) -> str:
    day = typed_day(text)
    return day.isoformat() if day else ""


def _plain(name: str, text: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", " ", skeleton(collapse(text))).strip()
    if name == "number":
        return plain.lstrip("0")
    plain = re.sub(r"\buy ban nhan dan\b", "ubnd", plain)
    return re.sub(r"^(?:v v|ve viec) ", "", plain) if name == "abstract" else plain


def _conflict(name: str, printed: Value, told: str) -> Doubt:
    message = (
        f'{NAMES[name]}: eGov ghi "{printed_date(told)}", trên văn bản đọc được "{printed_date(printed.text)}". '
        "Đã dùng dữ liệu của eGov; hãy đối chiếu với bản gốc."
    )
    return Doubt(f"conflict_{name}", message, printed.evidence)
