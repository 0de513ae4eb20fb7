"""The filing protocol against a real HTTP eGov that misbehaves, on the real ledger."""

from __future__ import annotations

import collections
import hashlib
import time
from types import SimpleNamespace

import pytest
import requests
from pydantic import SecretStr

from services.ledger import directives, effects, holds, leases
from services.ledger.store import open_ledger
from services.office.connect import open_desk
from services.office.port import DraftToFile, FileToFile
from services.sandbox.serve import running
from services.settings.model import DeskSettings, FilingSettings
from services.steps import filing

ORGAN, TOKEN = "000.00.03.H53", "token-for-tests"
DRAFTS = 12


@pytest.fixture
def egov(tmp_path):
    with running(tmp_path / "egov.sqlite", TOKEN, ORGAN) as url:
        yield url


@pytest.fixture
def ctx(egov, tmp_path):
    desk = DeskSettings(
        profile="sandbox",
        base_url=f"{egov}/desk",
        token=SecretStr(TOKEN),
        timeout_seconds=1.0,
        vendor_commit_seconds=0.5,
        index_lag_seconds=0.2,
    )
    options = FilingSettings(lease_seconds=4, quiesce_seconds=0.4, batch=25)
    settings = SimpleNamespace(desk=desk, filing=options)
    ledger = open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    yield SimpleNamespace(ledger=ledger, desk=open_desk(desk), settings=settings)
    ledger.close()


@pytest.fixture
def dossier(ctx):
    """A directive that is being filed, with drafts intended."""
    with ctx.ledger.write() as conn:
        key = directives.receive(conn, "so-mau", "1", "a" * 64)
        for state in ("fetched", "read", "understood", "planned", "drafted", "checked", "filing"):
            directives.move(conn, directives.get(conn, key), state)
        rows = [
            {"kind": "draft", "subject_id": n, "reference": f"TK-1/don-vi-{n}", "rank": 2, "position": n}
            for n in range(DRAFTS)
        ]
        effects.intend(conn, key, rows)
    return key


def item(reference, content=b"noi dung"):
    file = FileToFile("cong-van.docx", "application/octet-stream", content, hashlib.sha256(content).hexdigest())
    return DraftToFile(reference, "TK-1", "Hồ sơ thử", "letter", reference, "", "Đơn vị thử", (file,))


def turn(egov, **knobs):
    requests.post(
        f"{egov}/sandbox/knobs", json=knobs, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=5
    ).raise_for_status()


def file_once(ctx, key):
    holder = leases.new_holder()
    with ctx.ledger.write() as conn:
        rows = effects.take(conn, key, holder, ctx.settings.filing.lease_seconds, 25)
    filing.file_batch(ctx, [filing.Filing(row, lambda row=row: item(row.reference)) for row in rows], holder)


def states(ctx, key):
    with ctx.ledger.read() as conn:
        return collections.Counter(row.state for row in effects.of(conn, key))


def file_all(ctx, key, seconds=40):
    deadline = time.monotonic() + seconds
    while states(ctx, key)["filed"] < DRAFTS and time.monotonic() < deadline:
        file_once(ctx, key)
        time.sleep(0.05)


def counts(egov):
    return requests.get(f"{egov}/status.json", timeout=5).json()


def test_every_draft_is_filed_once(ctx, egov, dossier):
    file_once(ctx, dossier)
    assert states(ctx, dossier) == {"filed": DRAFTS}
    assert (counts(egov)["drafts"], counts(egov)["duplicates"]) == (DRAFTS, 0)


def test_answers_lost_after_the_commit_make_no_duplicate(ctx, egov, dossier):
    turn(egov, lose_response_after_commit=0.3, seed=7, index_lag_seconds=0.2)
    file_all(ctx, dossier)
    assert states(ctx, dossier) == {"filed": DRAFTS}
    assert (counts(egov)["drafts"], counts(egov)["duplicates"]) == (DRAFTS, 0)
    with ctx.ledger.read() as conn:
        assert any(row.attempt > 0 and row.last_error for row in effects.of(conn, dossier)), "no fault was met"


def test_a_worker_that_died_between_post_and_record_leaves_no_duplicate(ctx, egov, dossier):
    with ctx.ledger.write() as conn:
        rows = effects.take(conn, dossier, "dead", 0.3, 25)
        effects.commit_intent(conn, rows[0], "dead", 0.3)
    ctx.desk.create_draft(item(rows[0].reference))
    file_all(ctx, dossier)
    assert (counts(egov)["drafts"], counts(egov)["duplicates"]) == (DRAFTS, 0)


def test_recording_without_looking_up_would_duplicate(ctx, egov, dossier, monkeypatch):
    """Negative control: blind to what is there, the same faults make duplicates, so the tests above can see them."""
    turn(egov, lose_response_after_commit=0.5, seed=7)
    monkeypatch.setattr(type(ctx.desk), "find", lambda _self, _references: {})
    file_all(ctx, dossier)
    assert counts(egov)["duplicates"] > 0


def test_other_content_under_our_reference_is_held_for_a_person(ctx, egov, dossier):
    ctx.desk.create_draft(item("TK-1/don-vi-3", b"noi dung cua ai khac"))
    file_once(ctx, dossier)
    assert states(ctx, dossier) == {"filed": DRAFTS - 1, "held": 1}
    with ctx.ledger.read() as conn:
        (question,) = holds.waiting(conn, dossier)
    assert "khác nội dung" in question.question


def test_a_missing_file_is_attached_to_the_draft_that_is_there(ctx, egov, dossier):
    whole = item("TK-1/don-vi-0")
    second = FileToFile("bang.xlsx", "application/octet-stream", b"bang", hashlib.sha256(b"bang").hexdigest())
    ctx.desk.create_draft(whole)
    both = DraftToFile(
        whole.reference, whole.dossier, whole.dossier_title, "letter", "x", "", "Đơn vị thử", (*whole.files, second)
    )
    with ctx.ledger.write() as conn:
        (row,) = effects.take(conn, dossier, "one", 4, 1)
    filing.file_batch(ctx, [filing.Filing(row, lambda: both)], "one")
    assert set(ctx.desk.find([whole.reference])[whole.reference].sha256s) == {one.sha256 for one in both.files}


def test_when_egov_is_down_nothing_is_tried_twice_in_a_row(ctx, tmp_path, dossier):
    ctx.desk = open_desk(ctx.settings.desk.model_copy(update={"base_url": "http://127.0.0.1:9/desk"}))
    file_once(ctx, dossier)
    assert states(ctx, dossier) == {"pending": DRAFTS}
    with ctx.ledger.write() as conn:
        assert effects.take(conn, dossier, "next", 4, 25) == []
