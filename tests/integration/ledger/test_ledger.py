from __future__ import annotations

import threading
import time

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from services.ledger import directives, effects, events, holds, leases, statuses, ticks
from services.ledger.bells import Bell, due
from services.ledger.store import open_ledger
from services.ledger.tables import directives as directives_table
from services.ledger.tables import effects as effects_table
from services.ledger.tables import events as events_table
from services.ledger.tables import metadata
from services.steps import recovery


def received(ledger, name="7"):
    with ledger.write() as conn:
        return directives.receive(conn, "so-mau", name, "a" * 64)


def walk(ledger, directive_id, *states):
    for state in states:
        with ledger.write() as conn:
            directives.move(conn, directives.get(conn, directive_id), state)


def test_the_same_packet_is_received_once(ledger):
    assert received(ledger)
    assert received(ledger) is None
    with ledger.read() as conn:
        assert len(directives.listed(conn)) == 1


def test_a_name_of_several_tells_them_apart_by_state_and_day(ledger):
    ids = [received(ledger, name) for name in ("7", "8")]
    with ledger.write() as conn:
        conn.execute(update(directives_table).values(symbol="15/SGDĐT-VP", received_at=1795629600000))
        directives.move(conn, directives.get(conn, ids[1]), "fetched")
    with ledger.read() as conn, pytest.raises(directives.UnknownDirectiveError) as caught:
        directives.find(conn, "15/SGDĐT-VP")
    assert f"{ids[0]} – đã nhận gói tin, nhận 26/11/2026" in caught.value.message
    assert f"{ids[1]} – đã lấy tệp, nhận 26/11/2026" in caught.value.message


def test_opening_again_keeps_everything(ledger):
    directive_id = received(ledger)
    again = open_ledger(ledger.engine.url.render_as_string(hide_password=False))
    with again.read() as conn:
        assert directives.get(conn, directive_id).state == "received"
    again.close()


