"""What the check remembers between letters of one template: most of a letter is byte for byte that of the one before.

Only answers of pure functions are remembered, under everything they depend on: a file checked alone, or first, or last
has the same findings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from services.formality.effective import Paragraph, Table

Key = TypeVar("Key", bound="Hashable")
Answer = TypeVar("Answer")


class Memory(Generic[Key, Answer]):
    """Answers by what was asked; it forgets them all when there are more than `most`."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[Key, Answer] = {}

    def recall(self, key: Key, make: Callable[[], Answer]) -> Answer:
        """The answer known for this key, else a new one, remembered from now on. What `make` raises is not."""
        if key in self._known:
            return self._known[key]
        if len(self._known) >= self._most:
            self._known.clear()
        answer = self._known[key] = make()
        return answer

    def clear(self) -> None:
        """Forget everything."""
        self._known.clear()


@dataclass(frozen=True, slots=True)
class Block:
    """A child of a body as read: its paragraphs and tables, the numbers of the last paragraph and section so far."""

    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    count: int
    section: int
