"""Số, ký hiệu, địa danh, ngày of the header zone (NĐ 30/2020, Phụ lục I, II.3 and II.4).

On a scanned page number and day are written by hand and read wrong without any warning, while the letters of the
symbol, month and year are printed and nearly always right: the former are hints, never facts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from services.directive import dates, fuzzy, zones
from services.directive.model import Source, Value
from services.directive.text import Text, clean, collapse, evidence_of, shouted, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.directive.lexicon import Lexicon
    from services.directive.model import Line

HANDWRITTEN = 0.4
"""Confidence of number and day on a recognised page: written by hand, wrong without any warning."""
LIKE_PLACE, LIKE_NAMED = 85, 60
"""Likeness (0..100) from which damaged letters are a province, and one that the issuer's name holds."""
_CODE = r"[A-ZĐ][A-Za-zĐđ0-9&.]*"
_CAPITALS = r"[A-ZĐ][A-ZĐ0-9&.]+"
NUMBER = re.compile(
    r"(?:^|\||\s{2})\s*S[ốôo]\s*:?\s*(?P<number>\d+[a-z]?|[.…_]*)\s*/\s*"
    rf"(?P<notation>(?:\d{{4}}\s*/\s*)?{_CODE}(?:-{_CODE}|\s?[-–]\s?{_CAPITALS})*)(?=[\s|,;]|$)"
)
"""Số, ký hiệu (NĐ 30/2020, Phụ lục I, II.3): "Số: 162 /KH-SGDĐT", also blank and with place and date behind it.
Some put blanks around the dash: "4144 /GDĐT – VP"."""
ISSUED = re.compile(r"ngay\s*(?P<d>\d{1,2}|[.…_\s]*)\s*thang\s*(?P<m>\d{1,2}|[.…_\s]*)\s*nam\s*(?P<y>\d{4}|[.…_\s]*)")
YEAR_BELOW = re.compile(r"(?:^|(?<!năm)(?<!năm học)\s)((?:19|20)\d\d)$")
SCANNED_NUMBER = re.compile(
    r"^\W*[Ss58$][^\W\d_a-zA-Z]?(?:[0oO6](?=\s?[:.,]))?\s?[:.,]?(?P<number>[^/|]{0,14}?)\s*[/|_“\"Ï]+\s*"
    r"(?P<notation>[A-ZĐ0-9][A-ZĐa-z0-9&.]*(?:\s?-\s?[A-ZĐ][A-ZĐa-z0-9&.]*)+)(?=[\s|,;:]|$)"
)
"""The same as scans show it: "Só.?2£X /BC-SYT", "$6:565 /TB-UBND"; letters of the code are printed, digits are not."""
SCANNED_DATE = re.compile(
    r"^(?P<before>.*)\b(?:ngay?|n[a-z]ay|[a-z]gay|ng[a-z]y)(?P<d>.{0,9}?)"
    r"(?:th[a-z\d]ng|t[a-z]ang|[a-z]hang|tha[a-z]g|than[a-z])(?P<m>.{0,5}?)\b[nhm][a-z&]?m\s*(?P<y>(?:19|20)\s?\d\s?\d)(?!\d)"
)
"""Day, month and year where each word may have lost or bent one letter."""
_MONTH_DIGITS = str.maketrans({"l": "1", "i": "1", "|": "1", "!": "1", "o": "0"})
_PLACE_WORDS = 5
_LETTER = re.compile(r"[^\W\d_]")


def read(lines: Sequence[Line], lexicon: Lexicon, source: Source) -> dict[str, Value]:
    """The fields number, notation, place, issued_on and issued_month that the lines show."""
    fields = {**_number(lines), **_issued(lines)}
    if source is not Source.NATIVE:
        fields = {**_scanned_number(lines), **_scanned_date(lines), **fields}
        for name in {"number", "issued_on"} & fields.keys():
            fields[name] = replace(fields[name], confidence=HANDWRITTEN)
        if place := fields.get("place"):
            near = skeleton(" ".join(line.text for line in lines))
            fields["place"] = replace(place, text=known_place(place.text, near, lexicon))
    return fields


def is_numbered(line: str) -> bool:
    """Whether a line holds number and notation, also a damaged one."""
    cleaned = clean(line)
    return NUMBER.search(cleaned) is not None or SCANNED_NUMBER.search(cleaned) is not None


def is_dated(line: str) -> bool:
    """Whether a line holds the date of issue, also a damaged one."""
    plain = skeleton(clean(line))
    return ISSUED.search(plain) is not None or SCANNED_DATE.search(plain) is not None


def known_place(printed: str, near: str, lexicon: Lexicon) -> str:
    """The province that damaged letters mean, else the letters as they are.

    A province that the issuer's name holds (in the skeleton `near`) is the likely one; two that are as like are none.
    """
    names = dict(zip(fuzzy.folded(lexicon, "territories"), lexicon.phrases("territories"), strict=True))
    plain = skeleton(printed)
    named = [name for name in names if name in near]
    found = fuzzy.likest(plain, [plain] if plain in names else named, LIKE_NAMED) or fuzzy.likest(
        plain, names, LIKE_PLACE
    )
    return names[found] if found else printed


