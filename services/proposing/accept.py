"""Which proposals become instructions: only words of the source, only units of the registry, never in place of a rule.

A proposal is accepted when its quote stands in the source lines (likeness of 95 at least) and every unit it names is in
the registry on the day. What becomes the instruction is the text of the *source*; a deadline is read from it by the
rules, so that neither a number nor a day can come from the model. Confidence is at most .7, the method is `llm`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from services.directive.model import Instruction, Source
from services.directive.text import Paragraph, Piece, Text, collapse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from services.directive.model import Deadline, Line, Section
    from services.proposing.port import Ask, Proposal

LIKENESS = 95
MOST_CONFIDENT = 0.7
FEWEST_WORDS, MOST_CHARACTERS = 4, 1500
OVERLAP = 0.3
"""A proposal that shares so much of itself with an instruction of the rules says nothing new."""
MODES = frozenset({"giao", "yêu cầu", "đề nghị", "phân công", "mời"})

Span = tuple[int, int]


class Reason(StrEnum):
    """Why a proposal was not taken."""

    SIZE = "size"
    NOT_IN_SOURCE = "not_in_source"
    UNKNOWN_UNIT = "unknown_unit"
    NOBODY = "nobody"
    SAID_BEFORE = "said_before"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The new instructions in the order of the document, and how many proposals fell for which reason."""

    instructions: tuple[Instruction, ...]
    refused: Mapping[Reason, int]


def accept(
    proposals: Sequence[Proposal],
    ask: Ask,
    sections: Sequence[Section],
    deadline_of: Callable[[str], Deadline | None],
    cap: float = MOST_CONFIDENT,
) -> Outcome:
    """Judge every proposal against the source; `deadline_of` is the rules' own reading of a clause."""
    source, refused = joined(ask.lines), Counter[Reason]()
    names = {unit.id: unit.name for unit in ask.units}
    taken = [span for each in ask.found if (span := find(each.evidence.quote, source.text.raw))]
    accepted: list[tuple[Span, Proposal]] = []
    for proposal in proposals:
        span = find(proposal.quote, source.text.raw) if _sized(proposal) else None
        reason = _refusal(proposal, span, taken, names)
        if reason or span is None:
            refused[reason or Reason.NOT_IN_SOURCE] += 1
            continue
        taken.append(span)
        accepted.append((span, proposal))
    maker = _Maker(source, sections, names, deadline_of, min(cap, MOST_CONFIDENT))
    ordered = sorted(accepted, key=lambda each: each[0])
    return Outcome(tuple(maker.make(n, *each) for n, each in enumerate(ordered, start=1)), refused)


@dataclass(frozen=True, slots=True)
class _Maker:
    """What an instruction is made from, once its proposal is accepted."""

    source: Paragraph
    sections: Sequence[Section]
    names: Mapping[str, str]
    deadline_of: Callable[[str], Deadline | None]
    confidence: float

    def make(self, number: int, span: Span, proposal: Proposal) -> Instruction:
        evidence = self.source.evidence(*span)
        section = _section_of(self.source.line_at(span[0]), self.sections)
        return Instruction(
            key=f"{section or 'x'}#p{number}",
            section=section,
            mode=proposal.mode if proposal.mode in MODES else "giao",
            lead=self._named(proposal.lead),
            coordinating=self._named(proposal.coordinating),
            text=evidence.quote,
            deadline=self.deadline_of(evidence.quote),
            evidence=evidence,
            confidence=self.confidence,
            method=Source.LLM,
        )

    def _named(self, units: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.names[unit] for unit in dict.fromkeys(units))


def _sized(proposal: Proposal) -> bool:
    return len(proposal.quote.split()) >= FEWEST_WORDS and len(proposal.quote) <= MOST_CHARACTERS


def _refusal(proposal: Proposal, span: Span | None, taken: Sequence[Span], names: Mapping[str, str]) -> Reason | None:
    if not _sized(proposal):
        return Reason.SIZE
    if span is None:
        return Reason.NOT_IN_SOURCE
    if not proposal.lead:
        return Reason.NOBODY
    if not names.keys() >= {*proposal.lead, *proposal.coordinating}:
        return Reason.UNKNOWN_UNIT
    if any(_shared(span, other) > OVERLAP * (span[1] - span[0]) for other in taken):
        return Reason.SAID_BEFORE
    return None


def joined(lines: Sequence[Line]) -> Paragraph:
    """The lines as one text, with the address of every character."""
    pieces, texts, start = [], [], 0
    for line in lines:
        text = collapse(line.text)
        if text:
            pieces.append(Piece(start, line))
            texts.append(text)
            start += len(text) + 1
    return Paragraph(Text.of(" ".join(texts)), tuple(pieces))


def find(quote: str, source: str) -> Span | None:
    """Where a quote stands in the source, whole words of it; None when it does not."""
    wanted = collapse(quote)
    if (start := source.find(wanted)) >= 0 and wanted:
        return start, start + len(wanted)
    if not wanted or len(wanted) > len(source):
        return None
    near = fuzz.partial_ratio_alignment(wanted, source, score_cutoff=LIKENESS)
    return _whole_words(source, near.dest_start, near.dest_end) if near else None


def _whole_words(source: str, start: int, end: int) -> Span:
    start = source.rfind(" ", 0, start + 1) + 1
    after = source.find(" ", end - 1) if end else -1
    return start, after if after >= 0 else len(source)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _section_of(line: Line, sections: Sequence[Section]) -> str:
    before = [each for each in sections if (each.page, each.line) <= (line.page, line.number)]
    return before[-1].key if before else ""
