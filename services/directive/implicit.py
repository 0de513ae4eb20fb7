"""Content items of a general plan: bullets under "Nội dung" that name nobody concern everybody the plan addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.directive import clause, deadlines, orders, references
from services.directive.frames import Found, everybody
from services.directive.model import Instruction
from services.directive.outline import CLOSING
from services.directive.record import DEFAULT_MODE, SHORTEST
from services.directive.roles import is_role_line
from services.directive.text import Text, collapse, shouted, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.directive.frames import Setting
    from services.directive.lexicon import Lexicon
    from services.directive.outline import Item

MODE = "implicit"
CONTENT = frozenset({"content", "task"})
"""Kinds of sections whose items are work."""
CONFIDENCE = 0.55
_CARRY_OUT = re.compile(r"\b(?:thuc hien|trien khai)\b")
_OWN_PLAN = re.compile(r"\b(?:xay dung|ban hanh|lap) ke hoach\b(?!.{0,40}\bto chuc thuc hien\b)")
"""Who only makes a plan of his own takes from this one what he needs."""


def find(items: Sequence[Item], explicit: Sequence[Found], setting: Setting) -> Iterator[Found]:
    """The implicit items of a plan that addresses everybody; none of another document."""
    if setting.whole or not addresses_everybody(items, explicit, setting.lexicon):
        return
    taken = {one.item for one in explicit}
    for index, item in enumerate(items):
        if index not in taken and _is_content(item, setting.lexicon):
            yield _found(index, item, setting)


def addresses_everybody(items: Sequence[Item], explicit: Sequence[Found], lexicon: Lexicon) -> bool:
    """Whether a class of units is told to carry the plan out (to report is less), or stands under "Đối tượng"."""
    told = [one for one in explicit if items[one.item].kind == "execution" or items[one.item].key == CLOSING]
    if told and all(orders.only_carries(one.instruction.text, lexicon) for one in told):
        return True  # nobody has work of his own: whoever is told carries out all of it
    reporting = lexicon.words("reports", "verb")
    for one in told:
        if not reporting.match(one.paragraph.text, one.start):
            work = skeleton(one.instruction.text)
            carried = _CARRY_OUT.search(work) and not _OWN_PLAN.search(work)
            if any(everybody(m, lexicon) or (carried and _is_class(m, lexicon)) for m in one.instruction.lead):
                return True
    audience = (_matter(item) for item in items if item.kind == "audience")
    many = ("everybody", "quantifiers")
    return any(lexicon.words(stem).search(text) for text in audience for stem in many)


def _matter(item: Item) -> Text:
    """What stands behind the heading of an item: all of it, or what follows a colon on the same line."""
    return Text.of(item.text[len(item.heading) :]) if item.heading else item.paragraph.text


def _is_class(mention: str, lexicon: Lexicon) -> bool:
    """Whether a mention stands for many units, not for people: "Thủ trưởng các phòng, đơn vị thuộc Sở"."""
    text = Text.of(mention)
    return lexicon.words("quantifiers").search(text) is not None and not lexicon.words("people").search(text)


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
    """The item for everybody, or for the units that it names itself among those for everybody."""
    read = clause.read(item.paragraph.text, item.body, setting.lexicon)
    own = read.lead if read.verb and not _speaks_of_many(read.lead, setting.lexicon) else ()
    start = read.body if own else item.body
    told = item.paragraph.text[start:]
    deadline = deadlines.find(told, setting.lexicon, setting.issued, references.spans(told))
    content = collapse(told.raw).rstrip(" ;")
    instruction = Instruction(
        key="",
        section=item.key,
        mode=DEFAULT_MODE if own else MODE,
        lead=own,
        coordinating=read.coordinating if own else (),
        text=content.removesuffix("./.").rstrip("." if not content.endswith("..") else ""),
        deadline=deadline,
        evidence=item.paragraph.evidence(),
        confidence=round(CONFIDENCE * setting.cap, 2),
        implicit=not own,
    )
    return Found(instruction, item.paragraph, item.body, index)


def _speaks_of_many(mentions: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether any is a class or people rather than the name of one unit: "các trường", not "Trung tâm Tin học"."""
    many = [lexicon.words(stem) for stem in ("quantifiers", "everybody", "people")]
    return any(words.search(Text.of(mention)) for words in many for mention in mentions)
