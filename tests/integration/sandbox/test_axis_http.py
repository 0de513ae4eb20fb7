"""The axis as its clients see it: headers, failure bodies and content types of that server."""

from __future__ import annotations

import base64

import pytest
import requests

TOKEN = "ma-truy-cap-thu"
US = {"organId": "000.00.03.H53", "Authorization": TOKEN}
MISSING = {
    "code": "Invalid Credentials",
    "description": "Invalid Credentials. Make sure you have provided the correct security credentials",
}


@pytest.fixture
def call(root):
    def call(method, path, headers=None, **kwargs):
        return requests.request(
            method, f"{root}/EdocService{path}", headers=US if headers is None else headers, timeout=5, **kwargs
        )

    return call


@pytest.mark.parametrize(
    ("headers", "errors"),
    [
        ({**US, "Authorization": "sai"}, [{"code": "Unauthorized", "description": "Unauthorized !"}]),
        ({**US, "Authorization": f"Bearer {TOKEN}"}, [{"code": "Unauthorized", "description": "Unauthorized !"}]),
        ({"ORGANID": "000.00.03.H53"}, [MISSING]),
        ({}, [MISSING, MISSING]),
    ],
)
def test_strangers(call, headers, errors):
    answer = call("GET", "/getPendingDocIds", headers)
    assert answer.status_code == 401
    assert "json" not in answer.headers["Content-Type"]
    assert answer.json() == {"status": "False", "code": "9999", "errors": errors}


@pytest.mark.parametrize(
    ("method", "path", "headers", "body"),
    [
        (
            "GET",
            "/getPendingDocIds",
            {"type": "KHAC"},
            {
                "status": "Error",
                "code": "9999",
                "errors": [{"code": "MessageType", "description": "UnSupport Message Type"}],
                "data": [],
            },
        ),
        (
            "POST",
            "/getDocument",
            {"type": "EDOC"},
            {"status": "Error", "code": "9999", "errors": [{"code": "DocID", "description": "Invalid DocID"}]},
        ),
        (
            "POST",
            "/getDocument",
            {"type": "EDOC", "docId": "77"},
            {
                "status": "Error",
                "code": "9999",
                "errors": [{"code": "GetDocument", "description": "Get Document From Database Error"}],
            },
        ),
        ("POST", "/getDocument", {"type": "KHAC", "docId": "1"}, {}),
        (
            "POST",
            "/confirmReceived",
            {},
            {"status": "Fail", "code": "9999", "errors": [{"code": "DocID", "description": "Invalid DocID"}]},
        ),
        ("POST", "/confirmReceived", {"docId": "77"}, {"status": "Success", "code": "0", "errors": []}),
        (
            "POST",
            "/sendDocument",
            {"type": "KHAC", "Content-Type": "application/octet-stream"},
            {"status": "Fail", "code": "9999", "errors": [{"code": "BadRequest", "description": "Bad Request"}]},
        ),
    ],
)
def test_failures_come_with_200(call, method, path, headers, body):
    answer = call(method, path, {**US, **headers})
    assert answer.status_code == 200
    assert answer.json() == body


def test_a_number_that_is_none_breaks_the_container_or_is_told(call):
    assert call("POST", "/getDocument", {**US, "type": "EDOC", "docId": "abc"}).status_code == 500
    assert "ConfirmReceived" in call("POST", "/confirmReceived", {**US, "docId": "abc"}).text


def test_only_octet_streams_are_taken(call):
    assert call("POST", "/sendDocument", {**US, "type": "EDOC"}, data=b"<edXML/>").status_code == 415


def test_a_packet_travels_in_base64_with_its_padding_escaped(call, letter_packet):
    headers = {**US, "type": "EDOC", "Content-Type": "application/octet-stream"}
    padded = letter_packet.encode() + b" " * (-(len(letter_packet.encode()) - 1) % 3)
    sent = call("POST", "/sendDocument", headers, data=padded)
    assert sent.json() == {"status": "Success", "code": "0", "docId": 1, "errors": []}
    fetched = call("POST", "/getDocument", {**US, "type": "EDOC", "docId": "1"})
    assert "\\u003d" in fetched.text
    assert "errors" not in fetched.json()
    assert base64.b64decode(fetched.json()["data"]) == padded


def test_existence_is_told_with_code_200(call, letter_packet):
    headers = {**US, "type": "EDOC", "Content-Type": "application/octet-stream"}
    call("POST", "/sendDocument", headers, data=letter_packet.encode())
    asked = {"fromOrgan": "000.00.03.H53", "toOrgan": "000.31.03.H53", "docCode": "162/KH-SGDĐT"}
    answer = call("POST", "/checkExistDocument", json=asked).json()
    assert answer == {"isExist": True, "status": "Success", "code": "200", "errors": []}
    assert not call("POST", "/checkExistDocument", json={**asked, "docCode": "1"}).json()["isExist"]
