"""The header fields of the page. Every value has its evidence; what is blank or illegible stays None."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from services.directive import fuzzy, issue, issuers, zones
from services.directive.joining import text_width
from services.directive.labels import read_label
from services.directive.model import Header, Source, Value
from services.directive.text import Text, clean, collapse, evidence_of, shouted, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.directive.lexicon import Lexicon
    from services.directive.model import Line
    from services.directive.zones import Zones

LETTER_TYPE = "CÔNG VĂN"
LETTER_CODE = "CV"
LONGEST_ABSTRACT = 8
"""Lines."""
LEGIBLE = 0.55
"""Share of a line that must be words: stamps and seals fall into abstracts of scanned pages."""
WIDE = 0.9
"""Share of the width of the text from which a line behind a gap is text: abstracts are centred."""
DOUBTFUL = 0.5
"""Confidence of a line that recognition saw in a stamp or a seal."""
STAMP_SPECKS = 30
"""Characters of a line in which an abstract must go on that a stamp has run into."""
PLACED = re.compile(r"[A-ZĐ][^,]{1,40},\s*ngày\b")
"""Place and date of issue, also with a blank day."""
SENTENCE = 60
"""Characters from which a line in small letters under an abstract in capitals is text."""
_OPEN = re.compile(r"(?:\b(?:cua|thuoc|cho|va|voi|do|truoc)|,)\s*$")
"""How a line ends that goes on with a name."""
LIKE_OPENING, LONG_OPENING = 80, 6
"""Likeness (0..100) and letters from which a damaged opening of the text is known."""


@dataclass(frozen=True, slots=True)
class HeaderPage:
    """The header as printed, and how many lines of the body its abstract took."""

    header: Header
    abstract_lines: int
    draft: bool = False


def read(found: Zones, lexicon: Lexicon, source: Source) -> HeaderPage:
    """Read the header zone; the abstract of a named type stands at the start of the body."""
    above = found.header if found.title is None else found.header[: found.title]
    sure = 0.95 if source is Source.NATIVE else 0.8
    abstract, taken = _abstract(found, lexicon)
    numbered = issue.read(above, lexicon, source)
    notation = numbered["notation"].text if "notation" in numbered else ""
    values = {
        **numbered,
        **issuers.read(above, notation, lexicon, source),
        "doc_type": _doc_type(found, abstract, lexicon),
        "abstract": abstract,
        **_stamps((*found.before, *found.header), lexicon),
    }
    fields = {name: replace(v, method=source, confidence=min(v.confidence, sure)) for name, v in values.items() if v}
    draft = any(zones.opens(line.text, "draft", lexicon) for line in above)
    return HeaderPage(Header(**fields), taken, draft)


def _value(text: str, line: Line, quote: str | None = None, confidence: float = 0.95) -> Value:
    return Value(text, Source.NATIVE, confidence, evidence_of(line, quote))


def _doc_type(found: Zones, abstract: Value | None, lexicon: Lexicon) -> Value | None:
    """The type line; without one, a letter when "V/v" or "Kính gửi" is there; else what the notation says."""
    if found.title is not None:
        line = found.header[found.title]
        printed = zones.type_of(line.text, lexicon) or ""
        return _value(printed, line, printed if printed in clean(line.text) else None)
    greeted = next((line for line in found.body if zones.opens(line.text, "addressee", lexicon)), None)
    if abstract and abstract.evidence:
        return Value(LETTER_TYPE, Source.NATIVE, 0.9, abstract.evidence)
    if greeted:
        return _value(LETTER_TYPE, greeted, None, 0.8)
    notation = issue.read(found.header, lexicon, Source.NATIVE).get("notation")
    code = notation.text.split("/")[-1].split("-")[0] if notation else ""
    name = next((e.phrase for e in lexicon.entries["document-types"] if e.kind == code), None)
    return Value(name.upper(), Source.NATIVE, 0.6, notation.evidence) if name and notation else None


def _abstract(found: Zones, lexicon: Lexicon) -> tuple[Value | None, int]:
    """Trích yếu: under the type line, or after "V/v" in the left column of a letter."""
    if found.title is None:
        lines = list(_subject_lines(found, lexicon))
        return _joined(lines), 0
    lines, taken, width, crossed, stamped = [], 0, text_width(found.body), False, False
    for taken, line in enumerate(found.body):
        content = _beside_stamp(line)
        if not content:
            if lines and not _goes_on(found.body, taken, lexicon):
                break
            crossed = bool(lines)
            continue
        behind_gap = bool((crossed or stamped) and width and len(content) > WIDE * width)
        if zones.RULE.fullmatch(content) or len(lines) == LONGEST_ABSTRACT or behind_gap:
            break
        if _stops(content, lines, lexicon) or (lines and _decides(found.body[taken - 1 :], content, lexicon)):
            break
        if _doubtful(line) or _noise(content, lexicon):
            stamped = bool(lines)
        else:
            lines.append((line, content[_more_at(content, lexicon) :] if crossed else content))
    return _joined(lines), taken


def _beside_stamp(line: Line) -> str:
    """A line without the stamp of receipt on its left, under the number: recognition takes its edge for a bar."""
    cells = [cell for cell in line.text.split("|") if cell.strip()] if line.confidence is not None else []
    return collapse(cells[-1] if cells else line.text)


def _doubtful(line: Line) -> bool:
    return line.confidence is not None and line.confidence < DOUBTFUL


def _noise(content: str, lexicon: Lexicon) -> bool:
    """A stamp or a seal that fell between the lines."""
    return fuzzy.legible(content) < LEGIBLE and not _opens_text(Text.of(content), lexicon)


def _stops(content: str, lines: Sequence[tuple[Line, str]], lexicon: Lexicon) -> bool:
    """Whether the text under the abstract begins: a fixed opening after the first line, a label, a greeting."""
    text = Text.of(content)
    if zones.opens(content, "addressee", lexicon) or content.endswith("điện:"):
        return True
    opening = content[0].isupper() and _opens_text(text, lexicon)
    if lines:
        shouts = shouted(lines[0][1])
        opening = opening or (shouted(content) and not shouts)
        sentence = content[0].isupper() and len(content) >= SENTENCE and not shouted(content)
        opening = opening or (shouts and sentence)
    return bool(lines) and (opening or re.match(r"[IVX]+\.\s|1\.\s|Điều\s+1\b", content) is not None)


def _decides(lines: Sequence[Line], content: str, lexicon: Lexicon) -> bool:
    """Whether a line names who decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …"), under the abstract and above "Căn cứ"."""
    before, below = lines[0].text.strip(), (line.text for line in lines[2:4] if line.text.strip())
    title = lexicon.words("head-titles").match(Text.of(content))
    apart = title is not None and shouted(content) and not _OPEN.search(skeleton(before))
    return apart and _opens_text(Text.of(collapse(next(below, ""))), lexicon)


