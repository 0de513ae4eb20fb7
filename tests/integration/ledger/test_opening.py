"""A ledger that cannot be opened is told in words, without its password."""

from __future__ import annotations

import pytest

from services.ledger.store import UnreachableLedgerError, open_ledger


def test_a_server_that_does_not_answer():
    with pytest.raises(UnreachableLedgerError) as told:
        open_ledger("postgresql+psycopg://trienkhai:rat-bi-mat@127.0.0.1:9/trienkhai")
    assert told.value.message.startswith("Không mở được sổ postgresql+psycopg://trienkhai:***@127.0.0.1:9/trienkhai: ")
    assert "TRIENKHAI_LEDGER_URL" in told.value.message
    assert "rat-bi-mat" not in told.value.message


@pytest.mark.servers
def test_a_server_that_does_not_know_us(postgres_url):
    with pytest.raises(UnreachableLedgerError, match="khong-co-so-nay"):
        open_ledger(postgres_url.rpartition("/")[0] + "/khong-co-so-nay")


def test_a_file_that_is_no_database(tmp_path):
    file = tmp_path / "ledger.sqlite"
    file.write_bytes(b"khong phai co so du lieu" * 100)
    with pytest.raises(UnreachableLedgerError, match="not a database"):
        open_ledger(f"sqlite:///{file}")
