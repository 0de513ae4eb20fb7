"""Chế độ báo cáo: who reports what to whom. "nghe báo cáo", "để tổng hợp báo cáo …" are no duty of those told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.directive.model import ReportDuty
from services.directive.text import Text, collapse
from services.directive.units_in_text import first_verb, unit_span, unit_start

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.directive.lexicon import Lexicon
    from services.directive.model import Deadline, Instruction
    from services.directive.text import Paragraph
    from services.directive.units_in_text import Span

OBJECT_WINDOW = 160
"""Characters between "báo cáo" and the recipient of the report."""
BARE_REPORT = 2
"""Words of "báo cáo" alone."""
_PURPOSE = re.compile(r"\b[đĐ][êểề] (?!nghị)[^;.]{0,60}\bt[ôổ]ng hợp\b[^;.]*$|^\s*[đĐ][êểề] (?!nghị)[^,;.]*$")
"""Before "báo cáo", what others will do with what is sent: "để Sở Y tế tổng hợp, báo cáo …"."""
_NO_VERB = re.compile(
    r"(?:^|\s)(?:du thao|xay dung|hoan thien|hoan chinh|hoan thanh|tham dinh|gop y|trinh|ban|mau|theo|cua|cac|tai"
    r"|so lieu|noi dung|tren co so|che do|ky|thoi gian|viec|cong tac|in|dong quyen|viet)\s*$"
)
"""Before "báo cáo" where it is a paper or a thing, no order to report."""
_HASTE = re.compile(r"\s(?:ngay|nhanh|kip thoi|truc tiep|bang van ban|dot xuat)(?=\s)")
_NO_NAME = re.compile(r"\s+(?:\d{1,3}\s+(?:gio|ngay|tuan|thang)\b|cham nhat\b|muon nhat\b|so\s+\d)")
"""What ends a recipient: how often, by when, a street number."""
_MORE = re.compile(r",\s+(?=[a-zà-ỹđ])")
_PIECE = re.compile(r",\s+")
_GATHERS = re.compile(r"(?:(?:kip thoi|dinh ky)\s+)?(?:tong hop|so ket|tong ket)\b")
"""What a report is made of belongs to it: "tổng hợp kết quả, báo cáo …"."""
GATHERED, SHORT_LEAD = 150, 3
"""Characters before "báo cáo" in which it is gathered; words before it that say how ("kịp thời", "định kỳ")."""
_ENDED = re.compile(r"\s*(?:[,.;(]|$)|\s+(?:khi|truoc|de|trong)\s")
"""What follows a whole office: "báo cáo ngay Hạt trưởng khi …"."""
_OFTEN = re.compile(r"(?:dinh ky|hang|moi)\s")
_CONDITION = re.compile(r"\b(?:neu|truong hop|khi)\s")
_LEFT = re.compile(r"\s*\(\s*\)|\s+([,;.])")
_SUBCLAUSE = re.compile(r"[.;](?=\s|$)")
_THROUGH = re.compile(r"\s*(?P<open>\()?(?:thong qua|qua)\s+")
_PLAIN_CHANNEL = re.compile(r"[^,.;()]*?(?=\s+(?:truoc|cham nhat|de|trong)\s|[,.;()]|$)")


@dataclass(frozen=True, slots=True)
class _Route:
    """To whom, through whom, what; `work`: what is done before it is reported."""

    to: str | None
    channel: str | None
    matter: str
    work: str = ""


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
        own = deadline if deadline and (deadline.text in part.raw or deadline.text in ahead) else None
        if route := _route(part, lexicon, timed=own is not None):
            what = _untimed(route.matter, own)
            if own and len(what.replace(own.text, "").split()) <= BARE_REPORT and first_verb(part, 0, lexicon):
                what = route.work or what  # "rà soát dự thảo, báo cáo UBND tỉnh trước ngày 20/8"
            yield ReportDuty(who, route.to, what, own, paragraph.evidence(begin, end), route.channel)


def in_row(paragraph: Paragraph, told: Instruction, lexicon: Lexicon) -> Iterator[ReportDuty]:
    """The duty to report in a row of a table: what its work says, by the day of the row."""
    work = Text.of(told.text.split("; sản phẩm:")[0])
    if route := _route(work, lexicon, timed=False):
        matter = _untimed(route.matter, told.deadline)
        yield ReportDuty(told.lead, route.to, matter, told.deadline, paragraph.evidence(), route.channel)


def _untimed(matter: str, own: Deadline | None) -> str:
    """What is reported without by when; "báo cáo 6 tháng và năm" would say nothing without its times."""
    if own is None:
        return matter
    words = own.text.split()
    ends = (" ".join(words[n:]) for n in range(len(words)))  # all of it, or what of it stands behind the recipient
    said = own.text if own.text in matter else next((end for end in ends if matter.endswith(f" {end}")), "")
    rest = _tidy(matter.replace(said, " ")) if said else matter
    return rest if len(rest.split()) > BARE_REPORT else matter


def _tidy(matter: str) -> str:
    """Without the brackets and blanks that a time taken out has left."""
    return _LEFT.sub(lambda found: found[1] or "", collapse(matter)).strip(" ,")


def _subclauses(text: Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for mark in _SUBCLAUSE.finditer(text.plain, start, end):
        yield begin, mark.start()
        begin = mark.end()
    if text.raw[begin:end].strip():
        yield begin, end


def _route(part: Text, lexicon: Lexicon, *, timed: bool) -> _Route | None:
    """The first report in a part of a sentence; one that names nobody must say by when."""
    traps = [trap.span() for trap in lexicon.words("reports", "trap").finditer(part)]
    verbs = [verb for verb in lexicon.words("reports", "verb").finditer(part) if _orders(part, verb, traps)]
    for verb in verbs:
        found = _recipient(part, verb.end(), lexicon) or _addressed(part, verb.start(), lexicon)
        if found:
            to = collapse(part.raw[found[0] : found[1]]).strip(" ,")
            channel = _channel(part, found[1], lexicon)
            work = collapse(part.raw[: verb.start()]).strip(" ,")
            return _Route(to, channel, _matter(part, verb.start(), found, channel, lexicon), work)
    bare = next((verb for verb in verbs if not _NO_VERB.search(part.plain[: verb.start()].rstrip())), None)
    return (
        _Route(None, None, collapse(part.raw[_begin(part, bare.start()) :]).strip(" ,./")) if bare and timed else None
    )


def _orders(part: Text, verb: re.Match[str], traps: Sequence[tuple[int, int]]) -> bool:
    """Whether "báo cáo" tells these units to report: not heard by them, not done by others with what they send."""
    said = max(verb.start(), verb.end() - len("báo cáo"))  # behind "tổng hợp" in "tổng hợp báo cáo"
    return not any(begin <= verb.start() < end for begin, end in traps) and not _PURPOSE.search(part.raw[:said])


def _addressed(part: Text, verb: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The unit between "gửi" and the report: "gửi Văn phòng báo cáo chuyên đề"."""
    for send in lexicon.words("reports", "send").finditer(part, 0, verb):
        span = unit_span(part, send.end() + 1, lexicon, stops=True)
        if span and part.plain[span.end : verb].strip() == "" and span.end <= verb:
            return span.start, span.end
    return None