def _opens_text(text: Text, lexicon: Lexicon) -> bool:
    """Whether a line opens the text ("Căn cứ …"); a damaged opening counts when it is long enough to be known."""
    if lexicon.words("abstract-stops").match(text):
        return True
    known = [stop for stop in fuzzy.folded(lexicon, "abstract-stops") if len(stop) >= LONG_OPENING]
    return any(fuzzy.likest(text.plain[: len(stop)], (stop,), LIKE_OPENING) for stop in known)


def _goes_on(body: Sequence[Line], index: int, lexicon: Lexicon) -> bool:
    """Whether the line after a blank one continues the sentence in lower case."""
    near = (line for line in body[index + 1 : index + 4] if line.text.strip() and not _noise(line.text, lexicon))
    following = next(near, None)
    content = collapse(following.text) if following else ""
    if read_label(content):
        return False
    return content[:1].islower() or _more_at(content, lexicon) > 0


def _more_at(content: str, lexicon: Lexicon) -> int:
    """Where "trên địa bàn …" stands behind the specks of a stamp at the start of a line; 0 when it does not."""
    found = lexicon.words("header", "more").search(Text.of(content), 0, min(len(content), STAMP_SPECKS))
    return found.start() if found else 0


def _subject_lines(found: Zones, lexicon: Lexicon) -> Iterator[tuple[Line, str]]:
    open_, yearless = False, False
    for line in found.header:
        cell = (zones.fragments(line.text) or ("",))[0]
        if yearless:
            cell = issue.YEAR_BELOW.sub("", cell).rstrip()
        yearless = issue.lacks_year(line.text)
        if zones.opens_subject(line.text, lexicon):
            open_ = True
            cell = cell if zones.opens_subject(cell, lexicon) else _subject_cell(line, lexicon)
        elif open_ and (issue.is_dated(cell) or PLACED.match(cell) or shouted(cell)):
            return
        if open_ and cell:
            dated = issue.ISSUED.search(Text.of(cell).plain)
            yield line, collapse(cell[: dated.start()] if dated else cell)


def _subject_cell(line: Line, lexicon: Lexicon) -> str:
    return next(cell for cell in zones.fragments(line.text) if zones.opens_subject(cell, lexicon))


def _joined(lines: Sequence[tuple[Line, str]]) -> Value | None:
    if not lines:
        return None
    first, last = lines[0][0], lines[-1][0]
    text = " ".join(content for _, content in lines).rstrip(" .;").lstrip(" .,:;'_-")
    whole = all(collapse(line.text) == content for line, content in lines)
    proof = replace(evidence_of(first, text if whole else lines[0][1]), line_to=last.number, page_to=last.page)
    return Value(text, Source.NATIVE, 0.95, proof)


def _stamps(lines: Sequence[Line], lexicon: Lexicon) -> dict[str, Value]:
    """Mức độ khẩn, độ mật: stamps that stand alone in a cell, in capitals."""
    fields: dict[str, Value] = {}
    for line in lines:
        for cell in zones.fragments(line.text.replace("[", "|").replace("]", "|")):
            text = Text.of(collapse(cell).strip(" *:."))
            for name in ("urgency", "secrecy"):
                match = lexicon.words("stamps", name).match(text)
                alone = match and (match.end() == len(text) or zones.type_of(text.raw, lexicon))
                if match and alone and shouted(text.raw):
                    fields.setdefault(name, _value(text.raw[: match.end()], line, cell))
    return fields
