"""A sender updates or replaces what it sent: the difference is shown, only what no longer holds is drafted again."""

from __future__ import annotations

import json

import pytest

from services import pipeline
from services.ledger import directives, drafts, effects, holds, statuses
from services.office.port import ClerkDecision
from services.steps import outbox, recovery
from tests.integration.flow.packets import NEW, REPLACE, UPDATE, send

HEAD = """UBND TỈNH TÂY NINH            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ GIÁO DỤC VÀ ĐÀO TẠO        Độc lập - Tự do - Hạnh phúc
Số: {number}/KH-SGDĐT               Tây Ninh, ngày 16 tháng 3 năm 2026

KẾ HOẠCH
An toàn trường học

I. TỔ CHỨC THỰC HIỆN
"""
OFFICE = (
    "{n}. Giao Văn phòng Sở chủ trì, theo dõi và tổng hợp kết quả thực hiện Kế hoạch này trước ngày {day}/5/2026.\n"
)
CADRES = "{n}. Phòng Tổ chức cán bộ rà soát, bổ sung đội ngũ nhân viên y tế trường học trước ngày 10/4/2026.\n"
MONEY = "{n}. Phòng Kế hoạch - Tài chính bảo đảm kinh phí thực hiện Kế hoạch này trong năm 2026.\n"


@pytest.fixture
def plan(tmp_path):
    def write(name, *clauses, number="45", day=20):
        file = tmp_path / f"{name}.txt"
        body = "".join(clause.format(n=place, day=day) for place, clause in enumerate(clauses, 1))
        file.write_text(HEAD.format(number=number) + body, encoding="utf-8")
        return file

    return write


@pytest.fixture
def first(office, plan):
    row = send(office, NEW, [plan("dau", OFFICE, CADRES)])
    assert row.state == "filed", row.last_error
    return row


def answer(office, row, **answers):
    with office.ctx.ledger.write() as conn:
        recovery.resume(conn, directives.get(conn, row.id), answers, "văn thư")
    return office.settle(row.id)


def letters(office, row, kind="letter"):
    with office.ctx.ledger.read() as conn:
        return {one.unit_id: one.state for one in drafts.letters_of(conn, row.id) if one.kind == kind}


def owed(office, row):
    with office.ctx.ledger.read() as conn:
        return [one.code for one in statuses.of(conn, row.id)]


def note(office, row):
    """The text of the note on changes as it was filed."""
    import io

    from docx import Document

    with office.ctx.ledger.read() as conn:
        (slip,) = (one for one in drafts.letters_of(conn, row.id) if one.template == "phieu-thay-doi")
    word = Document(io.BytesIO(office.ctx.blobs.get(json.loads(slip.files)[0]["sha256"])))
    cells = [cell.text for table in word.tables for row_ in table.rows for cell in row_.cells]
    return "\n".join([*(one.text for one in word.paragraphs), *cells])


def test_an_update_asks_with_the_difference_before_anything_changes(office, first, plan):
    change = send(office, UPDATE, [plan("moi", OFFICE, CADRES, day=25)])
    assert (change.state, change.held_in, change.original_id) == ("held", "planned", first.id)
    asked = change.last_error
    assert "cập nhật văn bản 45/KH-SGDĐT" in asked
    assert "0 thêm mới, 1 thay đổi, 0 không còn" in asked
    assert "1 cần dự thảo mới, 0 không còn việc, 1 giữ nguyên dự thảo" in asked
    assert letters(office, first) == {"van-phong": "filed", "phong-tccb": "filed"}


def test_only_the_unit_whose_work_changed_gets_a_new_draft(office, first, plan):
    change = send(office, UPDATE, [plan("moi", OFFICE, CADRES, day=25)])
    change = answer(office, change, confirm="yes")
    assert (change.state, change.reference == first.reference) == ("filed", False)
    assert letters(office, change) == {"van-phong": "filed"}
    assert letters(office, first) == {"van-phong": "withdrawn", "phong-tccb": "filed"}
    assert office.get(first.id).state == "filed"
    assert owed(office, change) == ["01", "03", "04", "05", "15"]
    told = note(office, change)
    assert "thời hạn" in told
    assert "20/5/2026" in told
    assert "25/5/2026" in told
    assert f"Giữ nguyên dự thảo ở hồ sơ {first.reference}: Phòng Tổ chức cán bộ" in told
    assert office.counts()["duplicates"] == 0
    with office.ctx.ledger.read() as conn:
        given = [one for one in effects.of(conn, change.id) if one.kind == "assignment"]
        before = {one.state for one in effects.of(conn, first.id) if one.kind == "assignment"}
    assert (len(given), before) == (1, {"filed", "withdrawn"})


def test_a_unit_that_has_no_work_any_more_loses_its_draft_and_a_new_one_gets_one(office, first, plan):
    change = send(office, UPDATE, [plan("moi", OFFICE, MONEY)])
    assert "1 thêm mới, 0 thay đổi, 1 không còn" in change.last_error
    change = answer(office, change, confirm="yes")
    assert letters(office, change) == {"phong-khtc": "filed"}
    assert letters(office, first) == {"van-phong": "filed", "phong-tccb": "withdrawn"}


def test_an_update_that_is_not_agreed_to_leaves_all_as_it_was(office, first, plan):
    change = send(office, UPDATE, [plan("moi", OFFICE, CADRES, day=25)])
    change = answer(office, change, confirm="no")
    assert (change.state, owed(office, change)[-1], office.get(first.id).state) == ("closed", "16", "filed")
    assert letters(office, first) == {"van-phong": "filed", "phong-tccb": "filed"}


