"""Dying at every single point of recalls, updates, takings-back, decisions and reconciling, once each."""

from __future__ import annotations

import pytest
import requests

from services import pipeline
from services.ledger import audit, directives, drafts, effects, holds, statuses
from services.office.edxml import ResponseFor, Staff, Status, StatusForm, write_status
from services.office.port import PacketKind
from services.sandbox.deliver import deliver_packet
from services.steps import recovery
from tests.integration.flow.packets import DAY, NEW, ORGAN, REVOKE, SENDER, UPDATE, packet
from tests.integration.flow.test_dying import Killed, deaths, time_passes
from tests.integration.flow.test_statuses_received import NOW
from tests.integration.flow.test_updates import CADRES, OFFICE, plan

__all__ = ["deaths", "plan"]


@pytest.fixture
def first(office, deaths, plan):
    """A directive that was filed in peace; from here on every point kills once."""
    deaths.awake = False
    handle = deliver_packet(office.database, packet(NEW, [plan("dau", OFFICE, CADRES)]))
    office.poll()
    row = office.run(handle)
    assert row.state == "filed", row.last_error
    deaths.awake = True
    return row


def live(office, deaths, what, state, call, *given):
    deaths.begin(what, state)
    try:
        call(office.ctx, *given)
    except Killed:
        time_passes(office)


def live_on(office, deaths, done, answers=None, more=()):
    """Rounds of all there is to do, each life as long as it lasts, until `done`."""
    for _ in range(250):
        rows = list(office.rows().values())
        if rows and done():
            deaths.awake = False
            return
        for call in (pipeline.poll, *more):
            live(office, deaths, call.__name__, "", call)
        for row in office.rows().values():
            for call in (pipeline.advance, pipeline.withdraw, pipeline.file, pipeline.report):
                live(office, deaths, call.__name__, office.get(row.id).state, call, row.id)
            if answers and asked(office, row.id):
                live(office, deaths, "answer", office.get(row.id).state, answer, row.id, answers)
    pytest.fail(f"it never ended: {[(row.symbol, row.state, row.last_error) for row in office.rows().values()]}")


def asked(office, directive_id):
    with office.ctx.ledger.read() as conn:
        return {one.code for one in holds.waiting(conn, directive_id)} & {"recall", "change", "sender_status"}


def answer(ctx, directive_id, answers):
    with ctx.ledger.write() as conn:
        recovery.resume(conn, directives.get(conn, directive_id), answers, "văn thư")


def sent(office):
    """Whether nothing is owed to anybody any more."""
    with office.ctx.ledger.read() as conn:
        return all(one.state == "sent" for row in office.rows().values() for one in statuses.of(conn, row.id))


def all_effects(office):
    with office.ctx.ledger.read() as conn:
        return [one for row in office.rows().values() for one in effects.of(conn, row.id)]


def codes(office, row):
    with office.ctx.ledger.read() as conn:
        return [one.code for one in statuses.of(conn, row.id)]


def standing(office):
    dossiers = office.counts()["dossiers"].values()
    return sum(number for one in dossiers for state, number in one["states"].items() if state != "withdrawn")


def assert_well(office):
    """Nothing twice, nothing half done, and the trail whole."""
    assert office.counts()["duplicates"] == 0
    assert {one.state for one in all_effects(office)} <= {"filed", "withdrawn"}
    with office.ctx.ledger.read() as conn:
        assert audit.verify(conn).problems == ()


def of_change(office, first):
    return next((row for row in office.rows().values() if row.id != first.id), None)


def test_a_recall_takes_everything_back(office, deaths, first):
    deliver_packet(office.database, packet(REVOKE, about="45", number="50"))
    live_on(office, deaths, lambda: gone(office) and sent(office), {"confirm": "yes"})
    assert (office.get(first.id).state, standing(office)) == ("closed", 0)
    assert codes(office, of_change(office, first)) == ["01", "15"]
    assert_well(office)
    assert any(name == "withdraw called" for _, _, name, _ in deaths.seen)
    assert len(deaths.seen) > 25


def gone(office):
    return {one.state for one in all_effects(office)} == {"withdrawn"}


