"""What exactly-once costs: our filing of drafts beside the same POSTs in a bare loop, to the same sandbox.

All send the same bytes to a sandbox in a process of its own. Ours looks up, commits an intent, sends, records, with
the audit trail, on SQLite with synchronous=FULL. The bare loops only send: over one kept connection, where the two
writes of the library meet the delayed acknowledgement of TCP (40 ms), and over one for each request, as ours does.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import itertools
import multiprocessing
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import requests
from pydantic import SecretStr

from benchmarks.measure import compare
from services.ledger import directives, effects, leases
from services.ledger.store import open_ledger
from services.logs import configure_logs
from services.office.connect import open_desk
from services.office.port import DraftToFile, FileToFile
from services.sandbox.serve import serve
from services.settings.load import load_settings
from services.steps import filing

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT, SIZE = 100, 40_000
TOKEN, ORGAN = "benchmark", "000.00.03.H53"
CONTENT = bytes(range(256)) * (SIZE // 256)


def main() -> None:
    configure_logs("WARNING")
    with (
        tempfile.TemporaryDirectory() as folder,
        _sandbox(Path(folder)) as url,
        contextlib.closing(_Ours(url, Path(folder))) as ours,
    ):
        cases = {"bare loop, a connection each": _Bare(url, keep=False), "bare loop, kept": _Bare(url, keep=True)}
        compare(f"filing a draft of {SIZE} bytes", {**cases, "ours": ours}, COUNT, ("requests",))


@contextlib.contextmanager
def _sandbox(folder: Path) -> Iterator[str]:
    from tests.soak.servers import free_port

    port = free_port()
    child = multiprocessing.get_context("spawn").Process(
        target=serve, args=(folder / "egov.sqlite", "127.0.0.1", port, TOKEN, ORGAN), daemon=True
    )
    child.start()
    url = f"http://127.0.0.1:{port}"
    for _ in range(200):
        with contextlib.suppress(requests.ConnectionError):
            requests.get(f"{url}/status.json", timeout=1)
            break
        time.sleep(0.1)
    try:
        yield url
    finally:
        child.kill()
        child.join()


def item(reference: str) -> DraftToFile:
    file = FileToFile("cong-van.docx", "application/octet-stream", CONTENT, hashlib.sha256(CONTENT).hexdigest())
    return DraftToFile(reference, "TK-1", "Hồ sơ", "letter", reference, "", "Đơn vị", (file,))


class _Bare:
    """POST after POST; each loop has references of its own."""

    def __init__(self, url: str, *, keep: bool) -> None:
        self._url, self._numbers, self._session = f"{url}/desk/drafts", itertools.count(), requests.Session()
        self._session.headers["Authorization"] = f"Bearer {TOKEN}"
        self._session.headers["Connection"] = "keep-alive" if keep else "close"
        self._prefix = f"BARE-{keep}"

    def __call__(self) -> None:
        for number in itertools.islice(self._numbers, COUNT):
            made = item(f"{self._prefix}/{number}")
            file = made.files[0]
            told = {
                "name": file.name,
                "media_type": file.media_type,
                "sha256": file.sha256,
                "content": base64.b64encode(file.content).decode(),
            }
            names = ("reference", "dossier", "dossier_title", "kind", "title", "unit_organ_id", "unit_name")
            body = {name: getattr(made, name) for name in names} | {"files": [told]}
            assert self._session.post(self._url, json=body, timeout=10).status_code == 201


class _Ours:
    """One directive after the other, filed in batches as the worker does."""

    def __init__(self, url: str, folder: Path) -> None:
        settings = load_settings(data_dir=folder)
        desk = settings.desk.model_copy(update={"base_url": f"{url}/desk", "token": SecretStr(TOKEN)})
        self._ledger = open_ledger(f"sqlite:///{folder / 'ledger.sqlite'}")
        kept = SimpleNamespace(desk=desk, filing=settings.filing, office=settings.office)
        self._ctx = SimpleNamespace(ledger=self._ledger, desk=open_desk(desk), settings=kept)
        self._numbers = itertools.count()

    def __call__(self) -> None:
        key = self._intended(next(self._numbers))
        while True:
            holder = leases.new_holder()
            with self._ledger.write() as conn:
                rows = effects.take(conn, key, holder, 30, 25)
            if not rows:
                return
            filing.file_batch(
                self._ctx, [filing.Filing(row, lambda row=row: item(row.reference)) for row in rows], holder
            )

    def _intended(self, number: int) -> str:
        with self._ledger.write() as conn:
            key = str(directives.receive(conn, "so-mau", str(number), "a" * 64))
            subjects = range(number * COUNT, (number + 1) * COUNT)
            rows = [
                {"kind": "draft", "subject_id": n, "reference": f"TK-1/{n}", "rank": 2, "position": n} for n in subjects
            ]
            effects.intend(conn, key, rows)
        return key

    def close(self) -> None:
        self._ledger.close()


if __name__ == "__main__":
    main()
