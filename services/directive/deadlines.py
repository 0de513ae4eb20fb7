"""Thời hạn of a clause: every reading is collected with its span, the best one chosen, the rest told as flags.

The date is the day as printed. What only looks like a deadline is refused: dates of citations, the end of a reported
period, an old date that a reminder repeats, "chịu trách nhiệm trước …", "ngân sách hằng năm".
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from services.directive import periods
from services.directive.due_shapes import RANGE, Issued, Reading, day_pattern, every, triggers
from services.directive.model import Deadline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from services.directive.lexicon import Lexicon
    from services.directive.text import Text

Spans = tuple[tuple[int, int], ...]
STALE_WINDOW = 40
"""Characters after a date in which "tuy nhiên đến nay" makes it an old one."""

LONG_PAST_DAYS = 1_100
"""Days (three years) before the document from which a day may be no slip but belong to what is spoken of."""
NARROWED_WINDOW = 60
"""Characters before such a day in which words show it."""

_EVERY_YEAR = re.compile(r"(?:\s*(?:,|va)\s*(?:truoc\s+)?(?:ngay\s+)?\d{1,2}/\d{1,2})*\s*(?:hang|moi)\s+nam\b")


def find(text: Text, lexicon: Lexicon, issued: Issued, citations: Spans = ()) -> Deadline | None:
    """The deadline of a clause, or None. `citations` are spans whose dates belong to cited documents."""
    found = _coming(text, readings(text, lexicon, issued, citations), lexicon, issued)
    cycles = periods.find(text, lexicon)
    cycles = tuple(c for c in cycles if not any(r.start < c.end and c.start < r.end for r in found if r.deadline.date))
    if not found:
        return _periodic(text.raw, cycles)
    best = found[0].deadline
    if yearly := _yearly(text, found[0], cycles):
        return yearly
    dated = sorted({reading.deadline.date for reading in found if reading.deadline.date} - {best.date})
    others = tuple(f"also={day.isoformat()}" for day in dated if best.date)
    flags = (*best.flags, *(("several", *others) if others else ()))
    return Deadline(best.text, best.date, best.boundary, _recurrence(cycles), flags)


def _coming(text: Text, found: Sequence[Reading], lexicon: Lexicon, issued: Issued) -> Sequence[Reading]:
    """Without days long ago that narrow what is spoken of, and without past ones beside a day to come."""
    recent = [one for one in found if not _narrows(text, one, lexicon, issued)]
    return [one for one in recent if "past" not in one.deadline.flags] or recent


def _narrows(text: Text, one: Reading, lexicon: Lexicon, issued: Issued) -> bool:
    """Whether a day years before the document says which cases are meant ("các trường hợp giao đất trước ngày …")."""
    day = one.deadline.date
    if day is None or not isinstance(issued, dt.date) or (issued - day).days <= LONG_PAST_DAYS:
        return False
    window = max(one.start - NARROWED_WINDOW, 0)
    return lexicon.words("deadline-traps", "year").search(text, window, one.start) is not None


def _yearly(text: Text, reading: Reading, cycles: Sequence[periods.Period]) -> Deadline | None:
    """A day without a year that comes back: "trước ngày 15/6 và 15/12 hằng năm" is no single day.

    The period may stand before it: "hằng năm báo cáo … trước ngày 10 tháng 12".
    """
    if "assumed_year" not in reading.deadline.flags:
        return None
    before = [c for c in cycles if c.end <= reading.start]
    if any(c.recurrence == "annual" for c in before):
        told = text.raw[before[0].start : reading.end].strip()
        closed = ")" if told.count("(") > told.count(")") and text.raw[reading.end : reading.end + 1] == ")" else ""
        return Deadline(told + closed, None, reading.deadline.boundary, _recurrence(before), ("day_of_year",))
    end = _EVERY_YEAR.match(text.plain, reading.end)
    if end is None:
        return None
    return Deadline(
        text.raw[reading.start : end.end()].strip(), None, reading.deadline.boundary, "annual", ("day_of_year",)
    )


@lru_cache(maxsize=periods.CLAUSES)
def readings(text: Text, lexicon: Lexicon, issued: Issued, citations: Spans = ()) -> tuple[Reading, ...]:
    """All readings, surest first, none inside another or inside a citation."""
    found = sorted(every(text, lexicon, issued), key=lambda r: (r.rank, r.start))
    kept: list[Reading] = []
    refused = [*citations, *_reported_periods(text, lexicon)]
    for one in found:
        cited = [] if "event" in one.deadline.flags else refused  # an event may be told by a citation
        taken = [*cited, *((k.start, k.end) for k in kept)]
        if not any(one.start < end and start < one.end for start, end in taken) and not _stale(text, one, lexicon):
            kept.append(one)
    return tuple(kept)


def unparsed(text: Text, lexicon: Lexicon, issued: Issued, citations: Spans = ()) -> Spans:
    """Triggers followed by a digit or an hour that no reading explains: each is a doubt, never nothing."""
    known = [(r.start, r.end) for r in readings(text, lexicon, issued, citations)]
    known += [(p.start, p.end) for p in periods.find(text, lexicon)] + list(citations)
    return tuple(
        match.span()
        for match in _suspicion(lexicon).finditer(text.plain)
        if not any(match.start() < end and start < match.end() for start, end in known)
        and not _stale_at(text, match.end(), lexicon)
    )


def _periodic(text: str, cycles: Sequence[periods.Period]) -> Deadline | None:
    if not cycles:
        return None
    first = cycles[0]
    flags = tuple(flag for cycle in cycles for flag in cycle.flags)
    return Deadline(text[first.start : first.end], None, None, _recurrence(cycles), flags)


def _recurrence(cycles: Iterable[periods.Period]) -> str | None:
    kinds = dict.fromkeys(kind for cycle in cycles for kind in cycle.recurrence.split("+"))
    if len(kinds) > 1:
        kinds.pop(periods.UNSPECIFIED, None)
    return "+".join(kinds) or None


def _stale(text: Text, reading: Reading, lexicon: Lexicon) -> bool:
    return reading.rank < 2 and _stale_at(text, reading.end, lexicon)  # noqa: PLR2004 - dates and ranges


def _stale_at(text: Text, end: int, lexicon: Lexicon) -> bool:
    return lexicon.words("deadline-traps", "stale").search(text, end, min(end + STALE_WINDOW, len(text))) is not None


def _reported_periods(text: Text, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Dates that bound what is reported ("số liệu tính từ ngày … đến ngày …"), not when to report."""
    for pattern in (RANGE, day_pattern(lexicon)):
        for match in pattern.finditer(text.plain):
            before = len(text.plain[: match.start()].rstrip())
            traps = lexicon.words("deadline-traps", "period").finditer(text, max(before - 60, 0), before)
            weak = pattern is RANGE or not (match["before"] or match["strong"])
            if weak and any(trap.end() == before for trap in traps):
                yield match.span()


@lru_cache(maxsize=4)
def _suspicion(lexicon: Lexicon) -> re.Pattern[str]:
    shape = r"\s+(?:ngay\s+)?(?:\w+\s+)?(?:\d|\w*\s*gio\b)"
    return re.compile(rf"(?:{triggers(lexicon, 'before')}){shape}|(?:{triggers(lexicon, 'by')})")
