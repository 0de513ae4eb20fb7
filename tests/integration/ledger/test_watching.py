"""Nothing silent: metrics, what waits for a person, and the daily digest, from a real ledger."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import structlog
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import update

from services.console.metrics import exposition
from services.ledger import audit, directives, effects, findings, holds, pauses, polls, statuses, waiting
from services.ledger.health import oldest_due_seconds
from services.ledger.tables import directives as directives_table
from services.ledger.tables import effects as effects_table
from services.steps import digest as digesting
from services.steps.standing import told_stopped


@pytest.fixture
def troubled(ledger):
    """One directive that asks, one status refused, one desk that does not know us, one check that found something."""
    with ledger.write() as conn:
        key = directives.receive(conn, "so-mau", "1", "a" * 64)
        holds.hold(conn, directives.get(conn, key), "header", "Số của văn bản là gì?")
        statuses.owe(conn, key, "01")
        statuses.settle_held(conn, statuses.take(conn, key, "one", 30), "one", "trục từ chối")
        pauses.stop(conn, pauses.desk_of("so-mau"), pauses.CREDENTIALS, "mã truy cập không đúng")
        findings.keep(conn, "reconcile/so-mau", well=False, told="Đã đối chiếu 3 mục trên eGov: 1 mục lạ.")
        polls.record(conn, "so-mau", None)
    return ledger, key


def test_metrics_count_what_is_in_the_ledger(troubled):
    ledger, _ = troubled
    told = exposition(ledger, ["so-mau"]).decode()
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(told)
        for sample in family.samples
    }
    assert found["trienkhai_directives", "held"] == 1
    assert found["trienkhai_statuses", "held"] == 1
    assert found["trienkhai_questions", "header"] == 1
    assert found["trienkhai_connection_paused", "desk/so-mau"] == 1
    assert found["trienkhai_check_well", "reconcile/so-mau"] == 0
    assert found["trienkhai_events_total", "received"] == 1
    assert found[("trienkhai_oldest_due_seconds",)] == 0
    assert 0 <= found["trienkhai_poll_ok_age_seconds", "so-mau"] < 60


def test_what_waits_for_a_person_is_in_one_place(troubled):
    ledger, key = troubled
    with ledger.read() as conn:
        found = waiting.look(conn)
    assert [one.code for one in found.questions] == ["header"]
    assert [one.name for one in found.unwell] == ["reconcile/so-mau"]
    assert [(one.directive_id, one.what, one.last_error) for one in found.stopped] == [(key, "01", "trục từ chối")]
    assert told_stopped(found.stopped[0]) == "trạng thái 01 Đã đến"


def test_the_digest_says_it_with_ids_and_codes_and_the_end_of_the_trail(troubled, monkeypatch):
    ledger, key = troubled
    office = SimpleNamespace(id="so-mau", full_name="Sở Mẫu", paused=False)
    settings = SimpleNamespace(office=office, schedule=SimpleNamespace(poll_seconds=60))
    service = SimpleNamespace(ledger=ledger, offices={"so-mau": SimpleNamespace(settings=settings)})
    # Another test may have set the level of logs for this process.
    everything = structlog.make_filtering_bound_logger(0)
    monkeypatch.setattr(digesting, "log", structlog.wrap_logger(structlog.PrintLogger(), wrapper_class=everything))
    with structlog.testing.capture_logs() as lines:
        digesting.digest(service)
    told = {line["event"]: line for line in lines}
    assert told["waits_for_a_person"]["directive"] == key
    assert told["office_unwell"]["office"] == "so-mau"
    assert told["check_unwell"]["check"] == "reconcile/so-mau"
    with ledger.read() as conn:
        assert audit.verify(conn, audit.Head.parse(told["digest"]["audit_head"])).problems == ()
    assert "là gì" not in str(lines)


@pytest.fixture
def waiting_effect(ledger):
    """An item that has been due for a long time, to be filed or taken back."""

    def make(state):
        with ledger.write() as conn:
            key = directives.receive(conn, "so-mau", "1", "a" * 64)
            for step in ("fetched", "read", "understood", "planned", "drafted", "checked", "filing"):
                directives.move(conn, directives.get(conn, key), step)
            row = {"kind": "draft", "subject_id": 1, "reference": "TK-1/a", "rank": 2, "position": 1}
            effects.intend(conn, key, [row])
            conn.execute(update(effects_table).values(state=state, next_at=1))
            conn.execute(update(directives_table).values(updated_at=1))
        return ledger

    return make


@pytest.mark.parametrize("state", ["pending", "filing", "withdrawing"])
def test_an_item_that_nobody_takes_up_is_seen(waiting_effect, state):
    with waiting_effect(state).read() as conn:
        assert oldest_due_seconds(conn, ["so-mau"]) > 60
        assert oldest_due_seconds(conn, ["co-quan-khac"]) == 0


@pytest.mark.parametrize("state", ["pending", "withdrawing"])
def test_an_item_for_an_egov_that_is_left_alone_does_not_look_like_a_dead_worker(waiting_effect, state):
    with waiting_effect(state).write() as conn:
        pauses.stop(conn, pauses.desk_of("so-mau"), pauses.CREDENTIALS, "mã truy cập không đúng")
        assert oldest_due_seconds(conn, ["so-mau"]) == 0
