"""A secret document through the real flow: it stops, nothing of its text goes on, a person takes it from there."""

from __future__ import annotations

from services.ledger import holds
from services.ledger.directives import listed
from services.sandbox.deliver import deliver
from services.steps import recovery


def marked(document, mark="MẬT"):
    file = document()
    file.write_text(f"{mark}\n\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    return file


def question(office):
    with office.ctx.ledger.read() as conn:
        (hold,) = holds.waiting(conn)
    return hold


def test_a_mark_on_the_page_stops_the_flow_and_keeps_no_word_of_the_text(office, document, header):
    handle = deliver(office.database, [marked(document)], header())
    office.poll()
    row = office.run(handle)
    assert row.state == "held"
    assert question(office).code == "secret"
    assert "dấu “MẬT” (trang 1, dòng 1)" in question(office).question
    with office.ctx.ledger.read() as conn:
        kept = [str(one) for one in listed(conn)]
    assert "tổng hợp kết quả" not in " ".join(kept)
    assert row.abstract is None
    assert not office.counts()["dossiers"]


def test_a_misread_mark_is_answered_and_the_flow_goes_on(office, document, header):
    handle = deliver(office.database, [marked(document)], header())
    office.poll()
    row = office.run(handle)
    with office.ctx.ledger.write() as conn:
        recovery.resume(conn, row, {"not_secret": "yes"}, "văn thư")
    assert office.run(handle).state == "filed"
