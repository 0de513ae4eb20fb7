"""Each way a creation can end, and what the protocol makes of it: states, pauses, limits."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from services.ledger import effects, holds
from services.ledger.tables import effects as effects_table
from services.ledger.tables import events as events_table

# fault of the first creations → states after one pass of twelve, paused?, drafts in eGov
OUTCOMES = [
    ("refuse_503", 1, {"filed": 11, "pending": 1}, None, 11),
    ("refuse_503", 3, {"pending": 12}, "unavailable", 0),
    ("refuse_401", 1, {"pending": 12}, "credentials", 0),
    ("error_in_200", 1, {"filed": 11, "filing": 1}, None, 11),
    ("lose_response_after_commit", 1, {"filed": 11, "filing": 1}, None, 12),
    ("error_500_after_commit", 1, {"filed": 11, "filing": 1}, None, 12),
    ("cut_answer", 1, {"filed": 11, "filing": 1}, None, 12),
]


def order(dossier, fault, times):
    """Let the look-up pass and the next creations meet the fault."""
    find, dossier.ctx.desk.find = dossier.ctx.desk.find, None

    def find_then_turn(references):
        found = find(references)
        dossier.turn(next_faults=[fault] * times)
        dossier.ctx.desk.find = find
        return found

    dossier.ctx.desk.find = find_then_turn


@pytest.mark.parametrize(("fault", "times", "states", "paused", "drafts"), OUTCOMES)
def test_what_a_fault_of_a_creation_leads_to(dossier, fault, times, states, paused, drafts):
    order(dossier, fault, times)
    dossier.file_once()
    assert dossier.states() == states
    assert [code for _, code in dossier.pauses()] == ([paused] if paused else [])
    assert dossier.counts() == (drafts, 0)


def actions(dossier):
    with dossier.ledger.read() as conn:
        return conn.execute(select(events_table.c.action).order_by(events_table.c.seq)).scalars().all()


def test_a_dead_token_gives_one_alarm_and_ends_by_itself(dossier):
    dossier.turn(refuse_401=1)
    for _ in range(3):
        dossier.file_once()
    assert actions(dossier).count("connection_paused") == 1
    dossier.turn(refuse_401=0)
    dossier.file_once()
    assert actions(dossier).count("connection_resumed") == 1
    assert dossier.states() == {"filed": dossier.size}


def test_four_deaths_at_one_item_are_poison_and_the_others_are_filed(dossier):
    with dossier.ledger.write() as conn:
        poisoned = conn.execute(select(effects_table.c.id).limit(1)).scalar_one()
        conn.execute(update(effects_table).where(effects_table.c.id == poisoned).values(attempt=4, state="filing"))
    dossier.file_once()
    assert dossier.states() == {"filed": dossier.size - 1, "quarantined": 1}
    with dossier.ledger.read() as conn:
        assert "dừng đột ngột 4 lần" in holds.waiting(conn, dossier.id)[0].question


def test_an_attempt_that_ends_is_no_death(dossier):
    order(dossier, "error_500_after_commit", dossier.size)
    dossier.file_once()
    assert {(row.state, row.attempt, row.failures) for row in dossier.rows()} == {("filing", 0, 1)}


def test_eight_failures_are_enough_and_retry_starts_again(dossier):
    with dossier.ledger.write() as conn:
        conn.execute(update(effects_table).where(effects_table.c.position == 0).values(failures=8, last_error="lỗi"))
    dossier.file_once()
    assert dossier.states() == {"filed": dossier.size - 1, "quarantined": 1}
    with dossier.ledger.write() as conn:
        assert effects.retry(conn, dossier.id, "văn thư") == 1
    dossier.file_once()
    assert dossier.states() == {"filed": dossier.size}


def test_an_idempotency_key_is_sent_again_at_once(make_dossier):
    dossier = make_dossier(idempotency_key=True)
    # The search never sees anything: only the key can tell that the draft is there.
    dossier.turn(idempotency_key=True, index_lag_seconds=600, lose_response_after_commit=0)
    order(dossier, "lose_response_after_commit", 2)
    dossier.file_all(10)
    assert dossier.states() == {"filed": dossier.size}
    assert dossier.turn()["replays"] == 2
    assert dossier.counts() == (dossier.size, 0)


def test_a_refused_repetition_of_a_unique_reference_is_a_success(make_dossier):
    dossier = make_dossier(unique_reference=True)
    dossier.turn(unique_reference=True, index_lag_seconds=600)
    order(dossier, "lose_response_after_commit", 2)
    dossier.file_all(10)
    assert dossier.states() == {"filed": dossier.size}
    assert dossier.turn()["conflicts"] == 2
    assert dossier.counts() == (dossier.size, 0)
