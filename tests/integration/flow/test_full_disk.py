"""No room for files: nothing is lost or half written, it is told, and the work goes on when there is room again."""

from __future__ import annotations

import errno
import os

import pytest
from sqlalchemy import update

from services import pipeline
from services.ledger import blobs, polls
from services.ledger.tables import directives
from services.sandbox.deliver import deliver


@pytest.fixture
def disk(monkeypatch):
    """A disk that can be full: what is written of a file then does not become durable."""
    real, state = os.fsync, {"full": False}

    def fsync(handle):
        if state["full"]:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(blobs.os, "fsync", fsync)
    return state


def pieces(office):
    return list(office.ctx.blobs.folder.rglob("*.new"))


def poll_error(office):
    with office.ctx.ledger.read() as conn:
        (row,) = polls.listed(conn)
    return row.last_error


def time_passes(office):
    with office.ctx.ledger.write() as conn:
        conn.execute(update(directives).values(next_at=0))


def test_a_packet_that_cannot_be_kept_stays_on_the_axis(office, document, header, disk):
    handle = deliver(office.database, [document()], header())
    disk["full"] = True
    for _ in range(3):
        office.poll()
    assert (office.rows(), pieces(office)) == ({}, [])
    assert "ghi đĩa (No space left on device)" in poll_error(office)
    assert [one["waiting"] for one in office.counts()["documents"]] == [True]
    disk["full"] = False
    office.poll()
    assert (office.run(handle).state, poll_error(office)) == ("filed", None)


def test_every_step_waits_for_room_and_leaves_nothing_half_written(office, document, header, disk):
    handle = str(deliver(office.database, [document()], header()))
    office.poll()
    waited = set()
    while (before := office.rows()[handle]).state != "filing":
        disk["full"] = True
        pipeline.advance(office.ctx, before.id)
        disk["full"] = False
        assert pieces(office) == []
        now = office.rows()[handle]
        if now.state == before.state:
            assert "ghi đĩa" in now.last_error
            waited.add(now.state)
            time_passes(office)
            pipeline.advance(office.ctx, before.id)
    assert waited == {"received", "fetched", "planned", "checked"}
    assert office.run(handle).state == "filed"
    assert office.counts()["duplicates"] == 0
