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

KINDS = ("daily", "weekly", "monthly", "quarterly", "semi-annual", "annual", "ad-hoc")
UNSPECIFIED = "periodic-unspecified"
MONTHS = {1: "monthly", 3: "quarterly", 6: "semi-annual", 12: "annual"}
TIMES = {
    ("ngay", 1): "daily",
    ("tuan", 1): "weekly",
    ("thang", 1): "monthly",
    ("quy", 1): "quarterly",
    ("nam", 1): "annual",
    ("nam", 2): "semi-annual",
    ("nam", 4): "quarterly",
    ("nam", 12): "monthly",
}
"""How often in how long: "02 lần/năm" is every half year."""
REPORT_WINDOW = 90
"""Characters between "báo cáo" and the period that still belongs to it."""
CLAUSES = 256
"""Clauses whose periods are kept: one clause is asked for its deadline and for what was left unread."""
_BREAK = re.compile(r"[.;](?:\s|$)")
_BY = r"(?:(?:truoc|cham nhat(?:\s+la|\s+vao)?|muon nhat|vao)\s+)?"
_DAY = r"ngay\s+(?:mung\s+)?(?P<day>\d{1,2})"
_DAY_BEFORE = re.compile(rf"{_BY}{_DAY}(?:\s+cua)?$")
_WEEKDAY_BEFORE = re.compile(
    r"(?:(?:vao|truoc)\s+)?(?:(?:sang|chieu)\s+)?(?:ngay\s+)?(?:thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)$"
)
_HOUR = r"\d{1,2}\s*(?:gio|h)(?:\s*\d{2})?(?:\s*phut)?"
_HOUR_BEFORE = re.compile(rf"(?:truoc|vao|luc|cham nhat)\s+{_HOUR}(?:\s*(?:,|va)\s+{_HOUR})*(?:\s+ngay)?$")
_LAST_MONTH = re.compile(rf"(?:truoc\s+)?{_DAY}\s+(?:cua\s+)?thang\s+cuoi\s+(?:cua\s+)?(?:(?:moi|hang)\s+)?quy")
_DAY_AFTER = re.compile(
    rf"\s*[,(]?\s*{_BY}{_DAY}\s+(?:cua\s+)?(?:thang|quy)\s+"
    r"(?:(?:dau\s+)?(?:cua\s+)?(?:quy|nam|thang)\s+)?(?:ke tiep|tiep theo|lien ke|sau)\)?"
)
_TIMES = re.compile(
    r"(?P<n>\d{1,2}|mot|hai)\s+lan\s*(?:/|trong|mot|moi)\s*(?:0?1\s+)?(?P<unit>ngay|tuan|thang|quy|nam)\b"
)
_EACH = re.compile(
    r"(?:(?P<every>moi|hang|dinh ky)\s+)?(?:(?P<n>\d{1,2}|mot|hai|ba)\s+)?(?P<unit>gio|ngay|tuan|quy|nam)\s*"
    r"(?:/|\s(?=mot|0?1\b))\s*(?:mot|0?1)?\s*lan\b(?!\s+nua)"
)
"""Once in how long: "03 giờ một lần", "mỗi quý một lần", "2 tuần/lần"."""
_CLAUSE_END = re.compile(r"\s*(?:[.;)]|$|khi\s+(?:co|can|duoc)\b)")
_JOINED = re.compile(r"\s(?:va|hoac)\s")
_TIMES_OF_DAY = (_DAY_BEFORE, _WEEKDAY_BEFORE, _HOUR_BEFORE)


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
    for match in _TIMES.finditer(text.plain):
        times = {"mot": 1, "hai": 2}.get(match["n"]) or int(match["n"])
        yield Period(match.start(), match.end(), TIMES.get((match["unit"], times), UNSPECIFIED))
    for match in _EACH.finditer(text.plain):
        count = {"mot": 1, "hai": 2, "ba": 3}.get(match["n"] or "") or int(match["n"] or 1)
        yield Period(
            match.start(), match.end(), TIMES.get((match["unit"], 1), UNSPECIFIED) if count == 1 else UNSPECIFIED
        )
    for match in _shape(lexicon).finditer(text.plain):
        if match.group().strip() and _says_when(text, match, lexicon):
            yield _period(text, match, lexicon)


