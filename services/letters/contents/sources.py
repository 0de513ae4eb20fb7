"""The source of each sentence as a comment beside it: place, quote, rule, how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.directive.labels import in_words
from services.letters import words
from services.letters.engine.comments import Comment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.planning.model import Assignment


class Remarks:
    """The comments of one letter, numbered in the order of its sentences."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._made: list[Comment] = []

    @property
    def made(self) -> tuple[Comment, ...]:
        """All comments so far."""
        return tuple(self._made)

    def add(self, given: Sequence[Assignment]) -> str:
        """The number of a comment on a sentence that these assignments gave rise to; empty when none is wanted."""
        if not self._wanted or not given:
            return ""
        number = len(self._made) + 1
        self._made.append(Comment(number, tuple(_lines(given))))
        return str(number)


def place(assignment: Assignment) -> str:
    """Where the directive says it: "Mục III.1, trang 3, dòng 12"."""
    evidence = assignment.evidence
    section = f"{in_words(assignment.section)}, " if assignment.section else ""
    return words.capital(f"{section}trang {evidence.page}, dòng {evidence.line}")


def _lines(given: Sequence[Assignment]) -> Iterator[str]:
    for one in {assignment.evidence: assignment for assignment in given}.values():
        yield f"Nguồn: {place(one)}: “{words.one_line(one.evidence.quote)}”"
    for rule in dict.fromkeys(assignment.rule for assignment in given):
        yield f"Quy tắc: {words.sentence(rule)}"
    yield f"Mức tin cậy: {words.certainty(min(assignment.confidence for assignment in given))}."
