"""What comes in, through the real flow: nothing is lost, nothing stops the others, nothing is taken twice."""

from __future__ import annotations

import json

import pytest

from services import pipeline
from services.errors import CredentialsError, RefusedError, UnavailableError
from services.ledger import directives, effects, holds, pauses, polls
from services.sandbox.deliver import deliver, deliver_packet
from services.steps import recovery
from services.units.registry import Registry


def axis_failing_on(office, monkeypatch, handle, error):
    real = type(office.ctx.axis).fetch

    def fetch(axis, ref):
        if ref.handle == str(handle):
            raise error
        return real(axis, ref)

    monkeypatch.setattr(type(office.ctx.axis), "fetch", fetch)


def poll_error(office):
    with office.ctx.ledger.read() as conn:
        (row,) = polls.listed(conn)
    return row.last_error


def test_the_whole_flow_in_one_process(office, document, header):
    handle = deliver(office.database, [document()], header())
    office.poll()
    row = office.run(handle)
    assert row.state == "filed", row.last_error
    dossier = office.counts()["dossiers"][row.reference]
    assert dossier["drafts"] == {"cover_note": 1, "table": 1, "letter": 1}
    assert dossier["statuses"] == ["01", "03", "04", "05"]


@pytest.mark.parametrize("error", [RefusedError("không có"), UnavailableError("đứt")])
def test_a_document_that_cannot_be_fetched_does_not_stop_the_others(office, document, header, monkeypatch, error):
    bad = deliver(office.database, [document()], header(number="1"))
    good = deliver(office.database, [document()], header(number="2"))
    axis_failing_on(office, monkeypatch, bad, error)
    office.poll()
    assert list(office.rows()) == [str(good)]
    assert f"văn bản {bad} trên trục" in poll_error(office)
    waiting = [one["doc_id"] for one in office.counts()["documents"] if one["waiting"]]
    assert waiting == [bad]


def test_refused_credentials_are_told_and_a_poll_after_the_pause_goes_on(office, document, header, monkeypatch):
    handle = deliver(office.database, [document()], header())
    with monkeypatch.context() as patch:
        axis_failing_on(office, patch, handle, CredentialsError("mã truy cập hết hạn"))
        office.poll()
    assert "mã truy cập" in poll_error(office)
    office.poll()
    assert list(office.rows()) == []
    with office.ctx.ledger.write() as conn:
        pauses.clear(conn, pauses.axis_of(office.ctx.settings.office.id))
    office.poll()
    assert (list(office.rows()), poll_error(office)) == ([str(handle)], None)


def test_a_status_handed_out_in_place_of_a_document_loses_nothing(office, document, header):
    first = deliver(office.database, [document()], header())
    office.poll()
    office.run(first)
    office.turn(shared_numbers=True)
    again = deliver(office.database, [document("khac.txt", "Phụ lục khác.")], header(number="46"))
    for _ in range(2):
        office.poll()
    office.turn(shared_numbers=False)
    office.poll()
    assert str(again) in office.rows()


def test_the_same_document_again_is_closed_also_when_the_first_was_closed(office, document, header):
    first = deliver(office.database, [document()], header())
    office.poll()
    with office.ctx.ledger.write() as conn:
        row = directives.find(conn, str(first))
        holds.hold(conn, row, "header", "Câu hỏi?")
        recovery.close(conn, directives.get(conn, row.id), "nhầm", "văn thư")
    again = deliver(office.database, [document()], header())
    office.poll()
    assert office.run(again).state in {"closed", "filed"}
    third = deliver(office.database, [document()], header())
    office.poll()
    row = office.run(third)
    assert (row.state, "Đã tiếp nhận trước đó" in row.closed_reason) == ("closed", True)


def test_new_content_under_the_same_number_is_asked_about_and_becomes_a_version(office, document, header):
    first = deliver(office.database, [document()], header())
    office.poll()
    office.run(first)
    changed = deliver(office.database, [document("moi.txt", "2. Giao Thanh tra kiểm tra.")], header())
    office.poll()
    row = office.run(changed)
    assert (row.state, "nội dung tệp khác" in row.last_error) == ("held", True)
    with office.ctx.ledger.write() as conn:
        recovery.resume(conn, row, {"new_version": "yes"}, "văn thư")
    row = office.run(changed)
    assert (row.state, row.version) == ("filed", 2)
    old = deliver(office.database, [document()], header())
    office.poll()
    assert office.run(old).state == "closed"


