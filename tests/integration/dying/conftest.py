from __future__ import annotations

import dataclasses
import hashlib
import shutil
import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from services.context import open_context
from services.ledger import audit, effects
from services.ledger.blobs import Blobs
from services.ledger.moves import MACHINES
from services.ledger.store import open_ledger
from services.office.connect import open_axis, open_desk
from services.sandbox import desk_store, serve
from services.settings.load import load_settings
from services.settings.secrets import SANDBOX_TOKEN
from tests.integration.dying.egov import Clock, Egov
from tests.integration.dying.lives import Lives
from tests.integration.flow.conftest import ORGAN, Office
from tests.integration.flow.test_updates import plan

__all__ = ["plan"]

ITEMS = """
    SELECT reference FROM draft WHERE state <> 'withdrawn' UNION ALL SELECT reference FROM assignment
"""
PROMISES = {"search": {}, "unique": {"unique_reference": True}, "key": {"idempotency_key": True}}
#: Seconds. What was created is not found for so long that a second try right after a death's lease would miss it.
LAG, QUIESCE = 200.0, 240.0


@pytest.fixture
def egov(monkeypatch):
    made = Egov(Clock())
    create_app = serve.create_app
    monkeypatch.setattr(serve, "create_app", lambda *given: made.counted(create_app(*given)))
    monkeypatch.setattr(desk_store, "time", made.time)
    return made


@pytest.fixture(scope="session")
def unused(tmp_path_factory):
    """A context nobody has worked with: what it takes to open one is done once."""
    folder = tmp_path_factory.mktemp("unused")
    made = open_context(load_settings(data_dir=folder))
    made.ledger.close()
    return made


@pytest.fixture
def office(egov, unused, tmp_path):
    with serve.running(tmp_path / "sandbox.sqlite", SANDBOX_TOKEN, ORGAN) as url:
        made = Another(unused, url, tmp_path)
        yield made
        made.ctx.ledger.close()


class Another(Office):
    """The office of an unused context, with a ledger, files and eGov of its own."""

    def __init__(self, unused, url, folder) -> None:
        self.url, self.database, old = url, folder / "sandbox.sqlite", unused.settings
        shutil.copy(old.paths.data / "ledger.sqlite", folder)
        axis = old.axis.model_copy(update={"base_url": f"{url}/EdocService"})
        desk = old.desk.model_copy(update={"base_url": f"{url}/desk"})
        paths = old.paths.model_copy(update={"data": folder})
        self.ctx = dataclasses.replace(
            unused,
            settings=dataclasses.replace(old, axis=axis, desk=desk, paths=paths),
            ledger=open_ledger(f"sqlite:///{folder / 'ledger.sqlite'}"),
            blobs=Blobs(folder / "files"),
            axis=open_axis(axis),
            desk=open_desk(desk),
        )


@pytest.fixture
def lives(egov, office, tmp_path):
    return Lives(office, egov, tmp_path)


@pytest.fixture
def promised(office):
    """Let eGov promise something, and find what was created only after a while."""

    def promise(name, **filing):
        office.turn(index_lag_seconds=LAG, **PROMISES[name])
        settings = office.ctx.settings
        desk = settings.desk.model_copy(update={"index_lag_seconds": LAG, **PROMISES[name]})
        options = settings.filing.model_copy(update={"quiesce_seconds": QUIESCE, **filing})
        changed = dataclasses.replace(settings, desk=desk, filing=options)
        office.ctx = dataclasses.replace(office.ctx, settings=changed, desk=open_desk(desk))

    return promise


def items(lives):
    """How often each reference is in eGov."""
    with closing(sqlite3.connect(lives.office.database)) as db:
        return Counter(name for (name,) in db.execute(ITEMS))


def more_than_once(lives):
    """How many items are in eGov that should not be."""
    return sum(times - 1 for times in items(lives).values())


def assert_well(lives):
    """Each item once, ledger and eGov of one mind, the trail whole, both databases and all files sound."""
    assert more_than_once(lives) == 0
    with lives.office.ctx.ledger.read() as conn:
        assert audit.verify(conn).problems == ()
        recorded = [one for row in lives.office.rows().values() for one in effects.of(conn, row.id)]
    assert {one.state for one in recorded} <= {"filed", "withdrawn"}
    assert set(items(lives)) == {one.reference for one in recorded if one.state == "filed"}
    for file in (lives.office.database, lives.office.ctx.settings.paths.data / "ledger.sqlite"):
        with closing(sqlite3.connect(file)) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    kept = [one for one in lives.office.ctx.blobs.folder.glob("*/*") if one.suffix != ".new"]
    assert [one.name for one in kept if hashlib.sha256(one.read_bytes()).hexdigest() != one.name] == []
    assert {move for point in lives.died for move in lives.died[point].moves if not legal(*move)} == set()


def legal(machine, old, new):
    """Also a state that is written again, with other columns, changes nothing."""
    return old == new or new in MACHINES[machine][old]
