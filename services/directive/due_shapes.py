"""How deadlines are written: days, ranges, months, quarters, years, terms and events, each with its span and rank."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from services.directive import dates, references
from services.directive.model import Deadline
from services.directive.text import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.directive.lexicon import Lexicon
    from services.directive.text import Text

Issued = dt.date | int | None
"""The day of issue; only its year where a scan does not show the day; None when nothing is known."""
FAR_DAYS = 400
"""Days after the issue date beyond which a due date is more likely a slip."""
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:\s*(?:/|,?\s*nam)\s*(?P<year>\d{4}))?(?![\d/])"
RANGE = re.compile(
    r"(?:tu\s+(?:ngay\s+)?|\b(?:tu\s+|trong\s+|vao\s+)?(?:cac\s+)?ngay\s+(?=\d{1,2}(?:\s?/\s?\d{1,2})?\s*-))"
    r"(?P<from>\d{1,2}(?:\s?/\s?\d{1,2}(?:\s?/\s?\d{4})?|\s+thang\s+\d{1,2}(?:\s+nam\s+\d{4})?)?)"
    rf"\s*(?:,?\s*den|-)\s*(?:het\s+)?(?:ngay\s+)?{dates.DATE}"
)
_RELATIVE = re.compile(
    r"(?:(?P<term>trong\s+(?:thoi han|thoi gian|vong)|cham nhat(?:\s+(?:la|sau|trong))?"
    r"|muon nhat(?:\s+sau)?|khong qua)\s+)?"
    r"(?P<n>\d{1,3})\s*(?:\([^)]*\)\s*)?ngay(?P<working>\s+lam viec)?"
    r"(?P<anchor>\s*,?\s*(?:(?:ke|tinh)\s+)?(?:tu|sau)\s+(?:ngay|khi)\s+[^,.;]{2,60})?"
)
_HOURS = re.compile(
    r"(?P<term>(?:(?:trong\s+)?(?:vong|thoi han)|trong\s+thoi gian|cham nhat\s+(?:sau|trong)(?:\s+vong)?)\s+)?"
    r"(?:(?:trong|khong qua)\s+)?(?P<n>\d{1,3})\s*(?:\([^)]*\)\s*)?gio(?!\s*(?:\d|phut|ngay|sang|chieu|hang|moi)\b)"
    r"(?P<anchor>\s*,?\s*(?:(?:ke|tinh)\s+)?(?:tu|sau)\s+(?:khi|luc|thoi diem)\s+[^,.;]{2,60})?"
)
"""A term in hours; a bare "trong 24 giờ", "không quá 22 giờ" needs what it starts from."""
_FIRST_DAY = re.compile(r"ngay\s+(?=\d)")
_DATELIKE = re.compile(r"\d|\bquy\b|\bnay\b")
"""What every reading has but an event."""
_EVENT_END = re.compile(r"[,.;:(]|$")
_ALL_THE_TIME = re.compile(r"\b(?:trong va|trong,|va trong) $|\btruoc,$")
"""Before "sau Tết" where it is no day but a time: "trước, trong và sau Tết"."""
_SAME_DAY = re.compile(r"truoc\s+(?P<hour>\d{1,2})\s*(?:gio|h|g)\s*(?P<minute>\d{2})?\s*(?:phut)?\s*cung\s+ngay\b")
_DAY = re.compile(rf"ngay\s+{dates.DATE}")
_WEEK = re.compile(r"trong\s+tuan\s+(?:dau|cuoi|thu\s+\w+)(?:\s+cua)?\s+thang\s+\d{1,2}(?:(?:/|\s+nam\s+)\d{4})?")
"""A week of a month has no printed day."""
LONGEST_EVENT = 90
"""Characters."""
YEAR_WINDOW = 50
"""Characters before "trong năm 2026" in which a word may make it an attribute ("kết quả đạt được trong năm 2026")."""
_SIGNING = re.compile(r"(?:tu|sau)\s+(?:ngay|khi)\s+(?:ky|ban hanh)\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a deadline, where it stands, and its rank (the lower the surer)."""

    start: int
    end: int
    rank: int
    deadline: Deadline


