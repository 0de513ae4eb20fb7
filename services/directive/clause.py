"""One clause: who is told (chủ trì), with whom (phối hợp), in which manner (giao, yêu cầu …), and to do what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.directive import mentions
from services.directive.text import CAPITALS
from services.directive.units_in_text import Span, first_verb, unit_span, with_relative

if TYPE_CHECKING:
    from services.directive.lexicon import Lexicon
    from services.directive.text import Text

INTRO_WINDOW = 600
"""Characters before a mode word in the middle of a sentence ("Trên cơ sở …, giao Sở Tài chính …")."""
LONGEST_SUBJECT = 80
"""Characters of a subject behind circumstances."""
LONGEST_NAMES = 400
"""Characters of a list of units that is a subject; a longer one has swallowed a sentence."""
_NOTE = re.compile(r"\s*\([^()]{2,120}\)\s*")
_CITED = re.compile(r"\d+/\S|\bngày \d")
_TOGETHER = re.compile(r"\s+cung voi\s")
_WHEN_DONE = re.compile(r"\bđược\s[^,;]*\skhi\s")
"""A condition, no list of units: "Xã, phường được công nhận khi …"."""
_OPENS = re.compile(
    r"(?:\s+(?:cu the|nhu sau|thuc hien|trien khai|tap trung|mot so|cac|nhung|noi dung|nhiem vu|cong viec|viec|sau"
    r"|sau day|tot|nghiem tuc))*\s*:\s*"
)
"""What may stand between a mode word and the colon that opens a list."""
_FORWARDS = re.compile(
    r"(?:sao gui|gui kem|chuyen|sao chuyen|trich sao)\s[^.;]{0,160}?(?:,|\bva)\s+(?=(?:de nghi|yeu cau|giao)\s)"
)
_HELPS = re.compile(r"phoi hop\s+(?!voi\b|cung\b|chat che\b)(?:(?:thuc hien|to chuc)\s+)?")
ONLY_IF = re.compile(
    r"(?:nao\s|(?:khong|chua|co)\s(?:co\s)?(?:nhu cau|dieu kien|thay doi|phat sinh|vuong mac|du)\b)[^.;]{0,100}?"
    r"(?:,\s*|\s)(?:thi\s|phai\s|can\s|de nghi\s|yeu cau\s)"
)
"""Behind "đơn vị": for whom a duty holds, "… không có nhu cầu thì báo cáo …"; cut off, it would be the duty itself."""
DAY_FIRST = re.compile(r"ngay\s+\d{1,2}\s?/")
MUST = re.compile(r"(?:phai|can phai|co trach nhiem|chiu trach nhiem)\s")
_LINKED = re.compile(r"(?:[,;]|\bva|\bdong thoi)\s*$")
"""Before a mode word that adds a request to what was said."""
_COMMA = re.compile(r",\s+")
_GAP = re.compile(r"[\s,;:]*(?:cho\s+)?")
_TITLE = re.compile(r"(?:(?:ve|doi voi)\s[^:.;]{2,60}|[^:.;]{2,140}?\snhu sau):\s+")
"""What a sentence is about, or who speaks, before a colon: "Về kinh phí: giao Sở Tài chính …", "… như sau: Giao …"."""
_SENTENCE = re.compile(rf"[.](?=\s+[{CAPITALS}])")


@dataclass(frozen=True, slots=True)
class Clause:
    """What a clause says. `body` is where the work begins; `mode` is None when no mode word is written.

    `verb` tells whether a verb of the lexicon stands at `body`, `opened` whether a colon does (the work may follow
    in other paragraphs).
    """

    mode: str | None
    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    body: int
    verb: bool
    opened: bool = False


def read(text: Text, start: int, lexicon: Lexicon) -> Clause:
    """Read the clause that begins at an offset; a clause without a lead has an empty `lead`."""
    mode, addressed = _addressed(text, start, lexicon)
    joined = coordination(text, start, lexicon)
    if addressed is None:
        body = start if first_verb(text, start, lexicon) else _skip(text, start)  # "Cho học sinh nghỉ học …"
        return Clause(mode, (), joined, body, first_verb(text, body, lexicon))
    together = _TOGETHER.search(text.plain, addressed.start, addressed.end)  # who helps is told by `coordination`
    lead = mentions.split(text.raw[addressed.start : together.start() if together else addressed.end], lexicon)
    named = _past_note(text, addressed.end, lexicon)
    body = _skip(text, named)
    opened = text.raw[named:body].strip().startswith(":")
    verb = addressed.verb or first_verb(text, body, lexicon)
    helpers, work = _helped(text, body, lexicon)
    others = tuple(unit for unit in dict.fromkeys((*helpers, *joined)) if unit not in lead)
    return Clause(mode, lead, others, work or _after_chair(text, body, lexicon), verb, opened)


def behind(text: Text, start: int, lexicon: Lexicon) -> Clause | None:
    """What a sentence asks of others behind what it says first: "Sở gửi kèm dự thảo, đề nghị các đơn vị góp ý"."""
    stop = _SENTENCE.search(text.raw, start)
    for mode in lexicon.words("modes").finditer(text, start, stop.start() if stop else len(text)):
        if _LINKED.search(text.plain, start, mode.start()):
            asked_of = read(text, mode.start(), lexicon)
            if asked_of.mode and asked_of.lead and asked_of.verb:
                return asked_of
    return None


def coordination(text: Text, start: int, lexicon: Lexicon) -> tuple[str, ...]:
    """All units named after "phối hợp với" and the like, in order."""
    found: list[str] = []
    for match in lexicon.words("coordination", "with").finditer(text, start):
        span = unit_span(text, _skip(text, match.end()), lexicon, stops=True)
        if span:
            found += mentions.split(text.raw[span.start : span.end], lexicon)
    return tuple(dict.fromkeys(found))


def _addressed(text: Text, start: int, lexicon: Lexicon) -> tuple[str | None, Span | None]:
    """The mode and the list of units told to act."""
    pos = _skip(text, start)
    if (title := _TITLE.match(text.plain, pos)) and lexicon.words("modes").match(text, title.end()):
        pos = title.end()
    while intro := lexicon.words("intros").match(text, pos):
        pos = _skip(text, intro.end())
    if mode := lexicon.words("modes").match(text, pos):
        span = unit_span(text, _skip(text, mode.end()), lexicon)
        if span:
            return lexicon.kind_of("modes", mode.group()), with_relative(text, span, lexicon)
    subject = unit_span(text, pos, lexicon)
    if subject and _forwards(text, subject, lexicon):
        subject = None
    later = _later_mode(text, pos, subject, lexicon)
    if later:
        return later
    if subject is None:
        subject = _after_opening(text, pos, lexicon)
    return (None, subject) if subject and _acts(text, subject, lexicon) else (None, None)


def _forwards(text: Text, subject: Span, lexicon: Lexicon) -> bool:
    """Whether who is named first only passes a paper on, and then asks: "Sở sao gửi … và đề nghị các địa phương …"."""
    stop = _SENTENCE.search(text.raw, subject.end)
    said = _FORWARDS.match(text.plain, subject.end, stop.start() if stop else len(text))
    return said is not None and lexicon.words("modes").match(text, said.end()) is not None


def _after_opening(text: Text, pos: int, lexicon: Lexicon) -> Span | None:
    """The subject behind circumstances without a comma: "Kết thúc Tháng hành động các đơn vị báo cáo …"."""
    dated = DAY_FIRST.match(text.plain, pos) is not None  # mostly tells what happened
    if not dated and not lexicon.words("openings", "opening").match(text, pos):
        return None
    stop = _SENTENCE.search(text.raw, pos)
    limit = min(stop.start() if stop else len(text), pos + INTRO_WINDOW)
    links = {link.end() + 1 for link in lexicon.words("openings", "link").finditer(text, pos, limit)}
    many = {found.start() for found in lexicon.words("quantifiers").finditer(text, pos + 1, limit)} - links
    parted = {comma.end() for comma in _COMMA.finditer(text.raw, pos, limit)}
    parted = {at for at in parted if at in many or text.raw[at : at + 1].isupper()}  # not ", đơn vị" of a class
    for begin in sorted(many | parted):
        span = unit_span(text, begin, lexicon)
        if dated and span and not MUST.match(text.plain, span.end):
            continue
        if span and span.verb and span.end <= limit and _can_be_subject(text, span, parted=begin in parted):
            return span
    return None


def _can_be_subject(text: Text, span: Span, *, parted: bool) -> bool:
    """A short list; behind circumstances without a comma it has none itself, else it belongs to them."""
    return span.end - span.start <= LONGEST_SUBJECT and (parted or "," not in text.raw[span.start : span.end])


def asked(text: Text, start: int, lexicon: Lexicon) -> tuple[str | None, int] | None:
    """The mode and the work of a sentence that names nobody ("…, Sở Xây dựng đề nghị rà soát …"), or None."""
    stop = _SENTENCE.search(text.raw, start)
    limit = min(stop.start() if stop else len(text), start + INTRO_WINDOW)
    for mode in lexicon.words("modes").finditer(text, start, limit):
        body = _skip(text, mode.end())
        if first_verb(text, body, lexicon) and (mode.start() == start or _says(text, start, mode.start(), lexicon)):
            return lexicon.kind_of("modes", mode.group()), body
    return None


def opening_mode(text: Text, start: int, lexicon: Lexicon) -> str | None:
    """The mode of a line that asks nobody by name and opens what follows: "Công an tỉnh đề nghị:"; else None."""
    modes = [m for m in lexicon.words("modes").finditer(text, start) if _OPENS.fullmatch(text.plain, m.end())]
    return lexicon.kind_of("modes", modes[0].group()) if modes else None


def _says(text: Text, start: int, mode: int, lexicon: Lexicon) -> bool:
    """Whether somebody who may ask stands before the mode word, or a comma does."""
    subject = unit_span(text, start, lexicon)
    return (subject is not None and _touches(text, subject.end, mode)) or _introduced(text, start, mode, lexicon)


def _acts(text: Text, subject: Span, lexicon: Lexicon) -> bool:
    """A subject counts when it does something, when a colon follows it, or when it is all there is."""
    name = text.raw[subject.start : subject.end]
    if (
        name.rstrip().endswith(" bị")
        or len(name) > LONGEST_NAMES
        or _CITED.search(name)
        or _WHEN_DONE.search(name)
        or ", được " in name
        or name.count(")") > name.count("(")
    ):
        return False
    if ONLY_IF.match(text.plain, subject.end):
        return True
    if lexicon.words("verbs", "narrative").match(text, subject.end):
        return False
    if subject.verb or not text.raw[subject.end :].strip(" .;"):
        return True
    after = _past_note(text, subject.end, lexicon)
    return after > subject.end or text.raw[subject.end] == ":"


def _past_note(text: Text, end: int, lexicon: Lexicon) -> int:
    """Behind a bracket that says what the unit is, where the work follows: "Sở Y tế (cơ quan thường trực): …"."""
    note = _NOTE.match(text.raw, end)
    if note is None:
        return end
    goes_on = text.raw.startswith(":", note.end()) or first_verb(text, _skip(text, note.end()), lexicon)
    return note.end() if goes_on else end


def _later_mode(text: Text, pos: int, subject: Span | None, lexicon: Lexicon) -> tuple[str | None, Span] | None:
    """A mode word after a subject ("Chủ tịch UBND tỉnh yêu cầu …") or after an introduction ("…, giao Sở …")."""
    stop = _SENTENCE.search(text.raw, pos)
    limit = min(stop.start() if stop else len(text), pos + INTRO_WINDOW)
    for mode in lexicon.words("modes").finditer(text, pos + 1, limit):
        if subject is not None and not _touches(text, subject.end, mode.start()):
            continue
        if subject is None and not _introduced(text, pos, mode.start(), lexicon):
            continue
        span = unit_span(text, _skip(text, mode.end()), lexicon)
        if span and (span.verb or text.raw[span.end : span.end + 1] == ":"):
            return lexicon.kind_of("modes", mode.group()), with_relative(text, span, lexicon)
    return None


def _introduced(text: Text, pos: int, mode: int, lexicon: Lexicon) -> bool:
    """Whether a mode word stands after a comma, or after a subject that does ("…, Giám đốc Sở yêu cầu …")."""
    if (passed := _FORWARDS.search(text.plain, pos, mode + 8)) and passed.end() == mode:
        return True
    begin = max(text.raw.rfind(",", pos, mode), text.raw.rfind(";", pos, mode))
    if begin < 0:
        return False
    subject = unit_span(text, _skip(text, begin), lexicon)
    return not text.raw[begin + 1 : mode].strip() or (subject is not None and _touches(text, subject.end, mode))


def _touches(text: Text, end: int, start: int) -> bool:
    return not text.raw[end:start].strip()


def _skip(text: Text, pos: int) -> int:
    found = _GAP.match(text.plain, pos)
    return found.end() if found else pos


def _helped(text: Text, body: int, lexicon: Lexicon) -> tuple[tuple[str, ...], int]:
    """Who helps, and where the work begins, in "… chủ trì, Phòng B phối hợp chuẩn bị …"; nobody and 0 otherwise."""
    chair = lexicon.words("coordination", "chair").match(text, body)
    span = unit_span(text, _skip(text, chair.end()), lexicon) if chair else None
    helps = _HELPS.match(text.plain, span.end) if span else None
    if span is None or helps is None or not first_verb(text, helps.end(), lexicon):
        return (), 0
    return mentions.split(text.raw[span.start : span.end], lexicon), helps.end()


def _after_chair(text: Text, body: int, lexicon: Lexicon) -> int:
    """Where the work begins after "chủ trì, phối hợp với …": those words are the roles, not the work."""
    chair = lexicon.words("coordination", "chair").match(text, body)
    if chair is None:
        return body
    pos = _skip(text, chair.end())
    if text.plain.startswith("va ", pos):
        pos += 3
    joined = lexicon.words("coordination", "with").match(text, pos)
    span = unit_span(text, _skip(text, joined.end()), lexicon, stops=True) if joined else None
    rest = _skip(text, span.end) if span else pos
    return rest if text.raw[rest:].strip(" ./;:") else body
