"""CA: capitals (Phụ lục II). Only what a machine can tell; the rest of the annex needs a reader of meaning."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from services.directive.text import CAPITALS
from services.formality.model import Severity
from services.formality.rules.measure import place
from services.formality.rules.registry import Fault, Subject, having, rule
from services.formality.text import is_upper, old_tones, quote
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from services.formality.effective import Paragraph

_TABLE = Path(__file__).parent.parent / "data" / "capitals.txt"
#: Characters around what is wrong, before the next blank.
_NEAR = 12
_TEXT = (Zone.BASIS, Zone.HEADING, Zone.BODY)
_SAID = having(*_TEXT)
_START = re.compile(r"^[“\"(]*(?P<first>[^\W\d_])")
_SENTENCE = re.compile(r"(?P<before>\w{3,})[.?!] (?P<first>[^\W\d_]\w*)")
_UPPER_LEVEL = re.compile(
    rf"(?<=[a-zà-ỹđ,;] )(?P<word>Tỉnh|Xã|Phường|Huyện|Quận|Thị xã|Thị trấn) (?=[{CAPITALS}][a-zà-ỹđ])"
)
_NUMBERED_LEVEL = re.compile(r"(?P<word>phường|quận) (?=\d)")
_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Mai|Trương|Cao|Lưu|Tạ|Hà|Đoàn|Tô"
)
_NAMES = re.compile(rf"(?:ông|bà|đồng chí) (?P<name>(?:{_FAMILIES})(?: [a-zà-ỹđ]+)?(?: [{CAPITALS}][a-zà-ỹđ]+)+)")
_LABEL = re.compile(r"^(?:[-–+*•] ?|\d[\d.]*[.)] ?|[a-zđ][).] ?|[IVXLC]+[.)] ?)")
# After these names the words belong to an organisation, not to the people.
_PEOPLE_OF = re.compile(r"(?:[Bb]an|[Đđ]ồng|[Áá]n|sát|[Aa]n|đội|sĩ|Báo) $")


@rule("CA-01", "Viết hoa đầu câu", article="PL II.I", severity=Severity.WARNING, when=_SAID)
def sentences(subject: Subject) -> Iterator[Fault]:
    """A capital at the beginning of a paragraph and after `. ? !` (PL II, I)."""
    for paragraph in subject.zones.of(*_TEXT):
        for around, wanted, advice in _small_beginnings(paragraph.text):
            yield _fault(paragraph, around, wanted, advice)


@lru_cache(maxsize=4096)
def _small_beginnings(line: str) -> tuple[tuple[str, str, str], ...]:
    """The small letters that begin a paragraph or a sentence: words around, how they are written, advice."""
    text = _LABEL.sub("", line)
    start = _START.match(text) if text == line else None
    sentences = tuple(
        (found.group(), f"…. {found['first'].capitalize()}", "Viết hoa chữ đầu câu.")
        for found in _SENTENCE.finditer(text)
        if found["first"][0].islower()
    )
    if start is None or not start["first"].islower():
        return sentences
    return ((text[:30], f"{start['first'].upper()}{text[1:24]}…", "Viết hoa chữ đầu đoạn."), *sentences)


@rule("CA-02", "Viết hoa tên người", article="PL II.II.1", severity=Severity.WARNING)
def persons(subject: Subject) -> Iterator[Fault]:
    """All syllables of a Vietnamese name (PL II, II.1): of the signer, and after ông, bà, đồng chí."""
    for paragraph in subject.zones.of(Zone.SIGNER):
        syllables = paragraph.text.split()
        if not paragraph.text.startswith("[") and any(one[:1].islower() for one in syllables):
            wanted = " ".join(one.capitalize() for one in syllables)
            yield _fault(paragraph, paragraph.text, wanted, "Viết hoa chữ đầu tất cả âm tiết của tên người.")
    for paragraph in subject.zones.of(*_TEXT):
        for found in _NAMES.finditer(paragraph.text):
            name = found["name"]
            if any(one[:1].islower() for one in name.split()):
                advice = "Viết hoa chữ đầu tất cả âm tiết của tên người."
                yield _fault(paragraph, name, " ".join(one.capitalize() for one in name.split()), advice)


@rule("CA-03", "Viết hoa địa danh", article="PL II.III.1", severity=Severity.WARNING, when=_SAID)
def places(subject: Subject) -> Iterator[Fault]:
    """`tỉnh`, `xã`, `phường` small before a name, capital before a number; fixed names (PL II, III.1)."""
    yield from _habits(subject, "CA-03")
    for paragraph in _sentences(subject):
        for around, wanted in _misspelt_levels(paragraph.text):
            yield _fault(paragraph, around, f"{wanted} …", f"Viết “{wanted}” trong tên đơn vị hành chính.")


@lru_cache(maxsize=4096)
def _misspelt_levels(line: str) -> tuple[tuple[str, str], ...]:
    """Each word for an administrative level that is written wrong, with the name after it, and the right one."""
    text = old_tones(line)
    return tuple(
        (_around(text, *found.span()), write(found["word"]))
        for pattern, write in ((_UPPER_LEVEL, str.lower), (_NUMBERED_LEVEL, str.capitalize))
        for found in pattern.finditer(text)
    )


def _rule_of_habits(
    rule_id: str, name: str, article: str, severity: Severity, promise: str
) -> Callable[[Subject], Iterator[Fault]]:
    """A rule that is nothing but a list of wrong and right spellings."""

    def faults(subject: Subject) -> Iterator[Fault]:
        yield from _habits(subject, rule_id)

    faults.__doc__ = promise
    return rule(rule_id, name, article=article, severity=severity, when=_SAID)(faults)


organisations = _rule_of_habits(
    "CA-04", "Viết hoa tên cơ quan", "PL II.IV.1", Severity.WARNING, "Words of kind and function (PL II, IV.1)."
)
collectives = _rule_of_habits(
    "CA-05", "Nhân dân, Nhà nước", "PL II.V.1", Severity.INFO, "`Nhân dân`, `Nhà nước` always (PL II, V.1)."
)
titles = _rule_of_habits(
    "CA-06", "Viết hoa chức vụ", "PL II.V.3", Severity.INFO, "A title with a concrete person or office (PL II, V.3)."
)
documents = _rule_of_habits(
    "CA-07", "Viết hoa tên văn bản", "PL II.V.6", Severity.WARNING, "`Kế hoạch này`, `Bộ luật …` (PL II, V.6)."
)
feasts = _rule_of_habits(
    "CA-09", "Viết hoa ngày tết", "PL II.V.8", Severity.INFO, "`tết Nguyên đán`, `Tết` alone (PL II, V.8)."
)
holidays = _rule_of_habits(
    "CA-10", "Viết hoa ngày lễ", "PL II.V.5", Severity.INFO, "`ngày Quốc khánh 2-9` and the like (PL II, V.5)."
)


def _habits(subject: Subject, rule_id: str) -> Iterator[Fault]:
    for paragraph in _sentences(subject):
        for around, wanted in _misspelt(rule_id, paragraph.text):
            yield _fault(paragraph, around, wanted, f"Viết “{wanted}”.")


@lru_cache(maxsize=8192)
def _misspelt(rule_id: str, text: str) -> tuple[tuple[str, str], ...]:
    """Each wrong spelling with the words around it, and the right one; none at the beginning of a text."""
    wrong, right = _spellings()[rule_id]
    text = old_tones(text)
    return tuple(
        (_around(text, *found.span()), right[found.group()])
        for found in wrong.finditer(text)
        if found.start() > 0 or found.group()[0].islower()
        if not (rule_id == "CA-05" and _PEOPLE_OF.search(text[: found.start()]))
    )


def _around(text: str, start: int, end: int) -> str:
    """A stretch of a text with some whole words on each side."""
    begin = text.rfind(" ", 0, start - _NEAR) + 1 if start > _NEAR else 0
    finish = text.find(" ", end + _NEAR)
    return text[begin:] if finish < 0 else text[begin:finish]


def _sentences(subject: Subject) -> Iterator[Paragraph]:
    """Text in lower-case style: in capitals nobody sees a difference."""
    return (paragraph for paragraph in subject.zones.of(*_TEXT) if not is_upper(paragraph.text))


@cache
def _spellings() -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
    """For each rule one pattern of all wrong spellings, and the right one of each."""
    pairs: dict[str, dict[str, str]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            rule_id, wrong, right = (part.strip() for part in line.split("|"))
            pairs.setdefault(rule_id, {})[old_tones(wrong)] = right
    return {
        rule_id: (re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(one) for one in own)})(?!\w)"), own)
        for rule_id, own in pairs.items()
    }


def _fault(paragraph: Paragraph, around: str, wanted: str, advice: str) -> Fault:
    return Fault(place(paragraph), f"“{wanted}”", quote(around), advice)
