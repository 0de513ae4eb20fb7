"""The filing protocol as a state machine whose moves are faults, on a real SQLite ledger."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from services.ledger import audit
from tests.property.filing.world import LETTERS, World, empty_ledger
from tests.soak.controls import patched

FATES = st.lists(st.sampled_from(["well", "busy", "lost", "late"]), max_size=4)
#: A frozen worker between its last check and the request is what search alone cannot see: see the delivery guarantees.
BLIND_SPOT = "create"
#: A worker that is frozen inside a transaction keeps the others out as well, on SQLite: nothing happens meanwhile.
INSIDE = "commit"


def machine(folder, promise):  # noqa: C901 - a class of small rules
    empty, numbers = empty_ledger(folder), itertools.count()

    class Filing(RuleBasedStateMachine):
        @initialize()
        def begin(self):
            self.world = World(empty, folder / f"{next(numbers)}.sqlite", promise)

        @rule(seconds=st.sampled_from([0.1, 0.6, 1.5, 3.5, 5.0]))
        def time_passes(self, seconds):
            self.world.advance(seconds)

        @rule(limit=st.integers(1, LETTERS), fates=FATES)
        def a_worker_files(self, limit, fates):
            self.world.egov.fates = fates
            self.world.work(limit)

        @rule(limit=st.integers(1, LETTERS), fates=FATES, point=st.integers(0, 14))
        def a_worker_is_killed(self, limit, fates, point):
            self.world.egov.fates = fates
            self.world.work(limit, point)

        @rule(limit=st.integers(1, LETTERS), point=st.integers(0, 10), seconds=st.sampled_from([0.5, 3.5, 9.0]))
        def a_worker_is_frozen_while_another_works(self, limit, point, seconds):
            self.world.egov.fates = []

            def meanwhile():
                if self.world.points[-1] in {INSIDE} | ({BLIND_SPOT} if promise == "search" else set()):
                    return
                self.world.advance(seconds)
                self.world.work(LETTERS)

            self.world.work(limit, point, meanwhile)

        @invariant()
        def nothing_is_there_twice(self):
            assert self.world.duplicates() == []

        def teardown(self):
            if not hasattr(self, "world"):
                return
            self.world.egov.fates = []
            for _ in range(30):
                self.world.advance(5)
                self.world.work(LETTERS)
                if {row.state for row in self.world.rows()} == {"filed"} and not self.world.egov.late:
                    break
            there = {item.reference: item.egov_id for item, _ in self.world.egov.items}
            rows = self.world.rows()
            with self.world.ledger.read() as conn:
                problems = audit.verify(conn).problems
            self.world.ledger.close()
            assert self.world.duplicates() == []
            assert {row.reference: (row.state, row.egov_id) for row in rows} == {
                name: ("filed", number) for name, number in there.items()
            }
            assert len(there) == LETTERS
            assert problems == ()

    return Filing


def examples(count, phases=tuple(Phase)):
    return settings(max_examples=count, stateful_step_count=12, deadline=None, print_blob=False, phases=phases)


@pytest.mark.parametrize("promise", ["search", "unique", "key"])
def test_whatever_happens_each_letter_is_there_once(tmp_path, promise):
    run_state_machine_as_test(machine(tmp_path, promise), settings=examples(100))


@pytest.mark.parametrize("control", ["record-after-post", "no-quiesce"])
def test_without_one_law_the_machine_finds_a_duplicate(tmp_path, control):
    """Negative control: the same moves break the protocol when one of its laws is left out."""
    # That there is one is enough; the shortest way to it is not looked for, and each run looks in the same places.
    looked = settings(examples(3000, (Phase.generate,)), derandomize=True)
    with patched(control), pytest.raises((AssertionError, BaseExceptionGroup)):
        run_state_machine_as_test(machine(tmp_path, "search"), settings=looked)


@pytest.mark.parametrize("fate", ["well", "busy", "lost", "late"])
@pytest.mark.parametrize("promise", ["search", "unique", "key"])
def test_dying_at_every_single_point_leaves_each_letter_once(tmp_path, promise, fate):
    """Exhaustive: before and after each commit, before and after each call to eGov, with each way a call can end."""
    empty, names = empty_ledger(tmp_path), []
    for point in itertools.count():
        world = World(empty, tmp_path / f"{point}.sqlite", promise)
        world.egov.fates = [fate] * LETTERS
        world.work(LETTERS, point)
        died = len(world.points) == point + 1
        world.egov.fates, names = [], [*names, world.points[-1]]
        for _ in range(12):
            world.advance(5)
            world.work(LETTERS)
        there = [item.reference for item, _ in world.egov.items]
        assert sorted(there) == sorted(row.reference for row in world.rows()), (point, there)
        assert {row.state for row in world.rows()} == {"filed"}, point
        world.ledger.close()
        if not died:
            break
    assert {"find", "create", "commit", "committed"} <= set(names)
    assert point >= 3 + 2 * LETTERS
