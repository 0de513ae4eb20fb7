"""The labels of a text: phần, chương, mục, điều, khoản, điểm, as typed (Phụ lục I, Phần I, Mục II khoản 6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Paragraph
    from services.formality.zones import Zones

# The letters of điểm: Vietnamese, with đ, without f, j, w, z and without the marked vowels.
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN = r"[IVXLC]+"


class Level(StrEnum):
    """A kind of label, outermost first; the value is what a clerk calls it."""

    PART = "phần"
    CHAPTER = "chương"
    SECTION = "mục"
    SUBSECTION = "tiểu mục"
    ROMAN = "mục đánh số La Mã"
    ARTICLE = "điều"
    CLAUSE = "khoản"
    SUBCLAUSE = "khoản nhỏ"
    POINT = "điểm"
    OTHER = "mục đánh dấu khác"
    BULLET = "gạch đầu dòng"


_LABELS = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        (Level.PART, rf"(?i:phần)(?: thứ)? (?P<n>{_ROMAN}|\d{{1,2}}|[a-zđ]\w+)\b[.:]?(?: (?P<rest>[^,;]*))?$"),
        (Level.CHAPTER, rf"(?i:chương) (?P<n>{_ROMAN}|\d{{1,2}})\b[.:]?(?: (?P<rest>.*))?"),
        (Level.SECTION, rf"(?i:mục) (?P<n>\d{{1,2}}|{_ROMAN})\b[.:]?(?: (?P<rest>.*))?"),
        (Level.SUBSECTION, r"(?i:tiểu mục) (?P<n>\d{1,2})\b[.:]?(?: (?P<rest>.*))?"),
        (Level.ARTICLE, r"(?i:điều) (?P<n>\d{1,3})(?P<mark>[.:])(?: ?(?P<rest>.*))?"),
        (Level.ROMAN, rf"(?![CL][./)-])(?P<n>{_ROMAN})(?P<mark>[./)-]) ?(?P<rest>\S.*)"),
        (Level.SUBCLAUSE, r"(?P<n>\d{1,2}(?:\.\d{1,2})+)\.? (?P<rest>\S.*)"),
        (Level.CLAUSE, r"(?P<n>\d{1,2})(?P<mark>[./)]) ?(?P<rest>[^\d\s].*)"),
        (Level.POINT, r"(?P<n>[a-zđ])(?P<mark>[).]) ?(?P<rest>\S.*)"),
        (Level.OTHER, r"(?P<n>[A-HJ-UWYZĐ])\. (?P<rest>\S.*)"),
        (Level.BULLET, r"(?P<n>[-–—+*•●▪■○➢✓]) ?(?P<rest>\S.*)"),
    )
)
_DECIMAL = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Item:
    """One labelled paragraph: level, label as typed, the numbers it says ((2, 1) for "2.1."), the words after it.

    A letter counts by its place among the letters of điểm, 0 when it is none of them.
    """

    paragraph: Paragraph
    level: Level
    label: str
    numbers: tuple[int, ...]
    rest: str


def items(zones: Zones) -> Iterator[Item]:
    """The labelled paragraphs of the text, in order; what a list numbers by itself has no label to read."""
    for paragraph in zones.of(Zone.BASIS, Zone.HEADING, Zone.BODY):
        if paragraph.listed or paragraph.place.table is not None:
            continue
        if found := read(paragraph):
            yield found


def read(paragraph: Paragraph) -> Item | None:
    """The label a paragraph begins with."""
    text = paragraph.text
    for level, pattern in _LABELS:
        found = pattern.match(text)
        if found and not (level is Level.PART and paragraph.alignment == "both"):
            rest = (found["rest"] or "").strip()
            label = text[: len(text) - len(rest)].strip() if rest else text
            return Item(paragraph, level, label, _numbers(level, found["n"]), rest)
    return None


def roman(text: str) -> int:
    """The value of a Roman number; 0 for anything else."""
    total = 0
    for digit, following in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN_VALUES.get(digit, 0)
        total += -value if _ROMAN_VALUES.get(following, 0) > value else value
    return total if text and all(digit in _ROMAN_VALUES for digit in text) else 0


def _numbers(level: Level, text: str) -> tuple[int, ...]:
    if level is Level.POINT:
        return (POINT_LETTERS.find(text) + 1,)
    if decimals := _DECIMAL.findall(text):
        return tuple(int(one) for one in decimals)
    return (roman(text),)
