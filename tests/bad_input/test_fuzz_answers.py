"""Whatever a server answers, of any shape or none: a value or an error of ours, at every call of every connector."""

from __future__ import annotations

import contextlib
import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from services.errors import RefusedError, TrienkhaiError, UnavailableError
from services.office.connectors import bkav_edoc, ioffice, lgsp_v1, sandbox, vxp
from services.office.edxml import ResponseFor, Status
from services.office.http import Limits, OfficeSession, Request
from services.office.port import AssignmentToFile, DraftToFile, FileToFile, PacketKind, PendingRef
from services.office.verdicts import DECISIONS, UnclearVerdictError, read
from services.office.wire import Answer
from tests.unit.office.conftest import NEW, OFFICE

KEYS = [
    "AGENT_ID",
    "DocId",
    "ErrorCode",
    "ErrorDesc",
    "ID",
    "NAME",
    "assignments",
    "code",
    "data",
    "decision",
    "decisions",
    "description",
    "docIDs",
    "docId",
    "drafts",
    "edxml",
    "egov_id",
    "errorCode",
    "errorDesc",
    "errors",
    "files",
    "found",
    "items",
    "message",
    "messageType",
    "more",
    "ngayBanHanh",
    "organId",
    "organName",
    "organizations",
    "receiverDocId",
    "reference",
    "sha256",
    "sha256s",
    "soKyHieu",
    "dossierId",
    "status",
    "success",
    "symbol",
    "token",
    "createdTime",
    "documents",
    "entries",
    "id",
    "name",
    "results",
]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["0", "1", "Success", "OK", "FAIL", "TRUE", "issued", "2026-13-40", "UEsDBA==", "ID: 1\nNAME: a\n\n"]
    ),
)
TREES = st.recursive(
    LEAVES,
    lambda below: st.one_of(
        st.lists(below, max_size=4),
        st.dictionaries(st.sampled_from(KEYS), below, max_size=8),
        st.dictionaries(st.text(max_size=8), below, max_size=2),
    ),
    max_leaves=25,
)
GOOD = st.fixed_dictionaries(
    {"status": st.sampled_from(["Success", "OK", {"code": "0"}]), "code": st.just("0"), "ErrorCode": st.just("0")},
    optional={
        "data": TREES,
        "drafts": TREES,
        "items": TREES,
        "decisions": TREES,
        "organizations": TREES,
        "docIDs": TREES,
    },
)
ODD = st.sampled_from([b"9" * 6_000, b"\xef\xbb\xbf{}", b'"\\ud800"', b"NaN", b"1e999"])
BODIES = st.one_of(ODD, st.binary(max_size=60), st.builds(lambda tree: json.dumps(tree).encode(), TREES | GOOD))
STATUSES = st.sampled_from([200, 200, 200, 201, 204, 301, 400, 401, 404, 409, 429, 500, 503])


class Raw(OfficeSession):
    """Answers everything with the same bytes, as if they had come over the wire."""

    def __init__(self, status, body) -> None:
        super().__init__("http://may-chu.test/goc", "Máy chủ", {}, Limits(1))
        self._answer = Answer(status, body)

    def call(self, request: Request) -> Answer:
        return self._judged(request, self._answer)


