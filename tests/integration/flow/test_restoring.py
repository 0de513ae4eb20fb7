"""docs/runbook.md, Sao lưu and Khôi phục, word for word on both ledgers: an older ledger meets an eGov that went on."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import os
import shutil
import subprocess

import pytest
import requests
from sqlalchemy import create_engine, delete, text
from sqlalchemy.engine import make_url

from services import pipeline
from services.context import open_context
from services.ledger import audit, directives, effects, holds, tables
from services.sandbox.deliver import deliver
from services.sandbox.serve import running
from services.settings.load import load_settings
from services.settings.secrets import SANDBOX_TOKEN
from services.steps import recovery
from services.steps.reconcile import reconcile
from tests import databases, needs
from tests.integration.dying.test_changes import issue_all
from tests.integration.flow.conftest import ORGAN, Office


class Embedded:
    """The whole data folder is copied while the service rests."""

    url = ""

    def __init__(self, folder):
        self.data, self.kept = folder / "data", folder / "sao-luu"

    def back_up(self):
        shutil.copytree(self.data, self.kept)

    def lose(self):
        shutil.rmtree(self.data)

    def restore(self):
        shutil.copytree(self.kept, self.data)


class Postgres:
    """`pg_dump` first, the files after it: what the dump names is then among them, also while the service works."""

    def __init__(self, folder, url):
        self.data, self.kept, self.url = folder / "data", folder / "sao-luu", url
        self.address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)

    def back_up(self):
        self.kept.mkdir()
        dump = needs.need_command("pg_dump")
        subprocess.run([dump, "--format=custom", f"--file={self.kept}/so.dump", self.address], check=True)
        shutil.copytree(self.data / "files", self.kept / "files")

    def lose(self):
        shutil.rmtree(self.data)
        server, name = make_url(self.url), make_url(self.url).database
        admin = create_engine(server.set(database="postgres"), isolation_level="AUTOCOMMIT")
        with admin.connect() as conn:
            conn.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
            conn.execute(text(f"CREATE DATABASE {name}"))
        admin.dispose()

    def restore(self):
        restore = needs.need_command("pg_restore")
        subprocess.run([restore, "--no-owner", f"--dbname={self.address}", f"{self.kept}/so.dump"], check=True)
        shutil.copytree(self.kept / "files", self.data / "files")


@pytest.fixture(params=["embedded", pytest.param("postgresql", marks=pytest.mark.servers)])
def ledger_of(request, tmp_path):
    if request.param == "embedded":
        yield Embedded(tmp_path)
        return
    with databases.postgres() as url:
        yield Postgres(tmp_path, url)


@pytest.fixture
def egov(tmp_path):
    with running(tmp_path / "egov.sqlite", SANDBOX_TOKEN, ORGAN) as url:
        yield url


@contextlib.contextmanager
def at_work(egov, kept):
    """The service by hand on its data folder, beside an eGov that keeps its own."""
    office = Office.__new__(Office)
    office.url, office.database = egov, kept.data.parent / "egov.sqlite"
    urls = {"TRIENKHAI_AXIS_URL": f"{egov}/EdocService", "TRIENKHAI_DESK_URL": f"{egov}/desk"}
    env = {**os.environ, **urls, "TRIENKHAI_LEDGER_URL": kept.url}
    office.ctx = open_context(load_settings(env=env, data_dir=kept.data))
    yield office
    office.ctx.ledger.close()


def received(office, document, header, number):
    handle = deliver(office.database, [document(f"ke-hoach-{number}.txt")], header(number=number))
    office.poll()
    return str(handle)


def advance_to(office, handle, state):
    while (row := office.rows()[handle]).state != state:
        pipeline.advance(office.ctx, row.id)


def standing(office):
    told = office.counts()
    return told["drafts"], told["assignments"], told["duplicates"]


def test_nothing_is_lost_and_nothing_filed_twice(egov, ledger_of, document, header):
    with at_work(egov, ledger_of) as office:
        done = received(office, document, header, "45")
        office.run(done)
        half = received(office, document, header, "46")
        advance_to(office, half, "planned")
        kept_back = received(office, document, header, "47")
    ledger_of.back_up()
    with at_work(egov, ledger_of) as office:
        issue_all(office)
        pipeline.follow(office.ctx)
        assert office.rows()[done].state == "done"
        for handle in (half, kept_back):
            assert office.run(handle).state == "filed"
        late = received(office, document, header, "48")
        assert office.run(late).state == "filed"
        before = standing(office)
    ledger_of.lose()
    ledger_of.restore()
    with at_work(egov, ledger_of) as office:
        assert {key: row.state for key, row in office.rows().items()} == {
            done: "filed", half: "planned", kept_back: "received",
        }  # fmt: skip
        office.poll()
        for handle in (half, kept_back):
            row = office.run(handle)
            assert row.state == "filed", row.last_error
            with office.ctx.ledger.read() as conn:
                assert {one.state for one in effects.of(conn, row.id)} == {"filed"}
        found = reconcile(office.ctx)
        assert (found.missing, found.withdrawn, found.flagged) == (0, 0, 0)
        # The decisions of before were acknowledged; the drafts of the lost document are told.
        assert found.decided == 3
        assert office.rows()[done].state == "done"
        assert len(found.strangers) == 4
        # Its sender sends it again.
        again = received(office, document, header, "48")
        assert office.run(again).state == "filed"
        assert reconcile(office.ctx).strangers == ()
        assert standing(office) == before
        assert before[2] == 0
        with office.ctx.ledger.read() as conn:
            assert audit.verify(conn).problems == ()
            assert all(office.ctx.blobs.has(row.packet_sha) for row in directives.listed(conn))


def test_a_draft_made_anew_with_other_content_waits_and_the_filed_one_stays_when_wanted(
    egov, ledger_of, document, header
):
    with at_work(egov, ledger_of) as office:
        handle = received(office, document, header, "45")
        advance_to(office, handle, "planned")
    ledger_of.back_up()
    with at_work(egov, ledger_of) as office:
        assert office.run(handle).state == "filed"
        before = standing(office)
    ledger_of.lose()
    ledger_of.restore()
    with at_work(egov, ledger_of) as office:
        office.ctx = dataclasses.replace(office.ctx, today=lambda: dt.date(2031, 1, 2))
        row = office.run(handle)
        assert row.state == "held"
        with office.ctx.ledger.write() as conn:
            asked = {one.code: one.question for one in holds.waiting(conn, row.id)}
            assert set(asked) == {"effect_held", "effects_stopped"}
            assert f"“trienkhai resume {row.id} --set keep_filed=yes”" in asked["effect_held"]
            later = next(one for one in holds.waiting(conn, row.id) if one.effect_id)
            conn.execute(delete(tables.holds).where(tables.holds.c.id == later.id))  # nobody was asked about that yet
            recovery.resume(conn, row, {"keep_filed": "yes"}, "văn thư")
        assert office.run(handle).state == "held"
        with office.ctx.ledger.write() as conn:
            assert [one.effect_id for one in holds.waiting(conn, row.id)] == [later.effect_id, None]
            recovery.resume(conn, directives.get(conn, row.id), {"keep_filed": "yes"}, "văn thư")
        assert office.run(handle).state == "filed"
        assert standing(office) == before


def test_files_that_were_not_restored_are_named_and_work_goes_on_when_they_are(egov, ledger_of, document, header):
    with at_work(egov, ledger_of) as office:
        handle = received(office, document, header, "45")
    ledger_of.back_up()
    ledger_of.lose()
    ledger_of.restore()
    files, away = ledger_of.data / "files", ledger_of.data / "khac"
    files.rename(away)
    with at_work(egov, ledger_of) as office:
        row = office.run(handle)
        assert (row.state, row.failures) == ("received", 1)
        assert row.last_error.startswith("Thiếu tệp ")
        assert "bản sao lưu" in row.last_error
        away.rename(files)
        with office.ctx.ledger.write() as conn:
            conn.execute(directives.directives.update().values(next_at=0))
        assert office.run(handle).state == "filed"
        assert requests.get(f"{egov}/status.json", timeout=5).json()["duplicates"] == 0
