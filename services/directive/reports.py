"""Chế độ báo cáo: who reports what to whom. "nghe báo cáo", "để tổng hợp báo cáo …" are no duty of those told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.directive.model import ReportDuty
from services.directive.text import Text, collapse
from services.directive.units_in_text import unit_span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.directive.lexicon import Lexicon
    from services.directive.model import Deadline
    from services.directive.text import Paragraph

OBJECT_WINDOW = 160
"""Characters between "báo cáo" and the recipient of the report."""
BARE_REPORT = 2
"""Words of "báo cáo" alone."""
_SUBCLAUSE = re.compile(r"[.;](?=\s|$)")
_THROUGH = re.compile(r"\s*(?P<open>\()?(?:thong qua|qua)\s+")
_PLAIN_CHANNEL = re.compile(r"[^,.;()]*?(?=\s+(?:truoc|cham nhat|de|trong)\s|[,.;()]|$)")


@dataclass(frozen=True, slots=True)
class _Route:
    """To whom, through whom, what."""

    to: str
    channel: str | None
    matter: str


def find(
    paragraph: Paragraph,
    span: tuple[int, int | None],
    who: tuple[str, ...],
    deadline: Deadline | None,
    lexicon: Lexicon,
) -> Iterator[ReportDuty]:
    """The duties to report in a span of a paragraph; one for each part between full stops or ";"."""
    ahead = paragraph.text.raw[: span[0]]  # "Hằng năm, trước ngày 15/11, Quỹ … báo cáo …"
    for begin, end in _subclauses(paragraph.text, span[0], len(paragraph.text) if span[1] is None else span[1]):
        part = paragraph.text[begin:end]
        route = _route(part, lexicon)
        if route is None:
            continue
        own = deadline if deadline and (deadline.text in part.raw or deadline.text in ahead) else None
        yield ReportDuty(who, route.to, _untimed(route.matter, own), own, paragraph.evidence(begin, end), route.channel)


def _untimed(matter: str, own: Deadline | None) -> str:
    """What is reported without by when; "báo cáo 6 tháng và năm" would say nothing without its times."""
    rest = collapse(matter.replace(own.text, " ")).strip(" ,") if own else matter
    return rest if len(rest.split()) > BARE_REPORT else matter


def _subclauses(text: Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for mark in _SUBCLAUSE.finditer(text.plain, start, end):
        yield begin, mark.start()
        begin = mark.end()
    if text.raw[begin:end].strip():
        yield begin, end


def _route(part: Text, lexicon: Lexicon) -> _Route | None:
    """The first report in a part of a sentence."""
    traps = [m.span() for m in lexicon.words("reports", "trap").finditer(part)]
    for verb in lexicon.words("reports", "verb").finditer(part):
        if any(start <= verb.start() < end for start, end in traps):
            continue
        if found := _recipient(part, verb.end(), lexicon):
            to = collapse(part.raw[found[0] : found[1]]).strip(" ,")
            channel = _channel(part, found[1], lexicon)
            return _Route(to, channel, _matter(part, to, channel, lexicon))
    return None


def _matter(part: Text, recipient: str, channel: str | None, lexicon: Lexicon) -> str:
    """What is reported: the part without the words that say to whom and through whom."""
    text = collapse(part.raw)
    sends = sorted(lexicon.phrases("reports", "send"), key=len, reverse=True)
    routes = (f" {send} {recipient}" for send in sends)
    route = next((route for route in routes if route in text), None)
    text = text.replace(route, "", 1) if route else text
    return (text.replace(f" {channel}", "", 1) if channel else text).strip(" ,./")


def _recipient(part: Text, after: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The unit reported to: right after "báo cáo", or after "về", "gửi" … a little later."""
    starts = [after + 1]
    starts += [
        m.end() + 1  # by letters: recognition bends the marks of "về" more than of any other word
        for m in lexicon.words("reports", "send").pattern.finditer(
            part.plain, after, min(after + OBJECT_WINDOW, len(part))
        )
    ]
    for start in starts:
        if common := lexicon.words("reports", "to").match(part, start):
            return common.span()
        span = unit_span(part, start, lexicon, stops=True)
        if span and span.end > span.start:
            about = lexicon.words("reports", "matter").search(part, span.start, span.end)
            return span.start, about.start() if about else span.end
    return None


def _channel(part: Text, after: int, lexicon: Lexicon) -> str | None:
    """Through whom or by what: "(qua Phòng Tổ chức cán bộ)", "qua hộp thư …"; as printed, with its brackets."""
    through = _THROUGH.match(part.plain, after)
    if through is None:
        return None
    if through["open"]:
        end = part.raw.find(")", through.end()) + 1 or len(part)
    elif span := unit_span(part, through.end(), lexicon, stops=True):
        end = span.end
    else:
        plain = _PLAIN_CHANNEL.match(part.plain, through.end())
        end = plain.end() if plain else len(part)
    return collapse(part.raw[through.start() : end])
