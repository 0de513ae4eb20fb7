"""The filing protocol against a real HTTP eGov that misbehaves, on the real ledger."""

from __future__ import annotations

import hashlib

import pytest

from services.ledger import effects, holds
from services.office.connect import open_desk
from services.office.port import DraftToFile, FileToFile
from services.steps import filing


def test_every_draft_is_filed_once(dossier):
    dossier.file_once()
    assert dossier.states() == {"filed": dossier.size}
    assert dossier.counts() == (dossier.size, 0)


def test_answers_lost_after_the_commit_make_no_duplicate(dossier):
    dossier.turn(lose_response_after_commit=0.3, seed=7, index_lag_seconds=0.2)
    dossier.file_all()
    assert dossier.states() == {"filed": dossier.size}
    assert dossier.counts() == (dossier.size, 0)
    assert any(row.failures > 0 and row.last_error for row in dossier.rows()), "no fault was met"


@pytest.mark.parametrize("promise", [{}, {"unique_reference": True}, {"idempotency_key": True}])
def test_every_fault_at_once_makes_no_duplicate(make_dossier, promise):
    dossier = make_dossier(**promise)
    faults = dict.fromkeys(
        ("refuse_503", "error_in_200", "cut_answer", "lose_response_after_commit", "error_500_after_commit"), 0.07
    )
    dossier.turn(**faults, commit_late=0.05, commit_late_seconds=1.1, index_lag_seconds=0.2, seed=11, **promise)
    # Late commits come after the deadline of the request, so they are waited for longer than the tests around.
    options = dossier.ctx.settings.filing.model_copy(update={"quiesce_seconds": 2})
    dossier.ctx.settings.filing = options
    dossier.file_all(60)
    assert dossier.states() == {"filed": dossier.size}
    assert dossier.counts() == (dossier.size, 0)


def test_a_worker_that_died_between_post_and_record_leaves_no_duplicate(dossier):
    with dossier.ledger.write() as conn:
        rows = effects.take(conn, dossier.id, "dead", 0.3, 25)
        effects.commit_intent(conn, rows[0], "dead", 0.3)
    dossier.ctx.desk.create_draft(dossier.item(rows[0].reference))
    dossier.file_all()
    assert dossier.counts() == (dossier.size, 0)


def test_recording_without_looking_up_would_duplicate(dossier, monkeypatch):
    """Negative control: blind to what is there, the same faults make duplicates, so the tests above can see them."""
    dossier.turn(lose_response_after_commit=0.5, seed=7)
    monkeypatch.setattr(type(dossier.ctx.desk), "find", lambda _self, _references: {})
    dossier.file_all()
    assert dossier.counts()[1] > 0


def test_other_content_under_our_reference_is_held_for_a_person(dossier):
    dossier.ctx.desk.create_draft(dossier.item("TK-1/don-vi-3", b"noi dung cua ai khac"))
    dossier.file_once()
    assert dossier.states() == {"filed": dossier.size - 1, "held": 1}
    with dossier.ledger.read() as conn:
        (question,) = holds.waiting(conn, dossier.id)
    assert "khác nội dung" in question.question


def test_a_missing_file_is_attached_to_the_draft_that_is_there(dossier):
    whole = dossier.item("TK-1/don-vi-0")
    second = FileToFile("bang.xlsx", "application/octet-stream", b"bang", hashlib.sha256(b"bang").hexdigest())
    desk = dossier.ctx.desk
    desk.create_draft(whole)
    both = DraftToFile(
        whole.reference, whole.dossier, whole.dossier_title, "letter", "x", "", "Đơn vị thử", (*whole.files, second)
    )
    with dossier.ledger.write() as conn:
        (row,) = effects.take(conn, dossier.id, "one", 4, 1)
    filing.file_batch(dossier.ctx, [filing.Filing(row, lambda: both)], "one")
    assert set(desk.find([whole.reference])[whole.reference].sha256s) == {one.sha256 for one in both.files}


def test_when_egov_is_down_it_is_left_alone_and_work_goes_on_by_itself(dossier):
    there = dossier.ctx.desk
    dossier.ctx.desk = open_desk(dossier.ctx.settings.desk.model_copy(update={"base_url": "http://127.0.0.1:9/desk"}))
    dossier.file_once()
    assert dossier.states() == {"pending": dossier.size}
    assert dossier.pauses() == [("desk/so-mau", "unavailable")]
    dossier.ctx.desk = there
    dossier.file_once()
    assert dossier.pauses() == []
    assert dossier.states() == {"filed": dossier.size}
