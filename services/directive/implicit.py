"""Content items of a general plan: bullets under "Nội dung" that name nobody concern everybody the plan addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.directive import deadlines, references
from services.directive.frames import Found, everybody
from services.directive.instructions import SHORTEST
from services.directive.model import Instruction
from services.directive.outline import CLOSING
from services.directive.roles import is_role_line
from services.directive.text import collapse, shouted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.directive.frames import Setting
    from services.directive.lexicon import Lexicon
    from services.directive.outline import Item

MODE = "implicit"
CONTENT = frozenset({"content", "task"})
"""Kinds of sections whose items are work."""
CONFIDENCE = 0.55


def find(items: Sequence[Item], explicit: Sequence[Found], setting: Setting) -> Iterator[Found]:
    """The implicit items of a plan that addresses everybody; none of another document."""
    if setting.whole or not addresses_everybody(items, explicit, setting.lexicon):
        return
    taken = {one.item for one in explicit}
    for index, item in enumerate(items):
        if index not in taken and _is_content(item, setting.lexicon):
            yield _found(index, item, setting)


def addresses_everybody(items: Sequence[Item], explicit: Sequence[Found], lexicon: Lexicon) -> bool:
    """Whether all units are told to carry the plan out (to report is less), or stand under "Đối tượng"."""
    told = (one for one in explicit if items[one.item].kind == "execution" or items[one.item].key == CLOSING)
    reporting = lexicon.words("reports", "verb")
    leads = (
        lead for one in told if not reporting.match(one.paragraph.text, one.start) for lead in one.instruction.lead
    )
    if any(everybody(lead, lexicon) for lead in leads):
        return True
    audience = (item.paragraph.text for item in items if item.kind == "audience" and not item.heading)
    return any(lexicon.words("everybody").search(text) for text in audience)


def _is_content(item: Item, lexicon: Lexicon) -> bool:
    """A leaf with a label in a content section that is no attribute like "Thời gian: …"."""
    text = item.paragraph.text
    listed = is_role_line(text, item.body, lexicon)
    leaf = not item.children and not item.leads_on and "|" not in text.raw
    if item.style is None:  # an unlabelled paragraph is work only when it begins with what is to be done
        leaf = leaf and item.parent is not None and lexicon.words("verbs", "verb").match(text, item.body) is not None
    headed = item.heading is not None and shouted(item.heading)
    return item.kind in CONTENT and leaf and not headed and not listed and len(item.text.split()) >= SHORTEST


def _found(index: int, item: Item, setting: Setting) -> Found:
    told = item.paragraph.text[item.body :]
    deadline = deadlines.find(told, setting.lexicon, setting.issued, references.spans(told))
    content = collapse(told.raw).rstrip(" ;")
    instruction = Instruction(
        key="",
        section=item.key,
        mode=MODE,
        lead=(),
        coordinating=(),
        text=content.removesuffix("./.").rstrip("." if not content.endswith("..") else ""),
        deadline=deadline,
        evidence=item.paragraph.evidence(),
        confidence=round(CONFIDENCE * setting.cap, 2),
        implicit=True,
    )
    return Found(instruction, item.paragraph, item.body, index)
