"""The reconciler on a real eGov: what is gone, what is strange, what is there twice, and what a person may do then."""

from __future__ import annotations

from dataclasses import replace

import pytest
import requests
from sqlalchemy import select, update

from services.ledger import directives, drafts, effects, findings, holds, waiting
from services.ledger.clock import db_now
from services.ledger.findings import Recorded
from services.ledger.tables import directives as directives_table
from services.ledger.tables import events as events_table
from services.ledger.tables import letters
from services.office.port import ClerkDecision, FiledItem
from services.steps import outbox, recovery
from services.steps.reconcile import compare, reconcile


def recorded(name, egov_id="D1", *, settled=True):
    return Recorded(1, "abc", name, egov_id, settled)


# ours, theirs → missing, taken back, strangers
ISSUED = ClerkDecision("a", "issued", symbol="9/SGDĐT-VP", issued_on="2026-03-20")
#: The draft's state in the ledger, who holds the decision in eGov → whether it is taken over.
UNHEARD = [
    ("filed", "D1", True),
    ("accepted", "D1", True),
    ("issued", "D1", False),
    ("withdrawn", "D1", False),
    ("filed", "D2", False),
    (None, "D1", False),
]

COMPARED = [
    ([recorded("a")], [FiledItem("a", "D1")], [], [], []),
    ([recorded("a")], [], ["a"], [], []),
    ([recorded("a", settled=False)], [], [], [], []),
    ([recorded("a", "D1")], [FiledItem("a", "D1"), FiledItem("a", "D2")], [], ["D2"], []),
    ([recorded("a", "D2")], [FiledItem("a", "D1"), FiledItem("a", "D2")], [], ["D1"], []),
    ([recorded("a", "D9")], [FiledItem("a", "D1"), FiledItem("a", "D2")], [], ["D2"], []),
    ([recorded("a", settled=False)], [FiledItem("a", "D1"), FiledItem("a", "D2")], [], [], []),
    ([recorded("a")], [FiledItem("a", "D1"), FiledItem("b", "D2")], [], [], ["b"]),
]


@pytest.mark.parametrize(("ours", "theirs", "missing", "repeated", "strangers"), COMPARED)
def test_comparing(ours, theirs, missing, repeated, strangers):
    found = compare(ours, theirs)
    assert [one.reference for one in found.missing] == missing
    assert [one.egov_id for one in found.repeated] == repeated
    assert [one.reference for one in found.strangers] == strangers


@pytest.mark.parametrize(("letter", "egov_id", "taken"), UNHEARD)
def test_only_a_decision_that_is_news_of_our_own_item_is_taken_over(letter, egov_id, taken):
    ours = [Recorded(1, "abc", "a", "D1", settled=False, letter=letter)]
    found = compare(ours, [FiledItem("a", egov_id, decision=ISSUED)])
    assert found.decided == ((ISSUED,) if taken else ())


@pytest.fixture
def filed(dossier):
    dossier.file_once()
    options = dossier.ctx.settings.filing.model_copy(update={"quiesce_seconds": -1})
    dossier.ctx.settings.filing = options  # what was filed just now counts as settled
    return dossier


def questions(dossier):
    with dossier.ledger.read() as conn:
        return [one.code for one in holds.waiting(conn)]


def test_when_all_agrees_nothing_is_done(filed):
    done = reconcile(filed.ctx)
    assert (done.listed, done.well) == (filed.size, True)
    with filed.ledger.read() as conn:
        assert [one.well for one in findings.listed(conn)] == [True]


def test_the_later_of_two_is_taken_back_at_once(filed):
    filed.ctx.desk.create_draft(filed.item("TK-1/don-vi-0"))
    assert filed.counts() == (filed.size + 1, 1)
    done = reconcile(filed.ctx)
    assert (done.withdrawn, done.flagged, done.well) == (1, 0, True)
    assert filed.counts()[1] == 0
    with filed.ledger.read() as conn:
        actions = conn.execute(select(events_table.c.action)).scalars().all()
    assert {"duplicate_found", "duplicate_withdrawn"} <= set(actions)


def test_what_a_clerk_has_decided_on_is_left_to_a_person(filed):
    second = filed.ctx.desk.create_draft(filed.item("TK-1/don-vi-0"))
    form = {"dossier": "1", "symbol": "1/TB", "issued_on": "2026-01-05"}
    url = f"{filed.url}/du-thao/{second.egov_id[1:]}/ban-hanh"
    requests.post(url, data=form, headers={"Origin": filed.url}, timeout=5).raise_for_status()
    assert reconcile(filed.ctx).flagged == 1
    assert questions(filed) == ["duplicate_in_egov"]


def test_what_is_gone_is_asked_about_and_filed_again_only_when_wanted(filed):
    rows = filed.rows()
    for row in rows[:2]:
        filed.ctx.desk.withdraw(row.egov_id)
    assert reconcile(filed.ctx).missing == 2
    assert questions(filed) == ["missing_in_egov"] * 2
    with filed.ledger.write() as conn:
        directives.move(conn, directives.get(conn, filed.id), "filed")
        assert len(waiting.look(conn).stopped) == 2
        assert recovery.retry(conn, directives.get(conn, filed.id), "văn thư") == "filed"
        assert directives.get(conn, filed.id).state == "filing"
    filed.ctx.settings.filing = filed.ctx.settings.filing.model_copy(update={"quiesce_seconds": 0.1})
    filed.file_all(10)
    assert filed.states() == {"filed": filed.size}
    assert questions(filed) == []


