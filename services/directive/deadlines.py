"""Thời hạn of a clause: every reading is collected with its span, the best one chosen, the rest told as flags.

The date is the day as printed. What only looks like a deadline is refused: dates of citations, the end of a reported
period, an old date that a reminder repeats, "chịu trách nhiệm trước …", "ngân sách hằng năm".
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from services.directive import dates, periods
from services.directive.model import Deadline
from services.directive.text import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from services.directive.lexicon import Lexicon
    from services.directive.text import Text

Issued = dt.date | int | None
"""The day of issue; only its year where a scan does not show the day; None when nothing is known."""
Spans = tuple[tuple[int, int], ...]
FAR_DAYS = 400
"""Days after the issue date beyond which a due date is more likely a slip."""
STALE_WINDOW = 40
"""Characters after a date in which "tuy nhiên đến nay" makes it an old one."""
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:\s*(?:/|,?\s*nam)\s*(?P<year>\d{4}))?(?![\d/])"
_RANGE = re.compile(
    r"tu\s+(?:ngay\s+)?(?P<from>\d{1,2}(?:\s?/\s?\d{1,2}(?:\s?/\s?\d{4})?|\s+thang\s+\d{1,2}(?:\s+nam\s+\d{4})?)?)"
    rf"\s*(?:,?\s*den|-)\s*(?:het\s+)?(?:ngay\s+)?{dates.DATE}"
)
_RELATIVE = re.compile(
    r"(?:(?P<term>trong\s+(?:thoi han|thoi gian|vong)|cham nhat(?:\s+(?:la|sau))?|muon nhat(?:\s+sau)?)\s+)?"
    r"(?P<n>\d{1,3})\s*(?:\([^)]*\)\s*)?ngay(?P<working>\s+lam viec)?"
    r"(?P<anchor>\s*,?\s*(?:(?:ke|tinh)\s+)?(?:tu|sau)\s+(?:ngay|khi)\s+[^,.;]{2,60})?"
)
_EVERY_YEAR = re.compile(r"(?:\s*(?:,|va)\s*(?:truoc\s+)?(?:ngay\s+)?\d{1,2}/\d{1,2})*\s*(?:hang|moi)\s+nam\b")
_DATELIKE = re.compile(r"\d|\bquy\b")
"""What every reading has but an event."""
_EVENT_END = re.compile(r"[,.;:(]|$")
LONGEST_EVENT = 90
"""Characters."""
_SIGNING = re.compile(r"(?:tu|sau)\s+(?:ngay|khi)\s+(?:ky|ban hanh)\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a deadline, where it stands, and its rank (the lower the surer)."""

    start: int
    end: int
    rank: int
    deadline: Deadline


def find(text: Text, lexicon: Lexicon, issued: Issued, citations: Spans = ()) -> Deadline | None:
    """The deadline of a clause, or None. `citations` are spans whose dates belong to cited documents."""
    found = readings(text, lexicon, issued, citations)
    cycles = periods.find(text, lexicon)
    cycles = tuple(c for c in cycles if not any(r.start < c.end and c.start < r.end for r in found if r.deadline.date))
    if not found:
        return _periodic(text.raw, cycles)
    best = found[0].deadline
    if yearly := _yearly(text, found[0]):
        return yearly
    dated = sorted({reading.deadline.date for reading in found if reading.deadline.date} - {best.date})
    others = tuple(f"also={day.isoformat()}" for day in dated if best.date)
    flags = (*best.flags, *(("several", *others) if others else ()))
    return Deadline(best.text, best.date, best.boundary, _recurrence(cycles), flags)


def _yearly(text: Text, reading: Reading) -> Deadline | None:
    """A day without a year that comes back: "trước ngày 15/6 và 15/12 hằng năm" is no single day."""
    if "assumed_year" not in reading.deadline.flags:
        return None
    end = _EVERY_YEAR.match(text.plain, reading.end)
    if end is None:
        return None
    return Deadline(
        text.raw[reading.start : end.end()].strip(), None, reading.deadline.boundary, "annual", ("day_of_year",)
    )


@lru_cache(maxsize=periods.CLAUSES)
def readings(text: Text, lexicon: Lexicon, issued: Issued, citations: Spans = ()) -> tuple[Reading, ...]:
    """All readings, surest first, none inside another or inside a citation."""
    every = sorted(_all(text, lexicon, issued), key=lambda r: (r.rank, r.start))
    kept: list[Reading] = []
    refused = [*citations, *_reported_periods(text, lexicon)]
    for one in every:
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