def _value(text: str, line: Line, quote: str | None = None, confidence: float = 0.95) -> Value:
    return Value(text, Source.NATIVE, confidence, evidence_of(line, quote))


def _number(lines: Sequence[Line]) -> dict[str, Value]:
    """Number and notation; a blank number leaves the notation alone."""
    for line in lines:
        match = NUMBER.search(clean(line.text))
        if match:
            quote = collapse(match.group()).strip(" |")
            notation = re.sub(r"\s+", "", match["notation"]).replace("–", "-").rstrip(".")
            fields = {"notation": _value(notation, line, quote)}
            if match["number"][:1].isdigit():
                fields["number"] = _value(match["number"], line, quote)
            return fields
    return {}


def _scanned_number(lines: Sequence[Line]) -> dict[str, Value]:
    for line in lines:
        match = SCANNED_NUMBER.search(clean(line.text))
        if match:
            quote = collapse(match.group()).strip(" |")
            notation = re.sub(r"\s+", "", match["notation"]).rstrip(".").replace("ĐĐ", "Đ")
            fields = {"notation": _value(notation, line, quote)}
            number = match["number"].strip(" :.")
            return {**fields, "number": _value(number, line, quote)} if number.isdigit() else fields
    return {}


def _issued(lines: Sequence[Line]) -> dict[str, Value]:
    """Place and date; the date only when day, month and year are there and make a day of the calendar."""
    for number, line in enumerate(lines):
        text = Text.of(clean(line.text))
        match = ISSUED.search(text.plain)
        if match is None:
            continue
        year = match["y"].strip() or year_below(lines[number + 1 : number + 2])
        return {
            **_placed(text.raw[: match.start()], line),
            **_dated(line, text.raw[match.start() : match.end()], match["d"], match["m"], year),
        }
    return {}


def lacks_year(line: str) -> bool:
    """Whether the date of issue stands in the line up to "năm": a narrow column put the year below."""
    match = ISSUED.search(skeleton(clean(line)))
    return match is not None and match["m"].strip().isdigit() and not match["y"].strip()


def year_below(lines: Sequence[Line]) -> str:
    """The year that a narrow column put at the end of the next line."""
    found = YEAR_BELOW.search(clean(lines[0].text)) if lines else None
    return found[1] if found else ""


def _scanned_date(lines: Sequence[Line]) -> dict[str, Value]:
    for line in lines:
        text = Text.of(clean(line.text))
        match = SCANNED_DATE.search(text.plain)
        if match:
            start = match.end("before")
            quote = text.raw[start : match.end()]
            day, month = (match[name].strip(" .,_").translate(_MONTH_DIGITS) for name in ("d", "m"))
            return {
                **_placed(text.raw[:start], line),
                **_dated(line, quote, day, month, match["y"].replace(" ", "")),
            }
    return {}


def _dated(line: Line, quote: str, day: str, month: str, year: str) -> dict[str, Value]:
    """The date, and the month or year alone where that is all that can be read."""
    day, month, year = day.strip(), month.strip(), year.strip()
    if not year.isdigit():
        return {}
    known = month.isdigit() and 1 <= int(month) <= 12  # noqa: PLR2004 - months of a year
    fields = {"issued_month": _value(f"{year}-{int(month):02}" if known else year, line, quote)}
    printed = dates.PrintedDate(int(day), int(month), int(year), 0, 0) if day.isdigit() and known else None
    if printed and (whole := printed.on()):
        fields["issued_on"] = _value(whole.isoformat(), line, quote)
    return fields


def _placed(before: str, line: Line) -> dict[str, Value]:
    place = _place(before)
    return {"place": _value(place, line, place)} if place else {}


def _place(before: str) -> str | None:
    """The place before ", ngày": behind the number or the column gap; else the last words with capitals."""
    number = NUMBER.search(before) or SCANNED_NUMBER.search(before)
    rest = before[number.end() :] if number else before
    words = (zones.fragments(rest) or ("",))[-1].rstrip(" ,;.").split()
    words = words[max((n + 1 for n, word in enumerate(words) if "/" in word), default=0) :]
    words = list(_without_specks(words))
    if len(words) > _PLACE_WORDS:
        words = list(takewhile(lambda word: word[:1].isupper(), reversed(words)))[::-1]
    place = " ".join(words)
    return place if _LETTER.search(place) and not shouted(place) else None


def _without_specks(words: Sequence[str]) -> Iterator[str]:
    """The words from the first one that is a word: specks of the scan stand before the place."""
    started = False
    for word in words:
        started = started or (len(word) > 1 and word[0].isalpha())
        if started:
            yield word
