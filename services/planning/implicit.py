"""Content items that name no unit: the topic says whom among the addressed units each of them concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.planning.audience_text import text_for
from services.planning.model import Exclusion, Role
from services.planning.questions import place
from services.planning.share import Grant, Share, assign, nobody
from services.planning.topics import item_of

if TYPE_CHECKING:
    from services.directive.model import Instruction
    from services.planning.addressed import Scope
    from services.planning.share import Given
    from services.settings.model import TopicItem
    from services.units.model import Unit

NOBODY_ADDRESSED = "Không nêu đơn vị, và văn bản không cho biết giao cho những đơn vị nào."
NOBODY_CHOSEN = "Không đơn vị nào được giao thuộc diện của nội dung này."
NAMED = 3
"""Units named one by one in a sentence; more are counted."""


def share_implicit(instruction: Instruction, scope: Scope, given: Given) -> Share:
    """Each addressed unit gets the item, or a stated reason why it does not."""
    if not scope.unit_ids:
        return Share(unassigned=(nobody(instruction, instruction.lead, NOBODY_ADDRESSED),))
    item = item_of(given.topic, instruction.text)
    wanted = given.registry.select(item.select, given.on) if item else given.registry.valid_on(given.on)
    units = [unit for unit in given.registry.valid_on(given.on) if unit.id in scope.unit_ids]
    chosen = [unit for unit in units if unit in wanted]
    rule = _rule(instruction, item, scope, wanted, given)
    return Share(
        assignments=tuple(
            assign(unit, instruction, _grant(unit, instruction, rule, scope, given), item, given) for unit in chosen
        ),
        exclusions=tuple(Exclusion(unit.id, instruction.key, rule) for unit in units if unit not in chosen),
        unassigned=() if chosen else (nobody(instruction, instruction.lead, f"{NOBODY_CHOSEN} {rule}"),),
    )


def _grant(unit: Unit, instruction: Instruction, rule: str, scope: Scope, given: Given) -> Grant:
    text, note = text_for(unit, instruction, given)
    return Grant(Role.IMPLEMENTING, rule + note, scope.score, text=text)


def _rule(
    instruction: Instruction, item: TopicItem | None, scope: Scope, wanted: tuple[Unit, ...], given: Given
) -> str:
    start = f"Nội dung chung tại {place(instruction)}, không nêu đơn vị. {scope.rule}"
    if given.topic is None:
        return f"{start} Chưa có chủ đề phù hợp: giao nguyên văn cho mọi đơn vị được giao."
    if item is None:
        return f"{start} Không khớp mục nào của chủ đề “{given.topic.name}”: giao cho mọi đơn vị được giao."
    whom = "mọi đơn vị" if len(wanted) == len(given.registry.valid_on(given.on)) else _names(wanted)
    return f"{start} Chủ đề “{given.topic.name}”, mục “{item.name}”: dành cho {whom}."


def _names(units: tuple[Unit, ...]) -> str:
    if len(units) <= NAMED:
        return ", ".join(unit.name for unit in units) or "loại đơn vị không còn vào ngày ban hành"
    return f"{len(units)} đơn vị cùng loại ({units[0].name}, …)"