def _all(text: Text, lexicon: Lexicon, issued: Issued) -> Iterator[Reading]:
    yield from _events(text, lexicon)
    raw, folded = text.raw, text.plain
    if not _DATELIKE.search(folded):
        return
    for match in _RANGE.finditer(folded):
        yield _dated(raw, match, "by", issued, rank=0)
    for match in _day_pattern(lexicon).finditer(folded):
        yield _dated(raw, match, _boundary(match), issued, rank=1)
    for match in _span_pattern(lexicon).finditer(folded):
        yield from _whole(raw, match, _boundary(match), issued)
    for match in _year_pattern(lexicon).finditer(folded):
        day = dt.date(int(match["year"]), 12, 31)
        yield _reading(raw, match.span("trigger"), 5, day, "within", (), issued)
    for match in _RELATIVE.finditer(folded):
        if match["anchor"] or match["term"]:
            yield _relative(raw, match, issued)


def _events(text: Text, lexicon: Lexicon) -> Iterator[Reading]:
    """What happens instead of a day: "trước mùa mưa bão", "ngay sau khi …" up to the next stop."""
    raw, folded = text.raw, text.plain
    for event in lexicon.words("deadline-triggers", "event").finditer(text):
        stop = _EVENT_END.search(folded, event.end(), min(event.end() + LONGEST_EVENT, len(raw)))
        end = stop.start() if stop else min(event.end() + LONGEST_EVENT, len(raw))
        boundary = "before" if event.group().startswith("truoc") else "by"
        yield Reading(
            event.start(), end, 8, Deadline(raw[event.start() : end].strip(), None, boundary, None, ("event",))
        )


def _year(issued: Issued) -> int | None:
    return issued.year if isinstance(issued, dt.date) else issued


def _boundary(match: re.Match[str]) -> str:
    if match["before"]:
        return "before"
    return "within" if match.groupdict().get("within") else "by"


def _dated(text: str, match: re.Match[str], boundary: str, issued: Issued, *, rank: int) -> Reading:
    printed = dates.from_match(match)
    day = printed.on(_year(issued))
    flags: tuple[str, ...] = ()
    if printed.year is None:
        flags = ("assumed_year",) if issued else ("year_unknown",)
    if day is None and "year_unknown" not in flags:
        flags = (*flags, "no_such_day")
    groups = match.groupdict()
    if groups.get("hour"):
        flags = (*flags, f"time={int(groups['hour']):02}:{groups['minute'] or '00'}")
    if groups.get("from"):
        flags = (*flags, "range")
        first = dates.read(skeleton(groups["from"]))
        begins = first.on(printed.year or _year(issued)) if first else None
        if begins and day and begins > day:  # one of both days is misprinted: neither is the deadline
            flags, day = (*flags, "reversed"), None
    return _reading(text, (match.start(), printed.end), rank, day, boundary, flags, issued)


def _whole(text: str, match: re.Match[str], boundary: str, issued: Issued) -> Iterator[Reading]:
    """A month or a quarter: due on its last day; "trước tháng 6": before its first."""
    year = int(match["year"]) if match["year"] else _year(issued)
    flags = () if match["year"] else (("assumed_year",) if year else ("year_unknown",))
    quarter = match["quarter"]
    last = _QUARTERS[quarter] * 3 if quarter else int(match["month"])
    if not 1 <= last <= 12:  # noqa: PLR2004 - months of a year
        return
    day = None
    if year:
        day = dt.date(year, last - 2 if quarter else last, 1) if boundary == "before" else dates.last_day(year, last)
    yield _reading(text, match.span(), 3 if quarter else 2, day, boundary, flags, issued)


def _relative(text: str, match: re.Match[str], issued: Issued) -> Reading:
    count, working = int(match["n"]), bool(match["working"])
    signed = bool(match["anchor"] and _SIGNING.search(match["anchor"]))
    known = isinstance(issued, dt.date) and signed and not working
    day = issued + dt.timedelta(days=count) if isinstance(issued, dt.date) and known else None
    flags = ("relative", f"days={count}", *(("working",) if working else ()), *(("from_signing",) if signed else ()))
    return Reading(
        match.start(), match.end(), 4, Deadline(text[match.start() : match.end()].strip(), day, "by", None, flags)
    )


