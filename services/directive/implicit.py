"""Content items of a general plan: bullets under "Nội dung" that name nobody concern everybody the plan addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.directive import deadlines, references
from services.directive.instructions import SHORTEST, Found
from services.directive.model import Instruction
from services.directive.text import Text, collapse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.directive.instructions import Setting
    from services.directive.lexicon import Lexicon
    from services.directive.outline import Item

MODE = "implicit"
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
    """Whether all units are told to carry the plan out, or stand under "Đối tượng"."""
    leads = (lead for one in explicit for lead in one.instruction.lead)
    if any(_everybody(Text.of(lead), lexicon) for lead in leads):
        return True
    audience = (item.paragraph.text for item in items if item.kind == "audience" and not item.heading)
    return any(lexicon.words("everybody").search(text) for text in audience)


def _everybody(mention: Text, lexicon: Lexicon) -> bool:
    """All units, "Thủ trưởng các cơ quan, đơn vị": nothing but titles, "các" and the words for all units."""
    left = lexicon.words("everybody").sub_blank(mention)
    for stem in ("head-titles", "quantifiers"):
        left = lexicon.words(stem).sub_blank(left)
    return len(left.plain.strip(" ,")) < len(mention.plain.strip()) and not left.plain.strip(" ,")


def _is_content(item: Item, lexicon: Lexicon) -> bool:
    """A leaf with a label in a content section that is no attribute like "Thời gian: …"."""
    text = item.paragraph.text
    attribute = lexicon.words("role-lines").match(text, item.body)
    listed = attribute is not None and text.raw[attribute.end() :].lstrip().startswith(":")
    leaf = item.style is not None and not item.children and not item.leads_on and "|" not in text.raw
    return item.kind == "content" and leaf and not listed and len(item.text.split()) >= SHORTEST


def _found(index: int, item: Item, setting: Setting) -> Found:
    told = item.paragraph.text[item.body :]
    deadline = deadlines.find(told, setting.lexicon, setting.issued_on, references.spans(told))
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
