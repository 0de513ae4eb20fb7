"""Where a list of units begins and ends in running text, with an open vocabulary.

A list begins with a head word ("Sở", "các phòng", "Thủ trưởng các cơ quan") and ends at the verb that says what to
do. Verbs stand inside names too ("Phòng Tổ chức cán bộ", "cơ quan chủ trì Dự án"): a capital letter, a known
compound or a word like "các", "công tác" before it shows that it is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.directive import brackets
from services.directive.text import CAPITALS, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.directive.lexicon import Lexicon

LONGEST_LIST = 700
"""Characters. Longer than this it is no list of units."""
_SHORT_ROOM = re.compile(rf"[PK]\.\s?[{CAPITALS}][\w&-]+")
"""A room or a ward as people shorten it: "P.TCCB", "K. Nội"."""
_OFFICE = re.compile(
    r"(?:truong|truong (?:thon|ap|ban|xom|lang|buon|khoa|phong|tram|doan|bo mon)|giam doc|chu tich|bi thu|chu nhiem"
    r"|thu tuong|thong doc)$"
)
"""A title that is a whole office: who holds it may be told without a name ("Phó Hiệu trưởng theo dõi …")."""
_LINK = re.compile(r"\s*(?:,|;|va(?=\s)|cung(?=\s))?\s*")
_STOP = re.compile(r"[.](?=\s|$)|[:;(]|\./")
_CLAUSE_STOP = re.compile(r"[,;:.(]")
_NEXT_WORD = re.compile(r"\s([^\W\d_]+)\s")
_LAST_NAME = re.compile(rf"[{CAPITALS}][^,;:.]*\s$")
"""The last part of a list, from its first capital on."""
_LISTED = re.compile(r"\s*[,;:)]|\s+va\s")
_OPEN_CLASS = re.compile(r"(?:^|[\s,;])cac\s+(?P<heads>[a-z, ]{2,40})$")
_SEVERAL_NAMES = re.compile(rf"[^,;:.]{{2,60}}?(?:[,;]|\svà)\s+[{CAPITALS}]")
"""A name and, behind a comma, ";" or "và", another one in capitals."""


@dataclass(frozen=True, slots=True)
class Span:
    """A list of units in a text: [start, end), and whether a verb follows it (else a colon, a stop or the end)."""

    start: int
    end: int
    verb: bool


def unit_start(text: Text, pos: int, lexicon: Lexicon) -> int | None:
    """The offset after the head word of a unit that begins at `pos`, or None when none begins there."""
    if known := lexicon.unit_names.match(text, pos) or _SHORT_ROOM.match(text.raw, pos):
        return known.end()
    after, quantified = _before_head(text, pos, lexicon)
    if after is None:
        return None
    if lexicon.words("unit-traps").match(text, after):
        return None
    head = lexicon.words("unit-heads").match(text, after)
    if head is None:
        titled = after > pos and not quantified
        return (
            after if titled and (text.raw[after : after + 1].isupper() or _holds_office(text, after, lexicon)) else None
        )
    return None if not quantified and after == pos and _is_verb(text, head, lexicon) else head.end()


def _holds_office(text: Text, after: int, lexicon: Lexicon) -> bool:
    """Whether a whole office stands before a verb, or before a mode word: "Phó Thủ tướng giao Bộ …"."""
    acts = first_verb(text, after, lexicon) or lexicon.words("modes").match(text, after) is not None
    return acts and _OFFICE.search(text.plain[:after].rstrip(" ")) is not None


def unit_span(text: Text, pos: int, lexicon: Lexicon, *, stops: bool = False) -> Span | None:
    """The list of units at `pos`; with `stops`, words like "để", "trong" end it too (after "phối hợp với")."""
    begin = unit_start(text, pos, lexicon) or _person(text, pos, lexicon)
    return None if begin is None else _closed(text, pos, begin, lexicon, stops=stops)


def _person(text: Text, pos: int, lexicon: Lexicon) -> int | None:
    """The offset after people who head no unit but may be told ("Công chức, viên chức ngành Xây dựng …")."""
    many = lexicon.words("quantifiers").match(text, pos)
    found = lexicon.words("subjects", "person").match(text, many.end() + 1 if many else pos)
    return found.end() if found else None


def with_relative(text: Text, span: Span, lexicon: Lexicon) -> Span:
    """The list with a relative clause that narrows it: "các đơn vị chưa nộp báo cáo" is not "các đơn vị"."""
    told = lexicon.words("verbs", "narrative").match(text, span.end)
    act = lexicon.words("verbs").match(text, told.end() + 1) if told else None
    return span if act is None else _closed(text, span.start, act.end(), lexicon)


def _closed(text: Text, pos: int, begin: int, lexicon: Lexicon, *, stops: bool = False) -> Span:
    """The list from `pos` to the first end after `begin`."""
    limit = min(len(text), pos + LONGEST_LIST)
    inside = tuple(brackets.spans(text, lexicon, pos, limit))
    ends = [(match.start(), True) for match in _verbs(text, begin, limit, lexicon)]
    ends += [(offset, True) for offset in _name_ends(text, pos, limit, lexicon)]
    ends += [(offset, False) for offset in _stops(text, begin, limit, lexicon)]
    if stops:
        found = lexicon.words("mention-stops").finditer(text, begin, limit)
        ends += [(stop.start(), False) for stop in found if text.raw[stop.start()].islower()]
    ends = [(at, verb) for at, verb in ends if not any(start <= at < end for start, end in inside)]
    end, verb = min(ends, default=(limit, False))
    return Span(pos, end, verb)


def first_verb(text: Text, pos: int, lexicon: Lexicon) -> bool:
    """Whether the text at `pos` begins with a verb of the lexicon."""
    return lexicon.words("verbs").match(text, pos) is not None


def _before_head(text: Text, pos: int, lexicon: Lexicon) -> tuple[int | None, bool]:
    """Skip quantifiers and titles ("tất cả các", "Bộ trưởng, Thủ trưởng các"); whether the last was a quantifier."""
    quantified, at = False, pos
    while True:
        quantifier = lexicon.words("quantifiers").match(text, at)
        title = None if quantifier else lexicon.words("head-titles").match(text, at)
        found = quantifier or title
        if found is None:
            return at, quantified
        quantified = quantifier is not None
        link = _LINK.match(text.plain, found.end())
        at = link.end() if link else found.end()


def _is_verb(text: Text, head: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a head word is a verb here: "Thanh tra, kiểm tra …" against "Thanh tra Sở"."""
    verb = lexicon.words("verbs").match(text, head.start())
    if verb is None or verb.end() < head.end():
        return False
    following = text.raw[head.end() :].lstrip(" ")
    named = following[:1].isupper() or lexicon.words("levels").match(text, head.end() + 1)
    return verb.end() > head.end() or not named


