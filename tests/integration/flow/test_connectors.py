"""One directive from its arrival to its issued letter over every axis and every desk that can be filed to."""

from __future__ import annotations

import dataclasses
import time

import pytest
import requests

from services import pipeline
from services.context import open_context
from services.ledger import directives, drafts, effects, statuses
from services.office.edxml import Attachment, Document, DocumentType, Party, write_document
from services.office.port import PacketKind
from services.office.registry import axis_profiles
from services.sandbox.serve import running
from services.settings.load import load_settings
from services.settings.secrets import SANDBOX_TOKEN
from tests.contract.worlds import AXES, DESKS, ORGAN, SENDER, Variant, World

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
            World(AXIS[request.param[0]], root, database, folder),
            World(DESK[request.param[1]], root, database, folder),
        )
        for world in pair:
            headers = {"Authorization": f"Bearer {SANDBOX_TOKEN}"}
            for board, changes in (("knobs", world.variant.knobs), ("quirks", world.variant.quirks)):
                requests.post(f"{root}/sandbox/{board}", json=changes, headers=headers, timeout=5).raise_for_status()
        yield pair


@pytest.fixture
def ctx(worlds, tmp_path):
    settings = load_settings(env={}, data_dir=tmp_path)
    axis, desk = (world.settings(token=SANDBOX_TOKEN) for world in worlds)
    opened = open_context(dataclasses.replace(settings, axis=axis, desk=desk))
    yield opened
    opened.ledger.close()


def packet(document):
    file = document()
    plan = Document(
        sender=Party(SENDER, name="UBND Tỉnh Tây Ninh", address="Tây Ninh"),
        receivers=(Party(ORGAN, name="Sở Giáo dục và Đào tạo", address="Tây Ninh"),),
        document_id="van-ban-45",
        number="45",
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
        if bells := pipeline.poll(ctx):
            return bells[0].directive_id
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
