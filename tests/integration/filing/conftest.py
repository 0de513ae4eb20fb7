"""A dossier that is being filed into a real HTTP eGov, on the real ledger."""

from __future__ import annotations

import collections
import hashlib
import time
from types import SimpleNamespace

import pytest
import requests
from pydantic import SecretStr

from services.ledger import directives, effects, leases, pauses
from services.ledger.store import open_ledger
from services.office.connect import open_desk
from services.office.connectors.sandbox import SandboxSettings
from services.office.port import DraftToFile, FileToFile
from services.sandbox.serve import running
from services.settings.model import FilingSettings
from services.steps import filing

ORGAN, TOKEN = "000.00.03.H53", "token-for-tests"


class Dossier:
    """Twelve intended drafts, the desk they go to, and the hands that file them."""

    size = 12

    def __init__(self, url, folder, **promises) -> None:
        self.url = url
        desk = SandboxSettings(
            profile="sandbox",
            base_url=f"{url}/desk",
            token=SecretStr(TOKEN),
            timeout_seconds=2.0,
            vendor_commit_seconds=0.5,
            index_lag_seconds=0.2,
            **promises,
        )
        options = FilingSettings(lease_seconds=4, quiesce_seconds=0.4, batch=25)
        settings = SimpleNamespace(desk=desk, filing=options, office=SimpleNamespace(id="so-mau", full_name="Sở Mẫu"))
        self.ledger = open_ledger(f"sqlite:///{folder / 'ledger.sqlite'}")
        self.ctx = SimpleNamespace(ledger=self.ledger, desk=open_desk(desk), settings=settings)
        self.id = self._intended()

    def _intended(self):
        with self.ledger.write() as conn:
            key = directives.receive(conn, "so-mau", "1", "a" * 64)
            for state in ("fetched", "read", "understood", "planned", "drafted", "checked", "filing"):
                directives.move(conn, directives.get(conn, key), state)
            rows = [
                {"kind": "draft", "subject_id": n, "reference": f"TK-1/don-vi-{n}", "rank": 2, "position": n}
                for n in range(self.size)
            ]
            effects.intend(conn, key, rows)
        return key

    @staticmethod
    def item(reference, content=b"noi dung"):
        file = FileToFile("cong-van.docx", "application/octet-stream", content, hashlib.sha256(content).hexdigest())
        return DraftToFile(reference, "TK-1", "Hồ sơ thử", "letter", reference, "", "Đơn vị thử", (file,))

    def turn(self, **knobs):
        headers = {"Authorization": f"Bearer {TOKEN}"}
        answer = requests.post(f"{self.url}/sandbox/knobs", json=knobs, headers=headers, timeout=5)
        answer.raise_for_status()
        return answer.json()["counters"]

    def file_once(self, limit=25):
        holder = leases.new_holder()
        with self.ledger.write() as conn:
            rows = effects.take(conn, self.id, holder, self.ctx.settings.filing.lease_seconds, limit)
        build = lambda row: lambda: self.item(row.reference)  # noqa: E731 - binds the row
        return filing.file_batch(self.ctx, [filing.Filing(row, build(row)) for row in rows], holder)

    def file_all(self, seconds=40):
        deadline = time.monotonic() + seconds
        while self.states()["filed"] < self.size and time.monotonic() < deadline:
            self.file_once()
            time.sleep(0.05)

    def rows(self):
        with self.ledger.read() as conn:
            return effects.of(conn, self.id)

    def states(self):
        return collections.Counter(row.state for row in self.rows())

    def pauses(self):
        with self.ledger.read() as conn:
            return [(one.name, one.code) for one in pauses.listed(conn)]

    def counts(self):
        told = requests.get(f"{self.url}/status.json", timeout=5).json()
        return told["drafts"], told["duplicates"]


@pytest.fixture
def egov(tmp_path):
    with running(tmp_path / "egov.sqlite", TOKEN, ORGAN) as url:
        yield url


@pytest.fixture
def make_dossier(egov, tmp_path):
    made = []

    def make(**promises):
        made.append(Dossier(egov, tmp_path, **promises))
        return made[-1]

    yield make
    for one in made:
        one.ledger.close()


@pytest.fixture
def dossier(make_dossier):
    return make_dossier()
