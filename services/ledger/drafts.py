"""What was decided and drafted: instructions, assignments and letters of a directive."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Table, bindparam, delete, func, select, update

from services.ledger import events
from services.ledger.moves import require_legal
from services.ledger.tables import assignments, directives, instructions, letters
from services.ledger.upsert import insert_new

#: Characters of a title or an assignment in a question.
MOST_CALLED = 160

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from services.directive.model import Instruction
    from services.planning.model import Assignment

# Made once: asked for every draft that is filed.
_BY_REFERENCE = select(letters).where(letters.c.reference == bindparam("filed_as"))


def keep_instructions(conn: Connection, directive_id: str, found: Sequence[Instruction]) -> None:
    """Record the instructions of a directive, in place of what an earlier reading found."""
    rows = [
        {
            "directive_id": directive_id,
            "key": one.key,
            "position": position,
            "section": one.section,
            "text": one.text,
            "page": one.evidence.page,
            "line": one.evidence.line,
            "quote": one.evidence.quote,
            "implicit": one.implicit,
            "confidence": one.confidence,
        }
        for position, one in enumerate(found, 1)
    ]
    _replace(conn, instructions, directive_id, rows)


def places_of(conn: Connection, directive_id: str, keys: Collection[str]) -> dict[str, tuple[int, int]]:
    """Page and line of these instructions, by their keys."""
    found = select(instructions.c.key, instructions.c.page, instructions.c.line)
    rows = conn.execute(found.where(instructions.c.directive_id == directive_id, instructions.c.key.in_(keys)))
    return {row.key: (row.page, row.line) for row in rows}


def keep_assignments(conn: Connection, directive_id: str, planned: Sequence[Assignment]) -> None:
    """Record the assignments of a plan, in place of those of an earlier one."""
    rows = [
        {
            "directive_id": directive_id,
            "key": one.key,
            "position": position,
            "unit_id": one.unit,
            "role": one.role.value,
            "instruction_key": one.instruction,
            "text": one.text,
            "due_on": one.due_on.isoformat() if one.due_on else None,
            "rule": one.rule,
        }
        for position, one in enumerate(planned, 1)
    ]
    _replace(conn, assignments, directive_id, rows)


def assignments_of(conn: Connection, directive_id: str) -> Sequence[Row[Any]]:
    """The assignments in the order of the plan."""
    wanted = select(assignments).where(assignments.c.directive_id == directive_id)
    return conn.execute(wanted.order_by(assignments.c.position)).all()


def assignments_with(conn: Connection, ids: Collection[int]) -> dict[int, Row[Any]]:
    """Some assignments, by id."""
    return {row.id: row for row in conn.execute(select(assignments).where(assignments.c.id.in_(ids)))}


def letters_with(conn: Connection, ids: Collection[int]) -> dict[int, Row[Any]]:
    """Some drafts, by id."""
    return {row.id: row for row in conn.execute(select(letters).where(letters.c.id.in_(ids)))}


def keep_letters(conn: Connection, directive_id: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Record drafts (with the sha256 of their files), in place of those drafted before. Only before filing."""
    _replace(conn, letters, directive_id, [{"directive_id": directive_id, "state": "drafted", **row} for row in rows])


def add_letter(conn: Connection, directive_id: str, row: Mapping[str, object]) -> None:
    """Record one more draft beside the others; one that is there already stays as it is."""
    insert_new(conn, letters, [{"directive_id": directive_id, "state": "drafted", **row}])


def letters_of(conn: Connection, directive_id: str) -> Sequence[Row[Any]]:
    """The drafts of a directive in the order of the dossier."""
    wanted = select(letters).where(letters.c.directive_id == directive_id).order_by(letters.c.position)
    return conn.execute(wanted).all()


def tally(conn: Connection, directive_id: str) -> Counter[tuple[str, str]]:
    """How many drafts of a directive there are by kind and state."""
    counted = select(letters.c.kind, letters.c.state, func.count()).where(letters.c.directive_id == directive_id)
    rows = conn.execute(counted.group_by(letters.c.kind, letters.c.state))
    return Counter({(kind, state): number for kind, state, number in rows})


def _replace(conn: Connection, table: Table, directive_id: str, rows: Sequence[Mapping[str, object]]) -> None:
    conn.execute(delete(table).where(table.c.directive_id == directive_id))
    insert_new(conn, table, rows)


def keep_findings(conn: Connection, findings: Iterable[tuple[int, list[dict[str, object]]]]) -> None:
    """Record what the formality check said of each letter."""
    change = update(letters).where(letters.c.id == bindparam("letter")).values(findings=bindparam("found"))
    rows = [{"letter": key, "found": json.dumps(found, ensure_ascii=False)} for key, found in findings]
    if rows:
        conn.execute(change, rows)


def by_reference(conn: Connection, reference: str, office: str | None = None) -> Row[Any] | None:
    """The draft filed under this reference; with `office`, only when it is that office's."""
    wanted = _BY_REFERENCE
    if office is not None:
        wanted = wanted.join(directives, directives.c.id == letters.c.directive_id).where(directives.c.office == office)
    return conn.execute(wanted, {"filed_as": reference}).first()


def issued_as(conn: Connection, office: str, symbol: str, day: dt.date | None) -> Row[Any] | None:
    """The newest letter of an office that was issued under this symbol, on this day when both are known."""
    wanted = select(letters).join(directives, directives.c.id == letters.c.directive_id)
    wanted = wanted.where(directives.c.office == office, letters.c.state == "issued", letters.c.symbol.is_not(None))
    for row in conn.execute(wanted.order_by(letters.c.id.desc())):
        another_day = day and row.issued_on and row.issued_on != day.isoformat()
        if _folded(row.symbol) == _folded(symbol) and not another_day:
            return row
    return None


def _folded(symbol: str) -> str:
    return unicodedata.normalize("NFC", "".join(symbol.split())).upper()


def decide(conn: Connection, row: Row[Any], decision: str, actor: str, **values: object) -> bool:
    """Record a clerk's decision on a draft; a repeat of the same decision changes nothing and is False."""
    if row.state == decision:
        return False
    require_legal("letter", row.state, decision)
    conn.execute(update(letters).where(letters.c.id == row.id).values(state=decision, **values))
    events.record(conn, f"letter_{decision}", row.directive_id, row.reference, actor=actor)
    return True


def called(conn: Connection, kind: str, subject_id: int, reference: str) -> str:
    """What an effect creates, as a clerk knows it: a draft by its title, an assignment by its words."""
    column, what = (letters.c.title, "dự thảo") if kind == "draft" else (assignments.c.text, "nhiệm vụ")
    found = conn.execute(select(column).where(column.table.c.id == subject_id)).scalar_one_or_none()
    if found is None:
        return f"{what} có mã tham chiếu {reference}"
    return f"{what} “{found if len(found) <= MOST_CALLED else found[:MOST_CALLED].rsplit(' ', 1)[0] + ' …'}”"


def withdraw(conn: Connection, row: Row[Any]) -> None:
    """A draft was taken back before any clerk decided on it."""
    require_legal("letter", row.state, "withdrawn")
    conn.execute(update(letters).where(letters.c.id == row.id).values(state="withdrawn"))
    events.record(conn, "letter_withdrawn", row.directive_id, row.reference)