def test_what_was_taken_away_on_purpose_stays_away(filed):
    filed.ctx.desk.withdraw(filed.rows()[0].egov_id)
    reconcile(filed.ctx)
    with filed.ledger.write() as conn:
        directives.move(conn, directives.get(conn, filed.id), "filed")
        assert recovery.resume(conn, directives.get(conn, filed.id), {}, "văn thư") == "filed"
        assert holds.waiting(conn) == []
        assert effects.take(conn, filed.id, "one", 4, 25) == []
    assert reconcile(filed.ctx).missing == 0


def test_what_is_gone_is_asked_about_by_its_title_and_warned_of_by_nothing_else(filed):
    gone = filed.rows()[0]
    title = "Bảng phân công nhiệm vụ thực hiện Công văn số 15/SGDĐT-VP"
    keep_letter(filed, gone, title)
    filed.ctx.desk.withdraw(gone.egov_id)
    assert reconcile(filed.ctx).missing == 1
    with filed.ledger.read() as conn:
        (asked,) = holds.waiting(conn)
        assert waiting.look(conn).unwell == []
    assert asked.question.startswith(f"Dự thảo “{title}” (mã eGov {gone.egov_id}) đã nộp nhưng không còn trên eGov.")
    assert gone.reference not in asked.question


def keep_letter(dossier, effect, title):
    letter = {"id": effect.subject_id, "directive_id": dossier.id, "reference": effect.reference, "title": title}
    rest = {"kind": "letter", "template": "a", "template_version": "1", "position": 1, "files": "[]", "state": "filed"}
    with dossier.ledger.write() as conn:
        conn.execute(letters.insert().values(**letter, **rest))


@pytest.mark.parametrize(("days", "compared"), [(6, True), (8, False)])
def test_a_dossier_that_ended_long_ago_is_left_alone(filed, days, compared):
    """Nor is it strange: an old ledger knows far more dossiers than it compares."""
    one = filed.rows()[0]
    keep_letter(filed, one, "Công văn")
    issue_unheard(filed, one)
    ended = {"reference": "TK-1", "state": "closed", "updated_at": db_now() - days * 86_400_000}
    with filed.ledger.write() as conn:
        conn.execute(update(directives_table).where(directives_table.c.id == filed.id).values(**ended))
    done = reconcile(filed.ctx)
    assert (done.listed, done.decided, done.strangers) == (filed.size, int(compared), ())


def issue_unheard(filed, one):
    """As after a restored backup: eGov tells nothing any more by itself."""
    form = {"dossier": "1", "symbol": "9/SGDĐT-VP", "issued_on": "2026-03-20"}
    url = f"{filed.url}/du-thao/{one.egov_id[1:]}/ban-hanh"
    requests.post(url, data=form, headers={"Origin": filed.url}, timeout=5).raise_for_status()
    filed.ctx.desk.results()
    filed.ctx.desk.ack([one.reference])
    assert filed.ctx.desk.results() == []


def test_a_decision_that_was_acknowledged_and_then_forgotten_is_taken_over(filed):
    one = filed.rows()[0]
    keep_letter(filed, one, "Công văn")
    issue_unheard(filed, one)
    done = reconcile(filed.ctx)
    assert (done.decided, done.well) == (1, True)
    with filed.ledger.read() as conn:
        letter = drafts.by_reference(conn, one.reference)
        assert (letter.state, letter.symbol, letter.issued_on) == ("issued", "9/SGDĐT-VP", "2026-03-20")
    assert reconcile(filed.ctx).decided == 0


class Meanwhile:
    """A desk whose list is old when it comes: a clerk took the draft, and then gave it back."""

    def __init__(self, desk, then):
        self._desk, self._then = desk, then

    def __getattr__(self, name):
        return getattr(self._desk, name)

    def under(self, prefix):
        told = [replace(one, decision=ClerkDecision(one.reference, "accepted")) for one in self._desk.under(prefix)]
        self._then()
        return iter(told)


def test_a_decision_that_was_overtaken_while_egov_listed_is_not_taken_over(filed, monkeypatch):
    one = filed.rows()[0]
    keep_letter(filed, one, "Công văn")
    office = filed.ctx.settings.office.id

    def decide(what):
        with filed.ledger.write() as conn:
            outbox.take_decision(conn, office, ClerkDecision(one.reference, what, reason="sai thể thức"))

    decide("accepted")
    monkeypatch.setattr(filed.ctx, "desk", Meanwhile(filed.ctx.desk, lambda: decide("returned")))
    done = reconcile(filed.ctx)
    with filed.ledger.read() as conn:
        assert drafts.by_reference(conn, one.reference).state == "returned"
    assert done.decided == 0


def test_a_stranger_with_our_sign_is_told(filed):
    filed.ctx.desk.create_draft(filed.item("TK-XYZ/la"))
    done = reconcile(filed.ctx)
    assert done.strangers == ("TK-XYZ/la",)
    with filed.ledger.read() as conn:
        told = waiting.look(conn).unwell[0].told
    assert told.startswith("Sở Mẫu: Đã đối chiếu")
    assert "TK-XYZ/la" in told
