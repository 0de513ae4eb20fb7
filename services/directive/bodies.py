"""What the body of a document tells, and what the plan tells that a decision issues with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from services.directive import implicit, inline, instructions, orders, outline, roles, tables, verdicts
from services.directive.joining import join
from services.directive.model import Doubt
from services.directive.text import evidence_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.directive.frames import Found, Setting
    from services.directive.outline import Item
    from services.directive.text import Paragraph
    from services.directive.verdicts import Habit
    from services.directive.zones import Zones

_TABLE = re.compile(r"\bBẢNG PHÂN CÔNG\b")
"""The title of a table of assignments."""


@dataclass(frozen=True, slots=True)
class Told:
    """The items of a document in order, the instructions found in them, and what stays doubtful."""

    items: tuple[Item, ...] = ()
    found: tuple[Found, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def then(self, other: Told) -> Told:
        """Both, one after the other."""
        shift = len(self.items)
        items = (replace(i, parent=None if i.parent is None else i.parent + shift) for i in other.items)
        found = (replace(one, item=one.item + shift) for one in other.found)
        return Told((*self.items, *items), (*self.found, *found), (*self.doubts, *other.doubts))


def read(zone: Zones, paragraphs: Sequence[Paragraph], habit: Habit, setting: Setting) -> Told:
    """The body and its tables; then the attached plan by the habit of its own type."""
    lexicon = setting.lexicon
    own = (*outline.build(tuple(inline.unfold(paragraphs)), lexicon), *outline.annex(join(zone.footer)))
    told = _told(own, habit, setting)
    told = replace(told, doubts=(*told.doubts, *_unread(zone, told)))
    if not zone.attached:
        return told
    attached = verdicts.habit_of(zone.attached_type, lexicon)
    return told.then(_told(outline.build(tuple(inline.unfold(join(zone.attached))), lexicon), attached, setting))


def _unread(zone: Zones, told: Told) -> Iterator[Doubt]:
    """A doubt when a table of assignments is announced, and no row of a table tells anybody anything."""
    title = next((line for line in (*zone.body, *zone.footer) if _TABLE.search(line.text)), None)
    if title is not None and not any("|" in one.paragraph.text.raw for one in told.found):
        message = f"Trang {title.page} có bảng phân công nhưng không đọc được dòng nào. Hãy xem bản gốc và phân công."
        yield Doubt("table_unread", message, evidence_of(title))


def _told(items: tuple[Item, ...], habit: Habit, setting: Setting) -> Told:
    """The instructions of the text and of its tables; role lines name the units of what names none.

    In a plan without parts nothing tells content and execution apart: all of it may tell somebody.
    """
    if habit.never:
        return Told(items)
    setting = replace(setting, whole=habit.whole or not any(item.kind for item in items))
    listed, nobody = tables.find(items, setting)
    spoken, doubtful = instructions.find(items, setting)
    spoken += implicit.find(items, spoken, setting)
    spoken = roles.attach(items, spoken, setting)
    kept = orders.without_formulas(spoken, items, setting.lexicon)
    return Told(items, (*kept, *listed), (*doubtful, *nobody))
