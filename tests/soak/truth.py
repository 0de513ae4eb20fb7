"""What really happened, read from the sandbox's own database and compared with what had to happen."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from services.ledger import audit, directives, effects, statuses
from services.ledger.tables import letters
from tests.soak.office import unit_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from services.ledger.store import Ledger

STATUSES = ["01", "03", "04", "05"]
ITEMS = """
    SELECT draft.reference, 'D' || draft_id AS egov_id, kind, unit_name, draft.created_at, dossier.reference AS dossier,
        (SELECT group_concat(sha256) FROM file WHERE file.draft_id = draft.draft_id) AS shas, state
    FROM draft JOIN dossier USING (dossier_id)
    UNION ALL
    SELECT assignment.reference, 'N' || assignment_id, 'assignment', unit_name, assignment.created_at,
        dossier.reference, NULL, 'draft'
    FROM assignment JOIN dossier USING (dossier_id)
"""


@dataclass
class Truth:
    """Sentences of what is lost, there twice, or wrong; empty when all is well."""

    lost: list[str] = field(default_factory=list)
    duplicate: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def well(self) -> bool:
        return not (self.lost or self.duplicate or self.wrong)


def find_out(sandbox: Path, ledger: Ledger, count: int, units: int) -> Truth:
    """The truth about `count` directives to `units` units each."""
    items = list(_items(sandbox))
    truth = Truth(duplicate=_twice(items), wrong=_database_faults(sandbox))
    with ledger.read() as conn:
        rows = directives.listed(conn, limit=10 * count)
        for row in rows:
            given = [item for item in items if item["dossier"] == row.reference]
            there, wanted = {(item["kind"], item["unit_name"]) for item in given}, _wanted(units)
            truth.lost += [f"{row.reference}: {one}" for one in sorted(wanted - there)]
            truth.wrong += [f"{row.reference}: nobody asked for {one}" for one in sorted(there - wanted)]
            truth.wrong += _otherwise(items, {one.reference: one.egov_id for one in effects.of(conn, row.id)})
            sent = [one.code for one in statuses.of(conn, row.id) if one.state == "sent"]
            if row.state != "filed" or sent != STATUSES:
                truth.wrong.append(f"{row.symbol or row.id} ended as {row.state} with statuses {sent}")
        truth.lost += [f"directive number {number}" for number in range(len(rows), count)]
        shas = {
            row.reference: {one["sha256"] for one in json.loads(row.files)} for row in conn.execute(select(letters))
        }
        truth.wrong += audit.verify(conn).problems
    there = ((item["reference"], set(item["shas"].split(","))) for item in items if item["shas"])
    truth.wrong += [f"{reference} has other files" for reference, found in there if shas.get(reference) != found]
    return truth


def twice(sandbox: Path) -> list[str]:
    """The references that eGov holds more than once by now."""
    return _twice(list(_items(sandbox)))


def _items(sandbox: Path) -> Iterator[dict[str, str]]:
    with closing(sqlite3.connect(f"file:{sandbox}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        yield from (dict(row) for row in db.execute(ITEMS) if row["state"] != "withdrawn")


def _database_faults(sandbox: Path) -> list[str]:
    with closing(sqlite3.connect(sandbox)) as db:
        told = [row[0] for row in db.execute("PRAGMA integrity_check")]
    return [] if told == ["ok"] else told


def _twice(items: list[dict[str, str]]) -> list[str]:
    """Under one reference, or for one unit of one dossier, whatever the reference."""
    by_reference = Counter(item["reference"] for item in items)
    by_place = Counter((item["dossier"], item["kind"], item["unit_name"]) for item in items)
    more = [f"{name} × {times}" for name, times in by_reference.items() if times > 1]
    return more or [f"{name} × {times}" for name, times in by_place.items() if times > 1]


def _wanted(units: int) -> set[tuple[str, str]]:
    schools = [unit_name(number) for number in range(1, units + 1)]
    return {(kind, name) for kind in ("letter", "assignment") for name in schools} | {("table", ""), ("cover_note", "")}


def _otherwise(items: list[dict[str, str]], recorded: dict[str, str | None]) -> list[str]:
    """The ledger's number of an item in eGov must be the number of that very item."""
    there: dict[str, set[str]] = {}
    for item in items:
        there.setdefault(item["reference"], set()).add(item["egov_id"])
    return [f"{one} recorded as {number}" for one, number in recorded.items() if number not in there.get(one, ())]
