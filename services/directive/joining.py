"""Wrapped lines → paragraphs. Page numbers and ruling lines are left out; every character keeps its address."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.directive.labels import Style, is_bare_part, read_label
from services.directive.model import Line
from services.directive.text import CAPITALS, Paragraph, Piece, Text, collapse, shouted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LONGEST_WRAPPED = 160
"""Characters. A longer line was never wrapped: in such a text every line is a paragraph."""
NARROWEST_WRAPPED = 45
"""Characters. Shorter lines are not the width of a page, each was ended on purpose."""
LONGEST_PARAGRAPH = 6_000
"""Characters, two full pages; real ones have at most 1,500. A longer one is read in pieces: some rules look at a
paragraph again from each of its words, so that one of a whole book would keep them for hours."""
SLACK = 0.1
"""Share of the width by which a full line may be shorter than the widest: letters differ in width."""
FIRST_LINE = 8
"""Characters by which a paragraph's first line is indented where the text lost its leading blanks."""
_PAGE_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,3}\s*[-–]?\s*")
_SPECK = re.compile(r"[^\w)]*[^\W\d_]?[^\w)]*")
"""A line with one letter at most and no number: specks of a scan, a hook of the seal."""
_EDGES = re.compile(r"^[_|~ˆ`¡]+\s+(?=\w)|\s+[_|~ˆ`¡⁄]+(?=\s*:?$)")
_RULE = re.compile(r"[\s_\-–—=*.|]{3,}")
_STOPPED = re.compile(r"[.:;!?…][\"”')]*$|\./\.?$|/\.$")
_BROKEN_WORD = re.compile(r"\w-$")
_OPEN_HEADING = re.compile(r"\s(?:VÀ|CỦA|VỀ|CHO|VỚI|TRONG|CÁC)$")
"""A heading that cannot end here."""
_ATTRIBUTE = re.compile(rf"\(?[{CAPITALS}][^:.;,–]{{2,40}}(?::|\s–)\s")
"""An attribute and its value ("- Đơn vị chủ trì: …"): a line of its own, however full the one before is."""
_TABLE_ROW = re.compile(r"\s*\||.*\s\|\s")


def _without_specks(content: str) -> str:
    """A line without what a scan left at its edges ("_ học, THCS …", "ngày 10/02/2026. |"); rows of tables stay."""
    bare = _EDGES.sub("", content)
    return bare if bare and content.count("|") - bare.count("|") in {0, content.count("|")} else content


def _shares(content: str) -> Iterator[str]:
    """A line as it is; one that is too long for a paragraph in pieces."""
    while len(content) > LONGEST_PARAGRAPH and (cut := _cut(content)):
        yield content[:cut].rstrip()
        content = content[cut:]
    yield content


