"""What is known of a draft before it is checked: the only things its text may say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

LETTER = "letter"
TABLE = "table"
COVER_NOTE = "cover_note"
FOREIGN = "foreign"
KINDS = frozenset({LETTER, TABLE, COVER_NOTE, FOREIGN})


@dataclass(frozen=True, slots=True)
class Facts:
    """The known facts of one file.

    `kind` is letter, table, cover_note (our drafts) or foreign (a file somebody else made). `doc_type` is the printed
    name ("CÔNG VĂN", "KẾ HOẠCH"), empty when unknown: then the page decides. `symbols` and `dates` are all document
    symbols and days that the draft may name: those of the directive, of its references, of the assignments and of
    the configuration (`trace.symbols_in` and `trace.dates_in` read them from any text). `unit_names` are the names
    and forms of address of the units the draft may be addressed to; empty means that addressees are not compared.
    """

    kind: str
    doc_type: str = ""
    symbols: frozenset[str] = frozenset()
    dates: frozenset[dt.date] = frozenset()
    unit_names: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of file: {self.kind!r}")
