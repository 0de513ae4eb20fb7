"""A list of units → the mentions as written: "Sở Tài chính và các cơ quan, đơn vị" is two of them, not three.

Names contain commas, "và" and dashes; a class ("các sở, ban, ngành") is one mention; a prefix distributes ("các Sở:
Tài chính, Nội vụ"). A separator splits only where a new unit begins after it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.directive import brackets
from services.directive.text import Text, skeleton
from services.directive.units_in_text import unit_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from services.directive.lexicon import Lexicon

_SEPARATOR = re.compile(r"\s*[,;]\s*(?:(?:va|cung|cung voi)\s+)?|\s+(?:va|cung|cung voi)\s+")
_COMRADE = re.compile(r"(?:cac\s+)?(?:dong chi|d/c|ong|ba)\s+")
_LEADING_COMRADE = re.compile(r"(?:dong chi|d/c)\s+")
_CLASS = re.compile(r"(?P<before>.*?\s)?(?:cac|nhung)\s+(?P<head>[a-z]+(?:\s[a-z]+)?)\s+(?P<names>.+)")
_OPENED = re.compile(r"(?P<before>.*?\s)?(?:cac|nhung)\s+(?P<head>[^:,;]{2,40}?)(?:,[a-z ,]+)?\s*:\s+(?P<names>.+)")
_PLACE = re.compile(r"(?:xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tinh|dac khu|truong)\b")
"""Heads whose names hold no "và" of their own."""
_COUNCIL = re.compile(
    r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan)\s+(?=(?:xa|phuong|thi tran|huyen|quan|thi xa|thanh pho)\s)"
)
_VILLAGE = re.compile(r"(?:cac\s+)?(?:dong chi\s+)?truong (?:thon|ap|ban|xom|lang|buon|khu pho)")
"""Offices that need no name."""
_APPOSITION = re.compile(r"(?:\s+-\s+|,\s+|\s+la\s+)(?:co quan|don vi|bo phan) (?:thuong truc|dau moi)\b.*$")
"""What a unit is besides: "Sở Nội vụ - cơ quan thường trực Ban Chỉ đạo …"."""
_EMPHASIS = re.compile(
    r"(?<=\w)\s*,?\s+(?:trong do(?:\s+(?:co|trong tam|tap trung|uu tien|luu y|dac biet))?|dac biet|nhat|truoc het)"
    r"(?:\s+la)?\s+(?:cac|nhung|o|tai)?\b[^;]*"
)
"""Those among them who are meant most: ", trong đó trọng tâm là các tỉnh: …", ", nhất là các trường vùng biên giới"."""
_ROOM = re.compile(r"phong|ban|khoa|vu")


def split(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The mentions of a list, in order, without the punctuation around them and without those meant most of them."""
    named = _without_emphasis(brackets.without_aliases(Text.of(text), lexicon).raw)
    mentions = [mention for part in _parts(named, lexicon) for mention in _distributed(part, lexicon)]
    if mentions and _COMRADE.match(skeleton(mentions[0])):
        # between names of people the rest is their office: "đồng chí A, Phó Trưởng ban, đồng chí B"
        mentions = [m for m in mentions if _COMRADE.match(skeleton(m))]
    return tuple(dict.fromkeys(_with_council(_without_comrade(mention) for mention in mentions if mention)))


def _without_emphasis(text: str) -> str:
    plain, kept, end = skeleton(text), "", 0
    for found in _EMPHASIS.finditer(plain):
        kept, end = kept + text[end : found.start()], found.end()
    return kept + text[end:]


def _with_council(mentions: Iterable[str]) -> Iterator[str]:
    """Behind "UBND thành phố Một" a bare "thị xã Hai", "huyện Ba" is its UBND too."""
    council = ""
    for mention in mentions:
        found = _COUNCIL.match(skeleton(mention))
        council = mention[: found.end()] if found else council
        place = mention[:1].islower() and _PLACE.match(skeleton(mention)) and any(map(str.isupper, mention))
        if place and council:
            yield f"{council}{mention}"
        else:
            council = council if found else ""
            yield mention


def _without_comrade(mention: str) -> str:
    found = _LEADING_COMRADE.match(skeleton(mention))
    return mention[found.end() :] if found else mention


def _parts(text: str, lexicon: Lexicon) -> Iterator[str]:
    whole, start = Text.of(text), 0
    for separator in _separators(whole, lexicon):
        if _splits(whole, start, separator, lexicon):
            yield _trim(text[start : separator.start()])
            start = separator.end()
    yield _trim(text[start:])


def _trim(text: str) -> str:
    said = _APPOSITION.search(skeleton(text))
    return text[: said.start() if said else None].strip(" ,;:.-–")


