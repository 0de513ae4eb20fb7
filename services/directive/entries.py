"""Instructions that are put together from named parts: the cells of a table, the role lines of an activity."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from services.directive import deadlines, mentions, references
from services.directive.frames import Found
from services.directive.model import Deadline, Instruction
from services.directive.text import Text, collapse, skeleton

if TYPE_CHECKING:
    from services.directive.frames import Setting
    from services.directive.outline import Item

MODE = "phân công"
CONFIDENCE = 0.9
"""A table or a role line names the unit in so many words."""
AS_CLAUSES = (
    "{}",
    "chậm nhất ngày {}",
    "chậm nhất {}",
    "hoàn thành trong {}",
    "hoàn thành trong tháng {}",
    "hoàn thành trong năm {}",
    "hoàn thành {}",
)
"""How the cell of a deadline ("15/6/2024", "Quý II", "Năm 2024") is read: as the clause it stands for."""


_LAST_YEAR = re.compile(r"^(?:(?:năm|từ năm|giai đoạn)\s+)?\d{4}\s*[-–]\s*(?=\d{4}$)|^dự kiến\s+")
"""What stands before the end of a period ("2025 - 2026"), or says that a day may change."""
_SEASON = re.compile(r"(?:he|mua|dip|tuan|tet|xuan|hoc ky|ky nghi|nam hoc)\b.*\d")
"""A time without a day ("Hè 2026", "Dịp Tết 2026", "Học kỳ I"): told as printed."""
_ROLE = re.compile(r"(?P<unit>[^;]+?)\s+(?P<role>chủ trì|phối hợp)(?:\s+thực hiện)?\s*(?:[,;.]\s*|$)")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts as printed; what is not there is empty."""

    work: str = ""
    lead: str = ""
    partner: str = ""
    time: str = ""
    product: str = ""


def entry(index: int, item: Item, parts: Parts, setting: Setting) -> Found:
    """The instruction of these parts, with the whole item as its evidence."""
    lexicon = setting.lexicon
    parts = _with_roles(parts)
    lead = mentions.split(parts.lead, lexicon)
    work = collapse(parts.work).rstrip(" ;.")
    text = f"{work}; sản phẩm: {collapse(parts.product).rstrip(' ;.')}" if parts.product.strip() else work
    told = Instruction(
        key="",
        section=item.key,
        mode=MODE,
        lead=lead,
        coordinating=tuple(unit for unit in mentions.split(parts.partner, lexicon) if unit not in lead),
        text=text,
        deadline=due(parts.time, setting) or _in_work(parts.work, setting),
        evidence=item.paragraph.evidence(),
        confidence=round(CONFIDENCE * setting.cap, 2),
    )
    return Found(told, item.paragraph, item.body, index)


def _with_roles(parts: Parts) -> Parts:
    """Where a cell says of each unit what it does ("Sở Xây dựng chủ trì, Công an tỉnh phối hợp"), the units by role."""
    told = [(found["unit"].strip(" ,;"), skeleton(found["role"])) for found in _ROLE.finditer(parts.lead)]
    lead = "; ".join(unit for unit, role in told if role.startswith("chu tri"))
    partner = "; ".join(unit for unit, role in told if role.startswith("phoi hop"))
    return replace(parts, lead=lead, partner="; ".join(filter(None, (partner, parts.partner)))) if lead else parts


def due(cell: str, setting: Setting) -> Deadline | None:
    """The deadline that a cell or a role line names; what cannot be read as one stays as text without a date."""
    printed = collapse(cell).strip(" .;")
    plain = _LAST_YEAR.sub("", printed[:1].lower() + printed[1:])
    for clause in AS_CLAUSES:
        text = Text.of(clause.format(plain))
        found = deadlines.find(text, setting.lexicon, setting.issued, references.spans(text))
        if found:
            return replace(_coming(found, text, setting), text=printed)
    if _SEASON.match(skeleton(printed)):
        return Deadline(printed, None, "by", None, ("event",))
    return None


def _coming(found: Deadline, text: Text, setting: Setting) -> Deadline:
    """A day of a cell is to come: one without a year that has passed in the year of issue is of the next year."""
    passed = {"assumed_year", "past"} <= set(found.flags) and isinstance(setting.issued, dt.date)
    if not passed or not isinstance(setting.issued, dt.date):
        return found
    next_year = deadlines.find(text, setting.lexicon, setting.issued.year + 1, references.spans(text))
    return replace(next_year, flags=("next_year",)) if next_year else found


def _in_work(work: str, setting: Setting) -> Deadline | None:
    text = Text.of(collapse(work))
    return deadlines.find(text, setting.lexicon, setting.issued, references.spans(text))
