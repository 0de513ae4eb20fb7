"""Bad files in the real flow among good ones: each ends as required and asks in Vietnamese; nothing else stops."""

from __future__ import annotations

import json

import pytest

from services.ledger import directives, holds
from services.sandbox.deliver import deliver
from tests.bad_input.model import Input, Outcome
from tests.bad_input.test_files import INPUTS

pytestmark = pytest.mark.timeout(600)
ENDS = {
    Outcome.REFUSED: {"quarantined"},
    Outcome.READ: {"held", "closed", "filed"},
    Outcome.FLAGGED: {"held", "closed", "filed"},
    # what recognition finds decides: text, or none on any page
    Outcome.NO_TEXT: {"held", "closed", "filed", "quarantined"},
}


def test_every_file_ends_as_required_and_good_ones_beside_it_are_filed(office, document, header, tmp_path):
    good = [deliver(office.database, [document()], header(number=str(900 + n))) for n in range(2)]
    bad = [
        deliver(office.database, [written(one, n, tmp_path)], header(number=str(n))) for n, one in enumerate(INPUTS, 1)
    ]
    good.append(deliver(office.database, [document("cuoi.txt", "\nThêm.")], header(number="999")))
    while len(office.rows()) < len(bad) + len(good):
        office.poll()
    rows = {handle: office.run(handle) for handle in (*bad, *good)}
    wrong = [
        f"{one.label}: {why}"
        for handle, one in zip(bad, INPUTS, strict=True)
        if (why := objection(office, rows[handle], one))
    ]
    assert wrong == []
    assert [rows[handle].state for handle in good] == ["filed"] * 3


def written(given: Input, number: int, folder):
    file = folder / f"{number}-{given.name}"
    file.write_bytes(given.content)
    return file


def objection(office, row, given: Input) -> str:
    """What is wrong with how it ended; nothing when all is right."""
    if row.state not in ENDS[given.outcome]:
        return f"{row.state}"
    if given.outcome is Outcome.FLAGGED:
        doubts = [doubt["message"] for doubt in json.loads(row.understanding)["doubts"]]
        return "" if any(given.words in doubt for doubt in doubts) else f"no remark in {doubts}"
    if given.outcome is Outcome.REFUSED:
        with office.ctx.ledger.read() as conn:
            asked = [hold.question for hold in holds.waiting(conn, row.id)]
            given_up = directives.get(conn, row.id).attempt
        return "" if asked and given.words in asked[0] and given_up <= 1 else f"{asked}, attempt {given_up}"
    return ""
