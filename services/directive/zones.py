"""Where header, body and footer lie. Outside the header zone numbers and dates belong to cited documents.

The header is found by Quốc hiệu or Tiêu ngữ, never by the first line: stamps come before it. Two columns joined in
one line are normal, and so is one column after the other; cells may be divided by "|" or wide gaps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from services.directive import fuzzy
from services.directive.people import person
from services.directive.text import CAPITALS, Text, clean, collapse, shouted, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.directive.lexicon import Lexicon
    from services.directive.model import Line

HEADER_LINES = 40
"""Lines in which a header must begin."""
UNKNOWN_ZONE = 12
"""Lines of the header zone when nothing tells where it ends."""
HIGHEST_CELL = 12
"""Lines of the left cell (issuer, number, subject) that may stand above the motto in the right one."""
ATTACHED_TITLE = 8
"""Lines between the type of what is attached and "(Kèm theo …)"."""
SECOND_HEADER = 15
"""Lines after which another Quốc hiệu begins another document in the same file."""
LIKE_MOTTO, LIKE_TYPE, LIKE_OPENING = 75, 80, 85
"""Likeness (0..100) from which damaged text is Quốc hiệu or Tiêu ngữ, a type name, an opening like "Kính gửi"."""
SHORTEST_LIKE_TYPE = 6
"""Letters. Shorter names of types ("đề án", "dự án") are too like each other."""
MOST_STRAY = 2
"""Letters that a damaged name of a type has more or less: "PHƯỜNG AN HỘI" is no "PHƯƠNG ÁN"."""
RULE = re.compile(r"[\s_\-–—=*.|]*")
_MOTTO_LIKE = re.compile(rf"[{CAPITALS}]{{2}}|[-–—−‑]")
"""Two capitals side by side, or a dash: a line without either is neither Quốc hiệu nor Tiêu ngữ."""
_COLUMNS = re.compile(r"\||\s{3,}")
_STAMP = re.compile(r"@|\d{1,2}:\d{2}(?::\d{2})?|https?:|www\.")
_ANNEX = re.compile(r"PHỤ LỤC(?:\s+(?:[IVX]+|\d{1,2}|[A-Z]))?[.:]?$")
"""The heading of an annex: blank forms and outlines of reports stand below it, no work."""
_NUMBERED = re.compile(r"\s*(?:[:.;/\d(]|$)")
"""What follows "Số" where it is no name like "SO Y TE"."""
_OF = " CỦA "
"""Whose the document is, behind the name of its type: "QUYẾT ĐỊNH CỦA UBND TỈNH …"."""
_END_MARK = re.compile(r"\./\.|\./\s*$|/\.\s*$")


@dataclass(frozen=True, slots=True)
class Zones:
    """`header`: lines from the issuer to the type line or "Kính gửi"; `body`; `footer` from "Nơi nhận" on.

    `before` are lines above the header, where only stamps stand. `attached` is the body of a plan that a decision
    issues ("Kèm theo Quyết định số …"), `attached_type` its type.
    """

    header: tuple[Line, ...]
    title: int | None
    body: tuple[Line, ...]
    footer: tuple[Line, ...]
    attached: tuple[Line, ...] = ()
    attached_type: str = ""
    before: tuple[Line, ...] = ()


def divide(lines: Sequence[Line], lexicon: Lexicon) -> Zones:
    """Cut the lines of a document. `title` is the index in `header` of the type line, if there is one."""
    every, lines = lines, _first_document(lines, lexicon)
    start = _header_start(lines, lexicon)
    end, titled = _header_end(lines, start, lexicon)
    foot = _footer_start(lines, end, lexicon)
    header = lines[start : end + 1] if titled else lines[start:end]
    body = lines[end + 1 : foot] if titled else lines[end:foot]
    named, attached = _attached(every, foot, lexicon)
    footer = tuple(line for line in lines[foot:] if line not in attached)
    title = len(header) - 1 if titled else None
    return Zones(tuple(header), title, tuple(body), footer, attached, named, before=tuple(lines[:start]))


def _attached(lines: Sequence[Line], foot: int, lexicon: Lexicon) -> tuple[str, tuple[Line, ...]]:
    """The type and the body of what is issued with the document: a type line, "Kèm theo …" below it, then the text."""
    for index in range(foot, len(lines)):
        named = type_of(lines[index].text, lexicon)
        if named is None:
            continue
        below = range(index + 1, min(index + ATTACHED_TITLE, len(lines)))
        with_it = next((n for n in below if opens(lines[n].text.lstrip(" ("), "attached", lexicon)), None)
        if with_it is not None:
            closed = next((n for n in range(with_it, len(lines)) if ")" in lines[n].text), with_it)
            end = _footer_start(lines, closed + 1, lexicon)
            annex = next((n for n in range(closed + 1, end) if _ANNEX.match(collapse(lines[n].text))), end)
            return named, tuple(lines[closed + 1 : annex])
    return "", ()


def fragments(line: str) -> tuple[str, ...]:
    """The cells of a line: parts between "|" or wide gaps, without blanks around them."""
    return tuple(part.strip() for part in _COLUMNS.split(clean(line)) if part.strip())


def has_motto(line: str, lexicon: Lexicon) -> bool:
    """Whether Quốc hiệu or Tiêu ngữ stands in the line."""
    return motto_span(collapse(line), lexicon) is not None


def motto_span(line: str, lexicon: Lexicon) -> tuple[int, int] | None:
    """Where Quốc hiệu or Tiêu ngữ stands in a clean line; a sentence that names the republic is neither."""
    if not _MOTTO_LIKE.search(line):
        return None
    text = Text.of(line)
    exact = lexicon.words("header", "motto").search(text)
    if not exact and not shouted(line) and "-" not in text.plain:
        return None
    span = exact.span() if exact else fuzzy.inside(fuzzy.folded(lexicon, "header", "motto"), text.plain, LIKE_MOTTO)
    if span is None and (cut := lexicon.words("header", "republic").search(text)):
        span = cut.span()
    if span is None:
        return None
    printed = line[span[0] : span[1]]
    return span if shouted(printed) or ("-" in text.plain[span[0] : span[1]] and line[-1:] not in ",;") else None


def type_of(line: str, lexicon: Lexicon) -> str | None:
    """The type a line names ("KẾ HOẠCH"): in capitals, alone or beside a stamp ("HỎA TỐC", "CÔNG ĐIỆN KHẨN")."""
    for part in fragments(line.replace("[", "|").replace("]", "|")) or ():
        text = Text.of(collapse(part))
        urgent = lexicon.words("stamps").match(text)
        name = text[urgent.end() :] if urgent else text
        if behind := next(lexicon.words("stamps", "urgency").finditer(name, 1), None):
            name = name[: behind.start()] if behind.end() == len(name) else name
        name = Text.of(name.raw.partition(_OF)[0].strip(" *:;,.-–"))
        if shouted(name.raw) and (known := _type_like(name.plain, lexicon)):
            return known
    return None


def _type_like(plain: str, lexicon: Lexicon) -> str | None:
    """The name of a type with these letters, whatever became of its marks; a long one forgives a letter in five."""
    names = dict(zip(fuzzy.folded(lexicon, "document-types"), lexicon.phrases("document-types"), strict=True))
    long = [name for name in names if len(name) >= SHORTEST_LIKE_TYPE and abs(len(name) - len(plain)) <= MOST_STRAY]
    found = plain if plain in names else fuzzy.likest(plain, long, LIKE_TYPE)
    return names[found].upper() if found else None


def opens(line: str, kind: str, lexicon: Lexicon) -> bool:
    """Whether a cell of the line begins with a phrase of `header.txt`; the two great openings forgive one letter."""
    for part in fragments(line):
        text = Text.of(collapse(part).lstrip("-•* .,'‘\"=_"))
        if found := lexicon.words("header", kind).match(text):
            return kind != "number" or _NUMBERED.match(text.plain, found.end()) is not None
        if kind in {"addressee", "recipients"} and opening_end(text, kind, lexicon):
            return True
    return False


def opens_subject(line: str, lexicon: Lexicon) -> bool:
    """Whether a cell begins the subject of a letter; the short "Về …" in capitals is the rest of an organ's name."""
    short = (cell for cell in fragments(line) if opens(cell, "about", lexicon))
    return opens(line, "subject", lexicon) or any(not shouted(cell) for cell in short)


