"""What is known of a draft before it is checked: the only things its text may say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from services.formality.trace import dates_in, symbols_in

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    the configuration. `unit_names` are the names and forms of address of the units the draft may be addressed to;
    empty means that addressees are not compared.
    """

    kind: str
    doc_type: str = ""
    symbols: frozenset[str] = frozenset()
    dates: frozenset[dt.date] = frozenset()
    unit_names: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of file: {self.kind!r}")

    def with_words_of(self, texts: Iterable[str]) -> Facts:
        """The same facts and every symbol and full date that these source texts name.

        Source texts are words of the directive (instructions, quotes, deadlines as written) or of the configuration,
        never words of a draft.
        """
        known = tuple(texts)
        return replace(
            self,
            symbols=self.symbols.union(*map(symbols_in, known)),
            dates=self.dates.union(*map(dates_in, known)),
        )
