"""What the walk through an outline carries along: its setting, the frame that items hand down, what was found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from services.directive.text import Text

if TYPE_CHECKING:
    from services.directive.clause import Clause
    from services.directive.due_shapes import Issued
    from services.directive.lexicon import Lexicon
    from services.directive.model import Deadline, Instruction
    from services.directive.text import Paragraph


@dataclass(frozen=True, slots=True)
class Setting:
    """What reading a body needs to know of its document. `whole`: instructions may stand anywhere in the body."""

    lexicon: Lexicon
    whole: bool
    issued: Issued = None
    issuer: str = ""
    addressees: tuple[str, ...] = ()
    cap: float = 1.0


@dataclass(frozen=True, slots=True)
class Frame:
    """What an item hands down: lead, partners, mode; `headed` below a heading that only names units.

    `asked`: the mode was told to nobody ("Công an tỉnh đề nghị:"), so it is that of all who are named below.
    `greeted`: the lead is only whom the letter greets, nobody was told anything yet. `answers`: below a line that
    opens an answer or a report ("… xin trả lời như sau:"), where only who is named may be told.
    """

    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    mode: str | None = None
    opened: bool = False
    headed: bool = False
    asked: bool = False
    greeted: bool = False
    answers: bool = False

    def with_clause(self, read: Clause, *, headed: bool = False) -> Frame:
        """The frame below a line that opens what follows."""
        partners = read.coordinating or self.coordinating
        return replace(
            self,
            lead=read.lead or self.lead,
            coordinating=partners,
            mode=read.mode or self.mode,
            opened=True,
            headed=headed,
            greeted=self.greeted and not read.lead and not read.mode,
        )

    def answering(self) -> Frame:
        """The same frame below a line that opens an answer: whom the letter greets asked, and is told nothing."""
        return replace(self, lead=(), coordinating=(), answers=True)

    def asking(self, mode: str | None) -> Frame:
        """The same frame below a line that asks without saying whom."""
        return replace(self, mode=mode, asked=True, greeted=False) if mode else self


@dataclass(frozen=True, slots=True)
class Found:
    """An instruction with the part of the paragraph it was read from; its key is given at the end.

    `later` are paragraphs after it that say more of the same work: by when, to whom to report.
    """

    instruction: Instruction
    paragraph: Paragraph
    start: int
    item: int
    end: int | None = None
    later: tuple[Paragraph, ...] = ()

    def with_later(self, paragraph: Paragraph, deadline: Deadline | None) -> Found:
        """The same with one more paragraph, and its deadline where the instruction has none."""
        known = self.instruction.deadline or deadline
        return replace(self, instruction=replace(self.instruction, deadline=known), later=(*self.later, paragraph))


def everybody(mention: str, lexicon: Lexicon) -> bool:
    """All units, "Thủ trưởng các cơ quan, đơn vị": nothing but titles, "các" and the words for all units."""
    whole = Text.of(mention)
    left = lexicon.words("everybody").sub_blank(whole)
    for stem in ("head-titles", "quantifiers"):
        left = lexicon.words(stem).sub_blank(left)
    return len(left.plain.strip(" ,")) < len(whole.plain.strip()) and not left.plain.strip(" ,")
