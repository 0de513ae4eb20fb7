"""Chế độ báo cáo: who reports what to whom. "nghe báo cáo", "để tổng hợp báo cáo …" are no duty of those told."""

from __future__ import annotations

import re
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
_SUBCLAUSE = re.compile(r"[.;](?=\s|$)")
_CHANNEL = re.compile(r"\s*(?P<channel>\((?:thong qua|qua)[^)]*\)|(?:thong qua|qua)\s+(?:phong|so|van phong)\s[^,.;]*)")


def find(
    paragraph: Paragraph,
    span: tuple[int, int | None],
    who: tuple[str, ...],
    deadline: Deadline | None,
    lexicon: Lexicon,
) -> Iterator[ReportDuty]:
    """The duties to report in a span of a paragraph; one for each part between full stops or ";"."""
    for begin, end in _subclauses(paragraph.text, span[0], len(paragraph.text) if span[1] is None else span[1]):
        part = paragraph.text[begin:end]
        route = _route(part, lexicon)
        if route is None:
            continue
        to, rest = route
        own = deadline if deadline and deadline.text in part.raw else None
        what = collapse(rest.replace(own.text, " ")).strip(" ,") if own else rest
        yield ReportDuty(who, to, what, own, paragraph.evidence(begin, end))


def _subclauses(text: Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for mark in _SUBCLAUSE.finditer(text.plain, start, end):
        yield begin, mark.start()
        begin = mark.end()
    if text.raw[begin:end].strip():
        yield begin, end


def _route(part: Text, lexicon: Lexicon) -> tuple[str, str] | None:
    """Recipient and content of the first report in a part of a sentence."""
    traps = [m.span() for m in lexicon.words("reports", "trap").finditer(part)]
    for verb in lexicon.words("reports", "verb").finditer(part):
        if any(start <= verb.start() < end for start, end in traps):
            continue
        recipient = _recipient(part, verb.end(), lexicon)
        if recipient:
            return recipient, _matter(part, recipient, lexicon)
    return None


def _matter(part: Text, recipient: str, lexicon: Lexicon) -> str:
    """What is reported: the part without the words that say to whom."""
    text = collapse(part.raw)
    sends = sorted(lexicon.phrases("reports", "send"), key=len, reverse=True)
    routes = (f" {send} {recipient}" for send in sends)
    route = next((route for route in routes if route in text), None)
    return (text.replace(route, "", 1) if route else text).strip(" ,./")


def _recipient(part: Text, after: int, lexicon: Lexicon) -> str | None:
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
            return part.raw[common.start() : common.end()]
        span = unit_span(part, start, lexicon, stops=True)
        if span and span.end > span.start:
            return _named(part, span.start, span.end)
    return None


def _named(part: Text, start: int, end: int) -> str:
    """The recipient with its channel, without what the report is about ("những vấn đề …")."""
    name = re.split(
        r"\s+(?=(?:cac|nhung)\s+(?:van de|noi dung|ket qua|kho khan))|\s+(?=ket qua|tinh hinh)", part.plain[start:end]
    )[0]
    end = start + len(name)
    channel = _CHANNEL.match(part.plain, end)
    return collapse(part.raw[start : channel.end() if channel else end]).strip(" ,")
