"""Chu kỳ: "định kỳ 6 tháng, hằng năm và đột xuất" → "semi-annual+annual+ad-hoc".

A period is accepted where it says when to do something: after "định kỳ", at the start of a clause, or of a report.
As an adjective ("ngân sách hằng năm", "họp định kỳ") it is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.directive.lexicon import Lexicon
    from services.directive.text import Text

KINDS = ("weekly", "monthly", "quarterly", "semi-annual", "annual", "ad-hoc")
UNSPECIFIED = "periodic-unspecified"
MONTHS = {1: "monthly", 3: "quarterly", 6: "semi-annual", 12: "annual"}
REPORT_WINDOW = 90
"""Characters between "báo cáo" and the period that still belongs to it."""
CLAUSES = 256
"""Clauses whose periods are kept: one clause is asked for its deadline and for what was left unread."""
_BREAK = re.compile(r"[.;](?:\s|$)")
_DAY_BEFORE = re.compile(
    r"(?:(?:truoc|cham nhat(?:\s+la|\s+vao)?|muon nhat|vao)\s+)?ngay\s+(?:mung\s+)?(?P<day>\d{1,2})(?:\s+cua)?$"
)
_LAST_MONTH = re.compile(
    r"(?:truoc\s+)?ngay\s+(?:mung\s+)?(?P<day>\d{1,2})\s+(?:cua\s+)?thang\s+cuoi\s+(?:cua\s+)?(?:(?:moi|hang)\s+)?quy"
)
_DAY_AFTER = re.compile(
    r"\s*[,(]?\s*truoc\s+ngay\s+(?:mung\s+)?(?P<day>\d{1,2})\s+cua\s+(?:thang|quy)\s+(?:ke tiep|tiep theo|sau)\)?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A period in a text: where it stands and the recurrence, as `Deadline.recurrence` writes it."""

    start: int
    end: int
    recurrence: str
    flags: tuple[str, ...] = ()


@lru_cache(maxsize=CLAUSES)
def find(text: Text, lexicon: Lexicon) -> tuple[Period, ...]:
    """All periods of a clause that tell when something is due."""
    return tuple(_found(text, lexicon))


def _found(text: Text, lexicon: Lexicon) -> Iterator[Period]:
    for match in _LAST_MONTH.finditer(text.plain):
        yield Period(match.start(), match.end(), "quarterly", (f"day={int(match['day'])}-last",))
    if not _cue(lexicon).search(text.plain):
        return
    for match in _shape(lexicon).finditer(text.plain):
        if match.group().strip() and _says_when(text, match, lexicon):
            yield _period(text.plain, match, lexicon)


@lru_cache(maxsize=4)
def _cue(lexicon: Lexicon) -> re.Pattern[str]:
    """What stands in every clause that has a period: most have none, and the whole shape is slow to rule out."""
    said = (lexicon.words("periods", kind).pattern.pattern for kind in ("every", "periodic"))
    return re.compile("|".join([*said, r"thang\s*/"]))


@lru_cache(maxsize=4)
def _shape(lexicon: Lexicon) -> re.Pattern[str]:
    """The pattern: "định kỳ"? + (N tháng/lần | a list of periods) + "và đột xuất"?."""
    every, periodic = (
        lexicon.words("periods", "every").pattern.pattern,
        lexicon.words("periods", "periodic").pattern.pattern,
    )
    units = "|".join(lexicon.words("periods", kind).pattern.pattern for kind in KINDS if kind != "ad-hoc")
    item = rf"(?:{every}\s+)?(?:{units})"
    link = r"(?:\s*,\s*(?:va\s+|hoac\s+)?|\s+(?:va|hoac)\s+)"
    count = r"(?P<count>\d{1,2})\s+thang\s*/\s*(?:0?1\s*)?lan"
    return re.compile(
        rf"(?=\s*(?:{periodic}|{every}|\d|{units}))(?P<periodic>{periodic})?\s*(?:{count}|(?P<list>{item}(?:{link}{item})*))?"
        rf"(?P<extra>{link}{lexicon.words('periods', 'ad-hoc').pattern.pattern})?"
    )


def _says_when(text: Text, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether the period tells when to act, not what kind of thing something is."""
    before = text[: len(text.plain[: match.start()].rstrip())]
    if _ends_with(before, "meeting", lexicon):
        return False
    if match["count"] or (match["periodic"] and match["list"]):
        return True
    if _ends_with(before, "noun", lexicon):
        return False
    if match["periodic"]:
        return _in_report(_next_words(text, match.end()), lexicon) or _in_report(_last_words(before), lexicon)
    if not match["list"] or not lexicon.words("periods", "every").pattern.match(match["list"]):
        return False
    opens = not before or before.raw[-1] in ",;:.(" or _DAY_BEFORE.search(before.plain)
    return bool(opens) or _in_report(_last_words(before), lexicon)


def _ends_with(before: Text, kind: str, lexicon: Lexicon) -> bool:
    return any(trap.end() == len(before) for trap in lexicon.words("deadline-traps", kind).finditer(before))


def _last_words(before: Text) -> Text:
    """The end of the sentence before a period."""
    cut = max((m.end() for m in _BREAK.finditer(before.plain)), default=0)
    return before[max(cut, len(before) - REPORT_WINDOW) :]


def _next_words(text: Text, start: int) -> Text:
    """The rest of the sentence after a period."""
    found = _BREAK.search(text.plain, start)
    return text[start : min(found.start() if found else len(text), start + REPORT_WINDOW)]


def _in_report(words: Text, lexicon: Lexicon) -> bool:
    return lexicon.words("reports", "verb").search(words) is not None


def _period(folded: str, match: re.Match[str], lexicon: Lexicon) -> Period:
    kinds = list(_kinds(match["list"] or "", lexicon))
    if match["count"]:
        kinds = [MONTHS.get(int(match["count"]), UNSPECIFIED)]
    if match["extra"]:
        kinds.append("ad-hoc")
    known = [kind for kind in dict.fromkeys(kinds) if kind != "weekly"]
    flags = ("weekly",) if "weekly" in kinds else ()
    start, day = (
        match.start() + len(match.group()) - len(match.group().lstrip()),
        _DAY_BEFORE.search(folded[: match.start()].rstrip()),
    )
    if day:
        start, flags = day.start(), (*flags, f"day={int(day['day'])}")
    elif after := _DAY_AFTER.match(folded, match.end()):
        return Period(start, after.end(), "+".join(known), (*flags, f"day={int(after['day'])}-next"))
    return Period(start, match.end(), "+".join(known) or UNSPECIFIED, flags)


def _kinds(listed: str, lexicon: Lexicon) -> Iterator[str]:
    """The kinds of a list of periods, in the order of `KINDS`; "năm" inside "nửa năm" does not count."""
    spans = [
        (match.start(), match.end(), kind)
        for kind in KINDS
        for match in lexicon.words("periods", kind).pattern.finditer(listed)
    ]
    for start, end, kind in spans:
        if not any(s <= start and end <= e and e - s > end - start for s, e, _ in spans):
            yield kind