def opening_end(text: Text, kind: str, lexicon: Lexicon) -> int | None:
    """The offset after a damaged opening ("Kinh gửi:") at the start of a text."""
    for phrase in fuzzy.folded(lexicon, "header", kind):
        begin = text.plain[: len(phrase)]
        ended = not text.plain[len(phrase) : len(phrase) + 1].isalpha()
        if ended and text.raw[:1].isalpha() and fuzzy.likest(begin, (phrase,), LIKE_OPENING):
            return len(phrase)
    return None


def _first_document(lines: Sequence[Line], lexicon: Lexicon) -> Sequence[Line]:
    """One file may hold two documents: everything from the next Quốc hiệu on is another one."""
    mottos = [n for n, line in enumerate(lines) if has_motto(line.text, lexicon)]
    second = next((n for n in mottos if n - mottos[0] > SECOND_HEADER), None)
    if second is None:
        return lines
    return lines[: _header_start(lines, lexicon, second)]


def _header_start(lines: Sequence[Line], lexicon: Lexicon, motto: int | None = None) -> int:
    """The first line of the issuer: beside the motto, or in the lines in capitals just above it."""
    if motto is None:
        near = enumerate(lines[:HEADER_LINES])
        motto = next((n for n, line in near if has_motto(line.text, lexicon)), None)
    if motto is None:
        return 0
    beside = [cell for _, cell in cells([lines[motto]], lexicon)]
    if beside and not opens(beside[0], "number", lexicon):
        return motto
    above = range(max(motto - HIGHEST_CELL, 0), motto)  # the whole left cell, when it comes first
    start = next((n for n in above if opens(lines[n].text, "number", lexicon)), motto)
    for index in range(start - 1, max(start - 12, -1), -1):
        text = lines[index].text
        if RULE.fullmatch(text):
            continue
        if _STAMP.search(text) or not (shouted(text) or opens(text, "number", lexicon)):
            break
        start = index
    return start


