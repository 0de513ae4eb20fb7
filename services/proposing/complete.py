"""A directive as the rules read it, completed by what an optional proposer adds; without one it stays as it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from services.directive import deadlines, references
from services.directive.model import Doubt, Instruction
from services.directive.text import Text
from services.directive.understand import CAPS, is_directive
from services.errors import TrienkhaiError
from services.proposing.accept import MOST_CONFIDENT, accept
from services.proposing.local_model import LocalModel
from services.proposing.port import Ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from services.directive.lexicon import Lexicon
    from services.directive.model import Deadline, Directive, Line, Pages
    from services.proposing.port import InstructionProposer
    from services.settings.settings import Settings
    from services.units.registry import Registry

MOST_CHARACTERS = 40_000
"""So much of a directive is asked about: the window of a small model. What is cut is told."""
MOST_UNITS = 400
PROPOSED, SILENT, CUT = "proposed", "proposer_silent", "proposer_cut"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Completion:
    """What completing needs; `proposer` is None when the office has none.

    `today` serves where no day of issue is known.
    """

    proposer: InstructionProposer | None
    registry: Registry
    lexicon: Lexicon
    today: Callable[[], dt.date]

    def __call__(self, directive: Directive, pages: Pages) -> Directive:
        """The directive with accepted proposals and a doubt for each; never raises for the proposer's sake."""
        if self.proposer is None or not is_directive(directive)[0]:
            return directive
        ask, whole = self._ask(directive, pages)
        try:
            proposals = self.proposer.propose(ask)
        except TrienkhaiError as error:
            log.warning("proposer_failed", code=error.code)
            return _doubting(directive, Doubt(SILENT, f"{error.message} Nội dung giao chỉ đọc theo quy tắc."))
        cap = min(MOST_CONFIDENT, MOST_CONFIDENT * CAPS[directive.quality.source])
        outcome = accept(proposals, ask, directive.sections, self._deadlines(directive), cap)
        log.info("proposals", accepted=len(outcome.instructions), **{str(k): n for k, n in outcome.refused.items()})
        doubts = [_question(each) for each in outcome.instructions]
        if not whole:
            doubts.append(Doubt(CUT, "Văn bản dài: mô hình ngôn ngữ chỉ được hỏi về phần đầu."))
        merged = sorted((*directive.instructions, *outcome.instructions), key=_position)
        return _doubting(replace(directive, instructions=tuple(merged)), *doubts)

    def _ask(self, directive: Directive, pages: Pages) -> tuple[Ask, bool]:
        lines = tuple(_asked_about(directive, pages))
        shown = tuple(_window(lines))
        units = self.registry.valid_on(_issued(directive) or self.today())
        return Ask(shown, units[:MOST_UNITS], directive.instructions), len(shown) == len(lines)

    def _deadlines(self, directive: Directive) -> Callable[[str], Deadline | None]:
        """The rules' reading of a clause."""

        def read(clause: str) -> Deadline | None:
            text = Text.of(clause)
            return deadlines.find(text, self.lexicon, _issued(directive), references.spans(text))

        return read


def open_completion(settings: Settings, today: Callable[[], dt.date]) -> Completion:
    """What the settings want: a local model, or nobody. The connection is made when first used."""
    proposer = LocalModel(settings.proposer) if settings.proposer else None
    return Completion(proposer, settings.registry, settings.lexicon, today)


def _asked_about(directive: Directive, pages: Pages) -> Iterator[Line]:
    """The lines from the first heading on: what stands before names the document, not the work."""
    first = directive.sections[0] if directive.sections else None
    for line in pages.lines:
        if first is None or (line.page, line.number) >= (first.page, first.line):
            yield line


def _window(lines: tuple[Line, ...]) -> Iterator[Line]:
    room = MOST_CHARACTERS
    for line in lines:
        room -= len(line.text)
        if room < 0:
            return
        yield line


def _issued(directive: Directive) -> dt.date | None:
    value = directive.header.issued_on
    return dt.date.fromisoformat(value.text) if value and value.trusted else None


def _position(instruction: Instruction) -> tuple[int, int]:
    return instruction.evidence.page, instruction.evidence.line


def _question(instruction: Instruction) -> Doubt:
    whom = ", ".join(f"“{name}”" for name in instruction.lead)
    message = f"Nội dung này do mô hình ngôn ngữ đề xuất giao cho {whom}, quy tắc không thấy: cần đọc lại và xác nhận."
    return Doubt(PROPOSED, message, instruction.evidence)


def _doubting(directive: Directive, *doubts: Doubt) -> Directive:
    return replace(directive, doubts=(*directive.doubts, *doubts))