@lru_cache(maxsize=4)
def _cue(lexicon: Lexicon) -> re.Pattern[str]:
    """What stands in every clause that has a period: most have none, and the whole shape is slow to rule out."""
    said = (lexicon.words("periods", kind).pattern.pattern for kind in ("every", "periodic"))
    return re.compile("|".join([*said, r"thang\s*/|\blan\b|bao cao\s+\S+\s"]))


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
    count = r"(?P<count>\d{1,2})\s+thang(?:\s*/\s*(?:0?1\s*)?|\s+(?:mot|0?1)\s+)lan"
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
    return match["list"] is not None and _adverb(text, before, match, lexicon)


def _adverb(text: Text, before: Text, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a list of periods without "định kỳ" stands where a time does."""
    if not lexicon.words("periods", "every").pattern.match(match["list"]):  # "báo cáo 6 tháng, năm và đột xuất"
        several = _JOINED.search(match["list"]) is not None
        return (match["extra"] is not None or several) and before.plain.endswith("bao cao")
    opens = not before or before.raw[-1] in ",;:.(" or any(p.search(before.plain) for p in _TIMES_OF_DAY)
    return bool(opens) or _in_report(_last_words(before), lexicon) or _closes(text, match)


def _closes(text: Text, match: re.Match[str]) -> bool:
    """Whether a period closes its clause as a time: several of them, a week, month or quarter, or with a day after it.

    A single "hằng năm" there is mostly an adjective ("kế hoạch hằng năm").
    """
    if _DAY_AFTER.match(text.plain, match.end()):
        return True
    several = "," in match["list"] or _JOINED.search(match["list"])
    single_year = re.search(r"\bnam$", match["list"]) and not several
    return _CLAUSE_END.match(text.plain, match.end()) is not None and not single_year


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


def _period(text: Text, match: re.Match[str], lexicon: Lexicon) -> Period:
    last = match.end()
    if match["list"] and not match["extra"]:
        listed = text[match.start("list") : last]
        last = match.start("list") + max((end for _, end, _ in _spans(listed, lexicon)), default=len(listed))
    known = list(dict.fromkeys(_told(text, match, lexicon)))
    begin = match.start() + len(match.group()) - len(match.group().lstrip())
    before = text.plain[: match.start()].rstrip()
    if day := _DAY_BEFORE.search(before):
        return Period(day.start(), last, "+".join(known) or UNSPECIFIED, (f"day={int(day['day'])}",))
    if timed := _WEEKDAY_BEFORE.search(before) or _HOUR_BEFORE.search(before):
        begin = timed.start()
    elif after := _DAY_AFTER.match(text.plain, last):
        return Period(begin, after.end(), "+".join(known), (f"day={int(after['day'])}-next",))
    return Period(begin, last, "+".join(known) or UNSPECIFIED)


def _told(text: Text, match: re.Match[str], lexicon: Lexicon) -> Iterator[str]:
    """The kinds that a period names, the unplanned last."""
    if match["count"]:
        yield MONTHS.get(int(match["count"]), UNSPECIFIED)
    elif match["list"]:
        yield from (kind for _, _, kind in _spans(text[match.start("list") : match.end("list")], lexicon))
    if match["extra"]:
        yield "ad-hoc"


def _spans(listed: Text, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """The kinds of a list of periods, in the order of `KINDS`; "năm" inside "nửa năm" does not count, nor "Quỹ"."""
    found = [(*match.span(), kind) for kind in KINDS for match in lexicon.words("periods", kind).finditer(listed)]
    return [
        (start, end, kind)
        for start, end, kind in found
        if not any(s <= start and end <= e and e - s > end - start for s, e, _ in found)
    ]
