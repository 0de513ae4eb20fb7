"""Checking the audit trail: whether every event is still there, unchanged and in its place.

Found: an event that was changed, removed, added or moved, and a chain that no longer ends where `audit_head` says.
Not found from the ledger alone: whoever may write to the database may compute the whole chain anew. Against that, the
end of the chain is printed every day (`Head`); a chain that was rewritten or cut off does not contain it any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from services.ledger.events import FIRST_HASH, chained
from services.ledger.tables import audit_head, events

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

READ_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Head:
    """An end of the chain as it is printed: `120:9f86d081…` (number of the event, hash)."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """The head that `str` printed; raises ValueError."""
        seq, _, value = text.strip().partition(":")
        return cls(int(seq), value.lower())


@dataclass(frozen=True, slots=True)
class Verified:
    """How many events were read, where the chain ends, and what is wrong (sentences for admins)."""

    events: int
    head: Head
    problems: tuple[str, ...]


def head(conn: Connection) -> Head:
    """Where the chain ends now."""
    return Head(*conn.execute(select(audit_head.c.seq, audit_head.c.hash)).one())


def verify(conn: Connection, noted: Head | None = None) -> Verified:
    """Read the whole trail; `noted` is a head that was printed earlier and must still be part of the chain."""
    walk, end = Walk(noted), head(conn)
    rows = conn.execution_options(yield_per=READ_AT_ONCE).execute(select(events).order_by(events.c.seq)).mappings()
    problems = list(walk.over(rows))
    if end != Head(walk.seq, walk.hash) and not problems:
        problems.append(f"Chuỗi phải kết thúc ở sự kiện {end.seq}, nhưng sự kiện cuối cùng còn lại là {walk.seq}.")
    if noted is not None and not walk.met:
        problems.append(
            f"Sự kiện {noted.seq} với dấu {noted.hash[:12]}… đã ghi lại trước đây không còn trong chuỗi: nhật ký bị "
            "cắt đuôi, bị tính lại, hoặc sổ được khôi phục từ một bản sao lưu cũ hơn dấu này."
        )
    return Verified(walk.read, end, tuple(problems))


class Walk:
    """One pass over events in order: where it stands, how many it has read, and whether it `met` the noted head."""

    def __init__(self, noted: Head | None = None) -> None:
        self.seq, self.hash, self.read = 0, FIRST_HASH, 0
        self.met = False
        self._noted = noted

    def over(self, rows: Iterable[Mapping[Any, Any]]) -> Iterator[str]:
        """What is wrong, one sentence each; the walk goes on from what the event itself claims."""
        for row in rows:
            if row["seq"] != self.seq + 1:
                yield f"Thiếu sự kiện {self.seq + 1} đến {row['seq'] - 1}: đã bị xóa hoặc dời chỗ."
            elif row["hash"] != chained(self.hash, row):
                yield f"Sự kiện {row['seq']} không khớp dấu của nó: nội dung hoặc thứ tự đã bị sửa."
            self.seq, self.hash, self.read = row["seq"], row["hash"], self.read + 1
            self.met = self.met or Head(self.seq, self.hash) == self._noted
