"""Every legal move of every state machine, by the function that makes it: a process dies right before and right after.

A move that is added to `services/ledger/moves.py` fails here until it is told how it is made.
"""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import insert, select, update

from services.ledger import audit, directives, drafts, effects, statuses, tables
from services.ledger.moves import MACHINES

ME, CLERK = "holder", "văn thư"
OPEN, STOPPED = ("pending", "filing"), ("held", "quarantined")
TRIED = {"intent_at": 1}


def again(conn, row, _new):
    effects.retry(conn, row.directive_id, CLERK)


def recall(conn, row, _new):
    effects.recall(conn, row.directive_id)


def intend(conn, row, _new):
    effects.commit_intent(conn, row, ME, 30)


def stop(conn, row, new):
    effects.settle_stopped(conn, row, ME, new, "vì sao")


def keep(conn, row, _new):
    effects.settle_kept(conn, row, ME, "vì sao")


#: From which states, to which, what the row is like besides, and by which function.
EFFECT = [
    (OPEN, "filing", {}, intend),
    (STOPPED, "filing", TRIED, again),
    (OPEN, "filed", {}, lambda conn, row, _: effects.settle_filed(conn, row, ME, f"D{row.id}", adopted=False)),
    (["withdrawing"], "filed", {"egov_id": "D0"}, keep),
    (["filing"], "pending", {}, lambda conn, row, _: effects.settle_not_done(conn, row, ME, 3, "503")),
    (STOPPED, "pending", {}, again),
    (OPEN, "held", {}, stop),
    (["filed"], "held", {}, lambda conn, row, _: effects.mark_missing(conn, row.id, row.directive_id, row.reference)),
    (["withdrawing"], "held", {}, keep),
    (OPEN, "quarantined", {}, stop),
    ([*OPEN, *STOPPED, "filed"], "withdrawing", TRIED, recall),
    (["pending"], "withdrawn", {}, recall),
    (STOPPED, "withdrawn", {}, lambda conn, row, _: effects.drop(conn, row, CLERK)),
    (["withdrawing"], "withdrawn", {}, lambda conn, row, _: effects.settle_withdrawn(conn, row, ME)),
]
STATUS = [
    (["pending"], "sent", {}, lambda conn, row, _: statuses.settle_sent(conn, row, ME, "1")),
    (["pending"], "held", {}, lambda conn, row, _: statuses.settle_held(conn, row, ME, "vì sao")),
    (["held"], "pending", {}, lambda conn, row, _: statuses.retry(conn, row.directive_id)),
]
LETTER = [
    (["drafted", "filed", "returned"], "withdrawn", {}, lambda conn, row, _: drafts.withdraw(conn, row)),
    (["drafted"], "filed", {}, lambda conn, row, new: drafts.decide(conn, row, new, CLERK)),
    (["drafted", "filed", "returned"], "accepted", {}, lambda conn, row, new: drafts.decide(conn, row, new, CLERK)),
    (["drafted", "filed", "accepted"], "returned", {}, lambda conn, row, new: drafts.decide(conn, row, new, CLERK)),
    (
        ["drafted", "filed", "accepted", "returned"],
        "issued",
        {},
        lambda conn, row, new: drafts.decide(conn, row, new, CLERK),
    ),
]
DIRECTIVE = [([old], new, {}, directives.move) for old, goals in MACHINES["directive"].items() for new in sorted(goals)]
HOW = {
    (machine, old, new): (besides, how)
    for machine, ways in (("directive", DIRECTIVE), ("effect", EFFECT), ("letter", LETTER), ("status", STATUS))
    for olds, new, besides, how in ways
    for old in olds
}
TABLES = {
    "directive": tables.directives,
    "effect": tables.effects,
    "letter": tables.letters,
    "status": tables.statuses,
}


def test_it_is_known_how_every_move_is_made():
    legal = {(name, old, new) for name, machine in MACHINES.items() for old, goals in machine.items() for new in goals}
    assert set(HOW) == legal


