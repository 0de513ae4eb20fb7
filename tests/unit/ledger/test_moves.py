from __future__ import annotations

import itertools

import pytest

from services.ledger.moves import DIRECTIVE, FLOW, MACHINES, IllegalMoveError, require_legal


@pytest.mark.parametrize(("old", "new"), list(itertools.pairwise(FLOW)))
def test_the_flow_goes_forward_step_by_step(old, new):
    require_legal("directive", old, new)


@pytest.mark.parametrize(
    ("machine", "old", "new"),
    [
        ("directive", "received", "filed"),
        ("directive", "done", "received"),
        ("directive", "closed", "filed"),
        ("effect", "filed", "pending"),
        ("letter", "issued", "returned"),
        ("status", "sent", "pending"),
        ("directive", "no such state", "read"),
    ],
)
def test_other_moves_are_refused(machine, old, new):
    with pytest.raises(IllegalMoveError, match="không thể chuyển"):
        require_legal(machine, old, new)


def test_every_state_named_as_a_goal_has_its_own_row():
    for name, machine in MACHINES.items():
        goals = {goal for moves in machine.values() for goal in moves}
        assert goals <= set(machine), name


def test_a_person_can_take_up_a_stopped_directive_anywhere_in_the_flow():
    for state in ("held", "quarantined"):
        assert set(FLOW[:-1]) <= DIRECTIVE[state]
