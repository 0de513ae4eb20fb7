"""A secret document through the real flow: it stops, nothing of its text goes on, a person takes it from there."""

from __future__ import annotations

import pytest

from services import pipeline
from services.ledger import holds
from services.ledger.directives import files_of, listed
from services.ledger.tables import metadata
from services.sandbox.deliver import deliver
from services.steps import intake, recovery
from tests.integration.flow.packets import NEW, send
from tests.integration.flow.test_questions import HEAD
from tests.unit.reading import scans


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
    assert (row.abstract, row.pages_sha, row.office_metadata) == (None, None, None)
    assert not office.counts()["dossiers"]


def test_of_a_document_with_a_mark_on_the_page_only_packet_and_file_are_left_on_the_disk(office, document, header):
    handle = deliver(office.database, [marked(document)], header())
    office.poll()
    row = office.run(handle)
    with office.ctx.ledger.read() as conn:
        (file,) = files_of(conn, row.id)
    left = {path.name for path in office.ctx.blobs.folder.rglob("*") if path.is_file()}
    assert left == {row.packet_sha, file.sha256}


@pytest.mark.ocr
def test_recognised_pages_of_a_secret_scan_are_dropped(office, header, tmp_path):
    file = tmp_path / "quet.png"
    lines = ["MẬT", "KẾ HOẠCH", "Tuyên truyền cải cách hành chính năm 2020", *scans.BODY]
    file.write_bytes(scans.saved(scans.page(lines, HEAD), "PNG"))
    handle = deliver(office.database, [file], header())
    office.poll()
    assert office.run(handle).state == "held"
    assert question(office).code == "secret"
    kept = office.ctx.settings.paths.data / intake.OCR_CACHE
    assert [path for path in kept.rglob("*") if path.is_file()] == []


def test_a_misread_mark_is_answered_and_the_flow_goes_on(office, document, header):
    handle = deliver(office.database, [marked(document)], header())
    office.poll()
    row = office.run(handle)
    with office.ctx.ledger.write() as conn:
        recovery.resume(conn, row, {"not_secret": "yes"}, "văn thư")
    assert office.run(handle).state == "filed"


def test_the_sandbox_sends_a_degree_of_secrecy_that_was_typed(office, document, header):
    handle = deliver(office.database, [document()], header(secrecy="Tối mật"))
    office.poll()
    row = office.run(handle)
    assert (row.state, row.held_in, question(office).code) == ("held", "received", "secret")
    assert "có độ mật “Tối mật” theo trục" in question(office).question


def forbidden(*_given, **_named):
    raise AssertionError("something of a secret document was read")


@pytest.mark.parametrize("mark", ["Mật", "TỐI MẬT"])
def test_a_mark_that_only_the_packet_bears_leaves_the_document_unopened(office, document, monkeypatch, mark):
    for name in ("understand", "is_directive"):
        monkeypatch.setattr(pipeline, name, forbidden)
    monkeypatch.setattr(intake, "read_file", forbidden)
    row = send(office, NEW, [document()], subject="Điều động lực lượng", sphere=mark)
    assert (row.state, row.held_in, question(office).code) == ("held", "received", "secret")
    assert "45/KH-SGDĐT của Sở Giáo dục và Đào tạo có độ mật" in question(office).question
    assert (row.abstract, row.pages_sha, row.understanding, row.office_metadata) == (None, None, None, None)
    with office.ctx.ledger.read() as conn:
        assert files_of(conn, row.id) == []
        told = " ".join(str(one) for table in metadata.sorted_tables for one in conn.execute(table.select()))
    assert "Điều động" not in told
    assert "tổng hợp kết quả" not in told
    kept = [path for path in office.ctx.blobs.folder.rglob("*") if path.is_file()]
    assert [path.name for path in kept] == [row.packet_sha]
    assert not office.counts()["dossiers"]