def _separators(text: Text, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    names = [m.span() for m in lexicon.words("sectors").finditer(text)]
    names += [m.span() for m in lexicon.unit_names.finditer(text)]
    names += brackets.spans(text, lexicon)
    for match in _SEPARATOR.finditer(text.plain):
        if not any(start < match.start() and match.end() < end for start, end in names):
            yield match


def _splits(text: Text, start: int, separator: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a new mention begins after the separator."""
    after, before = separator.end(), text[start : separator.start()]
    if unit_start(text, after, lexicon) is None:
        return False
    if _COMRADE.match(text.plain, after):
        return True
    one_more_name = ":" in before.raw and lexicon.words("sectors").match(text, after)
    if one_more_name or _bare_title(before, lexicon):
        return False
    if ";" in separator.group() or _whole_name(before, lexicon) or _begins_anew(text, after, lexicon):
        return True
    if text.raw[after].islower():
        return _has_name(before, lexicon) and not _open_class(before, lexicon)
    return _has_name(before, lexicon) or not _bare_head(text, after, lexicon)


def _whole_name(text: Text, lexicon: Lexicon) -> bool:
    """Whether head words of more than one syllable are the whole name of one unit: "Tỉnh đoàn", "Công an tỉnh"."""
    begins = lexicon.words("unit-heads").match(text)
    whole = begins is not None and not lexicon.words("unit-heads").sub_blank(text).plain.strip()
    return whole and begins is not None and " " in begins.group() and text.raw[:1].isupper() and "," not in text.raw


def _begins_anew(text: Text, after: int, lexicon: Lexicon) -> bool:
    """Whether what follows is a known unit, or opens with "các" or a title of its own."""
    known, everybody = lexicon.unit_names.match(text, after), lexicon.words("everybody").match(text, after)
    if known and not (everybody and everybody.end() == known.end()):  # "các tổ chức, cơ quan, đơn vị" is one class
        return True
    return any(lexicon.words(stem).match(text, after) for stem in ("quantifiers", "head-titles"))


def _bare_title(text: Text, lexicon: Lexicon) -> bool:
    """A title that waits, "Bộ trưởng" before ", Thủ trưởng các cơ quan …"."""
    if _VILLAGE.fullmatch(text.plain.strip(" ,")):
        return False
    left = lexicon.words("quantifiers").sub_blank(lexicon.words("head-titles").sub_blank(text))
    return not left.plain.strip(" ,")


def _has_name(text: Text, lexicon: Lexicon) -> bool:
    """Whether the mention has a proper name beside its head words: then a new head word is a new unit."""
    for stem in ("head-titles", "quantifiers", "unit-heads"):
        text = lexicon.words(stem).sub_blank(text)
    return any(char.isupper() for char in text.raw)


def _open_class(text: Text, lexicon: Lexicon) -> bool:
    """Whether a mention ends in a class that goes on: "Phòng GDĐT các huyện" before ", thị xã, thành phố"."""
    last = max((m.end() for m in lexicon.words("quantifiers").finditer(text)), default=None)
    if last is None:
        return False
    return not lexicon.words("unit-heads").sub_blank(text[last:]).plain.strip(" ,")


def _bare_head(text: Text, start: int, lexicon: Lexicon) -> bool:
    """Whether only head words stand between `start` and the next separator or the end ("Sở, Ban ngành tỉnh")."""
    following = _SEPARATOR.search(text.plain, start)
    piece = text[start : following.start() if following else len(text)]
    head = lexicon.words("unit-heads").match(piece)
    common = head is not None and " " not in head.group()
    return common and not lexicon.words("unit-heads").sub_blank(piece).plain.strip()


def _distributed(mention: str, lexicon: Lexicon) -> Iterator[str]:
    """A prefix goes to each name: "các Sở: Tài chính, Nội vụ" → "Sở Tài chính", "Sở Nội vụ"; others as they are.

    What stands before it goes along: "UBND các phường: Một, Hai", "Giám đốc các Sở: …".
    """
    text = Text.of(mention)
    found = _OPENED.fullmatch(text.plain) or _CLASS.fullmatch(text.plain)
    head = lexicon.words("unit-heads").match(text, found.start("head")) if found else None
    if found is None or head is None:
        yield from _sectors(text, lexicon)
        return
    opened = found.re is _OPENED
    start, end = (found.start("names"), found.end("head")) if opened else (head.end() + 1, head.end())
    names = list(_names(mention[start:], text.plain[head.start() : end], lexicon)) if start < len(mention) else []
    if not _are_names(names, opened=opened, rooms=_ROOM.fullmatch(head.group()) is not None):
        yield mention
        return
    before = mention[: found.end("before")] if found["before"] else ""
    yield from (f"{before}{mention[head.start() : end]} {name}" for name in names)


def _sectors(text: Text, lexicon: Lexicon) -> Iterator[str]:
    """A head and several sectors, "Sở Tài chính, Nội vụ và Y tế", is a unit for each; others as they are."""
    head = lexicon.words("unit-heads").match(text)
    parts = list(_names(text.raw[head.end() + 1 :], text.plain[: head.end()], lexicon)) if head else []
    known = [lexicon.words("sectors").fullmatch(Text.of(part)) for part in parts]
    if head is None or len(parts) < 2 or not all(known):  # noqa: PLR2004 - one sector is the name
        yield text.raw
        return
    yield from (f"{text.raw[: head.end()]} {part}" for part in parts)


def _are_names(names: list[str], *, opened: bool, rooms: bool) -> bool:
    """Whether all begin with a capital; without a colon there are several, and the first is no level ("THPT").

    Rooms have no levels, "các phòng TCCB, KHTC" names two.
    """
    if not names or not all(name[:1].isupper() for name in names):
        return False
    return opened or (len(names) > 1 and (rooms or not names[0].isupper()))


def _names(text: str, head: str, lexicon: Lexicon) -> Iterator[str]:
    """The names of a distributed list: parted by ";" where there is one; "và" parts places and known names only."""
    whole, start = Text.of(text), 0
    for separator in _separators(whole, lexicon):
        known = _PLACE.match(head) or lexicon.words("sectors").match(whole, separator.end())
        strong = ";" in separator.group() if ";" in text else "," in separator.group()
        if strong or (known and ";" not in text):
            yield _trim(text[start : separator.start()])
            start = separator.end()
    yield _trim(text[start:])
