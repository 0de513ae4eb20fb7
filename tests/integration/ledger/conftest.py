from __future__ import annotations

import pytest

from services.ledger.store import open_ledger
from tests import databases


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request, tmp_path):
    if request.param == "sqlite":
        opened = open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
        yield opened
        opened.close()
        return
    with databases.postgres() as url:
        opened = open_ledger(url)
        yield opened
        opened.close()
