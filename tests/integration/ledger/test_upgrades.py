"""A ledger of every older version, with work in it, is brought to the newest shape and goes on; nothing is lost."""

from __future__ import annotations

import subprocess
import sys

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, create_engine, event, insert, select, text
from sqlalchemy.exc import IntegrityError

from services.ledger import audit, directives, drafts, effects, events, holds, statuses, ticks
from services.ledger.events import FIRST_HASH, chained
from services.ledger.migrate import SCRIPTS, NewerLedgerError, newest
from services.ledger.store import open_ledger
from services.ledger.tables import metadata
from tests import databases
from tests.needs import ROOT

OPEN = """
import sys
from services.ledger.store import open_ledger
open_ledger(sys.argv[1]).close()
print("alembic" in sys.modules)
"""
OLDER = [one.revision for one in ScriptDirectory(str(SCRIPTS)).walk_revisions()][:0:-1]
OFFICE, KEY, SHA = "so-mau", "abc123", "a" * 64
ROWS = {
    "directives": [
        {"id": KEY, "office": OFFICE, "external_id": "7", "packet_sha": SHA, "business_key": "S|1/KH|2026-03-16|0",
         "content_sha": SHA, "reference": "TK-1", "state": "filing", "symbol": "1/KH",
         "received_at": 5, "updated_at": 5},
        {"id": "def456", "office": OFFICE, "external_id": "8", "packet_sha": SHA, "state": "received",
         "received_at": 6, "updated_at": 6},
    ],
    "files": [
        {"directive_id": KEY, "position": 1, "name": "a", "safe_name": "a", "media_type": "b", "size": 1, "sha256": SHA}
    ],
    "instructions": [
        {"directive_id": KEY, "key": "1", "position": 1, "section": "", "text": "Rà soát", "page": 1, "line": 2,
         "quote": "Rà soát", "implicit": False, "confidence": 0.5}
    ],
    "assignments": [
        {"id": 4, "directive_id": KEY, "key": "1|van-phong", "position": 1, "unit_id": "van-phong", "role": "lead",
         "instruction_key": "1", "text": "Rà soát", "rule": "nêu tên"}
    ],
    "letters": [
        {"id": 4, "directive_id": KEY, "kind": "letter", "unit_id": "van-phong", "template": "cv",
         "template_version": "1", "position": 1, "title": "Công văn", "files": "[]",
         "reference": "TK-1/van-phong/cv", "state": "drafted"}
    ],
    "effects": [
        {"id": 1, "directive_id": KEY, "kind": "assignment", "subject_id": 4, "reference": "TK-1/1/van-phong",
         "rank": 1, "position": 1, "state": "filed", "egov_id": "N1", "intent_at": 5},
        {"id": 2, "directive_id": KEY, "kind": "draft", "subject_id": 4, "reference": "TK-1/van-phong/cv", "rank": 2,
         "position": 1, "state": "held", "intent_at": 5},
    ],
    "statuses": [{"directive_id": KEY, "code": "01", "state": "sent", "axis_id": "3", "sent_at": 5}],
    "holds": [
        {"directive_id": KEY, "effect_id": 2, "step": "filing", "code": "effect_held", "question": "Vì sao?",
         "opened_at": 5}
    ],
    "polls": [{"office": OFFICE, "last_at": 5, "last_ok_at": 5}],
    "ticks": [{"job": "sweep", "slot": 1}],
}  # fmt: skip
EVENTS = [
    {"seq": number, "at": 5, "actor": "trienkhai", "directive_id": KEY, "subject": "", "action": action, "detail": "{}"}
    for number, action in enumerate(("received", "fetched", "read"), 1)
]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.sqlite'}"
        return
    with databases.postgres() as fresh:
        yield fresh


