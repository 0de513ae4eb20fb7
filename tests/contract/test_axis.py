"""What every axis connector promises, on a real server."""

from __future__ import annotations

import datetime as dt

import pytest

from services.errors import CredentialsError, RefusedError
from services.office.edxml import VIETNAM, Document, Party, Staff, Status, read_packet, report, write_status
from services.office.port import PacketKind, PendingRef
from services.sandbox.deliver import deliver, deliver_packet

SENDER = "000.00.00.H53"
AT = dt.datetime(2020, 1, 23, 8, 0, tzinfo=VIETNAM)


@pytest.fixture
def directive(tmp_path):
    path = tmp_path / "162_KH-SGDĐT.pdf"
    path.write_bytes(b"%PDF-1.4 van ban")
    return path


@pytest.fixture
def received(make_axis, database, directive, header):
    """A document delivered, fetched and read."""
    axis = make_axis()
    deliver(database, [directive], header)
    (ref,) = axis.list_pending(PacketKind.DOCUMENT)
    return ref, read_packet(axis.fetch(ref))


def status_on(document, code):
    us = Party("000.00.03.H53", name="Sở Giáo dục và Đào tạo")
    return write_status(report(document, code, us, Staff(department="Văn thư"), AT))


def test_a_delivered_document_arrives_whole(received):
    _, document = received
    assert isinstance(document, Document)
    assert document.symbol == "162/KH-SGDĐT"
    assert document.issued_on == dt.date(2020, 1, 22)
    assert [(file.name, file.content) for file in document.attachments] == [("162_KH-SGDĐT.pdf", b"%PDF-1.4 van ban")]


def test_listing_changes_nothing_and_is_in_order(make_axis, database, directive, header):
    axis = make_axis()
    handles = [str(deliver(database, [directive], header)) for _ in range(3)]
    assert [ref.handle for ref in axis.list_pending(PacketKind.DOCUMENT)] == handles
    assert [ref.handle for ref in axis.list_pending(PacketKind.DOCUMENT)] == handles


def test_an_acknowledged_document_is_gone_and_acknowledging_again_is_harmless(make_axis, received):
    axis = make_axis()
    ref, _ = received
    axis.ack(ref)
    axis.ack(ref)
    assert axis.list_pending(PacketKind.DOCUMENT) == []


def test_statuses_travel_back_to_the_sender_in_order(make_axis, received):
    _, document = received
    us, peer = make_axis(), make_axis(SENDER)
    for code in ("01", "03", "04", "05"):
        assert us.send(status_on(document, code), PacketKind.STATUS)
    waiting = peer.list_pending(PacketKind.STATUS)
    read = [read_packet(peer.fetch(ref)) for ref in waiting]
    assert all(isinstance(status, Status) for status in read)
    assert [status.code for status in read] == ["01", "03", "04", "05"]


def test_a_status_on_a_document_nobody_sent_is_refused(make_axis, received):
    _, document = received
    stranger = Document(sender=document.sender, number="999", notation="KH-X", document_id="x", issued_on=AT.date())
    with pytest.raises(RefusedError, match=r"M\.UpdateStatusDoc"):
        make_axis().send(status_on(stranger, "01"), PacketKind.STATUS)


def test_an_unreadable_packet_can_be_fetched_and_acknowledged(make_axis, database):
    axis = make_axis()
    deliver_packet(database, b"<edXML><From>")
    (ref,) = axis.list_pending(PacketKind.DOCUMENT)
    assert axis.fetch(ref) == b"<edXML><From>"
    axis.ack(ref)
    assert axis.list_pending(PacketKind.DOCUMENT) == []


def test_the_directory_lists_the_organisations_below_ours(make_axis):
    organs = {organ.organ_id: organ.name for organ in make_axis().organizations()}
    assert organs["000.31.03.H53"] == "Trường THPT Tây Ninh"
    assert len(organs) == 35


@pytest.mark.parametrize(("organ_id", "token"), [("000.00.03.H53", "sai"), ("999.99.99.X99", "ma-truy-cap-thu")])
def test_a_stranger_is_told_so(make_axis, organ_id, token):
    axis = make_axis(organ_id, token)
    for ask in (
        lambda: axis.list_pending(PacketKind.DOCUMENT),
        lambda: axis.fetch(PendingRef("1", PacketKind.DOCUMENT)),
        lambda: axis.ack(PendingRef("1", PacketKind.DOCUMENT)),
        lambda: axis.send(b"<edXML/>", PacketKind.STATUS),
        axis.organizations,
    ):
        with pytest.raises(CredentialsError, match="mã truy cập"):
            ask()