def _cut(content: str) -> int:
    """Where a piece of a long line ends: behind a sentence or else a word, never in one; 0 where there is but one."""
    ends = (content.rfind(mark, 0, LONGEST_PARAGRAPH) + len(mark) for mark in (". ", "; ", " "))
    near = next((end for end in ends if end > LONGEST_PARAGRAPH // 2), 0)
    return near or content.find(" ", LONGEST_PARAGRAPH) + 1


def text_width(lines: Iterable[Line]) -> int | None:
    """The width (characters) at which the author's lines wrap; None when lines are whole paragraphs."""
    lengths = sorted(len(line.text.rstrip()) for line in lines if line.text.strip())
    width = lengths[math.ceil(0.9 * (len(lengths) - 1))] if lengths else 0
    return width if width >= NARROWEST_WRAPPED and lengths[-1] <= LONGEST_WRAPPED else None


def join(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    """The paragraphs of the lines, in order."""
    width, numbers = text_width(lines), page_numbers(lines)
    joiner = _Joiner(width)
    for line in lines:
        if not line.text.strip():
            joiner.blank = True
        elif line in numbers or _RULE.fullmatch(line.text) or _SPECK.fullmatch(line.text):
            joiner.gap = True
        else:
            joiner.add(line)
    return joiner.finish()


def page_numbers(lines: Sequence[Line]) -> frozenset[Line]:
    """Lines that hold only a page number: alone at the head or foot of a page, between blank lines, in a sentence."""
    filled = [line for line in lines if not _SPECK.fullmatch(line.text)]
    edges = {pages[0] for pages in _by_page(filled)} | {pages[-1] for pages in _by_page(filled)}
    inside = {two for one, two, three in zip(filled, filled[1:], filled[2:], strict=False) if _parts(one, three)}
    blank = {(line.page, line.number) for line in lines if _SPECK.fullmatch(line.text)}
    return frozenset(
        line
        for line in filled
        if _PAGE_NUMBER.fullmatch(line.text)
        and (line in edges or {(line.page, line.number - 1), (line.page, line.number + 1)} <= blank or line in inside)
    )


def _parts(before: Line, after: Line) -> bool:
    """Whether a number between two lines parts a sentence: it had not ended, and goes on without a label."""
    said = before.text.rstrip()
    return (said.endswith(",") or _OPEN_HEADING.search(said) is not None) and read_label(after.text.strip()) is None


def _by_page(lines: Iterable[Line]) -> Iterable[list[Line]]:
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    return pages.values()


@dataclass(slots=True)
class _Joiner:
    """The paragraph being built and what lay between its last line and the next."""

    width: int | None
    done: list[Paragraph] = field(default_factory=list)
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    last: str = ""
    blank: bool = False
    gap: bool = False

    def add(self, line: Line) -> None:
        content, *more = _shares(_without_specks(collapse(line.text)))
        has_room = len(self.text) + len(content) < LONGEST_PARAGRAPH
        if self.pieces and self._continues(line.text, content) and has_room:
            self.pieces.append(Piece(len(self.text) + 1, line, self.gap))
            self.text += " " + content
        else:
            self._close()
            self.text, self.pieces = content, [Piece(0, line)]
        for share in more:
            self._close()
            self.text, self.pieces = share, [Piece(0, line)]
        self.last, self.blank, self.gap = line.text.rstrip(), False, False

    def finish(self) -> tuple[Paragraph, ...]:
        self._close()
        return tuple(self.done)

    def _close(self) -> None:
        if self.pieces:
            self.done.append(Paragraph(Text.of(self.text), tuple(self.pieces)))

    def _continues(self, raw: str, content: str) -> bool:
        """Whether a line goes on with the open paragraph."""
        if _TABLE_ROW.match(raw) or _TABLE_ROW.match(self.last):
            return False
        stopped = _STOPPED.search(self.text) is not None
        label = read_label(content)
        if label is not None:
            return not stopped and self._false_label(label.style, content[label.end :])
        if (stopped or content.startswith("(")) and _ATTRIBUTE.match(content):
            return False
        if content[0].isdigit() and not stopped and self.width and not self._was_short(content):
            return True
        if content[0].islower() or content[0] in ",;)":
            return not stopped or not (self.blank or self._was_short(content))
        return self._goes_on_with_capital(raw, content, stopped=stopped)

    def _goes_on_with_capital(self, raw: str, content: str, *, stopped: bool) -> bool:
        """A line that begins with a capital goes on with a paragraph whose last line had no room left."""
        if is_bare_part(self.text) and shouted(content):
            return True
        if shouted(self.text) and shouted(content) and _OPEN_HEADING.search(self.text):
            return True
        if _BROKEN_WORD.search(self.text) or (self.text.endswith(",") and not self.blank):
            return True
        if self.blank or self.width is None or shouted(self.text) != shouted(content):
            return False
        if stopped:  # a sentence seldom ends where a line does: mostly the paragraph ends too
            return self._was_full(content) and not _indented(raw, self.pieces[-1].line)
        return not self._was_short(content)

    def _false_label(self, style: Style, rest: str) -> bool:
        """Whether a label only looks like one because a line was wrapped there ("Lao động / - Thương binh …")."""
        if self.blank or self.width is None or shouted(self.text) or self._was_short(rest) or _ATTRIBUTE.match(rest):
            return False
        return rest[:1].islower() if style is not Style.DASH else rest[:1].isalpha()

    def _was_full(self, content: str) -> bool:
        """Whether the next word surely had no room on the last line."""
        return self.width is not None and len(self.last) + 1 + len(content.split(maxsplit=1)[0]) > self.width

    def _was_short(self, content: str) -> bool:
        """Whether the next word had room on the last line, so that the author broke the line on purpose."""
        if self.width is None:
            return False
        hidden = FIRST_LINE if len(self.pieces) == 1 and not _indent(self.last) else 0
        return hidden + len(self.last) + 1 + len(content.split(maxsplit=1)[0]) < (1 - SLACK) * self.width


def _indented(raw: str, before: Line) -> bool:
    return _indent(raw) >= _indent(before.text) + 2


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
