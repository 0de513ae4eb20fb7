"""How the connector reads that server's bodies: success is a word in the body, and failures are of three kinds."""

from __future__ import annotations

import pytest

from services.errors import (
    AlreadyThereError,
    CredentialsError,
    MissingPacketError,
    RefusedError,
    UnavailableError,
    UnknownOutcomeError,
)
from services.office.connectors.bkav_edoc import BkavEdoc
from services.office.port import Organ, PacketKind, PendingRef
from tests.unit.office.canned import Canned

REF = PendingRef("7", PacketKind.DOCUMENT)


def axis(body):
    session = Canned(body, name="Trục liên thông")
    return BkavEdoc(session, "000.00.03.H53"), session


def failure(*codes, status="Fail", code="9999"):
    return {"status": status, "code": code, "errors": [{"code": name, "description": "vì sao"} for name in codes]}


@pytest.mark.parametrize(
    "entries",
    [
        {"data": [{"docId": 7, "organId": "x"}, {"docId": "8"}]},
        {"docIDs": [7, 8]},
        {"data": None, "docIDs": ["7", "8"]},
    ],
)
def test_pending_lists_of_server_and_client_shape(entries):
    pending = axis({"status": "Success", "code": "0", **entries})[0].list_pending(PacketKind.STATUS)
    assert pending == [PendingRef("7", PacketKind.STATUS), PendingRef("8", PacketKind.STATUS)]


@pytest.mark.parametrize("entries", [{}, {"data": []}, {"docIDs": None}])
def test_nothing_pending(entries):
    assert axis({"status": "Success", "code": 0, **entries})[0].list_pending(PacketKind.DOCUMENT) == []


def test_arguments_travel_as_headers_and_the_packet_raw():
    connector, session = axis({"status": "Success", "code": "0", "docId": 12})
    assert connector.send(b"<edXML/>", PacketKind.STATUS) == "12"
    (request,) = session.requests
    assert request.data == b"<edXML/>"
    assert request.headers["type"] == "STATUS"
    assert request.headers["Content-Type"] == "application/octet-stream"
    assert len(request.headers["hash-edoc"]) == 64
    connector.ack(REF)
    assert session.requests[1].headers["docId"] == "7"


def test_a_status_is_not_confirmed_while_a_document_of_its_number_waits():
    connector, session = axis({"status": "Success", "code": "0", "data": [{"docId": 7}]})
    connector.ack(PendingRef("7", PacketKind.STATUS))
    assert [request.path for request in session.requests] == ["/getPendingDocIds"]
    connector.ack(PendingRef("8", PacketKind.STATUS))
    assert session.requests[-1].path == "/confirmReceived"


def test_a_packet_cut_off_on_the_way_is_asked_for_again():
    connector, _ = axis({"status": "Success", "code": "0", "data": "PGVkWE1MLz"})
    with pytest.raises(UnavailableError, match="cắt cụt"):
        connector.fetch(REF)


def test_organizations():
    body = {
        "organizations": [{"organId": "1", "organName": "A"}, {"organName": "thiếu mã"}],
        "status": "Success",
        "code": "0",
    }
    assert axis(body)[0].organizations() == [Organ("1", "A")]


@pytest.mark.parametrize(
    ("body", "when_sending", "when_asking"),
    [
        (failure("Unauthorized", status="False"), CredentialsError, CredentialsError),
        (failure("Invalid Credentials", "Invalid Credentials"), CredentialsError, CredentialsError),
        (failure("ExistDoc"), AlreadyThereError, AlreadyThereError),
        (failure("ExistDoc", "MessageHeader.Subject"), RefusedError, RefusedError),
        (failure("GetDocument"), MissingPacketError, MissingPacketError),
        (failure("GetDocumentException", status="Error"), MissingPacketError, MissingPacketError),
        (failure("N.MessageHeader.To", "MessageHeader.Subject"), RefusedError, RefusedError),
        (failure("SendDocument", "M.SaveDocError"), RefusedError, RefusedError),
        (failure("M.UpdateStatusDoc", status="Error", code="0"), RefusedError, RefusedError),
        (failure("BadRequest"), RefusedError, RefusedError),
        (failure("SendDocument"), UnknownOutcomeError, UnavailableError),
        (failure("GetPending", status="Error"), UnknownOutcomeError, UnavailableError),
        ({"status": "Error", "code": "9999", "docId": 0}, UnknownOutcomeError, UnavailableError),
        ({"status": "Success", "code": "9999"}, UnknownOutcomeError, UnavailableError),
        ({}, UnknownOutcomeError, UnavailableError),
        ([], UnknownOutcomeError, UnavailableError),
        (failure(code="0", status="Error"), UnknownOutcomeError, UnavailableError),
    ],
)
def test_what_a_refusing_body_means(body, when_sending, when_asking):
    connector, _ = axis(body)
    for ask, expected in (
        (lambda: connector.send(b"x", PacketKind.STATUS), when_sending),
        (lambda: connector.fetch(REF), when_asking),
    ):
        with pytest.raises(expected) as caught:
            ask()
        assert caught.type is expected
