"""How a directive ends, and when it must not: what clerks issued, deleted or returned, and what was never given."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from services.cli.ledger import follows
from services.ledger import directives, drafts, effects, holds, statuses, waiting
from services.ledger.tables import effects as effects_table
from services.office.port import ClerkDecision
from services.steps import outbox, questions, recovery

FLOW = ("fetched", "read", "understood", "planned", "drafted", "checked", "filing")


class Dossier:
    """A directive whose papers and assignments are in eGov; every state can be set."""

    def __init__(self, ledger, kinds) -> None:
        self.ledger = ledger
        with ledger.write() as conn:
            self.id = directives.receive(conn, "so", "7", "a" * 64)
            for state in FLOW:
                directives.move(conn, directives.get(conn, self.id), state)
            rows = [self._paper(number, kind) for number, kind in enumerate(kinds)]
            drafts.keep_letters(conn, self.id, rows)
            papers = drafts.letters_of(conn, self.id)
            for paper in papers:
                drafts.decide(conn, paper, "filed", "trienkhai")
            given = {"kind": "assignment", "subject_id": 1, "reference": "TK-1/giao", "rank": 1, "position": 1}
            effects.intend(conn, self.id, [given, *outbox.effect_rows(papers, [], "TK-1")])

    @staticmethod
    def _paper(number, kind):
        return {
            "kind": kind,
            "unit_id": f"don-vi-{number}",
            "template": kind,
            "template_version": "1",
            "position": number,
            "title": f"Dự thảo {number}",
            "files": "[]",
            "reference": f"TK-1/{number}",
        }

    def filed(self):
        self.set_effects("filed")
        with self.ledger.write() as conn:
            outbox.settle(conn, self.id)
        return self

    def set_effects(self, state, *references):
        wanted = effects_table.c.directive_id == self.id
        if references:
            wanted &= effects_table.c.reference.in_(references)
        with self.ledger.write() as conn:
            conn.execute(update(effects_table).where(wanted).values(state=state, intent_at=1))

    def decide(self, number, decision, **details):
        with self.ledger.write() as conn:
            return outbox.take_decision(conn, "so", ClerkDecision(f"TK-1/{number}", decision, **details))

    def gone(self, number):
        """The reconciler misses a draft."""
        with self.ledger.write() as conn:
            effect = effects.of_reference(conn, f"TK-1/{number}")
            effects.mark_missing(conn, effect.id, self.id, effect.reference)
            holds.ask(conn, self.id, "filing", questions.MISSING, "Đâu?", effect_id=effect.id)

    def do(self, way, **answers):
        with self.ledger.write() as conn:
            args = [answers] if way is recovery.resume else ["thôi"] if way is recovery.close else []
            return way(conn, directives.get(conn, self.id), *args, "văn thư")

    @property
    def asked(self):
        with self.ledger.read() as conn:
            return [one.code for one in waiting.look(conn).questions]

    @property
    def states(self):
        with self.ledger.read() as conn:
            return [one.state for one in drafts.letters_of(conn, self.id)]

    @property
    def row(self):
        with self.ledger.read() as conn:
            return directives.get(conn, self.id)

    @property
    def codes(self):
        with self.ledger.read() as conn:
            return [one.code for one in statuses.of(conn, self.id)]


@pytest.fixture
def dossier(ledger):
    return lambda *kinds: Dossier(ledger, kinds)


def test_papers_that_nobody_issued_end_nothing(dossier):
    made = dossier("cover_note", "slip", "table").filed()
    assert (made.row.state, made.codes) == ("filed", ["04", "05"])
    made.decide(1, "issued")
    assert made.row.state == "filed"
    made.decide(2, "issued")
    assert (made.row.state, made.codes[-1]) == ("done", "06")


def test_letters_end_a_directive_whatever_its_other_papers(dossier):
    made = dossier("cover_note", "letter", "table").filed()
    made.decide(1, "issued")
    assert made.row.state == "done"


def test_letters_that_were_all_withdrawn_are_not_work_done(dossier, ledger):
    made = dossier("letter", "table").filed()
    with ledger.write() as conn:
        drafts.withdraw(conn, drafts.letters_of(conn, made.id)[0])
        assert outbox.done(conn, made.id) == []
    assert (made.row.state, made.codes) == ("filed", ["04", "05"])


def test_assignments_are_told_to_the_sender_once_there_is_one(dossier, ledger):
    made = dossier("letter")
    made.set_effects("held")
    with ledger.write() as conn:
        outbox.settle(conn, made.id)
    assert (made.row.state, made.codes) == ("held", [])


def test_a_draft_deleted_on_purpose_is_never_filed_again(dossier, ledger):
    made = dossier("letter", "letter").filed()
    made.gone(0)
    assert made.do(recovery.resume) == "filed"
    told = f": không nộp lại. Văn bản {made.id}: đã nộp đủ, chờ văn thư ban hành."
    assert follows(made.row, {questions.MISSING}, "filed") == told
    with ledger.read() as conn:
        assert (made.asked, waiting.stopped(conn)) == ([], [])
    with pytest.raises(recovery.NotWaitingError):
        made.do(recovery.retry)
    assert made.states == ["withdrawn", "filed"]
    made.decide(1, "issued")
    assert (made.row.state, made.codes[-1]) == ("done", "06")


def test_a_draft_that_is_gone_and_wanted_is_filed_again(dossier, ledger):
    made = dossier("letter", "letter").filed()
    made.gone(0)
    made.do(recovery.retry)
    with ledger.read() as conn:
        assert effects.of_reference(conn, "TK-1/0").state == "filing"
    assert (made.asked, made.row.state) == ([], "filing")


def test_a_returned_draft_is_a_question_until_it_is_dropped(dossier):
    made = dossier("letter", "letter").filed()
    made.decide(0, "returned", reason="Sai nơi nhận.")
    made.decide(1, "issued")
    assert made.asked == [questions.RETURNED]
    with pytest.raises(recovery.NotWaitingError, match=r"“Dự thảo 0”: Sai nơi nhận\. .*--close"):
        made.do(recovery.retry)
    assert made.do(recovery.resume) == "done"
    assert (made.asked, made.states, made.codes[-1]) == ([], ["withdrawn", "issued"], "06")


def test_a_returned_draft_that_is_taken_after_all_is_no_question(dossier):
    made = dossier("letter", "letter").filed()
    for number in (0, 1):
        made.decide(number, "returned")
    made.decide(0, "accepted")
    assert made.asked == [questions.RETURNED]
    made.decide(1, "issued")
    assert made.asked == []


def test_a_dossier_with_a_returned_draft_can_be_closed(dossier):
    made = dossier("letter").filed()
    made.decide(0, "returned")
    made.do(recovery.close)
    assert (made.row.state, made.asked, "06" in made.codes) == ("closed", [], False)


def test_trying_again_leaves_a_returned_draft_a_question(dossier):
    made = dossier("letter", "letter")
    made.set_effects("filed", "TK-1/0", "TK-1/giao")
    made.set_effects("held", "TK-1/1")
    made.decide(0, "returned")
    with made.ledger.write() as conn:
        outbox.settle(conn, made.id)
    assert made.do(recovery.retry) == "filing"
    assert (made.asked, made.states) == ([questions.RETURNED], ["returned", "filed"])
