"""`lexicon/groups.txt`: the phrases that name many units at once, each with its selector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.units.fold import normalise
from services.units.model import Group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.settings.source import Source

FILE = "lexicon/groups.txt"


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group and the line of the file where it stands."""

    line: int
    group: Group


def read_groups(source: Source) -> tuple[GroupLine, ...]:
    """The groups in the order of the file; lines of another form are reported."""
    text = source.text(FILE)
    return tuple(_lines(source, text)) if text is not None else ()


def _lines(source: Source, text: str) -> Iterator[GroupLine]:
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.partition("#")[0].strip()
        if not content:
            continue
        phrase, equals, select = (part.strip() for part in content.partition("="))
        if not (phrase and equals and select):
            fix = "viết “cách gọi = điều kiện chọn”, ví dụ các trường THPT = kind:thpt"
            source.report(source.shown(FILE), number, "", f"dòng “{content}” không đúng dạng", fix)
            continue
        yield GroupLine(number, Group(normalise(phrase), select))
