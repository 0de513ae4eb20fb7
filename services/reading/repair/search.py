"""The best reading of a run of tokens: channel and language weighed together, a beam of hypotheses at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.reading.repair.candidates import Candidate
    from services.reading.repair.language import Language

BEAM = 40
HOPELESS = 20.0
"""Nats behind the best from which a hypothesis is dropped; no context of two words makes up for that."""
CONTEXT_WEIGHT = 1.0
"""How much the language counts beside the channel."""
State = tuple[int, int]


class Hypothesis(NamedTuple):
    """The cheapest way to a pair of last words; `back` is the way before its last choice."""

    cost: float
    choice: Candidate | None
    back: Hypothesis | None


def best_reading(steps: Sequence[Sequence[Candidate]], language: Language) -> list[Candidate]:
    """One candidate for each step. A step with one candidate of cost 0 is context only."""
    start = language.ids["<s>"]
    beam: dict[State, Hypothesis] = {(start, start): Hypothesis(0.0, None, None)}
    for candidates in steps:
        ahead: dict[State, Hypothesis] = {}
        words = [candidate.word for candidate in candidates]
        for (before, last), hypothesis in beam.items():
            for candidate, context in zip(candidates, language.costs(before, last, words), strict=True):
                cost = hypothesis.cost + candidate.cost + CONTEXT_WEIGHT * context
                state = (last, candidate.word)
                known = ahead.get(state)
                if known is None or cost < known.cost:
                    ahead[state] = Hypothesis(cost, candidate, hypothesis)
        beam = _best(ahead)
    return _trace(min(beam.values(), key=lambda hypothesis: hypothesis.cost))


def _best(hypotheses: dict[State, Hypothesis]) -> dict[State, Hypothesis]:
    limit = min(hypothesis.cost for hypothesis in hypotheses.values()) + HOPELESS
    hopeful = [item for item in hypotheses.items() if item[1].cost <= limit]
    return dict(sorted(hopeful, key=lambda item: (item[1].cost, item[0]))[:BEAM])


def _trace(end: Hypothesis) -> list[Candidate]:
    chosen, at = [], end
    while at.choice is not None and at.back is not None:
        chosen.append(at.choice)
        at = at.back
    return chosen[::-1]