HTTP = {"base_url": "http://may-chu.test/goc", "organ_id": OFFICE.organ_id}
SECRET = SecretStr("khoa")
LGSP = lgsp_v1.LgspSettings(
    profile="lgsp-v1", **HTTP, username="a", password=SECRET, system_id=OFFICE.organ_id, secret_key=SECRET
)
AXES = {
    "bkav-edoc": lambda session: bkav_edoc.BkavEdoc(session, OFFICE.organ_id),
    "lgsp-v1": lambda session: lgsp_v1.LgspV1(session, LGSP),
    "vxp": lambda session: vxp.Vxp(session, vxp.VxpSettings(profile="vxp", **HTTP, secret=SECRET)),
}
REF = PendingRef("7", PacketKind.DOCUMENT)
TOLD = Status(OFFICE, ResponseFor(NEW.sender.organ_id, NEW.symbol), "03")
AXIS_CALLS = {
    "list": lambda axis: list(axis.list_pending(PacketKind.DOCUMENT, dt.date(2026, 3, 16))),
    "fetch": lambda axis: axis.fetch(REF),
    "ack": lambda axis: axis.ack(REF),
    "send": lambda axis: axis.send(b"<edXML/>", PacketKind.DOCUMENT),
    "report": lambda axis: axis.report("7", TOLD),
    "organizations": lambda axis: list(axis.organizations()),
}
IOFFICE = ioffice.IofficeSettings(
    profile="ioffice", base_url=HTTP["base_url"], username="a", password=SECRET, paths={"find": "/tim"}
)
DESKS = {
    "sandbox": sandbox.SandboxDesk,
    "ioffice": lambda session: ioffice.Ioffice(session, IOFFICE),
}
FILE = FileToFile("a.docx", "application/octet-stream", b"a", "a" * 64)
DRAFT = DraftToFile("TK-1/a", "TK-1", "Hồ sơ", "letter", "Công văn", OFFICE.organ_id, OFFICE.name, (FILE,))
TASK = AssignmentToFile("TK-1/n", "TK-1", "Hồ sơ", OFFICE.organ_id, OFFICE.name, "chủ trì", "Rà soát", None, "1")
DESK_CALLS = {
    "find": lambda desk: desk.find(["TK-1/a"]),
    "under": lambda desk: list(desk.under("TK-")),
    "withdraw": lambda desk: desk.withdraw("7"),
    "create_draft": lambda desk: desk.create_draft(DRAFT),
    "create_assignment": lambda desk: desk.create_assignment(TASK),
    "attach": lambda desk: desk.attach("7", FILE),
    "results": lambda desk: list(desk.results()),
    "ack": lambda desk: desk.ack(["TK-1/a"]),
}


def value_or_error(call, connector):
    with contextlib.suppress(TrienkhaiError):
        call(connector)


@pytest.mark.parametrize("call", AXIS_CALLS)
@pytest.mark.parametrize("axis", AXES)
@settings(max_examples=60)
@given(STATUSES, BODIES)
def test_of_an_axis(axis, call, status, body):
    value_or_error(AXIS_CALLS[call], AXES[axis](Raw(status, body)))


@pytest.mark.parametrize("call", DESK_CALLS)
@pytest.mark.parametrize("desk", DESKS)
@settings(max_examples=60)
@given(STATUSES, BODIES)
def test_of_a_desk(desk, call, status, body):
    value_or_error(DESK_CALLS[call], DESKS[desk](Raw(status, body)))


ODD_LISTS = ["mot van ban", 7, True, {"docId": "7"}]


@pytest.mark.parametrize("told", ODD_LISTS, ids=repr)
@pytest.mark.parametrize("call", ["list", "organizations"])
@pytest.mark.parametrize("axis", ["bkav-edoc", "vxp"])
def test_a_list_that_is_none_is_no_answer(axis, call, told):
    fine = {"status": "OK" if axis == "vxp" else "Success", "code": "0", "data": told, "organizations": told}
    with pytest.raises(UnavailableError, match="khuôn dạng"):
        AXIS_CALLS[call](AXES[axis](Raw(200, json.dumps(fine).encode())))


@pytest.mark.parametrize("axis", AXES)
@pytest.mark.parametrize("empty", ["", None, []])
def test_a_packet_that_comes_empty_is_missing_and_not_taken_for_one(axis, empty):
    fine = {
        "status": "OK" if axis == "vxp" else "Success",
        "success": True,
        "code": "0",
        "errorCode": "0",
        "data": empty,
    }
    with pytest.raises(UnavailableError):
        AXES[axis](Raw(200, json.dumps(fine).encode())).fetch(REF)


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"data":' * 50_000])
def test_an_answer_nested_without_end_is_no_answer(body):
    with pytest.raises(TrienkhaiError, match="không phải JSON") as told:
        Raw(200, body).json(Request("GET", "/", changes=False))
    assert not isinstance(told.value, RefusedError)


@settings(max_examples=200)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_of_a_clerk_in_a_text_file(raw):
    with contextlib.suppress(UnclearVerdictError):
        found = read("TK-1/a", raw)
        assert found is None or found.decision in DECISIONS.values()
