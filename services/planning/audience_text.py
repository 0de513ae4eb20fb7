"""The wording of an instruction for one unit: people the unit does not have are left out of lists of people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.planning.audiences import tailor

if TYPE_CHECKING:
    from services.planning.share import Given
    from services.units.model import Unit


@dataclass(frozen=True, slots=True)
class Wordings:
    """The wordings of one instruction; units with the same people share one."""

    text: str
    given: Given
    _made: dict[frozenset[str], tuple[str, str]] = field(default_factory=dict)

    def of(self, unit: Unit) -> tuple[str, str]:
        """The unit's wording, and a sentence that says what was left out and why (empty when nothing was)."""
        absent = self.given.absent[unit.id]
        if absent not in self._made:
            self._made[absent] = self._make(absent)
        return self._made[absent]

    def _make(self, absent: frozenset[str]) -> tuple[str, str]:
        audiences = self.given.topic.audiences if self.given.topic else ()
        text, dropped = tailor(self.text, [audience.word for audience in audiences], absent)
        if not dropped:
            return text, ""
        named = ", ".join(f"“{word}”" for word in dropped)
        return text, f" Bỏ {named} khỏi nội dung giao vì đơn vị không có đối tượng này."
