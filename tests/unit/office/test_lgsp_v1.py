"""The LGSP's days and error codes."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.errors import CredentialsError, MissingPacketError, RefusedError, UnavailableError, UnknownOutcomeError
from services.office.connectors import lgsp_v1
from services.office.connectors.lgsp_v1 import LgspSettings, LgspV1, spans
from services.office.edxml import VIETNAM
from services.office.port import PacketKind, PendingRef
from tests.unit.office.canned import Canned

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))
REF = PendingRef("d1", PacketKind.DOCUMENT)


def connector(*bodies, **settings):
    wanted = {"profile": "lgsp-v1", "organ_id": "H53.03", "base_url": "http://x.test", "username": "u"}
    keys = {"password": "p", "system_id": "s", "secret_key": "k", **settings}
    session = Canned(*bodies)
    return LgspV1(session, LgspSettings(**wanted, **keys)), session


@given(first=DAYS, length=st.integers(0, 400))
def test_spans_cover_every_day_once_and_none_is_too_long(first, length):
    end = first + dt.timedelta(days=length)
    found = list(spans(first, end))
    covered = [start + dt.timedelta(days=n) for start, last in found for n in range((last - start).days)]
    assert covered == [first + dt.timedelta(days=n) for n in range(length)]
    assert all((last - start).days <= lgsp_v1.LONGEST_DAYS for start, last in found)


def days_asked(session):
    return [(request.query["fromDate"], request.query["toDate"]) for request in session.requests]


def test_a_round_asks_from_the_day_before_the_last_whole_round_to_tomorrow():
    axis, session = connector({"success": True, "data": []})
    today = dt.datetime.now(VIETNAM).date()
    axis.list_pending(PacketKind.DOCUMENT, today)
    (asked,) = days_asked(session)
    assert asked == (f"{today - dt.timedelta(days=1):%Y/%m/%d}", f"{today + dt.timedelta(days=1):%Y/%m/%d}")


def test_after_a_long_break_no_day_is_left_out():
    axis, session = connector({"success": True, "data": []})
    today = dt.datetime.now(VIETNAM).date()
    axis.list_pending(PacketKind.DOCUMENT, today - dt.timedelta(days=20))
    asked = days_asked(session)
    assert asked[0][0] == f"{today - dt.timedelta(days=21):%Y/%m/%d}"
    assert asked[-1][1] == f"{today + dt.timedelta(days=1):%Y/%m/%d}"
    assert [end for _, end in asked[:-1]] == [start for start, _ in asked[1:]]


def test_the_first_round_looks_back_as_far_as_told():
    axis, session = connector({"success": True, "data": []}, first_days=2)
    axis.list_pending(PacketKind.DOCUMENT)
    today = dt.datetime.now(VIETNAM).date()
    assert days_asked(session)[0][0] == f"{today - dt.timedelta(days=3):%Y/%m/%d}"


def test_one_document_listed_in_two_spans_is_one():
    entry = {"docId": "d1", "status": "initial"}
    axis, _ = connector({"success": True, "data": [entry, entry, {"docId": "d2", "status": "done"}, {"x": 1}, "?"]})
    today = dt.datetime.now(VIETNAM).date()
    assert axis.list_pending(PacketKind.DOCUMENT, today - dt.timedelta(days=20)) == [REF]


@pytest.mark.parametrize(
    ("edxml", "packet"),
    [("<edXML/>", b"<edXML/>"), (" \r\n<edXML/>\r\n", b" \r\n<edXML/>\r\n"), ("PGVkWE1MLz4=", b"<edXML/>")],
)
def test_packets_as_text_and_in_base64(edxml, packet):
    axis, _ = connector({"success": True, "data": {"edxml": edxml}})
    assert axis.fetch(REF) == packet


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"success": True, "data": {}}, MissingPacketError),
        ({"success": True, "data": {"edxml": "PGVkWE1MLz"}}, UnavailableError),
        ({"success": False, "message": "x"}, UnavailableError),
        ({}, UnavailableError),
    ],
)
def test_packets_that_do_not_come(body, error):
    with pytest.raises(error):
        connector(body)[0].fetch(REF)


@pytest.mark.parametrize(
    ("code", "error", "words"),
    [
        (10, RefusedError, "không hợp lệ"),
        (15, CredentialsError, "system_id"),
        (18, RefusedError, "đơn vị nhận không tồn tại"),
        (19, RefusedError, "chưa đăng ký"),
        (20, UnknownOutcomeError, "lỗi hệ thống"),
        (21, RefusedError, "không xử lý được tệp"),
        (22, RefusedError, "sai chuẩn edXML"),
        (23, RefusedError, "bị khóa"),
        (99, RefusedError, "vì sao"),
    ],
)
def test_error_codes_of_sending(code, error, words):
    body = {"success": False, "message": "vì sao", "data": {"errorCode": code}}
    with pytest.raises(error, match=words):
        connector(body)[0].send(b"<edXML/>", PacketKind.DOCUMENT)


def test_a_status_goes_only_where_the_lgsp_takes_it(sample_status):
    silent, session = connector({"success": True}, status_reports=False)
    assert silent.report("d1", sample_status) == ""
    assert session.requests == []
    assert not silent.capabilities.reports_statuses
    speaking, session = connector({"success": True})
    speaking.report("d1", sample_status)
    assert session.requests[0].payload == {"docId": "d1", "status": "05"}
