"""The LGSP as the sandbox imitates it: three headers, days with an exclusive end, error codes, dying tokens."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
import requests

from services.office.edxml import VIETNAM, write_document
from services.sandbox.deliver import deliver_packet

TOKEN = "ma-truy-cap-thu"
SYSTEM = "000.00.03.H53"
TODAY = dt.datetime.now(VIETNAM).date()


@pytest.fixture
def lgsp(root):
    return f"{root}/lgsp/v1"


@pytest.fixture
def turn(root):
    def turn(**quirks):
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        requests.post(f"{root}/sandbox/quirks", json=quirks, headers=bearer, timeout=5).raise_for_status()

    return turn


@pytest.fixture
def keys(lgsp):
    login = {"username": "u", "password": TOKEN, "applicationCode": "", "otp": None, "typeObjs": [0, 1]}
    said = requests.post(f"{lgsp}/auth/login?allow_anonymous=true", json=login, timeout=5).json()
    return {"Authorization": f"Bearer {said['data']['token']}", "X-SystemId": SYSTEM, "X-SecretKey": TOKEN}


def listed(lgsp, keys, first, end, kind="edoc"):
    asked = {"messageType": kind, "fromDate": f"{first:%Y/%m/%d}", "toDate": f"{end:%Y/%m/%d}"}
    return requests.get(f"{lgsp}/syncReceivedEdocList", params=asked, headers=keys, timeout=5).json()


def days(number):
    return dt.timedelta(days=number)


def test_the_end_of_a_span_is_exclusive(lgsp, keys, database, letter):
    deliver_packet(database, write_document(letter))
    assert listed(lgsp, keys, TODAY, TODAY)["data"] == []
    assert listed(lgsp, keys, TODAY - days(1), TODAY)["data"] == []
    (entry,) = listed(lgsp, keys, TODAY, TODAY + days(1))["data"]
    assert (entry["status"], entry["messageType"], len(entry["docId"])) == ("initial", "edoc", 36)
    assert listed(lgsp, keys, TODAY - days(7), TODAY + days(1))["success"] is False


def test_late_documents_appear_in_older_days(lgsp, keys, database, letter, turn):
    turn(lgsp_late_days=2)
    deliver_packet(database, write_document(letter))
    assert listed(lgsp, keys, TODAY, TODAY + days(1))["data"] == []
    assert len(listed(lgsp, keys, TODAY - days(2), TODAY)["data"]) == 1


@pytest.mark.parametrize(
    ("left_out", "status", "code"),
    [("Authorization", 401, None), ("X-SystemId", 200, 15), ("X-SecretKey", 200, 15)],
)
def test_all_three_headers_are_wanted(lgsp, keys, left_out, status, code):
    given = {name: value for name, value in keys.items() if name != left_out}
    answer = requests.get(f"{lgsp}/getEdoc?docId=x", headers=given, timeout=5)
    assert answer.status_code == status
    assert code is None or answer.json()["data"]["errorCode"] == code
    assert code is not None or "licenseInfo:invalid" in answer.text


def test_a_token_dies_before_its_time_when_told_to(lgsp, keys, turn):
    turn(lgsp_token_calls=2)
    answers = [requests.get(f"{lgsp}/getAgenciesList", headers=keys, timeout=5).status_code for _ in range(3)]
    assert answers == [200, 200, 401]


def send(lgsp, keys, packet, kind="edoc"):
    form = {"edocFile": ("a.edxml", packet, "application/xml")}
    return requests.post(f"{lgsp}/sendEdoc", files=form, data={"messageType": kind}, headers=keys, timeout=5).json()


def test_what_is_sent_is_checked(lgsp, keys, letter, turn):
    assert send(lgsp, keys, write_document(letter))["success"] is True
    stranger = dataclasses.replace(letter, receivers=(dataclasses.replace(letter.receivers[0], organ_id="H99"),))
    unknown = dataclasses.replace(letter, sender=dataclasses.replace(letter.sender, organ_id="H99"))
    for packet, code in ((b"", 10), (b"<x/>", 22), (write_document(stranger), 18), (write_document(unknown), 19)):
        assert send(lgsp, keys, packet)["data"]["errorCode"] == code
    assert send(lgsp, keys, write_document(letter), "status")["data"]["errorCode"] == 22
    turn(lgsp_error=20)
    assert send(lgsp, keys, write_document(letter))["data"]["errorCode"] == 20


def test_a_chunked_body_is_refused(lgsp, keys):
    form = requests.Request("POST", lgsp, files={"edocFile": ("a", b"x"), "messageType": (None, "edoc")}).prepare()
    headers = {**keys, "Content-Type": form.headers["Content-Type"]}
    answer = requests.post(f"{lgsp}/sendEdoc", data=iter([form.body]), headers=headers, timeout=5)
    assert answer.status_code == 411


@pytest.mark.parametrize("taken", [("both", True, True), ("done", True, False), ("codes", False, True)])
def test_which_words_a_status_may_have(lgsp, keys, database, letter, turn, taken):
    words, done, code = taken
    turn(lgsp_status_words=words)
    deliver_packet(database, write_document(letter))
    (entry,) = listed(lgsp, keys, TODAY, TODAY + days(1))["data"]
    for status, right in (("01", code), ("done", done), ("7", False)):
        asked = {"docId": entry["docId"], "status": status}
        assert requests.post(f"{lgsp}/updateStatus", json=asked, headers=keys, timeout=5).json()["success"] is right
    assert bool(listed(lgsp, keys, TODAY, TODAY + days(1))["data"]) is not done
