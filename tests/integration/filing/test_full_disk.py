"""A full disk: what cannot be recorded is not done, and work goes on when there is room again."""

from __future__ import annotations

import contextlib

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from services.ledger import events


def limit(dossier, pages):
    """Let the database grow to so many pages and no further, on every new connection."""

    @event.listens_for(dossier.ledger.engine, "connect")
    def _limit(connection, _record):
        connection.execute(f"PRAGMA max_page_count={pages[0]}")

    dossier.ledger.engine.dispose()


def fill(dossier):
    """Use up what room is left, as other work does."""
    with pytest.raises(OperationalError, match="full"):
        write_much(dossier)


def write_much(dossier):
    for number in range(1000):
        with dossier.ledger.write() as conn:
            events.record(conn, "received", None, f"việc {number}", reason="x" * 500)


def test_what_cannot_be_recorded_is_not_sent(dossier):
    with dossier.ledger.read() as conn:
        size = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
    pages = [size]
    limit(dossier, pages)
    fill(dossier)
    for _ in range(3):
        with contextlib.suppress(OperationalError):
            dossier.file_once()
    filed = dossier.states()["filed"]
    assert filed < dossier.size, "the disk was not full"
    assert dossier.counts()[0] <= filed + 1, "only an item whose intent was committed may have been sent"
    pages[0] = size + 1000
    dossier.ledger.engine.dispose()
    dossier.file_all(30)
    assert dossier.states() == {"filed": dossier.size}
    assert dossier.counts() == (dossier.size, 0)