def every(text: Text, lexicon: Lexicon, issued: Issued) -> Iterator[Reading]:
    """Every reading of a clause, also those that overlap; the caller chooses."""
    yield from _events(text, lexicon)
    raw, folded = text.raw, text.plain
    if not _DATELIKE.search(folded):
        return
    for match in RANGE.finditer(folded):
        yield _dated(raw, match, "by", issued, rank=0)
    for match in day_pattern(lexicon).finditer(folded):
        yield _dated(raw, match, _boundary(match), issued, rank=1)
    for match in _span_pattern(lexicon).finditer(folded):
        yield from _whole(raw, match, _boundary(match), issued)
    for match in _half_pattern(lexicon).finditer(folded):
        yield from _part_of_year(raw, match, issued)
    for match in _year_pattern(lexicon).finditer(folded):
        day = dt.date(int(match["year"]), 12, 31)
        yield _reading(raw, match.span("trigger"), 5, day, "within", (), issued)
    for match in _bare_year_pattern(lexicon).finditer(folded):
        yield from _bare_year(text, match, issued, lexicon)
    yield from _terms(raw, folded, issued)
    yield from _same_day(text, issued)
    for match in _WEEK.finditer(folded):
        week = Deadline(raw[match.start() : match.end()], None, "within", None, ("event",))
        yield Reading(*match.span(), 2, week)


def _same_day(text: Text, issued: Issued) -> Iterator[Reading]:
    """An hour of the day named last: "… nghỉ học ngày 07/11/2025; báo cáo trước 20 giờ cùng ngày".

    The day of a cited document is not meant; where no other is named, it is the day of issue.
    """
    asked = list(_SAME_DAY.finditer(text.plain))
    cited = references.spans(text) if asked else ()
    for match in asked:
        days = list(_DAY.finditer(text.plain, 0, match.start()))
        own = [day for day in days if not any(start <= day.start() < end for start, end in cited)]
        named = dates.from_match(own[-1]).on(_year(issued)) if own else None
        day = named if own else issued
        if days and isinstance(day, dt.date):
            flags = (f"time={int(match['hour']):02}:{match['minute'] or '00'}",)
            yield _reading(text.raw, match.span(), 1, day, "before", flags, issued)


def _events(text: Text, lexicon: Lexicon) -> Iterator[Reading]:
    """What happens instead of a day: "trước mùa mưa bão", "ngay sau khi …" up to the next stop."""
    raw, folded = text.raw, text.plain
    for event in lexicon.words("deadline-triggers", "event").finditer(text):
        if _ALL_THE_TIME.search(folded[: event.start()]):
            continue
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