def _reading(
    text: str,
    span: tuple[int, int],
    rank: int,
    day: dt.date | None,
    boundary: str,
    flags: tuple[str, ...],
    issued: Issued,
) -> Reading:
    start, end = span
    if day and isinstance(issued, dt.date) and day < issued:
        flags = (*flags, "past")
    if day and isinstance(issued, dt.date) and (day - issued).days > FAR_DAYS:
        flags = (*flags, "far")
    if day and isinstance(issued, int) and not issued <= day.year <= issued + 1:
        flags = (*flags, "past" if day.year < issued else "far")
    return Reading(start, end, rank, Deadline(text[start:end].strip(), day, boundary, None, flags))


def _stale(text: Text, reading: Reading, lexicon: Lexicon) -> bool:
    return reading.rank < 2 and _stale_at(text, reading.end, lexicon)  # noqa: PLR2004 - dates and ranges


def _stale_at(text: Text, end: int, lexicon: Lexicon) -> bool:
    return lexicon.words("deadline-traps", "stale").search(text, end, min(end + STALE_WINDOW, len(text))) is not None


def _reported_periods(text: Text, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Dates that bound what is reported ("số liệu tính từ ngày … đến ngày …"), not when to report."""
    for pattern in (_RANGE, _day_pattern(lexicon)):
        for match in pattern.finditer(text.plain):
            before = len(text.plain[: match.start()].rstrip())
            traps = lexicon.words("deadline-traps", "period").finditer(text, max(before - 60, 0), before)
            weak = pattern is _RANGE or not (match["before"] or match["strong"])
            if weak and any(trap.end() == before for trap in traps):
                yield match.span()


def _triggers(lexicon: Lexicon, *kinds: str) -> str:
    return "|".join(lexicon.words("deadline-triggers", kind).pattern.pattern for kind in kinds)


@lru_cache(maxsize=4)
def _day_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """A trigger + hour? + "ngày"? + date; a weak trigger needs "ngày"."""
    strong = rf"(?:(?P<before>{_triggers(lexicon, 'before')})|(?P<strong>{_triggers(lexicon, 'by')}))"
    hour = r"(?:(?P<hour>\d{1,2})\s*(?:gio|h|g)\s*(?P<minute>\d{2})?\s*(?:phut|')?\s*,?\s*(?:cua\s+)?)?"
    day = r"(?:thu\s+\w+\s*,?\s*)?(?:het\s+|den\s+|vao\s+)*(?:ngay\s+)?(?:thu\s+\w+\s*,?\s*(?:ngay\s+)?)?"
    more = rf"(?:(?:{_triggers(lexicon, 'before', 'by', 'weak')})\s+)*"
    weak = rf"(?:{_triggers(lexicon, 'weak')})\s+(?=(?:\d{{1,2}}\s*(?:gio|h|g)\b.{{0,12}})?ngay\s)"
    return re.compile(rf"(?:{strong}\s*:?\s+{more}|{weak}){hour}{day}{dates.DATE}")


@lru_cache(maxsize=4)
def _span_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """A trigger + month or quarter."""
    month, quarter = r"thang\s+(?P<month>\d{1,2})", r"quy\s+(?P<quarter>iv|i{1,3}|[1-4])(?!\w)"
    triggers = (
        rf"(?:(?P<before>{_triggers(lexicon, 'before')})|(?P<within>{_triggers(lexicon, 'within')})"
        rf"|(?:{_triggers(lexicon, 'by', 'weak')}))"
    )
    return re.compile(rf"{triggers}\s+(?:(?:het|cuoi|trong)\s+)?(?:{month}|{quarter}){_YEAR}")


@lru_cache(maxsize=4)
def _year_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """A year with a verb of finishing: a bare "trong năm 2020" tells the period of a plan, not a deadline."""
    ends = _triggers(lexicon, "within", "weak")
    return re.compile(
        rf"(?:{_triggers(lexicon, 'done')})[^.;,\"]{{0,60}}?(?P<trigger>(?:{ends})\s+nam\s+(?P<year>\d{{4}}))(?!\d)"
    )


@lru_cache(maxsize=4)
def _suspicion(lexicon: Lexicon) -> re.Pattern[str]:
    shape = r"\s+(?:ngay\s+)?(?:\w+\s+)?(?:\d|\w*\s*gio\b)"
    return re.compile(rf"(?:{_triggers(lexicon, 'before')}){shape}|(?:{_triggers(lexicon, 'by')})")
