"""Directives in the ledger: received once, moved step by step, found again by any name a person uses."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, case, or_, select, update

from services.errors import PermanentError
from services.ledger import events
from services.ledger.clock import db_now
from services.ledger.leases import LeaseLostError, claim
from services.ledger.moves import WORKING, require_legal
from services.ledger.names import DIRECTIVE_NAMES
from services.ledger.tables import directives, files
from services.ledger.upsert import insert_first, insert_new

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_VIETNAM = dt.timezone(dt.timedelta(hours=7))
#: All but the long texts that steps hand on: a plan for thousands of units has megabytes.
_BRIEF = tuple(one for one in directives.c if one.name not in {"office_metadata", "understanding", "plan"})


class UnknownDirectiveError(PermanentError):
    """No directive, or more than one, goes by the name that was given."""

    code = "unknown_directive"


def receive(conn: Connection, office: str, external_id: str, packet_sha: str) -> str | None:
    """Register a packet. Returns the new id, or None when this very packet is there already."""
    row = {
        "id": secrets.token_hex(6),
        "office": office,
        "external_id": external_id,
        "packet_sha": packet_sha,
        "state": "received",
        "received_at": db_now(),
        "updated_at": db_now(),
    }
    if not insert_first(conn, directives, row):
        return None
    events.record(conn, "received", str(row["id"]), external_id, packet=packet_sha)
    return str(row["id"])


def is_known(conn: Connection, office: str, external_id: str) -> bool:
    """Whether a packet with this handle of the axis was received before."""
    where = (directives.c.office == office) & (directives.c.external_id == external_id)
    return conn.execute(select(directives.c.id).where(where)).first() is not None


def take(conn: Connection, directive_id: str, holder: str, seconds: float) -> Row[Any] | None:
    """Lease the directive for its next step; None when nothing is due or somebody else is at it."""
    where = (directives.c.id == directive_id) & directives.c.state.in_(WORKING)
    return next(iter(claim(conn, directives, where, holder=holder, seconds=seconds)), None)


def move(conn: Connection, row: Row[Any], new: str, *, holder: str | None = None, **values: object) -> None:
    """Change the state of a directive, and `values` with it, if it is still as `row` says (and still ours)."""
    require_legal("directive", row.state, new)
    change = update(directives).where(directives.c.id == row.id, directives.c.state == row.state)
    if holder is not None:
        change = change.where(directives.c.lease_by == holder)
    fresh = {"state": new, "updated_at": db_now(), "attempt": 0, "failures": 0, "next_at": 0, "rung_at": 0}
    if (
        conn.execute(
            change.values({**fresh, "last_error": None, "lease_by": None, "lease_until": 0, **values})
        ).rowcount
        != 1
    ):
        raise LeaseLostError(f"Văn bản {row.id} đã được tiến trình khác xử lý.")
    events.record(conn, new, row.id, before=row.state)


def received_ids(conn: Connection, office: str, limit: int = 50) -> Sequence[str]:
    """Directives of an office on which no step was taken yet, oldest first."""
    mine = (directives.c.office == office) & (directives.c.state == "received")
    wanted = select(directives.c.id).where(mine).order_by(directives.c.received_at)
    return conn.execute(wanted.limit(limit)).scalars().all()


def get(conn: Connection, directive_id: str) -> Row[Any]:
    """The directive with exactly this id."""
    return conn.execute(select(directives).where(directives.c.id == directive_id)).one()


def brief(conn: Connection, directive_id: str) -> Row[Any]:
    """The directive with exactly this id, without the long texts that steps hand on."""
    return conn.execute(select(*_BRIEF).where(directives.c.id == directive_id)).one()


def office_of(conn: Connection, directive_id: str) -> str | None:
    """The office that received a directive; None for an id of another ledger."""
    return conn.execute(select(directives.c.office).where(directives.c.id == directive_id)).scalar_one_or_none()


def locked(conn: Connection, directive_id: str) -> Row[Any] | None:
    """The directive in brief, unchanged by others until this transaction ends (SQLite has one writer anyway).

    None for an id of another ledger: a broker that is shared, or was used before, may ring for anything.
    """
    return conn.execute(select(*_BRIEF).where(directives.c.id == directive_id).with_for_update()).first()


def find(conn: Connection, name: str, office: str | None = None) -> Row[Any]:
    """The directive a person means: its id or the beginning of it, its symbol, its reference or number on the axis.

    With `office`, one of that office.
    """
    exact = select(directives).where(
        or_(
            directives.c.id.startswith(name, autoescape=True),
            directives.c.symbol == name,
            directives.c.reference == name,
            directives.c.external_id == name,
        )
    )
    if office is not None:
        exact = exact.where(directives.c.office == office)
    rows = conn.execute(exact).all()
    if not rows:
        raise UnknownDirectiveError(f"Không có văn bản nào tên “{name}”. Xem danh sách bằng lệnh “trienkhai status”.")
    if len(rows) > 1:
        ids = "; ".join(f"{row.id} – {DIRECTIVE_NAMES[row.state]}, nhận {_day_of(row.received_at)}" for row in rows)
        raise UnknownDirectiveError(f"“{name}” chỉ nhiều văn bản: {ids}. Hãy nêu mã cụ thể.")
    return rows[0]


def _day_of(millis: int) -> str:
    return f"{dt.datetime.fromtimestamp(millis / 1000, _VIETNAM):%d/%m/%Y}"


def same(conn: Connection, row: Row[Any], business_key: str, content_sha: str) -> Row[Any] | None:
    """The directive that is the same document with the same content for the same office, also when closed."""
    mine = (directives.c.office == row.office) & (directives.c.id != row.id)
    wanted = select(directives).where(
        mine, directives.c.business_key == business_key, directives.c.content_sha == content_sha
    )
    return conn.execute(wanted).first()


def latest_version(conn: Connection, row: Row[Any], business_key: str) -> Row[Any] | None:
    """The newest directive under the same business key, whatever its content."""
    wanted = select(directives).where(
        directives.c.office == row.office, directives.c.business_key == business_key, directives.c.id != row.id
    )
    return conn.execute(wanted.order_by(directives.c.version.desc())).first()


def newest(conn: Connection, office: str, target: str, but: str = "") -> Row[Any] | None:
    """The newest directive of an office, `but` one, whose business key begins so; an open one first.

    Recalls are none, and neither are changes that came to nothing.
    """
    key = directives.c.business_key.startswith(target, autoescape=True)
    mine = (directives.c.office == office) & (directives.c.id != but) & key
    closed = case((directives.c.state == "closed", 1), else_=0)
    change = directives.c.change
    real = change.is_(None) | ((change != "revoke") & (closed == 0))
    wanted = select(directives).where(mine, real).order_by(closed, directives.c.received_at.desc())
    return conn.execute(wanted.limit(1)).first()


def by_document_id(conn: Connection, row: Row[Any], sender: str, ids: Sequence[str]) -> Row[Any] | None:
    """The one directive of this sender under these DocumentIds; none when several bear them (senders reuse them)."""
    key = directives.c.business_key.startswith(f"{sender}|", autoescape=True)
    mine = (directives.c.office == row.office) & (directives.c.id != row.id) & key
    found = conn.execute(select(directives).where(mine, directives.c.document_id.in_(ids))).all()
    return found[0] if len(found) == 1 else None


def listed(conn: Connection, limit: int = 200) -> Sequence[Row[Any]]:
    """The newest directives first, in brief."""
    return conn.execute(select(*_BRIEF).order_by(directives.c.received_at.desc()).limit(limit)).all()


def close(conn: Connection, row: Row[Any], reason: str, *, holder: str | None = None, **values: object) -> None:
    """End a directive without going on; it remembers where it was, so that a person can take it up again."""
    before = row.held_in or row.state
    move(conn, row, "closed", holder=holder, held_in=before, closed_reason=reason, **values)


def touch(conn: Connection, directive_id: str) -> None:
    """Something moved on this directive just now."""
    conn.execute(update(directives).where(directives.c.id == directive_id).values(updated_at=db_now()))


def answer(conn: Connection, row: Row[Any], answers: Mapping[str, str], forget: Collection[str] = ()) -> None:
    """Keep what a clerk answered; later answers to the same question win, and those to `forget` are asked again."""
    kept = {name: value for name, value in json.loads(row.answers).items() if name not in forget}
    merged = {**kept, **answers}
    change = update(directives).where(directives.c.id == row.id)
    conn.execute(change.values(answers=json.dumps(merged, ensure_ascii=False)))


def keep_files(conn: Connection, directive_id: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Record the attachments of a packet, by position."""
    insert_new(conn, files, [{"directive_id": directive_id, **row} for row in rows])


def first_files(conn: Connection) -> dict[str, str]:
    """The name of the first attachment of each directive that has nothing else to be called by.

    A secret document, of which no metadata is kept, is not called by its file.
    """
    nameless = (
        directives.c.symbol.is_(None) & directives.c.abstract.is_(None) & directives.c.office_metadata.is_not(None)
    )
    wanted = select(files.c.directive_id, files.c.name).join(directives, directives.c.id == files.c.directive_id)
    wanted = wanted.where(nameless, files.c.position == 1)
    return {row.directive_id: row.name for row in conn.execute(wanted)}


def files_of(conn: Connection, directive_id: str) -> Sequence[Row[Any]]:
    """The attachments in the order of the packet."""
    return conn.execute(select(files).where(files.c.directive_id == directive_id).order_by(files.c.position)).all()