def test_one_of_many_workers_gets_the_step(ledger):
    directive_id, winners = received(ledger), []

    def compete():
        with ledger.write() as conn:
            if directives.take(conn, directive_id, leases.new_holder(), 30):
                winners.append(1)

    threads = [threading.Thread(target=compete) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert winners == [1]


def test_a_lost_lease_cannot_write(ledger):
    directive_id = received(ledger)
    with ledger.write() as conn:
        row = directives.take(conn, directive_id, "old", 0.001)
    time.sleep(0.02)  # the lease is over by the milliseconds of the database
    with ledger.write() as conn:
        assert directives.take(conn, directive_id, "new", 30) is not None
    with pytest.raises(leases.LeaseLostError), ledger.write() as conn:
        directives.move(conn, row, "fetched", holder="old")


def test_a_released_row_is_due_only_after_its_delay(ledger):
    directive_id = received(ledger)
    with ledger.write() as conn:
        assert directives.take(conn, directive_id, "one", 30)
        leases.release(conn, directives.directives, "one", delay=60, error="eGov bận")
        assert directives.take(conn, directive_id, "two", 30) is None
        assert directives.get(conn, directive_id).last_error == "eGov bận"


def test_a_slot_ticks_once(ledger):
    with ledger.write() as conn:
        assert [ticks.take(conn, "poll", 3600) for _ in range(3)] == [True, False, False]
        assert ticks.take(conn, "sweep", 3600)


@pytest.mark.parametrize("change", [update(events_table).values(action="x"), delete(events_table)])
def test_events_are_append_only(ledger, change):
    directive_id = received(ledger)
    with pytest.raises(DBAPIError, match="append-only"), ledger.write() as conn:
        conn.execute(change)
    with ledger.read() as conn:
        assert [one.action for one in events.history(conn, directive_id)] == ["received"]


def test_a_hold_asks_once_and_resumes_where_it_stopped(ledger):
    directive_id = received(ledger)
    walk(ledger, directive_id, "fetched", "read")
    with ledger.write() as conn:
        holds.hold(conn, directives.get(conn, directive_id), "header", "Số của văn bản là gì?")
        holds.ask(conn, directive_id, "read", "header", "Số của văn bản là gì?")
        assert [one.question for one in holds.waiting(conn, directive_id)] == ["Số của văn bản là gì?"]
    with ledger.write() as conn:
        row = directives.find(conn, directive_id[:5])
        assert recovery.resume(conn, row, {"number": "162"}, "văn thư") == "read"
        assert holds.waiting(conn) == []
        assert directives.get(conn, directive_id).answers == '{"number": "162"}'


def test_only_what_waits_can_be_resumed(ledger):
    directive_id = received(ledger)
    with pytest.raises(recovery.NotWaitingError, match="không chờ văn thư"), ledger.write() as conn:
        recovery.resume(conn, directives.get(conn, directive_id), {}, "văn thư")


def intended(ledger, count=3):
    directive_id = received(ledger)
    walk(ledger, directive_id, "fetched", "read", "understood", "planned", "drafted", "checked")
    rows = [
        {"kind": kind, "subject_id": number, "reference": f"TK-1/{kind}/{number}", "rank": rank, "position": number}
        for rank, kind in ((1, "assignment"), (2, "draft"))
        for number in range(count)
    ]
    with ledger.write() as conn:
        effects.intend(conn, directive_id, rows)
        effects.intend(conn, directive_id, rows)
        directives.move(conn, directives.get(conn, directive_id), "filing")
    return directive_id


def test_effects_are_intended_once_and_taken_in_order_of_rank(ledger):
    directive_id = intended(ledger)
    with ledger.write() as conn:
        assert len(effects.of(conn, directive_id)) == 6
        first = effects.take(conn, directive_id, "one", 30, limit=2)
        rest = effects.take(conn, directive_id, "two", 30, limit=25)
        assert [row.reference for row in first + rest] == [f"TK-1/assignment/{n}" for n in range(3)]
        assert effects.take(conn, directive_id, "three", 30, limit=25) == []
        for row, holder in [*((row, "one") for row in first), *((row, "two") for row in rest)]:
            effects.commit_intent(conn, row, holder, 30)
            effects.settle_filed(conn, row, holder, f"e{row.id}", adopted=False)
        assert [row.kind for row in effects.take(conn, directive_id, "four", 30, limit=1)] == ["draft"]


def test_a_retried_effect_whose_outcome_is_unknown_is_looked_up_first(ledger):
    directive_id = intended(ledger, count=1)
    with ledger.write() as conn:
        (row,) = effects.take(conn, directive_id, "one", 30, limit=1)
        effects.commit_intent(conn, row, "one", 30)
        effects.settle_stopped(conn, row, "one", "quarantined", "không rõ")
        assert effects.retry(conn, directive_id, "văn thư") == 1
        states = conn.execute(select(effects_table.c.state).order_by(effects_table.c.id)).scalars().all()
    assert states == ["filing", "pending"]


def test_statuses_are_owed_once_and_sent_in_order(ledger):
    directive_id = received(ledger)
    with ledger.write() as conn:
        for code in ("03", "01", "03"):
            statuses.owe(conn, directive_id, code)
        first = statuses.take(conn, directive_id, "one", 30)
        assert first.code == "01"
        assert statuses.take(conn, directive_id, "two", 30) is None
        statuses.settle_sent(conn, first, "one", "t1")
        assert statuses.take(conn, directive_id, "two", 30).code == "03"


def test_the_sweeper_rings_for_due_rows_and_not_again_at_once(ledger):
    one, two = received(ledger, "1"), intended(ledger)
    with ledger.write() as conn:
        statuses.owe(conn, one, "01")
        assert set(due(conn, "so-mau")) == {Bell("advance", one), Bell("file", two), Bell("report", one)}
        assert due(conn, "so-mau") == []


def test_filing_that_ended_without_a_word_is_rung_for(ledger):
    directive_id = intended(ledger, count=1)
    with ledger.write() as conn:
        conn.execute(update(effects_table).values(state="filed"))
        assert due(conn, "so-mau") == [Bell("file", directive_id)]


def test_the_migrations_make_exactly_the_tables_of_the_code(ledger):
    with ledger.read() as conn:
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []
