"""What a bad input is: its number in the list of the reference, how it is built, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


@cache
def _built(build: Callable[[], bytes]) -> bytes:
    return build()


class Outcome(StrEnum):
    """Required ends of a file that reaches us."""

    REFUSED = "refused"
    """Quarantined with a Vietnamese reason."""
    READ = "read"
    FLAGGED = "flagged"
    """Read, with a remark for the clerk."""
    NO_TEXT = "no text"
    """Goes to recognition; without it the file waits for a person."""


@dataclass(frozen=True, slots=True)
class Input:
    """`words` stand in the reason, the text or the remark."""

    number: int
    what: str
    name: str
    build: Callable[[], bytes]
    outcome: Outcome
    words: str

    @property
    def content(self) -> bytes:
        """The file, built once."""
        return _built(self.build)

    @property
    def label(self) -> str:
        """For the names of tests."""
        return f"{self.number} {self.what}"
