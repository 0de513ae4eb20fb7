"""Real deaths at every single point of recalls, updates, takings-back, clerks' decisions and reconciling."""

from __future__ import annotations

import re

import pytest
import requests

from services import pipeline
from services.ledger import drafts, effects, holds, statuses
from services.office.edxml import ResponseFor, Staff, Status, StatusForm, write_status
from services.office.port import PacketKind
from services.sandbox.deliver import deliver_packet
from services.steps import outbox
from tests.integration.dying.conftest import assert_well, items, more_than_once
from tests.integration.flow.packets import DAY, NEW, ORGAN, REVOKE, SENDER, UPDATE, packet
from tests.integration.flow.test_statuses_received import NOW
from tests.integration.flow.test_updates import CADRES, OFFICE


@pytest.fixture
def first(office, plan):
    """A directive that was filed in peace."""
    handle = deliver_packet(office.database, packet(NEW, [plan("dau", OFFICE, CADRES)]))
    office.poll()
    row = office.run(handle)
    assert row.state == "filed", row.last_error
    return row


def codes(office, row):
    with office.ctx.ledger.read() as conn:
        return [one.code for one in statuses.of(conn, row.id)]


def of_change(office, first):
    (row,) = (row for row in office.rows().values() if row.id != first.id)
    return row


def letters(office, row):
    with office.ctx.ledger.read() as conn:
        return {one.unit_id: one.state for one in drafts.letters_of(conn, row.id) if one.kind == "letter"}


def names(lives):
    return {point.name for point in lives.died}


def test_a_recall_takes_everything_back(lives, office, first):
    deliver_packet(office.database, packet(REVOKE, about="45", number="50"))
    lives.ends = lives.ends_but_in("poll")
    lives.live_on([pipeline.poll], {"confirm": "yes"})
    assert (office.get(first.id).state, len(items(lives))) == ("closed", 0)
    assert codes(office, of_change(office, first)) == ["01", "15"]
    assert_well(lives)
    assert {"POST /withdraw sent", "POST /withdraw answered"} <= names(lives)
    assert {"_one effect_withdrawn letter_withdrawn written", "_one effect_withdrawn committed"} <= names(lives)


def test_an_update_files_what_changed_and_takes_back_what_no_longer_holds(lives, office, first, plan):
    deliver_packet(office.database, packet(UPDATE, [plan("moi", OFFICE, CADRES, day=25)]))
    lives.ends = lives.ends_but_in("poll", "report")
    lives.live_on([pipeline.poll], {"confirm": "yes"})
    change = of_change(office, first)
    assert letters(office, change) == {"van-phong": "filed"}
    assert letters(office, first) == {"van-phong": "withdrawn", "phong-tccb": "filed"}
    assert codes(office, change) == ["01", "03", "04", "05", "15"]
    assert_well(lives)


@pytest.mark.parametrize(("said", "state", "left", "code"), [("yes", "closed", 0, "15"), ("no", "filed", 6, "16")])
def test_a_sender_who_takes_back_is_asked_about_and_answered_once(lives, office, first, said, state, left, code):
    told = Status(SENDER, ResponseFor(ORGAN, "45/KH-SGDĐT", "45", DAY), "13", "nhầm", Staff("Văn thư"), NOW)
    office.ctx.axis.send(write_status(told, StatusForm.BKAV), PacketKind.STATUS)
    if said == "no":
        lives.ends = lives.ends_but_in("poll")
    lives.live_on([pipeline.poll], {"confirm": said})
    assert (office.get(first.id).state, len(items(lives))) == (state, left)
    assert codes(office, first)[-1] == code
    with office.ctx.ledger.read() as conn:
        assert holds.waiting(conn, first.id) == []
    assert_well(lives)
    assert said == "no" or "_keep_status status_takes_back committed" in names(lives)
    assert {name.rpartition(" ")[2] for name in names(lives) if name.startswith("answer ")} >= {"written", "committed"}


def test_a_decision_is_taken_over_once_and_ends_the_directive(lives, office, first):
    issue_all(office)
    lives.live_on([pipeline.follow])
    assert office.get(first.id).state == "done"
    assert set(letters(office, first).values()) == {"issued"}
    assert codes(office, first) == ["01", "03", "04", "05", "06"]
    assert office.ctx.desk.results() == []
    assert_well(lives)


def issue_all(office):
    page = requests.get(f"{office.url}/ho-so/1", timeout=5).text
    for number in re.findall(r'action="/du-thao/(\d+)/ban-hanh"', page):
        form = {"dossier": "1", "symbol": f"{number}/SGDĐT-VP", "issued_on": "2026-03-20"}
        url, origin = f"{office.url}/du-thao/{number}/ban-hanh", {"Origin": office.url}
        requests.post(url, data=form, headers=origin, timeout=5).raise_for_status()


def test_reconciling_takes_second_items_back_and_leaves_the_first(lives, office, first):
    with office.ctx.ledger.read() as conn:
        papers = drafts.letters_of(conn, first.id)[:3]
    for one in papers:
        # Filed again past all guards, as by a process that slept too long.
        office.ctx.desk.create_draft(outbox._draft(office.ctx, office.get(first.id), one))
    assert more_than_once(lives) == 3
    lives.clock.set_ahead(1000)
    lives.live_on([pipeline.reconcile])
    assert_well(lives)
    with office.ctx.ledger.read() as conn:
        assert holds.waiting(conn, first.id) == []
        kept = {one.reference: one.egov_id for one in effects.of(conn, first.id)}
    for one in papers:
        assert office.ctx.desk.find([one.reference])[one.reference].egov_id == kept[one.reference]
    assert {"_withdraw duplicate_found committed", "_withdraw duplicate_withdrawn written"} <= names(lives)
