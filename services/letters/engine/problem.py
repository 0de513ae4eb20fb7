"""What is wrong with a template, told so that a clerk finds the place in Word: template, part, paragraph, tag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEND_WORD: Final = "sửa trong letter.docx rồi chạy lại"
MEND_EITHER: Final = "sửa trong letter.docx hoặc letter.toml rồi chạy lại"
_SHOWN: Final = 90
_LONGEST_TAG: Final = 200
_PARTS: Final = (("word/document", "thân văn bản"), ("word/header", "đầu trang"), ("word/footer", "chân trang"))


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph: the part it stands in, its number there (from 1), its text."""

    part: str
    number: int
    text: str

    def __str__(self) -> str:
        """The place as a clerk looks for it."""
        name = next((f" ({name})" for beginning, name in _PARTS if self.part.startswith(beginning)), "")
        text = self.text if len(self.text) <= _SHOWN else f"{self.text[:_SHOWN]}…"
        return f"phần {self.part}{name}, đoạn “{text}” (đoạn thứ {self.number})"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place; it becomes a problem when the template's name is known."""

    place: Place | str
    tag: str
    why: str
    fix: str = MEND_WORD


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of one template. `blocking` ones keep the template from being used; the others are advice."""

    template: str
    place: str
    tag: str
    why: str
    fix: str
    blocking: bool = True

    def __str__(self) -> str:
        """One Vietnamese sentence: where, why, what to do."""
        where = ", ".join(filter(None, [f"Mẫu “{self.template}”", self.place, f"thẻ {self.tag}" if self.tag else ""]))
        return f"{where}: {self.why} – {self.fix}."


def problem(template: str, fault: Fault, *, blocking: bool = True) -> Problem:
    """The fault as a problem of that template."""
    tag = fault.tag if len(fault.tag) <= _LONGEST_TAG else f"{fault.tag[:_LONGEST_TAG]}…"
    return Problem(template, str(fault.place), tag, fault.why, fault.fix, blocking)
