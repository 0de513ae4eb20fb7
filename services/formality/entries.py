"""Entries of a list of recipients: lines that continue one another joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from services.formality.text import quote

if TYPE_CHECKING:
    from services.formality.effective import Paragraph, Place


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its text with its dash (a dash that a list sets counts), its place, where its line starts (mm)."""

    text: str
    place: Place
    start_mm: float

    def where(self, name: str) -> str:
        """Its place for a clerk."""
        return f"{name}, đoạn {self.place.number}: {quote(self.text)}"


def entries(paragraphs: tuple[Paragraph, ...], label: str = "") -> tuple[Entry, ...]:
    """The entries of a list; `label` ("Kính gửi:") is cut off its first line, and no entry when nothing follows it."""
    found: list[Entry] = []
    for i, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if label and i == 0:
            text = text[len(label) :].strip() if text.startswith(label) else text.partition(":")[2].strip()
        if not text:
            continue
        if paragraph.listed and not text.startswith("-"):
            text = f"- {text}"
        if found and not text.startswith("-") and not found[-1].text.endswith((";", ".")):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {text}")
        else:
            found.append(Entry(text, paragraph.place, paragraph.left_mm + paragraph.first_line_mm))
    return tuple(found)