@pytest.fixture(params=OLDER)
def older(request, url):
    """The database as a service of that version left it."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA foreign_keys=ON"))
    with engine.begin() as conn:
        config = Config()
        config.set_main_option("script_location", str(SCRIPTS))
        config.attributes["connection"] = conn
        command.upgrade(config, request.param)
    with engine.begin() as conn:
        fill(conn)
    engine.dispose()
    return url


def fill(conn):
    """Rows as that version wrote them: columns that came later are not there yet, those it had are all filled."""
    tables = MetaData()
    tables.reflect(conn)
    for name, rows in ROWS.items():
        wanted = {"office": OFFICE} if name == "effects" and "office" in tables.tables[name].c else {}
        for row in rows:
            conn.execute(insert(tables.tables[name]).values(**row, **wanted))
    last, chain = FIRST_HASH, "hash" in tables.tables["events"].c
    for row in EVENTS:
        last = chained(last, row)
        conn.execute(insert(tables.tables["events"]).values(**row, **({"hash": last} if chain else {})))
    if "audit_head" in tables.tables:
        conn.execute(tables.tables["audit_head"].update().values(seq=len(EVENTS), hash=last))


@pytest.fixture
def ledger(older):
    opened = open_ledger(older)
    yield opened
    opened.close()


def test_there_are_older_versions():
    assert OLDER[:3] == ["0001", "0002", "0003"]


def test_the_newest_is_known_without_alembic():
    assert newest() == ScriptDirectory(str(SCRIPTS)).get_current_head()


def test_alembic_is_loaded_only_where_something_is_to_be_migrated(url):
    told = [
        subprocess.run([sys.executable, "-c", OPEN, url], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert told == ["True\n", "False\n"]


def test_nothing_is_lost_and_the_shape_is_that_of_the_code(ledger):
    with ledger.read() as conn:
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []
        for name, rows in ROWS.items():
            table = metadata.tables[name]
            kept = [dict(row) for row in conn.execute(select(table)).mappings()]
            assert len(kept) == len(rows), name
            assert all(any(row.items() <= found.items() for found in kept) for row in rows), name
        assert {row.office for row in effects.of(conn, KEY)} == {OFFICE}
        found = audit.verify(conn)
    assert (found.events, found.problems) == (len(EVENTS), ())


def test_work_goes_on(ledger):
    with ledger.write() as conn:
        assert ticks.take(conn, "reconcile/mot-co-quan-co-ma-rat-dai-den-bon-muoi", 60)
        assert directives.take(conn, "def456", "one", 30) is not None
        assert [one.code for one in holds.waiting(conn, KEY)] == ["effect_held"]
        assert effects.retry(conn, KEY, "văn thư") == 1
        (row,) = effects.take(conn, KEY, "two", 30, 5)
        assert row.state == "filing"
        effects.commit_intent(conn, row, "two", 30)
        # Another office may know another thing by the same number.
        effects.settle_filed(conn, row, "two", "D1", adopted=False)
        assert drafts.decide(conn, drafts.by_reference(conn, "TK-1/van-phong/cv"), "filed", "trienkhai")
        statuses.owe(conn, KEY, "04")
        holds.close(conn, KEY, {}, "văn thư")
    with ledger.read() as conn:
        assert audit.verify(conn).problems == ()


def test_numbers_of_egov_are_unique_in_an_office_and_may_be_the_same_in_two(ledger):
    with ledger.write() as conn:
        other = directives.receive(conn, "xa-mau", "7", SHA)
        row = {"kind": "assignment", "subject_id": 9, "reference": "TK-2/1", "rank": 1, "position": 1, "egov_id": "N1"}
        effects.intend(conn, other, [row])
    twice = {**ROWS["effects"][0], "id": 99, "subject_id": 99, "reference": "TK-1/khac", "office": OFFICE}
    with pytest.raises(IntegrityError), ledger.write() as conn:
        conn.execute(insert(metadata.tables["effects"]).values(**twice))


def test_the_trail_stays_append_only(ledger):
    with pytest.raises(Exception, match="append-only"), ledger.write() as conn:
        conn.execute(metadata.tables["events"].delete())
    with ledger.write() as conn:
        events.record(conn, "received", KEY)
    with ledger.read() as conn:
        assert audit.verify(conn).problems == ()


def test_a_ledger_of_a_newer_version_is_left_alone_and_said_so(url):
    open_ledger(url).close()
    engine = create_engine(url)
    with engine.begin() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerLedgerError, match="Sổ có dạng 9999, mới hơn dạng"):
        open_ledger(url)
    with engine.begin() as conn:
        assert conn.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"
    engine.dispose()


def test_a_row_that_points_to_nothing_is_refused_after_the_upgrade_too(ledger):
    hold = {"directive_id": KEY, "effect_id": 77, "step": "filing", "code": "x", "question": "?", "opened_at": 5}
    with pytest.raises(IntegrityError), ledger.write() as conn:
        conn.execute(insert(metadata.tables["holds"]).values(**hold))
