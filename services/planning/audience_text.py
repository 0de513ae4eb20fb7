"""The wording of an instruction for one unit: people the unit does not have are left out of lists of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.planning.audiences import tailor
from services.units.selector import pick

if TYPE_CHECKING:
    from services.directive.model import Instruction
    from services.planning.share import Given
    from services.units.model import Unit


def text_for(unit: Unit, instruction: Instruction, given: Given) -> tuple[str, str]:
    """The unit's wording, and a sentence that says what was left out and why (empty when nothing was)."""
    audiences = given.topic.audiences if given.topic else ()
    absent = {audience.word for audience in audiences if not pick(audience.select, (unit,))}
    text, dropped = tailor(instruction.text, [audience.word for audience in audiences], absent)
    if not dropped:
        return text, ""
    named = ", ".join(f"“{word}”" for word in dropped)
    return text, f" Bỏ {named} khỏi nội dung giao vì đơn vị không có đối tượng này."
