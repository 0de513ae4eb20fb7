"""What the directives still at work need beside the ledger: rows of units, files on the disk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from services.ledger.tables import assignments, directives, files, letters

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDED = ("done", "closed")


def units(conn: Connection, office: str) -> dict[str, list[str]]:
    """The units that they give something to, each with what these directives are called."""
    found: dict[str, list[str]] = {}
    for table in (assignments, letters):
        wanted = select(table.c.unit_id, directives.c.symbol, directives.c.id).join(directives).distinct()
        wanted = wanted.where(directives.c.office == office, directives.c.state.not_in(ENDED))
        for unit, symbol, key in conn.execute(wanted.order_by(table.c.unit_id, directives.c.id)):
            # A letter of the whole office names no unit, one to several names a group ("nhom:thpt").
            if unit and ":" not in unit and _called(symbol, key) not in found.setdefault(unit, []):
                found[unit].append(_called(symbol, key))
    return found


def contents(conn: Connection) -> Iterator[tuple[str, str]]:
    """The sha256 of every file that they were made of or consist of, with what the directive is called."""
    open_ = directives.c.state.not_in(ENDED)
    named = (directives.c.symbol, directives.c.id)
    for symbol, key, *shas in conn.execute(
        select(*named, directives.c.packet_sha, directives.c.pages_sha).where(open_)
    ):
        yield from ((sha, _called(symbol, key)) for sha in shas if sha)
    for symbol, key, sha in conn.execute(select(*named, files.c.sha256).join_from(files, directives).where(open_)):
        yield sha, _called(symbol, key)
    for symbol, key, kept in conn.execute(select(*named, letters.c.files).join_from(letters, directives).where(open_)):
        yield from ((file["sha256"], _called(symbol, key)) for file in json.loads(kept))


def _called(symbol: str | None, key: str) -> str:
    return f"{symbol} (mã {key})" if symbol else key
