"""The national axis as the sandbox imitates it, also against what the vendor's own client sent."""

from __future__ import annotations

import hashlib
import json

import pytest
import requests

from services.office.connectors.vxp import sign
from services.office.edxml import write_document
from services.sandbox.serve import running
from tests.needs import shared

SYSTEM = "000.00.03.H53"
SECRET = "test-secret"


@pytest.fixture
def adapter(tmp_path):
    with running(tmp_path / "sandbox.sqlite", SECRET, SYSTEM) as root:
        yield f"{root}/XrdAdapter/adapter"


def said(adapter, call, headers, data=b""):
    return requests.post(f"{adapter}/{call}", headers=headers, data=data, timeout=5).json()


def test_the_requests_of_the_vendors_client_are_understood(adapter):
    calls = json.loads(shared("exchange/vxp-http/sdkvxp-2.0.0-capture.json").read_text("utf-8"))
    body = shared("exchange/sdk-generated/sdk_new.edxml").read_bytes() + b"\r\n"
    answers = {}
    for call in calls:
        name = call["path"].rpartition("/")[2]
        kept = {key: value for key, value in call["headers"] if key.lower().startswith(("xroad", "content-type"))}
        data = body if name == "sendEdoc" else b"{}" if call["body_len"] else b""
        answers[name] = said(adapter, name, kept, data)
    assert answers["sendEdoc"]["status"] == "OK"
    assert len(answers["sendEdoc"]["DocId"]) == 24
    assert answers["getReceivedEdocList"] == {"status": "OK", "ErrorCode": "0", "ErrorDesc": "", "data": []}
    assert answers["getAgenciesList"]["data"][0]["code"] == "000.00.00.H53"
    assert (answers["getEdoc"]["status"], answers["getEdoc"]["ErrorCode"]) == ("FAIL", "404")
    assert answers["updateStatus"]["status"] == "FAIL"


def arguments(**more):
    return {"systemid": SYSTEM, "servicetype": "eDoc", "messagetype": "edoc", **more}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("XroadVnpt-systemid", "000.31.03.H53"),
        ("XroadVnpt-sign-header-key", "systemid"),
        ("XroadVnpt-hash-header", "0" * 64),
        ("XroadVnpt-sign-header", "{}"),
    ],
)
def test_whatever_was_changed_on_the_way_is_noticed(adapter, name, value):
    headers = sign(arguments(), SECRET)
    assert said(adapter, "getReceivedEdocList", headers)["status"] == "OK"
    answer = said(adapter, "getReceivedEdocList", {**headers, name: value})
    assert (answer["status"], answer["ErrorCode"]) == ("FAIL", "401")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "OK"),
        ({"hash-file": "0"}, "400"),
        ({"messagetype": "status"}, "422"),
        ({"packet": b"<x/>"}, "422"),
    ],
)
def test_packets_are_checked(adapter, letter, changes, code):
    packet = changes.pop("packet", None) or write_document(letter)
    given = {**arguments(), "hash-file": hashlib.sha256(packet).hexdigest(), "from": SYSTEM, **changes}
    answer = said(adapter, "sendEdoc", sign(given, SECRET), packet + b"\r\n")
    assert code in {answer["status"], answer["ErrorCode"]}


def test_a_large_directory_and_an_error_on_demand(adapter):
    root = adapter.removesuffix("/XrdAdapter/adapter")
    bearer = {"Authorization": f"Bearer {SECRET}"}
    requests.post(f"{root}/sandbox/quirks", json={"vxp_agencies": 1000}, headers=bearer, timeout=5)
    assert len(said(adapter, "getAgenciesList", sign({"systemid": SYSTEM}, SECRET))["data"]) > 1000
    requests.post(f"{root}/sandbox/quirks", json={"vxp_error": 7}, headers=bearer, timeout=5)
    assert said(adapter, "getAgenciesList", sign({"systemid": SYSTEM}, SECRET))["ErrorCode"] == "7"
