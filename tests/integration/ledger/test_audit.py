"""The audit trail: what was tampered with is found, what cannot be found alone is found with a head kept elsewhere."""

from __future__ import annotations

import random
import threading

import pytest
from sqlalchemy import delete, select, text, update

from services.ledger import audit, directives, events
from services.ledger.tables import audit_head
from services.ledger.tables import events as events_table

COUNT = 30


@pytest.fixture
def trail(ledger):
    for number in range(COUNT):
        with ledger.write() as conn:
            events.record(conn, "received", None, f"việc {number}", count=number)
    return ledger


def tamper(ledger, *statements):
    """As somebody with all rights on the database can."""
    with ledger.engine.connect() as conn, conn.begin():
        if conn.dialect.name == "sqlite":
            for verb in ("update", "delete"):
                conn.execute(text(f"DROP TRIGGER IF EXISTS events_no_{verb}"))
        else:
            conn.execute(text("ALTER TABLE events DISABLE TRIGGER ALL"))
        for statement in statements:
            conn.execute(statement)


def verify(ledger, noted=None):
    with ledger.read() as conn:
        return audit.verify(conn, noted)


def test_an_untouched_trail_is_whole(trail):
    found = verify(trail)
    assert (found.events, found.problems, found.head.seq) == (COUNT, (), COUNT)
    assert verify(trail, found.head).problems == ()
    assert audit.Head.parse(str(found.head)) == found.head


def numbered(seq):
    return events_table.c.seq == seq


TAMPERED = {
    "changed": [update(events_table).where(numbered(7)).values(subject="việc khác")],
    "time changed": [update(events_table).where(numbered(7)).values(at=1)],
    "removed": [delete(events_table).where(numbered(7))],
    "first removed": [delete(events_table).where(numbered(1))],
    "tail cut": [delete(events_table).where(events_table.c.seq > COUNT - 3)],
    "swapped": [
        update(events_table).where(numbered(7)).values(seq=1000),
        update(events_table).where(numbered(8)).values(seq=7),
        update(events_table).where(numbered(1000)).values(seq=8),
    ],
}


@pytest.mark.parametrize("how", TAMPERED)
def test_tampering_is_found(trail, how):
    tamper(trail, *TAMPERED[how])
    assert verify(trail).problems


def test_a_thousand_random_changes_are_all_found():
    """In memory of the verifier only: the rows as read, one byte of one column changed, or one row gone or moved."""
    dice, missed = random.Random(5), 0  # noqa: S311 - repeatable
    rows, before = [], events.FIRST_HASH
    for seq in range(1, 41):
        row = {"seq": seq, "at": seq, "actor": "a", "directive_id": "x", "subject": "s", "action": "received"}
        row["detail"] = f'{{"n": {seq}}}'
        before = events.chained(before, row)
        rows.append({**row, "hash": before})
    for _ in range(1000):
        missed += not _found([dict(row) for row in rows], dice)
    assert missed == 0


def _found(rows, dice):
    place = dice.randrange(len(rows))
    match dice.choice(["text", "time", "hash", "gone", "moved"]):
        case "text":
            name = dice.choice(["actor", "subject", "action", "detail", "directive_id"])
            spot = dice.randrange(len(rows[place][name]))
            old = rows[place][name]
            rows[place][name] = old[:spot] + chr((ord(old[spot]) + 1) % 128) + old[spot + 1 :]
        case "time":
            rows[place]["at"] += 1
        case "hash":
            rows[place]["hash"] = "f" + rows[place]["hash"][1:] if rows[place]["hash"][0] != "f" else "0" * 64
        case "gone":
            del rows[place]
        case "moved":
            other = (place + 1 + dice.randrange(len(rows) - 1)) % len(rows)
            one, two = rows[place], rows[other]
            one["seq"], two["seq"] = two["seq"], one["seq"]
            rows.sort(key=lambda row: row["seq"])
    walk = audit.Walk()
    problems = list(walk.over(rows))
    return bool(problems) or (walk.seq, walk.hash) != (40, END)


def _end():
    before = events.FIRST_HASH
    for seq in range(1, 41):
        row = {"seq": seq, "at": seq, "actor": "a", "directive_id": "x", "subject": "s", "action": "received"}
        before = events.chained(before, {**row, "detail": f'{{"n": {seq}}}'})
    return before


END = _end()


def test_a_chain_computed_anew_is_found_only_with_a_head_kept_elsewhere(trail):
    noted = verify(trail).head
    with trail.read() as conn:
        keep = conn.execute(select(events_table.c.hash).where(numbered(20))).scalar_one()
    tamper(trail, delete(events_table).where(events_table.c.seq > 20), update(audit_head).values(seq=20, hash=keep))
    assert verify(trail).problems == ()
    assert "cắt đuôi" in verify(trail, noted).problems[0]


def test_a_change_that_cannot_be_recorded_is_not_made(ledger, monkeypatch):
    def full(_conn):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(events, "seal", full)
    with pytest.raises(OSError, match="No space"), ledger.write() as conn:
        directives.receive(conn, "so-mau", "1", "a" * 64)
    monkeypatch.undo()
    with ledger.read() as conn:
        assert directives.listed(conn) == []
    assert verify(ledger).events == 0


def test_many_writers_make_one_chain(ledger):
    def write(name):
        for number in range(10):
            with ledger.write() as conn:
                events.record(conn, "received", None, f"{name}-{number}")

    threads = [threading.Thread(target=write, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = verify(ledger)
    assert (found.events, found.problems) == (60, ())