def test_an_update_files_what_changed_and_takes_back_what_no_longer_holds(office, deaths, first, plan):
    deliver_packet(office.database, packet(UPDATE, [plan("moi", OFFICE, CADRES, day=25)]))
    live_on(office, deaths, lambda: revised(office, first) and sent(office), {"confirm": "yes"})
    change = of_change(office, first)
    assert letters(office, change) == {"van-phong": "filed"}
    assert letters(office, first) == {"van-phong": "withdrawn", "phong-tccb": "filed"}
    assert codes(office, change) == ["01", "03", "04", "05", "15"]
    assert_well(office)
    assert len(deaths.seen) > 60


def revised(office, first):
    change = of_change(office, first)
    return (
        change is not None and change.state == "filed" and "withdrawing" not in {o.state for o in all_effects(office)}
    )


def letters(office, row):
    with office.ctx.ledger.read() as conn:
        return {one.unit_id: one.state for one in drafts.letters_of(conn, row.id) if one.kind == "letter"}


@pytest.mark.parametrize(("said", "state", "left", "code"), [("yes", "closed", 0, "15"), ("no", "filed", 4, "16")])
def test_a_sender_who_takes_back_is_asked_about_and_answered_once(office, deaths, first, said, state, left, code):
    told = Status(SENDER, ResponseFor(ORGAN, "45/KH-SGDĐT", "45", DAY), "13", "nhầm", Staff("Văn thư"), NOW)
    deaths.awake = False
    office.ctx.axis.send(write_status(told, StatusForm.BKAV), PacketKind.STATUS)
    deaths.awake = True
    live_on(
        office, deaths, lambda: code in codes(office, first) and sent(office) and settled(office), {"confirm": said}
    )
    assert (office.get(first.id).state, standing(office)) == (state, left)
    with office.ctx.ledger.read() as conn:
        assert holds.waiting(conn, first.id) == []
    assert_well(office)


def settled(office):
    return "withdrawing" not in {one.state for one in all_effects(office)}


def test_a_decision_is_taken_over_once_and_ends_the_directive(office, deaths, first):
    issue_all(office)
    live_on(office, deaths, lambda: office.get(first.id).state == "done" and sent(office), more=[pipeline.follow])
    assert set(letters(office, first).values()) == {"issued"}
    assert codes(office, first) == ["01", "03", "04", "05", "06"]
    assert office.ctx.desk.results() == []
    assert_well(office)


def issue_all(office):
    import re

    page = requests.get(f"{office.url}/ho-so/1", timeout=5).text
    for number in re.findall(r'action="/du-thao/(\d+)/ban-hanh"', page):
        form = {"dossier": "1", "symbol": f"{number}/SGDĐT-VP", "issued_on": "2026-03-20"}
        origin = {"Origin": office.url}
        requests.post(
            f"{office.url}/du-thao/{number}/ban-hanh", data=form, headers=origin, timeout=5
        ).raise_for_status()


def test_reconciling_takes_a_second_item_back_and_leaves_the_first(office, deaths, first):
    deaths.awake = False
    with office.ctx.ledger.read() as conn:
        letter = next(one for one in drafts.letters_of(conn, first.id) if one.kind == "letter")
    double(office, letter.reference)
    assert office.counts()["duplicates"] == 1
    deaths.awake = True
    live_on(office, deaths, lambda: office.counts()["duplicates"] == 0, more=[pipeline.reconcile])
    with office.ctx.ledger.read() as conn:
        (kept,) = (one for one in effects.of(conn, first.id) if one.reference == letter.reference)
        assert (kept.state, holds.waiting(conn, first.id)) == ("filed", [])
    assert office.ctx.desk.find([letter.reference])[letter.reference].egov_id == kept.egov_id
    assert_well(office)


def double(office, reference):
    """File the same draft again past all guards, as a process that slept too long would."""
    from services.steps import outbox

    with office.ctx.ledger.read() as conn:
        letter = drafts.by_reference(conn, reference)
        row = directives.get(conn, letter.directive_id)
    office.ctx.desk.create_draft(outbox._draft(office.ctx, row, letter))