def _verbs(text: Text, begin: int, limit: int, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    protected = [
        m.span()
        for m in lexicon.words("unit-compounds").finditer(text, max(begin - 40, 0), limit)
        if not text.plain.endswith("quy ", 0, m.start())  # "Quý cơ quan | phối hợp …" is a whole address
    ]
    protected += [m.span() for m in lexicon.unit_names.finditer(text, max(begin - 80, 0), limit)]
    heads = [m.span() for m in lexicon.words("unit-heads").finditer(text, max(begin - 20, 0), limit)]
    at = begin
    while match := lexicon.words("verbs").search(text, at, limit):
        around = next((end for start, end in protected if start <= match.start() < end), None)
        inside = around or any(start <= match.start() and match.end() < end for start, end in heads)
        narrows = match.group() == "phu trach" and _acts_later(text, match.end(), limit, lexicon)
        if not inside and not narrows and text.raw[match.start()].islower() and not _is_noun(text, match, lexicon):
            yield match
        at = min(around, match.end()) if around else match.end()  # "phổ thông | báo cáo" holds no "thông báo"


def _acts_later(text: Text, pos: int, limit: int, lexicon: Lexicon) -> bool:
    """Whether "phụ trách" only says who is meant ("Phó Hiệu trưởng phụ trách cơ sở vật chất | kiểm tra …")."""
    stop = _CLAUSE_STOP.search(text.plain, pos)
    verbs = lexicon.words("verbs").finditer(text, pos + 1, min(stop.start() if stop else limit, limit))
    return any(v.start() > pos + 1 and text.raw[v.start()].islower() and not _is_noun(text, v, lexicon) for v in verbs)


def _name_ends(text: Text, pos: int, limit: int, lexicon: Lexicon) -> Iterator[int]:
    """Where a name of one unit surely ends and something is said of it: "Công an tỉnh | siết chặt …".

    A name ends with the level or the sector it stands for; a word in small letters behind it that belongs to no name
    begins the work, also when no list of verbs has it. Behind a class ("các xã …") such a word may narrow it.
    """
    levels, sectors = lexicon.words("levels"), lexicon.words("sectors")
    tails = [m.end() for m in levels.finditer(text, pos, limit) if _ends_one_name(text, pos, m, lexicon)]
    tails += [m.end() for m in sectors.finditer(text, pos, limit) if _after_head(text, m.start(), lexicon)]
    for tail in tails:
        word = _NEXT_WORD.match(text.raw, tail)
        if word and word[1].islower() and word.end() < limit and not _in_name(text, word.start(1), lexicon):
            yield word.start(1)


def _ends_one_name(text: Text, pos: int, level: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a level ends the name of one unit ("Hội Nông dân tỉnh"), not a class ("các xã", "sở, ngành tỉnh")."""
    before = _LAST_NAME.search(text.raw, pos, level.start())
    heads = lexicon.words("unit-heads").finditer(text, pos, level.end() + 20)
    if any(head.start() < level.start() and level.end() < head.end() for head in heads):
        return False  # "Ban vì sự tiến bộ phụ nữ"
    if text.plain.endswith("co ", pos, level.start()):  # "cơ sở" is no level
        return False
    return before is not None and lexicon.words("quantifiers").search(text, before.start(), level.start()) is None


def _after_head(text: Text, start: int, lexicon: Lexicon) -> bool:
    """Whether a sector follows a head word: "Sở Xây dựng", not "Cục Quản lý và Xây dựng công trình"."""
    heads = lexicon.words("unit-heads").finditer(text, max(start - 20, 0), start)
    return text.raw[start].isupper() and any(head.end() == start - 1 for head in heads)


def _in_name(text: Text, start: int, lexicon: Lexicon) -> bool:
    return any(lexicon.words(stem).match(text, start) for stem in ("name-tails", "levels", "unit-heads"))


def _is_noun(text: Text, verb: re.Match[str], lexicon: Lexicon) -> bool:
    signs = lexicon.words("noun-signs").finditer(text, max(verb.start() - 20, 0), verb.start())
    heads = [m.span() for m in lexicon.words("unit-heads").finditer(text, max(verb.start() - 30, 0), verb.start())]
    sign = any(
        m.end() == verb.start() - 1 and not any(start < m.start() and m.end() == end for start, end in heads)
        for m in signs
    )
    also_head = lexicon.words("unit-heads").fullmatch(text[verb.start() : verb.end()]) is not None
    listed = _LISTED.match(text.plain, verb.end()) is not None
    return sign or (also_head and listed)


def _stops(text: Text, begin: int, limit: int, lexicon: Lexicon) -> Iterator[int]:
    distributed = False
    for match in _STOP.finditer(text.plain, begin, limit):
        at, after = match.start(), match.end() + 1
        goes_on = match.group() == ";" and (
            unit_start(text, after, lexicon) is not None or (distributed and text.raw[after : after + 1].isupper())
        )
        if match.group() == ":":
            goes_on = distributed = _distributes(text, at, after, lexicon)
        if not goes_on:
            yield at


def _distributes(text: Text, colon: int, after: int, lexicon: Lexicon) -> bool:
    """Whether a colon only opens the names of a class: "các Sở: Tài chính, Nội vụ"."""
    opened = _OPEN_CLASS.search(text.plain[:colon].rstrip())
    if opened is None or not text.raw[after : after + 1].isupper():
        return False
    heads = re.split(r"\s*,\s*|\s+va\s+", text.raw[opened.start("heads") : opened.end("heads")].strip())
    if all(lexicon.words("everybody").fullmatch(Text.of(head)) for head in heads):
        return False  # "Các đơn vị: Xây dựng kế hoạch"
    named = all(lexicon.words("unit-heads").match(Text.of(head)) for head in heads)
    sector = lexicon.words("sectors").match(text, after)
    if named and sector and _LISTED.match(text.plain, sector.end()):
        return True
    return named and not first_verb(text, after, lexicon) and _SEVERAL_NAMES.match(text.raw, after) is not None