def move(ctx, machine, old, new, key):
    table, (_, how) = TABLES[machine], HOW[machine, old, new]
    with ctx.ledger.write() as conn:
        how(conn, conn.execute(select(table).where(table.c.id == key)).one(), new)


def warm(office, rows):
    """Make every move once and take it back, so that not every process has to work out the text of its SQL."""
    for key, row in rows.items():
        with contextlib.suppress(ZeroDivisionError), office.ctx.ledger.write() as conn:
            HOW[key][1](conn, conn.execute(select(TABLES[key[0]]).where(TABLES[key[0]].c.id == row)).one(), key[2])
            raise ZeroDivisionError


@pytest.mark.parametrize("machine", MACHINES)
def test_a_death_before_a_move_leaves_nothing_of_it_and_one_after_all_of_it(lives, office, machine):
    wanted = [key for key in HOW if key[0] == machine]
    with office.ctx.ledger.write() as conn:
        rows = {key: made(conn, number, *key) for number, key in enumerate(wanted)}
    warm(office, rows)
    before, after = told(office), {}
    for key in wanted:
        for end in ("written", "committed"):
            lives.live(" ".join(key), move, *key, rows[key])
            after[key, end] = (state(office, machine, rows[key]), told(office))
    for key in wanted:
        assert after[key, "written"] == (key[1], before), key
        now, before = after[key, "committed"]
        assert now == key[2], key
    died = {(moved, point.name.endswith("written")) for point in lives.died for moved in lives.died[point].moves}
    assert died >= {(key, early) for key in wanted for early in (True, False)}
    with office.ctx.ledger.read() as conn:
        assert audit.verify(conn).problems == ()
    with closing(sqlite3.connect(ledger_file(office))) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_move_past_the_ledger_would_have_no_point_and_is_found(lives, office):
    with office.ctx.ledger.write() as conn:
        key = directives.receive(conn, "so", "1", "a" * 64)

    def stray(ctx):
        with ctx.ledger.real.engine.begin() as conn:
            conn.execute(update(tables.directives).where(tables.directives.c.id == key).values(state="fetched"))

    with pytest.raises(AssertionError, match="past the ledger"):
        lives.live("stray", stray)


def made(conn, number, machine, old, new):
    """A row in the old state; its id."""
    directive_id = directives.receive(conn, "so", str(number), "a" * 64)
    besides = {"state": old, **HOW[machine, old, new][0]}
    if machine == "directive":
        conn.execute(update(tables.directives).where(tables.directives.c.id == directive_id).values(**besides))
        return directive_id
    mine = {"directive_id": directive_id, **besides}
    if machine == "letter":
        paper = {"kind": "letter", "template": "t", "template_version": "1", "position": 1, "title": "", "files": "[]"}
        return key_of(conn, tables.letters, **mine, **paper, reference=f"TK-{number}")
    if machine == "status":
        return key_of(conn, tables.statuses, **mine, code="03", lease_by=ME)
    work = {"key": "1", "position": 1, "unit_id": "u", "role": "lead", "instruction_key": "1", "text": "", "rule": ""}
    subject = key_of(conn, tables.assignments, directive_id=directive_id, **work)
    filed = {"office": "so", "kind": "assignment", "subject_id": subject, "reference": f"TK-{number}", "rank": 1}
    return key_of(conn, tables.effects, **mine, **filed, position=1, lease_by=ME)


def key_of(conn, table, **values):
    return conn.execute(insert(table).values(**values)).inserted_primary_key[0]


def state(office, machine, key):
    table = TABLES[machine]
    with office.ctx.ledger.read() as conn:
        return conn.execute(select(table.c.state).where(table.c.id == key)).scalar_one()


def told(office):
    with office.ctx.ledger.read() as conn:
        return audit.head(conn)


def ledger_file(office):
    return office.ctx.settings.paths.data / "ledger.sqlite"
