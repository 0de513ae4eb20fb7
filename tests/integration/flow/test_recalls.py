"""A sender recalls what it sent: nothing is withdrawn before a person agrees, and then everything that can be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services import pipeline
from services.ledger import directives, drafts, effects, holds, statuses
from services.office.port import ClerkDecision
from services.sandbox.deliver import deliver
from services.steps import outbox, recovery
from services.steps.answering import WrongAnswerError
from tests.integration.flow.packets import REVOKE, UPDATE, send


@pytest.fixture
def original(office, document, header):
    handle = deliver(office.database, [document()], header())
    office.poll()
    return handle


def answer(office, row, **answers):
    with office.ctx.ledger.write() as conn:
        recovery.resume(conn, directives.get(conn, row.id), answers, "văn thư")
    return office.settle(row.id)


def standing(office):
    """Drafts and assignments that stand in eGov, over all dossiers."""
    dossiers = office.counts()["dossiers"].values()
    return sum(number for one in dossiers for state, number in one["states"].items() if state != "withdrawn")


def owed(office, row):
    with office.ctx.ledger.read() as conn:
        return [one.code for one in statuses.of(conn, row.id)]


def test_nothing_is_withdrawn_until_a_person_agrees(office, original):
    row = office.run(original)
    change = send(office, REVOKE, about="45", number="50")
    assert (row.state, change.state) == ("filed", "held")
    assert "thu hồi văn bản 45/KH-SGDĐT" in change.last_error
    assert "3 dự thảo chưa ai xử lý" in change.last_error
    assert "Nhầm nội dung" in change.last_error
    assert standing(office) == 3
    assert office.get(row.id).state == "filed"


def test_an_agreed_recall_takes_everything_back_and_keeps_the_trail(office, original):
    row = office.run(original)
    change = send(office, REVOKE, about="45", number="50")
    change = answer(office, change, confirm="yes")
    assert (change.state, office.get(row.id).state) == ("closed", "closed")
    assert (standing(office), office.counts()["assignments"]) == (0, 0)
    assert owed(office, change) == ["01", "15"]
    assert "06" not in owed(office, row)
    with office.ctx.ledger.read() as conn:
        assert {one.state for one in drafts.letters_of(conn, row.id)} == {"withdrawn"}
        assert {one.state for one in effects.of(conn, row.id)} == {"withdrawn"}
    with pytest.raises(recovery.NotWaitingError), office.ctx.ledger.write() as conn:
        recovery.resume(conn, directives.get(conn, row.id), {}, "văn thư")


def test_a_recall_that_is_not_agreed_to_changes_nothing(office, original):
    row = office.run(original)
    change = send(office, REVOKE, about="45", number="50")
    change = answer(office, change, confirm="no")
    assert (change.state, office.get(row.id).state, standing(office)) == ("closed", "filed", 3)
    assert owed(office, change) == ["01", "16"]


def test_what_a_clerk_issued_is_flagged_and_left(office, original):
    row = office.run(original)
    with office.ctx.ledger.write() as conn:
        letter = next(one for one in drafts.letters_of(conn, row.id) if one.kind == "letter")
        issued = ClerkDecision(letter.reference, "issued", symbol="9/SGDĐT-VP", issued_on="2026-03-20")
        outbox.take_decision(conn, row.office, issued)
    change = send(office, REVOKE, about="45", number="50")
    assert "1 dự thảo văn thư đã xử lý" in change.last_error
    assert "(đã ban hành)" in change.last_error
    answer(office, change, confirm="yes")
    assert office.get(row.id).state == "done"
    with office.ctx.ledger.read() as conn:
        states = {one.kind: one.state for one in drafts.letters_of(conn, row.id)}
    assert states == {"cover_note": "withdrawn", "table": "withdrawn", "letter": "issued"}


def test_a_clerk_who_was_faster_than_the_withdrawal_is_told_of_it(office, original):
    row = office.run(original)
    office.decide(row, "accepted")
    change = send(office, REVOKE, about="45", number="50")
    answer(office, change, confirm="yes")
    with office.ctx.ledger.read() as conn:
        asked = [one.question for one in holds.waiting(conn, row.id) if one.code == "not_withdrawn"]
    assert len(asked) == 1
    assert "Công văn" in asked[0]
    assert standing(office) == 1


def test_the_same_recall_twice_asks_once(office, original):
    office.run(original)
    first, second = (send(office, REVOKE, about="45", number="50") for _ in range(2))
    assert (first.state, second.state) == ("held", "closed")
    assert "Đã tiếp nhận trước đó" in second.closed_reason


def test_a_recall_of_what_is_half_done_stops_it_and_a_no_lets_it_go_on(office, original):
    row = office.rows()[str(original)]
    while office.get(row.id).state != "drafted":
        pipeline.advance(office.ctx, row.id)
    change = send(office, REVOKE, about="45", number="50")
    assert (office.get(row.id).state, office.get(row.id).held_in) == ("held", "drafted")
    answer(office, change, confirm="no")
    assert office.settle(row.id).state == "filed"


def test_a_recall_before_the_document_waits_for_it(office, document, header):
    change = send(office, REVOKE, about="45", number="50")
    assert (change.state, "sổ chưa có văn bản này" in change.last_error) == ("held", True)
    handle = deliver(office.database, [document()], header())
    office.poll()
    row = office.run(handle)
    change = office.settle(change.id)
    assert (row.state, row.held_in, change.state) == ("held", "received", "held")
    assert "Đồng ý" in change.last_error
    answer(office, change, confirm="yes")
    assert (office.get(row.id).state, office.counts()["drafts"]) == ("closed", 0)


def test_a_person_may_name_the_document_that_is_recalled(office, original):
    row = office.run(original)
    change = send(office, REVOKE, about="77", number="50")
    change = answer(office, change, original=row.id)
    assert "thu hồi văn bản 45/KH-SGDĐT" in change.last_error


def test_an_update_that_takes_us_off_the_receivers_is_a_recall(office, original, document):
    office.run(original)
    change = send(office, UPDATE, [document()], removed="000.00.03.H53")
    assert (change.state, change.change, "thu hồi" in change.last_error or "cập nhật" in change.last_error) == (
        "held",
        "revoke",
        True,
    )


@pytest.mark.parametrize(
    ("said", "state", "codes"), [("no", "closed", ["01", "02"]), ("yes", "filed", ["01", "03", "04", "05"])]
)
def test_a_wrong_addressee_is_returned_by_a_person_only(office, document, said, state, codes):
    from tests.integration.flow.packets import NEW

    row = send(office, NEW, [document()], to="000.07.03.H53")
    assert (row.state, "không phải cơ quan ta" in row.last_error, owed(office, row)) == ("held", True, ["01"])
    row = answer(office, row, accept=said)
    assert (row.state, owed(office, row)) == (state, codes)


def test_yes_and_no_are_the_only_answers(office, original):
    office.run(original)
    change = send(office, REVOKE, about="45", number="50")
    with pytest.raises(WrongAnswerError, match="yes hoặc no"):
        answer(office, change, confirm="đồng ý")


def test_two_recalls_that_look_alike_but_name_other_documents_are_two(office, document, header):
    for number in ("45", "46"):
        handle = deliver(office.database, [document(f"{number}.txt", number)], header(number=number))
        office.poll()
        office.run(handle)
    first, second = (send(office, REVOKE, about=number, number="50") for number in ("45", "46"))
    assert (first.state, second.state) == ("held", "held")
    assert "46/KH-SGDĐT" in second.last_error


def test_a_draft_whose_filing_was_put_off_is_looked_for_before_it_counts_as_withdrawn(office, original, monkeypatch):
    from services.errors import UnavailableError

    def busy(*_arguments):
        raise UnavailableError("eGov bận")

    row = office.rows()[str(original)]
    while office.get(row.id).state != "filing":
        pipeline.advance(office.ctx, row.id)
    with monkeypatch.context() as patch:
        patch.setattr(type(office.ctx.desk), "create_draft", busy)
        pipeline.file(office.ctx, row.id)
        pipeline.file(office.ctx, row.id)
    change = send(office, REVOKE, about="45", number="50")
    answer(office, change, confirm="yes")
    with office.ctx.ledger.read() as conn:
        states = {one.state for one in effects.of(conn, row.id)}
    assert "pending" not in states
    assert standing(office) == 0


def test_a_retry_settles_what_could_not_be_withdrawn(office, original):
    row = office.run(original)
    office.decide(row, "accepted")
    answer(office, send(office, REVOKE, about="45", number="50"), confirm="yes")
    with office.ctx.ledger.write() as conn:
        recovery.retry(conn, directives.get(conn, row.id), "văn thư")
        assert holds.waiting(conn, row.id) == []


def test_a_packet_for_another_identifier_of_ours_is_ours(office, document):
    from tests.integration.flow.packets import NEW

    profile = office.ctx.settings.office.model_copy(update={"other_organ_ids": ("H53.03",)})
    office.ctx = replace(office.ctx, settings=replace(office.ctx.settings, office=profile))
    assert send(office, NEW, [document()], to="H53.03").state == "filed"