def _begin(part: Text, verb: int) -> int:
    """Where what is reported begins: with what is gathered for it, else behind the work before it.

    A condition ("nếu …") and verbs that belong together ("đánh giá và báo cáo") stay.
    """
    if _CONDITION.search(part.plain[:verb]):
        return 0
    gathers = [m.start() for m in _GATHERS.finditer(part.plain, max(verb - GATHERED, 0), verb)]
    pieces = [m.end() for m in _PIECE.finditer(part.plain, 0, verb)]
    how = part.plain[pieces[-1] : verb].split() if pieces else []
    if gathers:
        return gathers[0]
    return pieces[-1] if pieces and len(how) <= SHORT_LEAD and "va" not in how else 0


def _matter(part: Text, verb: int, found: tuple[int, int], channel: str | None, lexicon: Lexicon) -> str:
    """What is reported: the part without the words that say to whom and through whom.

    Whom the report asks for something ("báo cáo UBND tỉnh xem xét, quyết định") stays.
    """
    start, end = found
    sends = lexicon.words("reports", "send").pattern.finditer(part.plain, 0, start)
    send = next((m.start() for m in sends if m.end() == start - 1), None)
    after = end + len(part.raw[end:]) - len(part.raw[end:].lstrip())
    goes_on = part.plain.startswith("de ", after) or first_verb(part, after, lexicon)
    asked = send is None and goes_on and not _OFTEN.match(part.plain, after)
    start, begin = start if send is None else send, _begin(part, verb)
    text = collapse(part.raw[begin:] if asked or start < begin else f"{part.raw[begin:start]} {part.raw[end:]}")
    return (text.replace(f" {channel}", "", 1) if channel else text).replace(" ,", ",").strip(" ,./")


def _recipient(part: Text, after: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The unit reported to: right after "báo cáo", or after "về", "gửi" … a little later.

    People whom the matter is about ("chế độ cho cán bộ") are it only when nobody else is named.
    """
    haste = _HASTE.match(part.plain, after)
    starts = [(haste.end() if haste else after) + 1]
    starts += [
        m.end() + 1  # by letters: recognition bends the marks of "về" more than of any other word
        for kind in ("send", "ask")
        for m in lexicon.words("reports", kind).pattern.finditer(
            part.plain, after, min(after + OBJECT_WINDOW, len(part))
        )
    ]
    people = lexicon.words("people")
    for start in sorted(starts, key=lambda at: (people.match(part, at) is not None, at)):
        if common := lexicon.words("reports", "to").match(part, start):
            return common.span()
        if span := unit_span(part, start, lexicon, stops=True):
            return span.start, _recipient_end(part, span, lexicon)
        office = lexicon.words("head-titles").match(part, start)
        if office and _ENDED.match(part.plain, office.end()):
            return office.span()
    return None


def _recipient_end(part: Text, span: Span, lexicon: Lexicon) -> int:
    """Where a recipient ends: before what is reported, before how often, before a comma that no unit follows."""
    ends = [about.start() for about in [lexicon.words("reports", "matter").search(part, span.start, span.end)] if about]
    ends += [amount.start() for amount in [_NO_NAME.search(part.plain, span.start, span.end)] if amount]
    names = [m.span() for m in lexicon.words("sectors").finditer(part, span.start, span.end)]
    for comma in _MORE.finditer(part.raw, span.start, span.end if span.verb else span.start):
        inside = any(start < comma.start() < end for start, end in names)
        if not inside and unit_start(part, comma.end(), lexicon) is None:
            ends.append(comma.start())
    return min(ends, default=span.end)


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
