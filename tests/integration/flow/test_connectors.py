"""One directive from its arrival to its issued letter over every axis and every desk that can be filed to."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import time

import pytest
from docx import Document as Word

from services import pipeline
from services.context import open_context
from services.errors import MissingPacketError
from services.ledger import directives, drafts, effects, pauses, statuses
from services.office.edxml import Attachment, Document, DocumentType, Party, write_document
from services.office.port import PacketKind, PendingRef
from services.office.registry import axis_profiles
from services.sandbox.serve import running
from services.settings.load import load_settings
from services.settings.secrets import SANDBOX_TOKEN
from services.steps import intake, outbox
from tests.contract.worlds import AXES, DESKS, ORGAN, Variant, World

LISTING_FOR_EVER = Variant(
    axis_profiles()["lgsp-v1"],
    "-lists-for-ever",
    settings={"acknowledge_with": "01"},
    quirks={"lgsp_status_words": "codes"},
)
AXIS = {str(one): one for one in [*AXES, LISTING_FOR_EVER]}
DESK = {str(one): one for one in DESKS}
PAIRS = [
    ("bkav-edoc", "sandbox-unique"),
    ("lgsp-v1", "ioffice-search"),
    ("lgsp-v1-lists-for-ever", "sandbox"),
    ("vxp", "sandbox-key"),
    ("folder", "folder"),
]


@pytest.fixture(params=PAIRS, ids="→".join)
def worlds(request, tmp_path):
    """An axis and a desk on one real server, or in real folders."""
    folder = tmp_path / "thu-muc"
    for name in ("den", "di"):
        (folder / name).mkdir(parents=True)
    database = tmp_path / "sandbox.sqlite"
    with running(database, SANDBOX_TOKEN, ORGAN) as root:
        pair = (
            World(AXIS[request.param[0]], root, database, folder, SANDBOX_TOKEN),
            World(DESK[request.param[1]], root, database, folder, SANDBOX_TOKEN),
        )
        for world in pair:
            world.turn("knobs", **world.variant.knobs)
            world.turn("quirks", **world.variant.quirks)
        yield pair


@pytest.fixture
def ctx(worlds, tmp_path):
    settings = load_settings(env={}, data_dir=tmp_path)
    axis, desk = (world.settings() for world in worlds)
    opened = open_context(dataclasses.replace(settings, axis=axis, desk=desk))
    yield opened
    opened.ledger.close()


def packet(document, number="45"):
    file = document()
    plan = Document(
        sender=Party(ORGAN, name="Sở Giáo dục và Đào tạo", address="Tây Ninh"),
        receivers=(Party(ORGAN, name="Sở Giáo dục và Đào tạo", address="Tây Ninh"),),
        document_id=f"van-ban-{number}",
        number=number,
        notation="KH-SGDĐT",
        type=DocumentType(2, 0, "Kế hoạch"),
        subject="An toàn trường học",
        attachments=(Attachment(file.name, file.read_bytes()),),
    )
    return write_document(plan)


def arrive(ctx, world, document):
    """Deliver, and poll until the directive is there; its id."""
    world.deliver(packet(document))
    end = time.monotonic() + 10
    while time.monotonic() < end:
        pipeline.poll(ctx)
        with ctx.ledger.read() as conn:
            if rows := directives.listed(conn):
                return rows[0].id
        time.sleep(0.1)
    pytest.fail("the directive never arrived")


def carry_on(ctx, directive_id):
    for _ in range(12):
        pipeline.advance(ctx, directive_id)
    for _ in range(12):
        pipeline.file(ctx, directive_id)
    pipeline.report(ctx, directive_id)


def test_a_directive_goes_from_arrival_to_issue(ctx, worlds, document):
    axis_world, desk_world = worlds
    directive_id = arrive(ctx, axis_world, document)
    assert bool(ctx.axis.list_pending(PacketKind.DOCUMENT)) == (axis_world.variant is LISTING_FOR_EVER)
    pipeline.poll(ctx)
    with ctx.ledger.read() as conn:
        assert [row.id for row in directives.listed(conn)] == [directive_id]
    carry_on(ctx, directive_id)
    with ctx.ledger.read() as conn:
        letters = drafts.letters_of(conn, directive_id)
        states = {letter.kind: letter.state for letter in letters}
        tally = effects.tally(conn, directive_id)
        sent = {one.code: one.state for one in statuses.of(conn, directive_id)}
    assert set(states.values()) == {"filed"}, states
    assert {state for _, state in tally} == {"filed"}
    assert sent["05"] == "sent"
    (letter,) = [one for one in letters if one.kind == "letter"]
    desk_world.issue("215/SGDĐT-VP", "03/02/2026", reference=letter.reference)
    pipeline.follow(ctx)
    pipeline.report(ctx, directive_id)
    with ctx.ledger.read() as conn:
        row = drafts.by_reference(conn, letter.reference)
        assert {one.code: one.state for one in statuses.of(conn, directive_id)}["06"] == "sent"
    assert (row.state, row.symbol, row.issued_on) == ("issued", "215/SGDĐT-VP", "2026-02-03")


def test_what_a_desk_takes_no_assignments_of_is_in_the_table_and_asked_of_the_clerk(ctx, worlds, document):
    directive_id = arrive(ctx, worlds[0], document)
    carry_on(ctx, directive_id)
    with ctx.ledger.read() as conn:
        given = drafts.assignments_of(conn, directive_id)
        papers = {one.kind: json.loads(one.files)[0]["sha256"] for one in drafts.letters_of(conn, directive_id)}
        kinds = {one.kind for one in effects.of(conn, directive_id)}
    note, table = (words_of(ctx.blobs.get(papers[kind])) for kind in ("cover_note", "table"))
    told = f"eGov không nhận nhiệm vụ qua kết nối: {len(given)} nhiệm vụ chỉ có trong bảng phân công"
    able = ctx.desk.capabilities.assignments
    assert ("assignment" in kinds, told in note) == (able, not able)
    assert "tổng hợp kết quả thực hiện kế hoạch" in table.casefold().replace("\u00a0", " ")


def test_an_assignment_says_in_words_where_the_directive_gives_it(ctx, worlds, document):
    directive_id = arrive(ctx, worlds[0], document)
    carry_on(ctx, directive_id)
    with ctx.ledger.read() as conn:
        rows = [one for one in effects.of(conn, directive_id) if one.kind == "assignment"]
        sources = {one.build().source for one in outbox.filings(ctx, conn, directive_id, rows)}
    assert bool(sources) == ctx.desk.capabilities.assignments
    assert [one for one in sources if not re.search(r", (mục|phần) [^#]+ \(trang \d+, dòng \d+\)$", one)] == []


def words_of(word_file):
    body = Word(io.BytesIO(word_file)).element.body
    return " ".join("".join(one.itertext()) for one in body.iter(f"{{{body.nsmap['w']}}}p"))


def test_an_axis_that_refuses_our_credentials_is_asked_once_and_then_left_alone(worlds, ctx):
    axis_world, _ = worlds
    if not axis_world.on_server:
        pytest.skip("a folder asks for no credentials")
    axis_world.turn("knobs", next_faults=["refuse_401"] * 40)
    for _ in range(3):
        pipeline.poll(ctx)
    told = axis_world.turn("knobs", next_faults=[])
    assert told["counters"]["refuse_401"] <= 2
    with ctx.ledger.read() as conn:
        (pause,) = pauses.listed(conn)
    assert (pause.name, pause.code) == ("axis/sgddt-tay-ninh", "credentials")
    assert "Quản trị" in pause.reason


def received(ctx):
    with ctx.ledger.read() as conn:
        return len(directives.listed(conn))


def test_a_flood_of_older_documents_is_taken_in_over_several_rounds(worlds, ctx, document, monkeypatch):
    axis_world, _ = worlds
    monkeypatch.setattr(intake, "ROUND_DOCUMENTS", 1)
    if axis_world.on_server:
        axis_world.turn("quirks", lgsp_late_days=5)
    for number in ("45", "46", "47"):
        axis_world.deliver(packet(document, number))
    time.sleep(0.3)
    counts = []
    for _ in range(4):
        pipeline.poll(ctx)
        counts.append(received(ctx))
    assert counts == [1, 2, 3, 3]


def test_a_status_that_cannot_be_had_does_not_stand_in_the_way_of_documents(worlds, ctx, document, monkeypatch):
    axis_world, _ = worlds
    told = ctx.axis.list_pending

    def with_a_ghost(kind, since=None):
        ghosts = [PendingRef("77777", kind)] if kind is PacketKind.STATUS else []
        return [*ghosts, *told(kind, since)]

    def fetch(ref, real=ctx.axis.fetch):
        if ref.handle == "77777":
            raise MissingPacketError("không đưa ra được gói tin")
        return real(ref)

    monkeypatch.setattr(ctx.axis, "list_pending", with_a_ghost)
    monkeypatch.setattr(ctx.axis, "fetch", fetch)
    axis_world.deliver(packet(document))
    time.sleep(0.3)
    pipeline.poll(ctx)
    assert received(ctx) == 1