def test_what_was_closed_as_no_directive_can_be_taken_up_by_a_clerk(office, tmp_path, header):
    file = tmp_path / "bao-cao.txt"
    file.write_text(
        "BÁO CÁO\nKết quả năm học\n\nNăm học đã kết thúc tốt đẹp, các lớp đều hoàn thành chương trình.", "utf-8"
    )
    handle = deliver(office.database, [file], header(notation="BC-SGDĐT", type_name="Báo cáo", subject="Kết quả"))
    office.poll()
    row = office.run(handle)
    assert (row.state, "treat_as_directive=yes" in row.closed_reason) == ("closed", True)
    told = r"lại được đóng.*treat_as_directive=yes"
    with pytest.raises(recovery.NotWaitingError, match=told), office.ctx.ledger.write() as conn:
        recovery.resume(conn, row, {}, "văn thư")
    with office.ctx.ledger.write() as conn:
        recovery.resume(conn, row, {"treat_as_directive": "yes", "assign_to": "van-phong"}, "văn thư")
    assert office.run(handle).state in {"filed", "held"}


def test_an_unread_first_file_is_a_doubt_on_the_cover_note(office, document, tmp_path, header):
    broken = tmp_path / "chinh.pdf"
    broken.write_bytes(b"%PDF-1.4 hong")
    handle = deliver(office.database, [broken, document()], header())
    office.poll()
    row = office.run(handle)
    doubts = [one["message"] for one in json.loads(row.understanding)["doubts"]]
    assert any("chinh.pdf" in one and "phụ lục" in one for one in doubts)


def test_a_broken_file_is_asked_about_with_the_document_and_the_command(office, tmp_path, header):
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.4 hong")
    handle = deliver(office.database, [broken], header(number=None, notation=None, subject=None))
    office.poll()
    row = office.run(handle)
    assert row.state == "quarantined"
    assert row.last_error.startswith(
        f"Văn bản của Sở Giáo dục và Đào tạo, nhận ngày {office.ctx.today():%d/%m/%Y}: Tệp"
    )
    assert f"đóng bản này: “trienkhai resume {row.id} --close”" in row.last_error
    with office.ctx.ledger.read() as conn:
        assert directives.first_files(conn) == {row.id: "hong.pdf"}


def test_a_unit_taken_out_of_the_list_is_named_and_the_flow_goes_on_when_it_is_back(
    office, document, header, monkeypatch
):
    handle = deliver(office.database, [document()], header())
    office.poll()
    row = office.rows()[str(handle)]
    while office.get(row.id).state != "planned":
        pipeline.advance(office.ctx, row.id)

    def gone(_self, unit_id):
        raise KeyError(unit_id)

    with monkeypatch.context() as patch:
        patch.setattr(Registry, "get", gone)
        stopped = office.run(handle)
    assert (stopped.state, stopped.held_in) == ("held", "planned")
    assert "Đơn vị “van-phong” của bản phân công không còn trong config/units.csv." in stopped.last_error
    assert stopped.last_error.endswith(f"chạy “trienkhai retry {row.id}”.")
    with office.ctx.ledger.write() as conn:
        recovery.retry(conn, stopped, "quản trị")
    assert office.run(handle).state == "filed"


def test_a_unit_taken_out_while_filing_stops_its_drafts_with_its_name(office, document, header, monkeypatch):
    handle = deliver(office.database, [document()], header())
    office.poll()
    row = office.rows()[str(handle)]
    while office.get(row.id).state != "filing":
        pipeline.advance(office.ctx, row.id)

    def gone(_self, unit_id):
        raise KeyError(unit_id)

    with monkeypatch.context() as patch:
        patch.setattr(Registry, "get", gone)
        office.run(handle)
    with office.ctx.ledger.read() as conn:
        asked = [one.question for one in holds.waiting(conn, row.id)]
    assert any("nhiệm vụ “" in one and "Đơn vị “van-phong”" in one for one in asked)
    with office.ctx.ledger.write() as conn:
        assert recovery.retry(conn, office.get(row.id), "quản trị") == "filing"
        assert {one.state for one in effects.of(conn, row.id)} == {"filing", "filed"}


def test_a_broken_packet_is_quarantined_and_the_next_one_goes_on(office, document, header):
    broken = deliver_packet(office.database, b"<edXML><khong dong")
    good = deliver(office.database, [document()], header())
    office.poll()
    assert office.run(broken).state == "quarantined"
    assert office.run(good).state == "filed"
