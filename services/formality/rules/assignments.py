"""RC-09, CO: what a letter gives its unit is whole, traceable and possible (Điều 23 khoản 2; Mục II khoản 9)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from services.directive.text import CAPITALS
from services.formality.entries import entries
from services.formality.facts import LETTER, TABLE
from services.formality.model import Severity
from services.formality.rules.measure import place
from services.formality.rules.registry import DRAFT, Fault, Subject, having, rule
from services.formality.text import bare, folded, most_words, phrases, quote, words_of
from services.formality.trace import written
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.facts import Given

_NO_DEADLINE = "[CHƯA CÓ THỜI HẠN]"
_VAGUE = re.compile(r"thuong xuyen|hang (nam|thang|quy|tuan)|dinh ky|theo ke hoach|trong nam|lien tuc")
_WORD = re.compile(r"\w+")
_UNIT_NAME = re.compile(
    r"\b(?:Trường|Trung tâm|Phòng|Sở|Ban|Chi cục|Ủy ban nhân dân|UBND|Hội đồng|Bộ|Viện)"
    rf"(?: (?:nhân dân|tỉnh|xã|phường|và|[{CAPITALS}][\w&-]*))*(?: [{CAPITALS}][\w&-]*)"
)
_PLACE = "Nhiệm vụ giao đơn vị"


def _giving(subject: Subject) -> bool:
    return bool(subject.facts.given)


@rule(
    "RC-09",
    "Đủ nơi nhận",
    article="II.9.a",
    severity=Severity.ERROR,
    kinds=frozenset({LETTER, TABLE}),
    when=lambda s: bool(s.facts.addressed),
)
def reached(subject: Subject) -> Iterator[Fault]:
    """Every unit that this letter gives something stands in Kính gửi or Nơi nhận (II.9.a).

    A paper without Kính gửi (kế hoạch, thông báo) points from there to its text or its annex, which then names them.
    """
    own, every = folded(frozenset().union(*subject.facts.addressed)), folded(subject.facts.unit_names)
    if subject.zones.of(Zone.ADDRESSEES):
        where, lines = "Kính gửi, Nơi nhận", _listed(subject)
    else:
        where, lines = "Nơi nhận, nội dung", [bare(one.text) for one in subject.document.paragraphs]
    most = max(most_words(own), most_words(every))
    found = (frozenset(one for one in phrases(line, most) if one in own or one in every) for line in lines)
    named = {name for line, names in zip(lines, found, strict=True) for name in _named(names, line)}
    for names in subject.facts.addressed:
        if named.isdisjoint(folded(names)):
            yield Fault(
                where,
                expected=f"có {quote(min(names))}",
                found="không có tên đơn vị được giao nhiệm vụ",
                advice="Thêm đơn vị vào Kính gửi hoặc Nơi nhận.",
            )


def _listed(subject: Subject) -> list[str]:
    """The lines of Kính gửi and Nơi nhận, `bare`."""
    zones = ((Zone.ADDRESSEES, "Kính gửi:"), (Zone.RECIPIENTS, ""))
    return [bare(one.text) for zone, label in zones for one in entries(subject.zones.of(zone), label=label)]


@rule("CO-01", "Nhiệm vụ đủ thành phần", article="Đ 23(2)", severity=Severity.ERROR, kinds=DRAFT, when=_giving)
def whole(subject: Subject) -> Iterator[Fault]:
    """Each assignment has a content and a deadline, or the blank that marks its absence; no unit helps itself.

    Điều 23 khoản 2. A period counts as a deadline; nothing is given twice.
    """
    marked = any(_NO_DEADLINE in paragraph.text for paragraph in subject.document.paragraphs)
    seen: set[tuple[str, str]] = set()
    for given in subject.facts.given:
        said = bare(given.text)
        faults = (
            (not said, "có nội dung nhiệm vụ", "nội dung trống"),
            ((said, given.due_text) in seen, "mỗi nhiệm vụ ghi một lần", "trùng nhiệm vụ"),
            (
                bare(given.unit) in {bare(one) for one in given.partners},
                "phối hợp với đơn vị khác",
                "phối hợp với chính mình",
            ),
            (not _timed(given) and not marked, f"có thời hạn hoặc “{_NO_DEADLINE}”", "không có thời hạn"),
        )
        seen.add((said, given.due_text))
        for faulty, expected, found in faults:
            if faulty:
                yield _fault(given, expected, found, "Kiểm tra phân công nhiệm vụ này.")


@rule("CO-02", "Sản phẩm, báo cáo", article="Đ 23(2)", severity=Severity.INFO, kinds=DRAFT, when=_giving)
def complete(subject: Subject) -> Iterator[Fault]:
    """Results and reports that the directive did not name are counted, not invented (Điều 23 khoản 2).

    Who, what and when are CO-01's.
    """
    lacking = sum(1 for given in subject.facts.given if not given.product)
    if lacking:
        found = f"văn bản chỉ đạo không nêu sản phẩm của {lacking}/{len(subject.facts.given)} nhiệm vụ"
        yield Fault(_PLACE, "sản phẩm, kết quả đầu ra", found, "Bổ sung sản phẩm nếu lãnh đạo yêu cầu.")
    if not subject.facts.reporting and "bao cao" not in bare(subject.zones.text(Zone.BODY)):
        advice = "Bổ sung nơi nhận báo cáo, thời hạn báo cáo nếu lãnh đạo yêu cầu."
        yield Fault(_PLACE, "chế độ báo cáo", "văn bản chỉ đạo không nêu chế độ báo cáo", advice)


@rule("CO-04", "Thời hạn trong thời hạn", article="derived", severity=Severity.ERROR, kinds=DRAFT, when=_giving)
def in_time(subject: Subject) -> Iterator[Fault]:
    """A unit's day is no later than the directive's, less the days needed to compile (derived)."""
    for given in subject.facts.given:
        if given.due_on and given.limit_on and (given.limit_on - given.due_on).days < subject.facts.lead_days:
            limit = f"trước {written(given.limit_on)} ít nhất {subject.facts.lead_days} ngày"
            yield _fault(given, limit, f"thời hạn {written(given.due_on)}", "Rút ngắn thời hạn giao cho đơn vị.")


@rule("CO-05", "Nguồn của nội dung", article="derived", severity=Severity.ERROR, kinds=frozenset({LETTER, TABLE}))
def traced(subject: Subject) -> Iterator[Fault]:
    """Assignments are made of words of the directive; each unit named is of directive or registry (derived)."""
    if not subject.facts.words:
        return
    for given in subject.facts.given:
        if strange := _strange(given.text, subject.facts.words, given.quote):
            found = f"chữ không có trong văn bản chỉ đạo: {quote(strange)}"
            yield _fault(given, "lời của văn bản chỉ đạo", found, "Đối chiếu với văn bản chỉ đạo.")
    units = folded(subject.facts.unit_names)
    for paragraph in subject.zones.of(Zone.BODY, Zone.HEADING, Zone.TABLE):
        for name in _unknown_units(paragraph.text, units, subject.facts.words):
            expected = "đơn vị có trong văn bản chỉ đạo hoặc danh mục"
            advice = "Kiểm tra tên đơn vị với văn bản chỉ đạo và config/units.csv."
            yield Fault(place(paragraph), expected, quote(name), advice)


@lru_cache(maxsize=4096)
def _strange(text: str, *sources: str) -> str:
    """The words of a text that none of its sources has; many units are given the same."""
    known = [_vocabulary(source) for source in sources]
    return " ".join(word for word in _WORD.findall(text) if not any(bare(word) in each for each in known))


@lru_cache(maxsize=4096)
def _unknown_units(text: str, units: frozenset[str], source: str) -> tuple[str, ...]:
    """The names of units in a text that are none of these units and do not stand in its source."""
    return tuple(name for name in _UNIT_NAME.findall(text) if bare(name) not in units and not _stands(name, source))


@lru_cache(maxsize=4096)
def _stands(name: str, source: str) -> bool:
    """Whether a name stands in a source, which may be as long as the directive and the registry together."""
    return bare(name) in source


@lru_cache(maxsize=256)
def _vocabulary(text: str) -> frozenset[str]:
    """The words of a text, `bare`; that of a directive is asked for with each of its letters."""
    return frozenset(_WORD.findall(bare(text)))


@rule("CO-06", "Thời hạn chung chung", article="derived", severity=Severity.WARNING, kinds=DRAFT, when=_giving)
def vague(subject: Subject) -> Iterator[Fault]:
    """`thường xuyên`, `hằng năm` are periods, not days: no day is made of them (derived)."""
    for given in subject.facts.given:
        if given.due_on and _VAGUE.search(bare(given.due_text)) and not re.search(r"\d", given.due_text):
            expected, found = "chu kỳ, không ghi ngày cụ thể", f"{quote(given.due_text)} thành {written(given.due_on)}"
            yield _fault(given, expected, found, "Ghi thời hạn như văn bản chỉ đạo.")


@rule("CO-07", "Đơn vị còn hoạt động", article="derived", severity=Severity.ERROR, kinds=DRAFT, when=having(Zone.BODY))
def existing(subject: Subject) -> Iterator[Fault]:
    """No letter goes to a unit that is no more; a person decides about one the directive could still name (derived).

    That is a unit in the words of the directive, or one that ended after the directive was issued: its letter is
    drafted, and who takes over is the clerk's question.
    """
    facts = subject.facts
    if not (ended := facts.abolished | facts.ended_since):
        return
    addressed = (Zone.ADDRESSEES, Zone.RECIPIENTS)
    for paragraph in subject.zones.of(*addressed, Zone.BODY, Zone.HEADING, Zone.TABLE):
        for name in _named(ended, bare(paragraph.text)):
            expected, advice = "đơn vị đang hoạt động", "Xác định đơn vị kế thừa trong danh mục đơn vị."
            certain = name in facts.abolished and paragraph in subject.zones.of(*addressed)
            yield Fault(place(paragraph), expected, f"{quote(name)} đã giải thể", advice, review=not certain)


@rule("CO-09", "Thời hạn đã qua", article="derived", severity=Severity.ERROR, kinds=DRAFT, when=_giving)
def future(subject: Subject) -> Iterator[Fault]:
    """A deadline before the day of drafting cannot be kept: a person decides what becomes of it (derived)."""
    today = subject.facts.today
    for given in subject.facts.given:
        if today and given.due_on and given.due_on < today:
            found = (
                f"thời hạn {written(given.due_on)}{_numbered(subject, given)} đã qua khi lập dự thảo ({written(today)})"
            )
            advice = "Xin ý kiến lãnh đạo về thời hạn mới trước khi trình ký."
            yield _fault(given, "thời hạn mới", found, advice, review=True)


def _numbered(subject: Subject, given: Given) -> str:
    """By which number the assignment table has it, in brackets; empty when it has none."""
    own = bare(given.text).strip(" -;:,.")
    numbers = [number for number, task in enumerate(subject.facts.tasks, 1) if bare(task).rstrip(".") == own]
    return f" (nhiệm vụ {numbers[0]})" if len(numbers) == 1 else ""


@lru_cache(maxsize=4096)
def _named(names: frozenset[str], line: str) -> tuple[str, ...]:
    """Those of the names that stand whole in a line; the lines that letters share are looked through once.

    Of names in one place the longest is meant: "Phòng GDĐT huyện Gò Dầu" does not name a "Phòng GDĐT huyện".
    """
    known, found, taken = _by_bare(names), set[str](), 0
    most = most_words(frozenset(known))
    words = list(words_of(line))
    for number, first in enumerate(words):
        for last in reversed(words[number : number + most]):
            if last.end() <= taken:
                break
            if name := known.get(line[first.start() : last.end()]):
                found.add(name)
                taken = last.end()
                break
    return tuple(sorted(found))


@lru_cache(maxsize=16)
def _by_bare(names: frozenset[str]) -> dict[str, str]:
    """What `bare` makes of each name → the name."""
    return {bare(name): name for name in sorted(names)}


def _timed(given: Given) -> bool:
    return bool(given.due_on or given.recurring or given.due_text)


def _fault(given: Given, expected: str, found: str, advice: str, *, review: bool = False) -> Fault:
    return Fault(f"{_PLACE}: {quote(given.text)}", expected, found, advice, review=review)
