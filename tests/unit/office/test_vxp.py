"""The signed headers of the national axis: own vectors always, those of the vendor's SDK when they are at hand."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json

import pytest

from services.errors import CredentialsError, RefusedError, UnavailableError
from services.office.connectors.vxp import Vxp, VxpSettings, short_hex, sign, stamp
from services.office.edxml import VIETNAM
from services.office.port import PacketKind, PendingRef
from tests.needs import SHARED, shared
from tests.unit.office.canned import Canned

CAPTURE = "exchange/vxp-http/sdkvxp-2.0.0-capture.json"
PREFIX = "XroadVnpt-"
SYSTEM = "000.00.03.H53"


def connector(*bodies, **settings):
    wanted = {"profile": "vxp", "organ_id": SYSTEM, "base_url": "http://x.test", "secret": "khoa", **settings}
    session = Canned(*bodies)
    return Vxp(session, VxpSettings(**wanted)), session


def captured():
    calls = json.loads(shared(CAPTURE).read_text("utf-8"))
    return {call["path"].rpartition("/")[2]: dict(call["headers"]) for call in calls}


def test_the_signature_is_over_the_text_that_travels():
    headers = sign({"systemid": SYSTEM, "messagetype": "edoc"}, "khoa")
    assert headers[f"{PREFIX}sign-header-key"] == "systemid;messagetype"
    text = '{"XroadVnpt-systemid":"000.00.03.H53","XroadVnpt-messagetype":"edoc"}'
    assert headers[f"{PREFIX}sign-header"] == text
    assert headers[f"{PREFIX}hash-header"] == hmac.new(b"khoa", text.encode(), hashlib.sha256).hexdigest()
    assert headers[f"{PREFIX}systemid"] == SYSTEM


def test_milliseconds_stand_where_a_zone_seems_to():
    assert stamp(dt.datetime(2026, 11, 23, 3, 12, 14, 335_999, tzinfo=VIETNAM)) == "23112026T031214+0335"


def test_a_byte_loses_its_leading_zero():
    assert short_hex(bytes([0x00, 0x0A, 0xA0, 0xFF])) == "0aa0ff"


@pytest.mark.parametrize("call", ["sendEdoc", "getReceivedEdocList", "getEdoc", "updateStatus", "getAgenciesList"])
def test_the_sdks_own_headers_come_out_again(call):
    theirs = captured()[call]
    names = theirs[f"{PREFIX}sign-header-key"].split(";")
    ours = sign({name: theirs[f"{PREFIX}{name}"] for name in names}, "test-secret")
    assert {name: theirs[name] for name in ours} == ours


def asked(connector, session):
    """The arguments of each call in order, as the connector sends them."""
    for ask in (
        lambda: connector.send((SHARED / "exchange/sdk-generated/sdk_new.edxml").read_bytes(), PacketKind.DOCUMENT),
        lambda: connector.list_pending(PacketKind.DOCUMENT),
        lambda: connector.fetch(PendingRef("x", PacketKind.DOCUMENT)),
        lambda: connector.ack(PendingRef("x", PacketKind.DOCUMENT)),
        connector.organizations,
    ):
        ask()
    return {request.path[1:]: request for request in session.requests}


def test_the_connector_sends_the_arguments_of_the_sdk_in_its_order():
    theirs = captured()
    axis, session = connector({"status": "OK", "ErrorCode": "0", "data": []})
    session.bodies = [
        {"status": "OK", "ErrorCode": "0"},
        {"status": "OK"},
        {"status": "OK", "data": "PGE+"},
        {"status": "OK"},
    ]
    for call, request in asked(axis, session).items():
        assert request.headers[f"{PREFIX}sign-header-key"] == theirs[call][f"{PREFIX}sign-header-key"]
        assert request.headers["Content-Type"] == theirs[call]["Content-Type"]
        assert len(request.data) == int(theirs[call]["Content-Length"])
    sent = next(request for request in session.requests if request.path == "/sendEdoc")
    assert sent.headers[f"{PREFIX}hash-file"] == theirs["sendEdoc"][f"{PREFIX}hash-file"]
    assert "store" not in json.dumps(dict(session.requests[2].headers))


@pytest.mark.parametrize(
    ("body", "when_sending", "when_asking"),
    [
        ({"status": "FAIL", "ErrorCode": "22", "ErrorDesc": "sai"}, RefusedError, UnavailableError),
        ({"status": "FAIL", "ErrorCode": "401"}, CredentialsError, CredentialsError),
        ({"status": "OK", "ErrorCode": "9"}, "unknown_outcome", UnavailableError),
        ({}, "unknown_outcome", UnavailableError),
        ([], "unknown_outcome", UnavailableError),
    ],
)
def test_what_a_refusing_body_means(body, when_sending, when_asking):
    axis, _ = connector(body)
    with pytest.raises(Exception) as caught:  # noqa: PT011 - the kind is checked below
        axis.send(b"x", PacketKind.DOCUMENT)
    assert caught.type is when_sending or caught.value.code == when_sending
    with pytest.raises(when_asking):
        axis.list_pending(PacketKind.DOCUMENT)


def test_what_is_done_or_failed_is_not_listed_again():
    entries = [{"docId": name, "status": name} for name in ("initial", "done", "fail", "processing", "DONE")]
    axis, _ = connector({"status": "OK", "data": [*entries, {"status": "initial"}]})
    assert [ref.handle for ref in axis.list_pending(PacketKind.STATUS)] == ["initial", "processing"]
