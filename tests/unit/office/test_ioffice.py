"""The iOffice desk: names from configuration, receivers never guessed, days in whatever form."""

from __future__ import annotations

import base64
import hashlib

import pytest

from services.errors import RefusedError, UnavailableError, UnknownOutcomeError
from services.office.connectors.ioffice import Ioffice, IofficeSettings, iso_day, receivers
from services.office.port import DraftToFile, FileToFile
from services.office.wire import Answer
from tests.unit.office.canned import Canned

UNITS = """ID: 000.31.03.H53
NAME: Trường THPT Tây Ninh
AGENT_ID: 31

ID: 7
NAME: Phòng Tài chính
AGENT_ID: 9

ID: 8
NAME: phòng  tài chính
AGENT_ID: 9

NAME: thiếu mã
AGENT_ID: 1
"""
OK = {"status": {"code": "0"}, "data": "TRUE"}


class WithUnits(Canned):
    def call(self, request):
        self.requests.append(request)
        return Answer(200, UNITS.encode())


def connector(*bodies, **settings):
    wanted = {"profile": "ioffice", "base_url": "http://x.test", "username": "u", "password": "p", **settings}
    session = WithUnits(*bodies, name="iOffice")
    return Ioffice(session, IofficeSettings(**wanted)), session


def draft(unit_name="Trường THPT Tây Ninh", organ_id="000.31.03.H53", kind="letter"):
    content = b"noi dung"
    file = FileToFile("1. Công văn.docx", "x", content, hashlib.sha256(content).hexdigest())
    return DraftToFile("TK-1", "TK", "Hồ sơ", kind, "V/v triển khai", organ_id, unit_name, (file,))


def sent(*, settings=None, **about):
    desk, session = connector(OK, **(settings or {}))
    desk.create_draft(draft(**about))
    (item,) = session.requests[-1].payload
    return item


def test_a_draft_as_the_vendor_wants_it():
    assert sent() == {
        "dossierId": "TK-1",
        "summary": "V/v triển khai",
        "noiNhan": "31|000.31.03.H53",
        "files": [
            {
                "fileName": "1. Công văn.docx",
                "fileType": "docx",
                "fileSize": 8,
                "fileData": base64.b64encode(b"noi dung").decode(),
            }
        ],
    }


def test_names_types_and_constants_are_configuration():
    settings = {
        "fields": {"reference": "maHoSo", "summary": "trichYeu", "document_type": "loai"},
        "document_types": {"letter": 18},
        "constants": {"maNguoiKy": 120},
    }
    item = sent(settings=settings)
    assert (item["maHoSo"], item["trichYeu"], item["loai"], item["maNguoiKy"]) == ("TK-1", "V/v triển khai", 18, 120)
    assert "loai" not in sent(settings=settings, kind="table")


@pytest.mark.parametrize(
    ("unit_name", "organ_id", "receiver"),
    [
        ("Trường THPT Tây Ninh", "", "31|000.31.03.H53"),
        ("trường thpt  Tây Ninh", "", "31|000.31.03.H53"),
        ("Phòng Tài chính", "", ""),
        ("Phòng Tài chính", "7", "9|7"),
        ("Trường THPT Tây", "", ""),
        ("", "", ""),
    ],
)
def test_a_receiver_is_found_by_id_or_exact_name_or_left_to_the_clerk(unit_name, organ_id, receiver):
    assert sent(unit_name=unit_name, organ_id=organ_id)["noiNhan"] == receiver


def test_the_list_of_units_with_other_line_ends():
    assert receivers(UNITS.replace("\n", "\r\n")) == receivers(UNITS)
    assert receivers("") == {}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-02-03", "2020-02-03"),
        ("03/02/2020", "2020-02-03"),
        ("2020/02/03", "2020-02-03"),
        ("2020-02-03T10:00:00", "2020-02-03"),
        ("03/02/2020 10:00", "2020-02-03"),
        ("31/02/2020", ""),
        ("ngày 3", ""),
        ("", ""),
        ("1580688000000", ""),
    ],
)
def test_a_day_in_an_unknown_form_stays_empty(text, day):
    assert iso_day(text) == day


@pytest.mark.parametrize(
    ("body", "when_creating", "when_asking"),
    [
        ({"status": {"code": "5", "message": "sai"}}, RefusedError, UnavailableError),
        ({"status": "OK"}, UnknownOutcomeError, None),
        ({}, UnknownOutcomeError, None),
        ([], UnknownOutcomeError, None),
        ({"status": {"code": "0"}, "data": "x"}, None, UnavailableError),
        ({"status": {"code": "0"}, "data": ["x"]}, None, UnavailableError),
    ],
)
def test_what_a_body_means(body, when_creating, when_asking):
    desk, _ = connector(body)
    for ask, expected in ((lambda: desk.create_draft(draft()), when_creating), (desk.results, when_asking)):
        if expected is None:
            ask()
            continue
        with pytest.raises(expected):
            ask()


def test_without_a_search_it_is_not_promised_and_not_asked_for():
    desk, session = connector(OK)
    assert not desk.capabilities.search_by_reference
    with pytest.raises(RefusedError):
        desk.find(["TK-1"])
    assert session.requests == []
