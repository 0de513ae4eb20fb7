"""Content items that name no unit: the topic says whom among the addressed units each of them concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.planning.audience_text import Wordings
from services.planning.model import Exclusion, Role
from services.planning.questions import TO_DECIDE, place
from services.planning.share import Grant, Share, assign, nobody

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.directive.model import Instruction
    from services.planning.addressed import Scope
    from services.planning.model import Assignment
    from services.planning.share import Clause, Given
    from services.settings.model import TopicItem
    from services.units.model import Unit

NOBODY_ADDRESSED = "Không nêu đơn vị, và văn bản không cho biết giao cho những đơn vị nào."
NOBODY_CHOSEN = "Không đơn vị nào được giao thuộc diện của nội dung này."
OURS_TO_DECIDE = (
    f"Nội dung chung trong văn bản của {{}}, không nêu đơn vị; văn bản giao trực tiếp cho cơ quan mình: {TO_DECIDE}"
)
"""Whom another office means by saying nothing is our office as a whole, not each of its units."""
NAMED = 3
"""Units named one by one in a sentence; more are counted."""


def share_implicit(clause: Clause, scope: Scope, given: Given) -> Share:
    """Each addressed unit gets the item, or a stated reason why it does not."""
    instruction, item = clause.instruction, clause.item
    if scope.office:
        return Share(unassigned=(nobody(instruction, instruction.lead, OURS_TO_DECIDE.format(given.foreign_issuer)),))
    if not scope.unit_ids:
        return Share(unassigned=(nobody(instruction, instruction.lead, NOBODY_ADDRESSED),))
    wanted = given.registry.select(item.select, given.on) if item else given.units
    addressed, concerned = set(scope.unit_ids), {unit.id for unit in wanted}
    units = [unit for unit in given.units if unit.id in addressed]
    chosen = [unit for unit in units if unit.id in concerned]
    rule = _rule(instruction, item, scope, wanted, given)
    return Share(
        assignments=tuple(_assignments(chosen, clause, rule, scope, given)),
        exclusions=tuple(Exclusion(unit.id, instruction.key, rule) for unit in units if unit.id not in concerned),
        unassigned=() if chosen else (nobody(instruction, instruction.lead, f"{NOBODY_CHOSEN} {rule}"),),
    )


def _assignments(units: list[Unit], clause: Clause, rule: str, scope: Scope, given: Given) -> Iterator[Assignment]:
    wordings = Wordings(clause.instruction.text, given)
    grants: dict[str, Grant] = {}  # units with the same wording have the same one
    for unit in units:
        text, note = wordings.of(unit)
        if text not in grants:
            grants[text] = Grant(Role.IMPLEMENTING, rule + note, scope.score, text=text)
        yield assign(unit, clause, grants[text])


def _rule(
    instruction: Instruction, item: TopicItem | None, scope: Scope, wanted: tuple[Unit, ...], given: Given
) -> str:
    start = f"Nội dung chung tại {place(instruction)}, không nêu đơn vị. {scope.rule}"
    if given.topic is None:
        return f"{start} Chưa có chủ đề phù hợp: giao nguyên văn cho mọi đơn vị được giao."
    if item is None:
        return f"{start} Không khớp mục nào của chủ đề “{given.topic.name}”: giao cho mọi đơn vị được giao."
    whom = "mọi đơn vị" if len(wanted) == len(given.units) else _names(wanted)
    return f"{start} Chủ đề “{given.topic.name}”, mục “{item.name}”: dành cho {whom}."


def _names(units: tuple[Unit, ...]) -> str:
    if len(units) <= NAMED:
        return ", ".join(unit.name for unit in units) or "loại đơn vị không còn vào ngày ban hành"
    return f"{len(units)} đơn vị cùng loại ({units[0].name}, …)"
