"""A process that is frozen in the middle of a transaction: others do not wait for it for ever."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.ledger import directives, store
from services.ledger.store import open_ledger
from tests import databases


def hold_while(ledger, others):
    """Hold what every writer needs while others work, and go on as if nothing had happened."""
    with ledger.write() as conn:
        conn.execute(text("SELECT seq FROM audit_head FOR UPDATE"))
        others()
        conn.execute(text("SELECT 1"))


def test_what_a_frozen_transaction_holds_becomes_free(monkeypatch):
    monkeypatch.setattr(store, "IDLE_SECONDS", 1)
    with databases.postgres() as url:
        frozen, other = open_ledger(url), open_ledger(url)

        def write():
            started = time.monotonic()
            with other.write() as conn:
                directives.receive(conn, "so-mau", "1", "a" * 64)
            assert 0.5 < time.monotonic() - started < 10

        with pytest.raises(DBAPIError):
            hold_while(frozen, write)
        frozen.close()
        other.close()
