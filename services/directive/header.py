"""The header fields of the page. Every value has its evidence; what is blank or illegible stays None."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from services.directive import dates, zones
from services.directive.model import Header, Source, Value
from services.directive.text import Text, clean, collapse, evidence_of, shouted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.directive.lexicon import Lexicon
    from services.directive.model import Line
    from services.directive.zones import Zones

LETTER_TYPE = "CÔNG VĂN"
LETTER_CODE = "CV"
LONGEST_ABSTRACT = 8
"""Lines."""
HANDWRITTEN = 0.4
"""Confidence of number and day on a recognised page: written by hand, wrong without any warning."""
_CODE = r"[A-ZĐ][A-Za-zĐđ0-9&.]*"
NUMBER = re.compile(
    r"(?:^|\||\s{2})\s*S[ốôo]\s*:?\s*(?P<number>\d+[a-z]?|[.…_]*)\s*/\s*"
    rf"(?P<notation>(?:\d{{4}}\s*/\s*)?{_CODE}(?:-{_CODE})*)(?=[\s|,;]|$)"
)
"""Số, ký hiệu (NĐ 30/2020, Phụ lục I, II.3): "Số: 162 /KH-SGDĐT", also blank and with place and date behind it."""
ISSUED = re.compile(r"ngay\s*(?P<d>\d{1,2}|[.…_\s]*)\s*thang\s*(?P<m>\d{1,2}|[.…_\s]*)\s*nam\s*(?P<y>\d{4}|[.…_\s]*)")
_PLACE_WORDS = 5
_TERRITORY = re.compile(r"(?:tinh|thanh pho|tp\.?|huyen|quan|thi xa|thi tran|xa|phuong)\s")
_LETTER = re.compile(r"[^\W\d_]")


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
    values = {
        **_number(above),
        **_issued(above),
        **_organs(above, lexicon),
        "doc_type": _doc_type(found, abstract, lexicon),
        "abstract": abstract,
        **_stamps(found.header, lexicon),
    }
    fields = {name: replace(v, method=source, confidence=min(v.confidence, sure)) for name, v in values.items() if v}
    if source is not Source.NATIVE:
        for name in {"number", "issued_on"} & fields.keys():
            fields[name] = replace(fields[name], confidence=HANDWRITTEN)
    draft = any(zones.opens(line.text, "draft", lexicon) for line in above)
    return HeaderPage(Header(**fields), taken, draft)


def _value(text: str, line: Line, quote: str | None = None, confidence: float = 0.95) -> Value:
    return Value(text, Source.NATIVE, confidence, evidence_of(line, quote))


def _number(lines: Sequence[Line]) -> dict[str, Value]:
    """Number and notation; a blank number leaves the notation alone."""
    for line in lines:
        match = NUMBER.search(clean(line.text))
        if match:
            quote = collapse(match.group()).strip(" |")
            notation = re.sub(r"\s+", "", match["notation"]).rstrip(".")
            fields = {"notation": _value(notation, line, quote)}
            if match["number"][:1].isdigit():
                fields["number"] = _value(match["number"], line, quote)
            return fields
    return {}


def _issued(lines: Sequence[Line]) -> dict[str, Value]:
    """Place and date; the date only when day, month and year are there and make a day of the calendar."""
    for line in lines:
        text = Text.of(clean(line.text))
        match = ISSUED.search(text.plain)
        if match is None:
            continue
        fields = {}
        if place := _place(text.raw[: match.start()]):
            fields["place"] = _value(place, line, place)
        if all(match[part].strip().isdigit() for part in "dmy"):
            printed = dates.PrintedDate(int(match["d"]), int(match["m"]), int(match["y"]), match.start(), match.end())
            if day := printed.on():
                fields["issued_on"] = _value(day.isoformat(), line, text.raw[match.start() : match.end()])
        return fields
    return {}


def _place(before: str) -> str | None:
    """The place before ", ngày": behind the number or the column gap; else the last words with capitals."""
    number = NUMBER.search(before)
    rest = before[number.end() :] if number else before
    words = (zones.fragments(rest) or ("",))[-1].rstrip(" ,;.").split()
    words = words[max((n + 1 for n, word in enumerate(words) if "/" in word), default=0) :]
    if len(words) > _PLACE_WORDS:
        words = list(takewhile(lambda word: word[:1].isupper(), reversed(words)))[::-1]
    place = " ".join(words)
    return place if _LETTER.search(place) and not shouted(place) else None


def _organs(lines: Sequence[Line], lexicon: Lexicon) -> dict[str, Value]:
    """Issuer and the body above it: the lines in capitals above the number, cut where a new organ begins."""
    found: list[tuple[Line, str]] = []
    unnumbered = [line for line in lines if not NUMBER.search(clean(line.text))]
    for line, cell in zones.cells(unnumbered, lexicon):
        text = Text.of(cell)
        if zones.opens(cell, "number", lexicon):
            continue
        if zones.opens(cell, "subject", lexicon):
            break  # what follows in capitals is part of the abstract
        if not shouted(cell) or lexicon.words("stamps").fullmatch(text) or ISSUED.search(text.plain):
            continue
        if found and _continues(found[-1][1], text, lexicon):
            found[-1] = (found[-1][0], f"{found[-1][1]} {cell}")
        else:
            found.append((line, cell))
    names = [_value(name, line, _first_words(line, name, lexicon)) for line, name in found]
    return {"issuer": names[-1], **({"parent_issuer": names[-2]} if len(names) > 1 else {})} if names else {}


def _continues(name: str, following: Text, lexicon: Lexicon) -> bool:
    """Whether a line goes on with a name: it names a territory, begins no organ, or the name cannot end there."""
    if name.endswith(("-", ",", " VÀ")) or _TERRITORY.match(following.plain):
        return True
    begins = lexicon.words("unit-heads").match(following) or lexicon.words("head-titles").match(following)
    return begins is None


def _first_words(line: Line, name: str, lexicon: Lexicon) -> str:
    """The part of the line that the name was read from."""
    return next((cell for _, cell in zones.cells([line], lexicon) if name.startswith(cell)), line.text)


def _doc_type(found: Zones, abstract: Value | None, lexicon: Lexicon) -> Value | None:
    """The type line; without one, a letter when "V/v" or "Kính gửi" is there; else what the notation says."""
    if found.title is not None:
        line = found.header[found.title]
        printed = zones.type_of(line.text, lexicon) or ""
        return _value(printed, line, printed)
    greeted = next((line for line in found.body if zones.opens(line.text, "addressee", lexicon)), None)
    if abstract and abstract.evidence:
        return Value(LETTER_TYPE, Source.NATIVE, 0.9, abstract.evidence)
    if greeted:
        return _value(LETTER_TYPE, greeted, None, 0.8)
    notation = _number(found.header).get("notation")
    code = notation.text.split("/")[-1].split("-")[0] if notation else ""
    name = next((e.phrase for e in lexicon.entries["document-types"] if e.kind == code), None)
    return Value(name.upper(), Source.NATIVE, 0.6, notation.evidence) if name and notation else None


def _abstract(found: Zones, lexicon: Lexicon) -> tuple[Value | None, int]:
    """Trích yếu: under the type line, or after "V/v" in the left column of a letter."""
    if found.title is None:
        lines = list(_subject_lines(found, lexicon))
        return _joined(lines), 0
    lines, taken = [], 0
    for taken, line in enumerate(found.body):
        content = collapse(line.text)
        if not content:
            if lines and not _goes_on(found.body, taken):
                break
        elif zones.RULE.fullmatch(content) or len(lines) == LONGEST_ABSTRACT or _stops(content, lines, lexicon):
            break
        else:
            lines.append((line, content))
    return _joined(lines), taken


def _stops(content: str, lines: Sequence[tuple[Line, str]], lexicon: Lexicon) -> bool:
    """Whether the text under the abstract begins: a fixed opening after the first line, a label, a greeting."""
    text = Text.of(content)
    if zones.opens(content, "addressee", lexicon) or content.endswith("điện:"):
        return True
    opening = lexicon.words("abstract-stops").match(text) is not None and content[0].isupper()
    return bool(lines) and (opening or re.match(r"[IVX]+\.\s|1\.\s|Điều\s+1\b", content) is not None)


def _goes_on(body: Sequence[Line], index: int) -> bool:
    """Whether the line after a blank one continues the sentence in lower case."""
    following = next((line for line in body[index + 1 : index + 3] if line.text.strip()), None)
    return following is not None and collapse(following.text)[:1].islower()


def _subject_lines(found: Zones, lexicon: Lexicon) -> Iterator[tuple[Line, str]]:
    open_ = False
    for line in found.header:
        cell = (zones.fragments(line.text) or ("",))[0]
        if zones.opens(line.text, "subject", lexicon):
            open_ = True
            cell = next(c for c in zones.fragments(line.text) if zones.opens(c, "subject", lexicon))
        elif open_ and not cell:
            return
        if open_:
            dated = ISSUED.search(Text.of(cell).plain)
            yield line, collapse(cell[: dated.start()] if dated else cell)


def _joined(lines: Sequence[tuple[Line, str]]) -> Value | None:
    if not lines:
        return None
    first, last = lines[0][0], lines[-1][0]
    text = " ".join(content for _, content in lines).rstrip(" .;")
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
