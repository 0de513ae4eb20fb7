"""Every packet of other builders, when at hand beside the project, through the real flow: taken in, or told why not."""

from __future__ import annotations

import pytest

from services import pipeline
from services.ledger import directives, holds
from services.office.edxml import Status, read_packet
from services.sandbox.deliver import deliver_packet
from tests.needs import SHARED

FOLDER = SHARED / "exchange"
PACKETS = sorted(FOLDER.glob("*/*.edxml"))
BROKEN = "vnpt-official-2018/edoc.edxml"

pytestmark = pytest.mark.skipif(not PACKETS, reason=f"NO REFERENCE PACKETS: {FOLDER} is absent")


def test_each_arrives_or_is_quarantined_with_its_reason(office):
    handles = {str(deliver_packet(office.database, path.read_bytes())): path for path in PACKETS}
    for _ in range(3):
        office.poll()
    rows, found = office.rows(), {}
    # What was listed as a document and is a status is kept as a status.
    for handle, row in rows.items():
        pipeline.advance(office.ctx, row.id)
        found[handles[handle]] = office.get(row.id)
    documents = [path for path in PACKETS if not path.match(BROKEN) and not is_status(path)]
    assert set(found) == {*documents, FOLDER / BROKEN}
    assert {row.state for path, row in found.items() if path in documents} <= {"fetched", "held", "closed"}
    assert [path for path, row in found.items() if row.state == "quarantined"] == [FOLDER / BROKEN]
    assert "dòng 74" in found[FOLDER / BROKEN].last_error
    assert all(asked(office, row) for row in found.values() if row.state in {"held", "quarantined"})


def is_status(path):
    return isinstance(read_packet(path.read_bytes()), Status)


def asked(office, row):
    with office.ctx.ledger.read() as conn:
        assert directives.get(conn, row.id).state == row.state
        return [one.question for one in holds.waiting(conn, row.id)]