def test_a_replacement_under_another_number_redrafts_all_because_letters_cite_it(office, first, plan):
    new = plan("thay", OFFICE, CADRES, number="60")
    change = send(office, REPLACE, [new], number="60", replaces=["000.00.03.H53,2026/03/16,45/KH-SGDĐT,0"])
    assert change.original_id == first.id
    assert "Đổi số, ký hiệu từ “45/KH-SGDĐT” thành “60/KH-SGDĐT”" in change.last_error
    change = answer(office, change, confirm="yes")
    assert letters(office, change) == {"van-phong": "filed", "phong-tccb": "filed"}
    assert office.get(first.id).state == "closed"
    assert "60/KH-SGDĐT" in office.get(first.id).closed_reason


def test_an_update_of_an_update_finds_the_drafts_of_both(office, first, plan):
    second = answer(office, send(office, UPDATE, [plan("hai", OFFICE, CADRES, day=25)]), confirm="yes")
    third = send(office, UPDATE, [plan("ba", OFFICE, day=25)])
    assert (third.state, third.original_id) == ("held", second.id)
    third = answer(office, third, confirm="yes")
    assert letters(office, first) == {"van-phong": "withdrawn", "phong-tccb": "withdrawn"}
    assert letters(office, second) == {"van-phong": "filed"}
    assert office.get(first.id).state == "closed"
    assert letters(office, third) == {}


def test_what_was_issued_is_told_in_the_note(office, first, plan):
    with office.ctx.ledger.write() as conn:
        letter = next(one for one in drafts.letters_of(conn, first.id) if one.unit_id == "van-phong")
        issued = ClerkDecision(letter.reference, "issued", symbol="9/SGDĐT-VP", issued_on="2026-03-20")
        outbox.take_decision(conn, first.office, issued)
    change = answer(office, send(office, UPDATE, [plan("moi", OFFICE, CADRES, day=25)]), confirm="yes")
    assert letters(office, first)["van-phong"] == "issued"
    assert letters(office, change) == {"van-phong": "filed"}
    assert "(đã ban hành)" in note(office, change)


@pytest.mark.parametrize("stage", ["planned", "checked", "filing"])
def test_an_update_of_what_is_half_done_stops_it(office, plan, stage):
    from services.sandbox.deliver import deliver_packet
    from tests.integration.flow.packets import packet

    handle = str(deliver_packet(office.database, packet(NEW, [plan("dau", OFFICE, CADRES)])))
    office.poll()
    row = office.rows()[handle]
    while office.get(row.id).state != stage:
        pipeline.advance(office.ctx, row.id)
    change = send(office, UPDATE, [plan("moi", OFFICE, CADRES, day=25)])
    assert (office.get(row.id).state, office.get(row.id).held_in) == ("held", stage)
    change = answer(office, change, confirm="yes")
    everywhere = [*letters(office, row).items(), *letters(office, change).items()]
    assert sorted(unit for unit, state in everywhere if state == "filed") == ["phong-tccb", "van-phong"]
    assert office.counts()["duplicates"] == 0
    with office.ctx.ledger.read() as conn:
        assert holds.waiting(conn, row.id) == []


@pytest.fixture
def without_day(office, plan):
    """A document whose day stands neither in its packet nor on its page: held for its header."""
    file = plan("dau", OFFICE)
    file.write_text(file.read_text("utf-8").replace("ngày 16 tháng 3 năm 2026", "ngày    tháng   năm 2026"), "utf-8")
    row = send(office, NEW, [file], issued_on=None)
    assert [one.code for one in questions(office, row)] == ["header"]
    return row


def questions(office, row):
    with office.ctx.ledger.read() as conn:
        return holds.waiting(conn, row.id)


def test_an_update_of_a_document_that_waits_for_its_header_takes_its_place(office, without_day, plan):
    change = send(office, UPDATE, [plan("moi", OFFICE, day=25)])
    assert (change.state, change.original_id) == ("held", without_day.id)
    change = answer(office, change, confirm="yes")
    assert (change.state, letters(office, change)) == ("filed", {"van-phong": "filed"})
    assert (office.get(without_day.id).state, questions(office, without_day)) == ("closed", [])
    assert letters(office, without_day) == {}


def test_an_update_that_is_not_agreed_to_leaves_the_question_about_the_header_open(office, without_day, plan):
    change = answer(office, send(office, UPDATE, [plan("moi", OFFICE, day=25)]), confirm="no")
    assert (change.state, office.get(without_day.id).state) == ("closed", "held")
    assert [one.code for one in questions(office, without_day)] == ["header"]
    assert answer(office, without_day, issued_on="2026-03-16").state == "filed"


def test_a_header_answered_while_an_update_waits_files_each_draft_once(office, without_day, plan):
    change = send(office, UPDATE, [plan("moi", OFFICE, day=25)])
    assert answer(office, without_day, issued_on="2026-03-16").state == "filed"
    change = answer(office, change, confirm="yes")
    assert (letters(office, change), letters(office, without_day)) == (
        {"van-phong": "filed"},
        {"van-phong": "withdrawn"},
    )
    assert office.get(without_day.id).state == "closed"


def test_two_documents_in_one_packet_are_one_directive_with_an_annex(office, plan, tmp_path):
    annex = tmp_path / "phu-luc.txt"
    annex.write_text("PHỤ LỤC\nDanh sách trường", encoding="utf-8")
    row = send(office, NEW, [plan("dau", OFFICE), annex])
    with office.ctx.ledger.read() as conn:
        assert [one.name for one in directives.files_of(conn, row.id)] == ["dau.txt", "phu-luc.txt"]
    assert row.state == "filed"
