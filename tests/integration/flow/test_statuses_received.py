"""Statuses that other offices send, over HTTP: refusals, and what is taken back before, while or after it is filed."""

from __future__ import annotations

import datetime as dt

import pytest

from services.ledger import directives, drafts, holds, statuses
from services.office.connect import open_axis
from services.office.edxml import ResponseFor, Staff, Status, StatusForm, write_status
from services.office.port import ClerkDecision, PacketKind
from services.steps import outbox, recovery
from tests.integration.flow.packets import DAY, NEW, ORGAN, SENDER, packet

PROVINCE, SCHOOL = "000.00.00.H53", "000.31.03.H53"
NOW = dt.datetime.now(dt.UTC)


class Correspondent:
    """Another office: it sends through a connector of its own, over HTTP."""

    def __init__(self, office, organ_id, name) -> None:
        self.party = type(SENDER)(organ_id, name=name, address="Tây Ninh")
        self.axis = open_axis(office.ctx.settings.axis.model_copy(update={"organ_id": organ_id}))

    def send(self, document, number="45", **more):
        return self.axis.send(packet(NEW, [document], number=number, sender=self.party, **more), PacketKind.DOCUMENT)

    def tell(self, code, symbol, day=DAY, why="gửi nhầm"):
        told = Status(
            self.party, ResponseFor(ORGAN, symbol, f"{ORGAN},{symbol}", day), code, why, Staff("Văn thư"), NOW
        )
        return self.axis.send(write_status(told, StatusForm.BKAV), PacketKind.STATUS)


@pytest.fixture
def province(office):
    return Correspondent(office, PROVINCE, "UBND tỉnh Tây Ninh")


@pytest.fixture
def school(office):
    return Correspondent(office, SCHOOL, "Trường THPT Tây Ninh")


def arrived(office):
    office.poll()
    (row,) = office.rows().values()
    return row


def questions(office, row):
    with office.ctx.ledger.read() as conn:
        return [(one.code, one.question) for one in holds.waiting(conn, row.id)]


def answer(office, row, **answers):
    with office.ctx.ledger.write() as conn:
        recovery.resume(conn, directives.get(conn, row.id), answers, "văn thư")
    return office.settle(row.id)


def owed(office, row):
    with office.ctx.ledger.read() as conn:
        return [one.code for one in statuses.of(conn, row.id)]


def test_what_is_taken_back_after_it_was_filed_is_asked_about_with_what_was_done(office, province, document):
    province.send(document())
    row = office.settle(arrived(office).id)
    province.tell("13", "45/KH-SGDĐT")
    office.poll()
    ((code, asked),) = questions(office, row)
    assert (code, office.get(row.id).state) == ("sender_status", "filed")
    assert asked.startswith("UBND tỉnh Tây Ninh yêu cầu lấy lại (13) văn bản 45/KH-SGDĐT “An toàn trường học”")
    assert "Nơi ấy ghi: gửi nhầm. 3 dự thảo chưa ai xử lý." in asked
    row = answer(office, row, confirm="yes")
    assert (row.state, owed(office, row)[-1]) == ("closed", "15")
    assert office.counts()["dossiers"][row.reference]["states"] == {"withdrawn": 3}


def test_what_is_taken_back_while_it_is_worked_on_rests_and_a_no_lets_it_go_on(office, province, document):
    province.send(document())
    row = arrived(office)
    office.run(row.external_id, rounds=3)
    province.tell("13", "45/KH-SGDĐT")
    office.poll()
    assert office.settle(row.id).state == "held"
    row = answer(office, row, confirm="no")
    assert (row.state, owed(office, row)[-1]) == ("filed", "16")


def test_what_is_taken_back_before_we_ever_saw_it_is_not_filed_unasked(office, province, document):
    province.send(document())
    province.tell("13", "45/KH-SGDĐT")
    row = office.settle(arrived(office).id)
    assert [code for code, _ in questions(office, row)] == ["sender_status"]
    assert (row.state, office.counts()["drafts"]) == ("held", 0)
    row = answer(office, row, confirm="no")
    assert row.state == "filed"
    assert questions(office, row) == []


def test_the_same_number_of_another_year_is_not_stopped(office, province, document):
    province.send(document("moi.txt"), day=dt.date(2025, 3, 16))
    first = office.settle(arrived(office).id)
    province.send(document("cu.txt", "\nThêm."))
    office.poll()
    second = next(row for row in office.rows().values() if row.id != first.id)
    office.settle(second.id)
    province.tell("13", "45/KH-SGDĐT", day=dt.date(2025, 3, 16))
    office.poll()
    assert (len(questions(office, first)), questions(office, second)) == (1, [])


def issued(office, row, symbol, day="2026-03-20"):
    with office.ctx.ledger.write() as conn:
        letter = next(one for one in drafts.letters_of(conn, row.id) if one.kind == "letter")
        outbox.take_decision(conn, row.office, ClerkDecision(letter.reference, "issued", symbol=symbol, issued_on=day))


def test_a_receiver_who_refuses_our_letter_is_told_and_nothing_is_stopped(office, province, school, document):
    province.send(document())
    row = office.settle(arrived(office).id)
    issued(office, row, "77/SGDĐT-VP")
    us = Correspondent(office, ORGAN, "Sở Giáo dục và Đào tạo")
    us.send(document("cong-van.txt"), number="77", notation="SGDĐT-VP", day=dt.date(2026, 3, 20), to=SCHOOL)
    school.tell("02", "77/SGDĐT-VP", dt.date(2026, 3, 20), why="không thuộc thẩm quyền")
    office.poll()
    row = office.get(row.id)
    ((code, asked),) = questions(office, row)
    assert (code, row.state) == ("receiver_refused", "done")
    assert asked.startswith("Trường THPT Tây Ninh từ chối tiếp nhận (02) văn bản 77/SGDĐT-VP “Công văn")
    assert "Nơi ấy ghi: không thuộc thẩm quyền." in asked
    assert "confirm" not in asked
    answer(office, row)
    assert (questions(office, row), office.get(row.id).state) == ([], "done")
    assert {"15", "16"}.isdisjoint(owed(office, row))


def test_a_refusal_under_a_number_that_a_directive_bears_too_does_not_stop_that_directive(office, province, document):
    province.send(document())
    row = arrived(office)
    us = Correspondent(office, ORGAN, "Sở Giáo dục và Đào tạo")
    us.send(document("cua-ta.txt"), to=PROVINCE)
    province.tell("02", "45/KH-SGDĐT")
    office.poll()
    assert office.settle(row.id).state == "filed"
    assert questions(office, row) == []
