"""What every axis connector promises, each on the real server that imitates its axis, or on real folders."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time

import pytest

from services.errors import (
    AlreadyThereError,
    CredentialsError,
    PacketError,
    TrienkhaiError,
    UnavailableError,
    UnknownOutcomeError,
)
from services.office.edxml import VIETNAM, Party, Staff, Status, read_packet, report, write_document
from services.office.port import PacketKind, PendingRef, TrialStep
from tests.contract.worlds import ORGAN, SENDER

AT = dt.datetime(2020, 1, 23, 8, 0, tzinfo=VIETNAM)
US = Party(ORGAN, name="Sở Giáo dục và Đào tạo", address="Tây Ninh")
DOCUMENT, STATUS = PacketKind.DOCUMENT, PacketKind.STATUS


@pytest.fixture
def axis(axis_world):
    return axis_world.open()


@pytest.fixture
def deliver(axis_world, axis):
    """Deliver packets and wait until they are listed."""

    def deliver(*packets):
        before = len(set(axis.list_pending(DOCUMENT)))
        for packet in packets:
            axis_world.deliver(packet)
        end = time.monotonic() + 5
        while len(set(axis.list_pending(DOCUMENT))) < before + len(packets) and time.monotonic() < end:
            time.sleep(0.05)
        return list(dict.fromkeys(axis.list_pending(DOCUMENT)))

    return deliver


def numbered(letter, *numbers):
    return [
        write_document(dataclasses.replace(letter, number=str(number), document_id=f"{SENDER},{number}"))
        for number in numbers
    ]


def status_on(document, code):
    return report(document, code, US, Staff(department="Văn thư"), AT)


def test_a_delivered_document_arrives_byte_by_byte(axis, deliver, letter):
    (ref,) = deliver(write_document(letter))
    assert axis.fetch(ref) == write_document(letter)
    assert read_packet(axis.fetch(ref)).attachments[0].content == b"%PDF-1.4 van ban"


def test_listing_changes_nothing_and_is_in_order(axis, deliver, letter):
    refs = deliver(*numbered(letter, 1, 2, 3))
    assert [read_packet(axis.fetch(ref)).number for ref in refs] == ["1", "2", "3"]
    assert list(dict.fromkeys(axis.list_pending(DOCUMENT))) == refs


def test_an_acknowledged_document_is_gone_and_acknowledging_again_is_harmless(axis, deliver, letter, axis_world):
    first, second = deliver(*numbered(letter, 1, 2))
    axis.ack(first)
    axis.ack(first)
    assert set(axis.list_pending(DOCUMENT)) == {second}


def test_an_unreadable_packet_can_be_fetched_and_acknowledged(axis, deliver):
    (ref,) = deliver(b"<edXML><From>")
    assert axis.fetch(ref) == b"<edXML><From>"
    axis.ack(ref)
    assert axis.list_pending(DOCUMENT) == []


def test_a_packet_that_is_not_there_is_said_in_words(axis):
    for handle in ("99999", "7f3b0a1c-0000-4000-8000-000000000001", "khong-co@0123456789abcdef"):
        with pytest.raises(TrienkhaiError):
            axis.fetch(PendingRef(handle, DOCUMENT))


def test_statuses_travel_back_to_the_sender_in_order(axis_world, axis, deliver, letter):
    (ref,) = deliver(write_document(letter))
    document = read_packet(axis.fetch(ref))
    for code in ("01", "03", "04", "05"):
        axis.report(ref.handle, status_on(document, code))
    if not axis_world.on_server:
        left = sorted((axis_world.folder / "di" / "gui-di").glob("*.edxml"))
        assert [read_packet(path.read_bytes()).code for path in left] == ["01", "03", "04", "05"]
        return
    peer = axis_world.open(SENDER)
    read = [read_packet(peer.fetch(ref)) for ref in dict.fromkeys(peer.list_pending(STATUS))]
    assert all(isinstance(status, Status) for status in read)
    assert [status.code for status in read] == ["01", "03", "04", "05"]


def test_statuses_are_acknowledged_one_by_one_where_the_axis_can(axis_world, axis, deliver, letter):
    (ref,) = deliver(write_document(letter))
    if not axis_world.on_server or not axis.capabilities.acknowledges_statuses:
        pytest.skip("this axis clears statuses with documents, or has none")
    for code in ("01", "03"):
        axis.report(ref.handle, status_on(letter, code))
    peer = axis_world.open(SENDER)
    first, second = peer.list_pending(STATUS)
    peer.ack(first)
    assert peer.list_pending(STATUS) == [second]
    assert axis.list_pending(DOCUMENT) == [ref]


def test_a_document_sent_reaches_its_receiver(axis_world, letter):
    if not axis_world.on_server:
        pytest.skip("nobody receives from a folder")
    sender, receiver = axis_world.open(SENDER), axis_world.open()
    assert sender.send(write_document(letter), DOCUMENT)
    (ref,) = dict.fromkeys(receiver.list_pending(DOCUMENT))
    assert read_packet(receiver.fetch(ref)) == letter


def test_a_document_sent_twice_arrives_once_where_the_axis_says_so(axis_world, axis, letter):
    sender = axis_world.open(SENDER)
    if not axis.capabilities.refuses_repeated_documents:
        pytest.skip("this axis keeps every copy")
    sender.send(write_document(letter), DOCUMENT)
    try:
        sender.send(write_document(letter), DOCUMENT)
    except AlreadyThereError:
        assert axis_world.on_server
    lying = list((axis_world.folder / "di").rglob("*.edxml"))
    assert len(lying) + len(set(axis.list_pending(DOCUMENT))) == 1


def test_the_directory_names_the_organisations(axis):
    organs = {organ.organ_id: organ.name for organ in axis.organizations()}
    if axis.capabilities.directory:
        assert organs["000.31.03.H53"] == "Trường THPT Tây Ninh"
    else:
        assert organs == {}


def test_every_trial_passes_and_has_a_name(axis):
    trials = axis.trials()
    assert trials
    for trial in trials:
        assert trial.name
        trial.attempt()
    assert [trial.step for trial in trials] == sorted((t.step for t in trials), key=list(TrialStep).index)


def test_a_stranger_is_told_so_and_the_trial_says_which_step(axis_world):
    if not axis_world.on_server:
        pytest.skip("a folder knows no strangers")
    stranger = axis_world.open(token="sai")
    for ask in (
        lambda: stranger.list_pending(DOCUMENT),
        lambda: stranger.fetch(PendingRef("1", DOCUMENT)),
        lambda: stranger.ack(PendingRef("1", DOCUMENT)),
        lambda: stranger.send(b"<edXML/>", STATUS),
    ):
        with pytest.raises(CredentialsError) as caught:
            ask()
        assert "Quản trị" in caught.value.message
        assert "sai" not in caught.value.message.split()
    connection, credentials, *_ = stranger.trials()
    connection.attempt()
    with pytest.raises(CredentialsError):
        credentials.attempt()


def test_one_refused_token_is_renewed_where_there_is_a_login_and_told_where_not(axis_world, axis):
    if not axis_world.on_server:
        pytest.skip("a folder asks for no token")
    axis.list_pending(DOCUMENT)
    axis_world.turn("knobs", next_faults=["refuse_401"])
    if "password" in axis_world.variant.profile.settings.model_fields:
        assert axis.list_pending(DOCUMENT) == []
        axis_world.turn("knobs", next_faults=["refuse_401"] * 3)
    with pytest.raises(CredentialsError):
        axis.list_pending(DOCUMENT)
    axis_world.turn("knobs", next_faults=[])
    assert axis.list_pending(DOCUMENT) == []


@pytest.mark.parametrize("fault", ["cut_answer", "lose_response_after_commit", "error_500_after_commit"])
def test_an_answer_lost_on_the_way_leaves_open_whether_it_was_sent(axis_world, letter, fault):
    if not axis_world.on_server:
        pytest.skip("nothing gets lost on the way to a folder")
    sender, receiver = axis_world.open(SENDER), axis_world.open()
    sender.list_pending(DOCUMENT)
    axis_world.turn("knobs", next_faults=[fault])
    with pytest.raises(UnknownOutcomeError, match="tra lại"):
        sender.send(write_document(letter), DOCUMENT)
    if "short-tokens" not in str(axis_world.variant):
        assert len(set(receiver.list_pending(DOCUMENT))) == 1
    axis_world.turn("knobs", next_faults=["cut_answer"])
    with pytest.raises(UnavailableError):
        sender.list_pending(DOCUMENT)


def test_broken_and_padded_packets_come_through_as_they_are(axis_world, axis, deliver, letter):
    if not axis_world.on_server:
        pytest.skip("nothing breaks on the way to a folder")
    (ref,) = deliver(write_document(letter))
    axis_world.turn("knobs", malformed_packet=1)
    with pytest.raises(PacketError):
        read_packet(axis.fetch(ref))
    axis_world.turn("knobs", malformed_packet=0, huge_packet_bytes=1_000_000)
    assert read_packet(axis.fetch(ref)).symbol == letter.symbol
