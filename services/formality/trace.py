"""Days, document symbols and figures as they stand in a text, so that each can be traced to a fact."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from services.formality.text import plain

_CODE = r"[A-ZĐÐ][A-Za-zĐđÐð0-9&.]*"
_SYMBOL = re.compile(rf"(?<![\w/])\d{{1,5}}[a-z]?(?: ?/ ?\d{{4}})? ?/ ?{_CODE}(?:-{_CODE})+")
_LAW_SYMBOL = re.compile(r"(?<![\w/])\d{1,4}/\d{4}/[A-ZĐ]{1,6}\d{0,2}(?![\w-])")
_DATE = re.compile(
    r"(?<![\d/])(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})(?![\d/])"
    r"|ngày\s*(?P<dd>\d{1,2})\s*tháng\s*(?P<mm>\d{1,2})\s*năm\s*(?P<yy>\d{4})",
    re.IGNORECASE,
)


# A figure: digits with their separators and a percent sign, not a label ("1.", "2.1.") and no part of a word.
_FIGURE = re.compile(r"(?<![\w/.,-])(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?( ?%)?(?![\w/-])")
# Rows of the assignment table that a text points at ("nhiệm vụ số 1–3, 5") are no quantities.
_ROWS = re.compile(r"nhiệm vụ số \d+(?:(?:–|-|, | và )\d+)*", re.IGNORECASE)
_LAST_PADDED_MONTH = 2
_LABELS = re.compile(r"^[-–+ ]*(?:\d{1,3}(?:\.\d{1,3})*[.)] |[IVXLC]+\. )")


@lru_cache(maxsize=4096)
def symbols_in(text: str) -> frozenset[str]:
    """Document symbols as written ("162/KH-SGDĐT", "30/2020/NĐ-CP", "45/2019/QH14"); a blank number is none."""
    line = plain(text)
    return frozenset(match.rstrip(".") for pattern in (_SYMBOL, _LAW_SYMBOL) for match in pattern.findall(line))


@lru_cache(maxsize=4096)
def dates_in(text: str) -> frozenset[dt.date]:
    """Full days in the text ("22/01/2020", "ngày 22 tháng 01 năm 2020"); impossible ones are left out."""
    return frozenset(day for _, day in written_dates(text) if day is not None)


@lru_cache(maxsize=4096)
def written_dates(text: str) -> tuple[tuple[str, dt.date | None], ...]:
    """Each full day as written, with the day it means; None when the calendar has no such day."""
    return tuple((match.group(), _day(match)) for match in _DATE.finditer(plain(text)))


def written(day: dt.date) -> str:
    """A day as our papers write it, a zero before months 1 and 2 only (II.4.b): 05/3/2026, 22/01/2026."""
    padded = f"{day.month:02d}" if day.month <= _LAST_PADDED_MONTH else str(day.month)
    return f"{day.day:02d}/{padded}/{day.year}"


@lru_cache(maxsize=4096)
def same_symbol(symbol: str) -> str:
    """The form in which two spellings of one symbol are equal: no blanks, no leading zeros, one Đ, no case."""
    return plain(symbol).replace(" ", "").replace("Ð", "Đ").replace("ð", "đ").lstrip("0").rstrip(".").casefold()


@lru_cache(maxsize=4096)
def figures_in(text: str) -> frozenset[str]:
    """Numbers as quantities ("85%", "1.200", "02"), each in one spelling.

    Labels, row numbers, days and symbols are none.
    """
    line = _LABELS.sub("", plain(text))
    for pattern in (_DATE, _SYMBOL, _LAW_SYMBOL, _ROWS):
        line = pattern.sub(" ", line)
    return frozenset(_figure(match) for match in _FIGURE.finditer(line))


def _figure(match: re.Match[str]) -> str:
    whole, part, percent = match.groups()
    return f"{int(whole.replace('.', ''))}{part or ''}{'%' if percent else ''}"


def _day(match: re.Match[str]) -> dt.date | None:
    parts = match.groupdict()
    try:
        return dt.date(int(parts["y"] or parts["yy"]), int(parts["m"] or parts["mm"]), int(parts["d"] or parts["dd"]))
    except ValueError:
        return None
