"""What is known of a draft before it is checked: the only things its text may say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from services.formality.text import bare
from services.formality.trace import dates_in, figures_in, symbols_in

if TYPE_CHECKING:
    from collections.abc import Iterable

LETTER = "letter"
TABLE = "table"
COVER_NOTE = "cover_note"
FOREIGN = "foreign"
KINDS = frozenset({LETTER, TABLE, COVER_NOTE, FOREIGN})


@dataclass(frozen=True, slots=True)
class Head:
    """What head and signature of our drafts say, by configuration; an empty value is not compared.

    `parent` None means that the office has no chủ quản. `authorization` and `delegation` name the documents that let
    somebody sign TUQ. and TL. (NĐ 30/2020/NĐ-CP, Điều 13 khoản 3, 4).
    """

    issuer: str = ""
    parent: str | None = ""
    place: str = ""
    notation: str = ""
    signer: str = ""
    authorization: str = ""
    delegation: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """One assignment that a letter gives its unit: what, from which words, with whom, until when, with what result.

    `limit_on` is the day the directive itself sets for it; `recurring` is a period in place of a day.
    """

    unit: str
    text: str
    quote: str = ""
    partners: tuple[str, ...] = ()
    due_text: str = ""
    due_on: dt.date | None = None
    limit_on: dt.date | None = None
    recurring: bool = False
    product: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The known facts of one file.

    `kind` is letter, table, cover_note (our drafts) or foreign (a file somebody else made). `doc_type` is the printed
    name ("CÔNG VĂN", "KẾ HOẠCH"), empty when unknown: then the page decides. `symbols`, `dates` and `figures` are all
    document symbols, days and numbers that the draft may name: those of the directive, of its references, of the
    assignments and of the configuration. `unit_names` are the names and forms of address of the units the draft may be
    addressed to; empty means that addressees are not compared. `words` is all known text, `bare`.

    `given` are the assignments of this letter (of units that share it: of one), `addressed` the names of each unit it
    must reach, and of no other (one is enough),
    `abolished` the names of units that were no more when the directive was issued, `ended_since` of those that have
    ended since, `today` the day of drafting, `reporting` whether the directive asks for a report, `tasks` the
    contents of the assignment table in the order of their numbers.
    """

    kind: str
    doc_type: str = ""
    symbols: frozenset[str] = frozenset()
    dates: frozenset[dt.date] = frozenset()
    unit_names: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    words: str = ""
    head: Head | None = None
    given: tuple[Given, ...] = ()
    addressed: tuple[frozenset[str], ...] = ()
    abolished: frozenset[str] = frozenset()
    ended_since: frozenset[str] = frozenset()
    today: dt.date | None = None
    lead_days: int = 0
    reporting: bool = False
    tasks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of file: {self.kind!r}")

    def with_words_of(self, texts: Iterable[str]) -> Facts:
        """The same facts and every symbol, full date, number and word that these source texts name.

        Source texts are words of the directive (instructions, quotes, deadlines as written) or of the configuration,
        never words of a draft.
        """
        known = tuple(texts)
        return replace(
            self,
            symbols=self.symbols.union(*map(symbols_in, known)),
            dates=self.dates.union(*map(dates_in, known)),
            figures=self.figures.union(*map(figures_in, known)),
            words=" | ".join((self.words, *map(bare, known))).strip(" |"),
        )
