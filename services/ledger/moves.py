"""The legal moves of each state machine, in one table. Everything else is refused before the database sees it."""

from __future__ import annotations

from services.errors import PermanentError

#: Steps a directive is waiting for, in order; each state names what was finished last.
FLOW = (
    "received",
    "fetched",
    "read",
    "understood",
    "planned",
    "drafted",
    "checked",
    "filing",
    "filed",
)

DIRECTIVE: dict[str, frozenset[str]] = {
    "received": frozenset({"fetched", "held", "quarantined", "closed"}),
    "fetched": frozenset({"read", "held", "quarantined", "closed"}),
    "read": frozenset({"understood", "held", "quarantined", "closed"}),
    "understood": frozenset({"planned", "held", "quarantined", "closed"}),
    "planned": frozenset({"drafted", "held", "quarantined", "closed"}),
    "drafted": frozenset({"checked", "held", "quarantined", "closed"}),
    "checked": frozenset({"filing", "held", "quarantined", "closed"}),
    "filing": frozenset({"filed", "held", "closed"}),
    # Back to filing when a person wants something filed again that is gone from eGov.
    "filed": frozenset({"done", "filing", "closed"}),
    "held": frozenset({*FLOW[:-1], "closed"}),
    "quarantined": frozenset({*FLOW[:-1], "closed"}),
    "done": frozenset(),
    "closed": frozenset(FLOW[:-2]),
}

EFFECT: dict[str, frozenset[str]] = {
    "pending": frozenset({"filing", "filed", "held", "quarantined", "withdrawing", "withdrawn"}),
    "filing": frozenset({"filing", "filed", "pending", "held", "quarantined", "withdrawing"}),
    # Gone from eGov: the reconciler asks.
    "filed": frozenset({"held", "withdrawing"}),
    "held": frozenset({"pending", "filing", "withdrawing", "withdrawn"}),
    "quarantined": frozenset({"pending", "filing", "withdrawing", "withdrawn"}),
    # It may be in eGov: it is looked for and taken back, or found to be a clerk's already.
    "withdrawing": frozenset({"withdrawn", "filed", "held"}),
    "withdrawn": frozenset(),
}

LETTER: dict[str, frozenset[str]] = {
    # A decision proves that the draft was filed, also where our own record of it is still missing.
    "drafted": frozenset({"filed", "accepted", "returned", "issued", "withdrawn"}),
    "filed": frozenset({"accepted", "returned", "issued", "withdrawn"}),
    "accepted": frozenset({"returned", "issued"}),
    # Returned and not wanted any more.
    "returned": frozenset({"accepted", "issued", "withdrawn"}),
    "issued": frozenset(),
    "withdrawn": frozenset(),
}

STATUS: dict[str, frozenset[str]] = {
    "pending": frozenset({"sent", "held"}),
    "held": frozenset({"pending"}),
    "sent": frozenset(),
}

MACHINES = {"directive": DIRECTIVE, "effect": EFFECT, "letter": LETTER, "status": STATUS}

#: Directive states in which a step is due.
WORKING = frozenset(FLOW[:-2])
#: Effect states in which filing is due; and those in which it has come to an end.
OPEN_EFFECT = frozenset({"pending", "filing"})
#: Letter states in which no clerk has decided yet.
UNTOUCHED = frozenset({"drafted", "filed"})


class IllegalMoveError(PermanentError):
    """A change of state that no machine allows: a fault of ours, never of the input."""

    code = "illegal_move"


def require_legal(machine: str, old: str, new: str) -> None:
    """Raise IllegalMoveError unless `machine` may go from `old` to `new`."""
    if new not in MACHINES[machine].get(old, frozenset()):
        raise IllegalMoveError(
            f"Trạng thái {machine} không thể chuyển từ “{old}” sang “{new}”. Hãy báo người phát triển."
        )
