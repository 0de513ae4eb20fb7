"""What a proposer is asked and what it may answer.

A proposer reads the lines of a directive after the rules have, and may point at clauses that give work and that the
rules did not see. It cannot do more than point: see `accept`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.directive.model import Instruction, Line
    from services.units.model import Unit


@dataclass(frozen=True, slots=True)
class Ask:
    """The lines of the directive with their addresses, the units there may be, and what the rules found."""

    lines: tuple[Line, ...]
    units: tuple[Unit, ...]
    found: tuple[Instruction, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A clause that gives work: words of the directive, and ids of the units that lead and that help."""

    quote: str
    lead: tuple[str, ...]
    coordinating: tuple[str, ...] = ()
    mode: str = ""


class InstructionProposer(Protocol):
    """Points at instructions. It may be wrong, slow, or answer nonsense: nothing it says is taken on trust."""

    def propose(self, ask: Ask) -> Sequence[Proposal]:
        """The clauses it would add to `ask.found`, in any order.

        Raises `TemporaryError` when it cannot be reached, is too slow or answers what nobody can read, and
        `PermanentError` when it refuses; the directive then stays as the rules read it.
        """
        ...

    def reach(self) -> None:
        """Open a connection and close it again. Raises `UnavailableError`."""
        ...