def _header_end(lines: Sequence[Line], start: int, lexicon: Lexicon) -> tuple[int, bool]:
    """The line of the type (True), or else where "Kính gửi" begins (False)."""
    for index in range(start, min(start + HEADER_LINES, len(lines))):
        if type_of(lines[index].text, lexicon):
            return index, True
        if opens(lines[index].text, "addressee", lexicon):
            return index, False
    limit = min(start + UNKNOWN_ZONE, len(lines))
    return next((n for n in range(start, limit) if _begins_text(lines[n].text, lexicon)), limit), False


def _begins_text(line: str, lexicon: Lexicon) -> bool:
    """Whether a line opens the text ("Căn cứ …", "Thực hiện …"): what it cites is not the document itself."""
    text = Text.of(collapse(line))
    return bool(text) and text.raw[0].isupper() and lexicon.words("abstract-stops").match(text) is not None


def _footer_start(lines: Sequence[Line], start: int, lexicon: Lexicon) -> int:
    """The line of "Nơi nhận", what follows the end mark "./.", or else the capacity of who signs ("TM. …")."""
    for index in range(start, len(lines)):
        if opens(lines[index].text, "recipients", lexicon):
            return _above_signature(lines, index)
    for index in range(len(lines) - 1, start, -1):
        if _END_MARK.search(lines[index].text):
            return index + 1
    signing = (n for n in range(start, len(lines)) if _opens_signature(lines[n].text, lexicon))
    return next(signing, len(lines))


def _opens_signature(line: str, lexicon: Lexicon) -> bool:
    return shouted(line) and lexicon.words("signing").match(Text.of(collapse(line))) is not None


def _above_signature(lines: Sequence[Line], index: int) -> int:
    """Titles in capitals and names may stand just above "Nơi nhận" when columns follow each other."""
    above = list(takewhile(lambda n: _signs_or_blank(lines[n].text), range(index - 1, -1, -1)))
    filled = [n for n in above if lines[n].text.strip()]
    return min(filled, default=index)


def _signs_or_blank(text: str) -> bool:
    titled = shouted(text) and not _END_MARK.search(text) and not any(map(str.isdigit, text))
    return titled or all(person(cell) for cell in fragments(text))


_CUT_MOTTO, _REST_OF_MOTTO = "chu nghia", "viet nam"
"""Where a narrow column breaks Quốc hiệu, and what then stands in the next line."""


def cells(lines: Sequence[Line], lexicon: Lexicon) -> Iterator[tuple[Line, str]]:
    """The cells of header lines without motto and ruling lines, each with its line."""
    cut = False
    for line in lines:
        whole = clean(line.text)
        if span := motto_span(whole, lexicon):
            cut = skeleton(whole[: span[1]]).endswith(_CUT_MOTTO)
            whole = whole[: span[0]] + " | " + whole[span[1] :]
        for part in fragments(whole):
            if cut and skeleton(part) == _REST_OF_MOTTO:
                cut = False
            elif not RULE.fullmatch(part):
                yield line, collapse(part)
