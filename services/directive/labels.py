"""Labels of an outline: PHẦN I, Chương I, A., I., 1., 1), (1), 1.1, 1.1.1, a), (i), Thứ nhất, -, +, Điều 1.

A label says how deep its author meant to go, not where: styles are ordered by the document itself (`outline`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from services.directive.text import clean, shouted


class Style(Enum):
    """How a label is written."""

    PART = "PHẦN"
    CAPITAL = "A."
    ARTICLE = "Điều"
    ROMAN = "I."
    ARABIC = "1."
    ARABIC_BRACKET = "1)"
    ARABIC_PARENS = "(1)"
    DECIMAL = "1.1"
    DECIMAL_LONG = "1.1.1"
    LETTER = "a)"
    ROMAN_PARENS = "(i)"
    ORDINAL = "Thứ nhất"
    DASH = "-"
    PLUS = "+"

    @property
    def numbered(self) -> bool:
        """Whether the label tells the item from its neighbours."""
        return self not in {Style.DASH, Style.PLUS}

    @property
    def headed(self) -> bool:
        """Whether the label stands only before a heading in capitals, or alone above one."""
        return self in {Style.PART, Style.CAPITAL}


#: Numbered in Roman numbers.
ROMANS = frozenset({Style.ROMAN, Style.ROMAN_PARENS})


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed without its stop ("III", "1.1", "a", "-"), and where the text after it begins.

    Of an ordinal ("Thứ hai,", "Hai là,") the number ("2").
    """

    style: Style
    printed: str
    end: int


_UPPER = r"(?=[\"“(]?[A-ZĐÀ-ỴẮ-Ỹ])"
_ORDINAL = "thứ (?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)"
_FIRST_TO_TENTH = (
    ("nhất", "một"), ("hai",), ("ba",), ("tư", "bốn"), ("năm",), ("sáu",), ("bảy",), ("tám",), ("chín",), ("mười",),
)  # fmt: skip
_WORD = "|".join(word for words in _FIRST_TO_TENTH for word in words)
_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = tuple(
    (style, re.compile(pattern))
    for style, pattern in (
        (
            Style.PART,
            rf"\s*(?P<label>(?i:phần|chương)\s+(?:[IVXL]{{1,8}}|\d{{1,2}}|(?i:{_ORDINAL})))(?!\w)\s*[.:–-]?\s*",
        ),
        (Style.CAPITAL, r"\s*(?P<label>[A-H])\s?[.)]\s*(?=\S)"),
        (Style.ARTICLE, r"\s*Điều\s+(?P<label>\d{1,3})\s*[.:]\s*"),
        (Style.ROMAN, r"\s*(?P<label>[IVXL]{1,8})\s*(?:[.)]|/(?=\s)|\s-)\s*(?=\S)"),
        (Style.DECIMAL_LONG, rf"\s*(?P<label>\d{{1,2}}(?:\.\d{{1,2}}){{2,3}})[.)]?\s+{_UPPER}"),
        (Style.DECIMAL, rf"\s*(?P<label>\d{{1,2}}\.\d{{1,2}})[.)]?\s+{_UPPER}"),
        (Style.ARABIC, rf"\s*(?P<label>\d{{1,2}})(?:[./]\s+(?=\D)|\.{_UPPER}|-\s+{_UPPER})"),
        (Style.ARABIC_BRACKET, r"\s*(?P<label>\d{1,2})\)\s*(?=\S)"),
        (Style.ARABIC_PARENS, r"\s*\((?P<label>\d{1,2})\)\s*(?=[^\W\d_])"),
        (Style.LETTER, rf"\s*(?P<label>[a-zđ])(?:\)\s*(?=\S)|[./]\s+{_UPPER})"),
        (Style.LETTER, r"\s*\((?P<label>[a-hđ])\)\s*(?=[^\W\d_])"),
        (Style.ROMAN_PARENS, r"\s*\((?P<label>[ivx]{1,5})\)\s*(?=[^\W\d_])"),
        # "Thứ hai, ngày 20/10" is a Monday.
        (
            Style.ORDINAL,
            rf"\s*(?:[Tt]hứ (?P<label>{_WORD})(?: là)?|(?i:(?P<is>{_WORD}) là))\s*[,:]\s*(?!ngày)(?=\S)",
        ),
        (Style.DASH, r"\s*(?P<label>[-–—−])\s*(?=[^\W\d_\s]|[\"“(\d])"),
        (Style.PLUS, r"\s*(?P<label>[+•*·○●▪])\s*(?=\S)"),
    )
)
_DAMAGED = re.compile(r"\W{0,2}(?P<label>[IVXLHU1l|!†Ïí]{1,5})\s?[.:,)]\s*(?=\S)")
_ROMAN = re.compile(r"(?=.)(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_NUMBERED = re.compile(r"[IVXLCDM\d]+([.\w]*)|[a-zđ]")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def read_label(text: str) -> Label | None:
    """The label at the start of a line, or None. A Roman label must be a Roman number."""
    for style, pattern in _PATTERNS:
        if found := pattern.match(text):
            label = Label(style, _printed(style, found), found.end())
            if _can_be(label, text[found.end() :]):
                return label
    return None


def _printed(style: Style, found: re.Match[str]) -> str:
    if style is not Style.ORDINAL:
        return clean(found["label"])
    word = (found["label"] or found["is"]).lower()
    return str(next(number for number, words in enumerate(_FIRST_TO_TENTH, 1) if word in words))


def _can_be(label: Label, rest: str) -> bool:
    """Whether a label is what it looks like: a Roman number, or a part above or before a heading in capitals."""
    if label.style is Style.PART:
        return not rest or shouted(rest)
    if label.style is Style.CAPITAL:
        return shouted(rest) and " " in rest.strip()
    return label.style not in ROMANS or _ROMAN.fullmatch(label.printed.upper()) is not None


def is_bare_part(text: str) -> bool:
    """Whether a line is "PHẦN I", "Chương II" and nothing else: its heading is the next line."""
    label = read_label(text)
    return label is not None and label.style is Style.PART and not text[label.end :]


def is_roman(label: str) -> bool:
    """Whether a label is a Roman number."""
    return _ROMAN.fullmatch(label) is not None


def read_damaged(text: str) -> Label | None:
    """A Roman label as scans show it ("H." is II., "HI." III., "I11.", "†.") before a heading in capitals."""
    found = _DAMAGED.match(text)
    heading = text[found.end() :] if found else ""
    words = [word for word in heading.split() if any(map(str.isalpha, word))]
    if found is None or len(words) < 2 or not shouted(heading):  # noqa: PLR2004 - one word may be an abbreviation
        return None
    return Label(Style.ROMAN, clean(found["label"]), found.end())


def in_words(key: str) -> str:
    """Where a section or an instruction stands, for a sentence: "mục II.1, ý 3", "phần cuối, ý 1"."""
    section, _, number = key.partition("#")
    named = f"mục {section}" if _NUMBERED.fullmatch(section) else section[:1].lower() + section[1:]
    return f"{named}, ý {number}" if number else named


def at_start(key: str) -> str:
    """The same as the beginning of a sentence: "Mục II.1, ý 3"."""
    named = in_words(key)
    return named[:1].upper() + named[1:]


def roman_value(label: str) -> int:
    """XIV → 14."""
    values = [_ROMAN_VALUES[letter] for letter in label]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def roman(value: int) -> str:
    """14 → XIV, for 1 to 89."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[value % 10]
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX")[value // 10]
    return tens + ones
