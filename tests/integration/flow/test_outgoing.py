"""What goes out, through the real flow: refusals, early and repeated decisions, statuses, stopped items."""

from __future__ import annotations

import pytest

from services import pipeline
from services.errors import CredentialsError, RefusedError
from services.ledger import directives, drafts, effects, holds, statuses, waiting
from services.office.port import ClerkDecision
from services.sandbox.deliver import deliver
from services.steps import recovery


@pytest.fixture
def handle(office, document, header):
    made = deliver(office.database, [document()], header())
    office.poll()
    return made


def decide(office, monkeypatch, *decisions):
    """The desk repeats these decisions until they are acknowledged; returns what was."""
    acknowledged = []
    desk = type(office.ctx.desk)
    monkeypatch.setattr(desk, "results", lambda _self: decisions)
    monkeypatch.setattr(desk, "ack", lambda _self, references: acknowledged.extend(references))
    pipeline.follow(office.ctx)
    return acknowledged


def letter_of(office, row):
    with office.ctx.ledger.read() as conn:
        return next(one for one in drafts.letters_of(conn, row.id) if one.kind == "letter")


def test_repeated_and_overtaken_decisions_change_nothing_and_stop_nobody(office, handle, monkeypatch):
    row = office.run(handle)
    letter = letter_of(office, row)
    accepted = ClerkDecision(letter.reference, "accepted")
    issued = ClerkDecision(letter.reference, "issued", symbol="9/SGDĐT-VP", issued_on="2026-03-20")
    foreign = ClerkDecision("TK-CUA-AI-KHAC/x", "accepted")
    assert decide(office, monkeypatch, accepted, issued, foreign) == [letter.reference] * 2
    assert decide(office, monkeypatch, accepted, issued) == [letter.reference] * 2
    assert (letter_of(office, row).state, letter_of(office, row).symbol) == ("issued", "9/SGDĐT-VP")
    assert office.rows()[str(handle)].state == "done"


def test_a_letter_issued_before_all_is_filed_still_ends_the_directive(office, handle, monkeypatch):
    row = office.rows()[str(handle)]
    while office.rows()[str(handle)].state != "filing":
        pipeline.advance(office.ctx, row.id)
    letter = letter_of(office, row)
    decide(office, monkeypatch, ClerkDecision(letter.reference, "issued", symbol="9/SGDĐT-VP", issued_on="2026-03-20"))
    assert office.run(handle).state == "done"
    with office.ctx.ledger.read() as conn:
        assert [one.code for one in statuses.of(conn, row.id)] == ["01", "03", "04", "05", "06"]


@pytest.mark.parametrize("method", ["find", "create_draft"])
def test_a_refusal_holds_the_item_and_retry_goes_on(office, handle, monkeypatch, method):
    def refuse(*_arguments):
        raise RefusedError("eGov không nhận")

    with monkeypatch.context() as patch:
        patch.setattr(type(office.ctx.desk), method, refuse)
        row = office.run(handle)
        with office.ctx.ledger.read() as conn:
            waiting = holds.waiting(conn, row.id)
    assert waiting, "nobody was asked"
    with office.ctx.ledger.write() as conn:
        effects.retry(conn, row.id, "văn thư")
        if directives.get(conn, row.id).state == "held":
            recovery.retry(conn, directives.get(conn, row.id), "văn thư")
    assert office.run(handle).state == "filed"
    assert office.counts()["duplicates"] == 0


def test_an_item_that_cannot_be_built_does_not_stop_its_neighbours(office, handle, monkeypatch):
    from services.steps import outbox

    row = office.rows()[str(handle)]
    while office.rows()[str(handle)].state != "filing":
        pipeline.advance(office.ctx, row.id)
    real = outbox._draft

    def fragile(ctx, directive, letter):
        if letter.kind == "table":
            raise KeyError("unit")
        return real(ctx, directive, letter)

    monkeypatch.setattr(outbox, "_draft", fragile)
    for _ in range(3):
        pipeline.file(office.ctx, row.id)
    with office.ctx.ledger.read() as conn:
        states = {one.reference.rsplit("/", 1)[-1]: (one.state, one.failures) for one in effects.of(conn, row.id)}
    assert states["bang-phan-cong"] == ("filing", 1)
    assert states["phieu-trinh"] == ("filed", 0)


def test_a_token_that_expired_delays_the_statuses_and_loses_none(office, handle, monkeypatch):
    def refuse(*_arguments):
        raise CredentialsError("mã truy cập hết hạn")

    with monkeypatch.context() as patch:
        patch.setattr(type(office.ctx.axis), "send", refuse)
        row = office.run(handle)
    with office.ctx.ledger.read() as conn:
        assert {one.state for one in statuses.of(conn, row.id)} == {"pending"}


def test_a_refused_status_is_shown_and_can_be_retried(office, handle, monkeypatch):
    def refuse(*_arguments):
        raise RefusedError("sai chuẩn")

    with monkeypatch.context() as patch:
        patch.setattr(type(office.ctx.axis), "send", refuse)
        row = office.run(handle)
    with office.ctx.ledger.read() as conn:
        assert "status_refused" in {one.code for one in holds.waiting(conn, row.id)}
    with office.ctx.ledger.write() as conn:
        recovery.retry(conn, directives.get(conn, row.id), "văn thư")
    pipeline.report(office.ctx, row.id)
    assert office.counts()["dossiers"][row.reference]["statuses"] == ["01", "03", "04", "05"]


def test_a_document_that_came_without_a_number_owes_nobody_a_status_and_stops_nothing(office, document, header):
    handle = deliver(office.database, [document()], header(number=None, notation=None))
    office.poll()
    row = office.run(handle)
    assert row.state == "filed"
    with office.ctx.ledger.read() as conn:
        told = {(one.state, one.axis_id) for one in statuses.of(conn, row.id)}
        assert (waiting.stopped(conn), holds.waiting(conn, row.id)) == ([], [])
    assert told == {("sent", "gói tin không có số, ký hiệu")}
    assert office.counts()["documents"][0]["statuses"] == []
