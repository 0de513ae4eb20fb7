"""A problem of the configuration, told so that an admin can mend it without asking anybody."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: file (as shown to a person), line (from 1, or None), where in it, why, and what to do."""

    file: str
    line: int | None
    where: str
    why: str
    fix: str

    @property
    def sentence(self) -> str:
        """One Vietnamese sentence: where – why – what to do."""
        place = ", ".join(part for part in (self.file, f"dòng {self.line}" if self.line else "", self.where) if part)
        return f"{place}: {self.why} – {self.fix}."


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Advice on an unknown word: the nearest known one, or the list of all."""
    choices = sorted(known)
    near = difflib.get_close_matches(word, choices, n=1)
    if near:
        return f"có phải ý là “{near[0]}”? Sửa lại tên hoặc xóa đi"
    return f"sửa lại tên hoặc xóa đi; dùng được: {', '.join(choices)}"