def _part_of_year(text: str, match: re.Match[str], issued: Issued) -> Iterator[Reading]:
    """The first or last months of a year, or the month, quarter or year of issue: due on the last day of them."""
    year = int(match["year"]) if match["year"] else _year(issued)
    if year is None or (match["now"] and not isinstance(issued, dt.date)):
        return
    if match["now"] and isinstance(issued, dt.date):
        last = {"thang": issued.month, "quy": (issued.month + 2) // 3 * 3, "nam": 12}[match["now"]]
    else:
        last = int(match["count"]) if match["side"] == "dau" else 12
    if 1 <= last <= 12:  # noqa: PLR2004 - months of a year
        flags = () if match["year"] else ("assumed_year",)
        yield _reading(text, match.span(), 3, dates.last_day(year, last), "within", flags, issued)


def _bare_year(text: Text, match: re.Match[str], issued: Issued, lexicon: Lexicon) -> Iterator[Reading]:
    """The year of issue or the next at the end of a clause, unless it tells what is spoken of."""
    year, before = int(match["year"]), _year(issued)
    traps = lexicon.words("deadline-traps", "year").search(text, max(match.start() - YEAR_WINDOW, 0), match.start())
    if before is not None and before <= year <= before + 1 and not traps:
        yield _reading(text.raw, match.span(), 9, dt.date(year, 12, 31), "within", (), issued)


def _terms(raw: str, folded: str, issued: Issued) -> Iterator[Reading]:
    """Terms in days, with what they start from or a word like "trong thời hạn", and terms in hours."""
    for match in _RELATIVE.finditer(folded):
        if match["anchor"] or match["term"]:
            yield _relative(raw, match, issued)
    for match in _HOURS.finditer(folded):
        if match["anchor"] or match["term"]:
            flags = ("relative", f"hours={int(match['n'])}")
            told = Deadline(raw[match.start() : match.end()].strip(), None, "by", None, flags)
            yield Reading(match.start(), match.end(), 4, told)


def _relative(text: str, match: re.Match[str], issued: Issued) -> Reading:
    count, working = int(match["n"]), bool(match["working"])
    signed = bool(match["anchor"] and _SIGNING.search(match["anchor"]))
    first = issued if signed else _anchored(match["anchor"] or "", issued)
    known = isinstance(first, dt.date) and not working  # working days are reckoned by planning, which has the calendar
    day = first + dt.timedelta(days=count) if isinstance(first, dt.date) and known else None
    flags = ("relative", f"days={count}", *(("working",) if working else ()), *(("from_signing",) if signed else ()))
    return Reading(
        match.start(), match.end(), 4, Deadline(text[match.start() : match.end()].strip(), day, "by", None, flags)
    )


def _anchored(anchor: str, issued: Issued) -> dt.date | None:
    """The day that a term starts from when it is printed: "kể từ ngày 15/3/2026"."""
    found = _FIRST_DAY.search(anchor)
    printed = dates.read(anchor, found.end()) if found else None
    return printed.on(_year(issued)) if printed else None


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


def triggers(lexicon: Lexicon, *kinds: str) -> str:
    """The words that announce a deadline, as alternatives of a pattern."""
    return "|".join(lexicon.words("deadline-triggers", kind).pattern.pattern for kind in kinds)


@lru_cache(maxsize=4)
def day_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """A trigger + hour? + "ngày"? + date; a weak trigger needs "ngày"."""
    strong = rf"(?:(?P<before>{triggers(lexicon, 'before')})|(?P<strong>{triggers(lexicon, 'by')}))"
    clock = r"(?P<hour>\d{1,2})\s*(?:gio|h|g)\s*(?P<minute>\d{2})?\s*(?:phut|')?"
    hour = rf"(?:{clock}\s*,?\s*(?:cua\s+)?(?:sang|chieu|toi)?\s*)?"
    day = r"(?:thu\s+\w+\s*,?\s*)?(?:het\s+|den\s+|vao\s+)*(?:ngay\s+)?(?:thu\s+\w+\s*,?\s*(?:ngay\s+)?)?"
    more = rf"(?:(?:{triggers(lexicon, 'before', 'by', 'weak')})\s+)*"
    dayish = r"(?:(?:sang|trua|chieu|toi|dem)\s+)?(?=(?:\d{1,2}\s*(?:gio|h|g)\b.{0,12})?ngay\s)"
    weak = rf"(?:{triggers(lexicon, 'weak')})(?:\s*:\s*(?=\d)|\s+{dayish})"
    return re.compile(rf"(?:{strong}\s*:?\s+{more}|{weak}){hour}{day}{dates.DATE}")


@lru_cache(maxsize=4)
def _span_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """A trigger + month or quarter."""
    several = r"(?:cac\s+thang\s+(?:\d{1,2}\s*(?:,\s*(?:va\s+)?|va\s+|-\s*))+|thang\s+\d{1,2}\s*-\s*(?:thang\s+)?)"
    month, quarter = rf"(?:{several}|thang\s+)(?P<month>\d{{1,2}})", r"quy\s+(?P<quarter>iv|i{1,3}|[1-4])(?!\w)"
    announced = (
        rf"(?:(?P<before>{triggers(lexicon, 'before')})|(?P<within>{triggers(lexicon, 'within')})"
        rf"|(?:{triggers(lexicon, 'by', 'weak')}))"
    )
    return re.compile(rf"{announced}\s+(?:(?:het|cuoi|trong)\s+)?(?:{month}|{quarter}){_YEAR}")


@lru_cache(maxsize=4)
def _half_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """The first or last months of a year ("trong 6 tháng đầu năm 2026"), and what the day of issue lies in."""
    within = triggers(lexicon, "within", "weak")
    months = r"(?P<count>\d{1,2})\s+thang\s+(?P<side>dau|cuoi)\s+nam(?:\s+(?P<year>\d{4}))?"
    return re.compile(rf"(?:{within})\s+(?:{months}|(?P<now>thang|quy|nam)\s+nay\b)")


@lru_cache(maxsize=4)
def _year_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """A year with a verb of finishing: a bare "trong năm 2020" tells the period of a plan, not a deadline."""
    ends = triggers(lexicon, "within", "weak")
    return re.compile(
        rf"(?:{triggers(lexicon, 'done')})[^.;,\"]{{0,60}}?(?P<trigger>(?:{ends})\s+nam\s+(?P<year>\d{{4}}))(?!\d)"
    )


@lru_cache(maxsize=4)
def _bare_year_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """A year at the end of a clause: "trồng mới 350 ha rừng trong năm 2026"."""
    within = triggers(lexicon, "within")
    return re.compile(rf"(?:{within}|(?:den\s+)?het)\s+nam\s+(?P<year>\d{{4}})(?=\s*(?:[.;)]|\./|$))")
