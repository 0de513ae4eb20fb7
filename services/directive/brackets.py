"""Brackets behind the name of a unit: an exception belongs to it, another name of it does not end the sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.directive.lexicon import Lexicon
    from services.directive.text import Text

_BRACKET = re.compile(r"\((?P<inner>[^()]{1,160})\)")
_COMMA = re.compile(r"\s*[,;]\s+")
_SHORT_NAME = re.compile(r"[\"'“]?[A-ZĐ][\w&.,-]*(?: [A-ZĐ\d][\w&.-]*){0,3}[\"'”]?")
"""An abbreviation or a short name: "(IOC)", "(Ban 9)", "(Sở TN&MT)"."""


def spans(text: Text, lexicon: Lexicon, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The brackets between two offsets that belong to the name before them."""
    for found in _BRACKET.finditer(text.raw, start, len(text) if end is None else end):
        if _names(text, found, lexicon):
            yield found.span()


def without_aliases(text: Text, lexicon: Lexicon) -> Text:
    """The text without brackets that hold another name of the unit; exceptions stay."""
    for found in reversed(list(_BRACKET.finditer(text.raw))):
        kept = lexicon.words("brackets", "except").match(text, found.start("inner")) is not None
        if not kept and _names(text, found, lexicon):
            start = len(text.raw[: found.start()].rstrip())
            text = type(text)(
                text.raw[:start] + text.raw[found.end() :], text.plain[:start] + text.plain[found.end() :]
            )
    return text


def _more_units(text: Text, end: int, lexicon: Lexicon) -> re.Match[str] | None:
    """What begins another unit of a list behind a bracket: "Ban Chỉ huy Quân sự phường (dân quân), các tổ …"."""
    comma = _COMMA.match(text.plain, end)
    stems = ("quantifiers", "unit-heads") if comma else ()
    return next((more for stem in stems if comma and (more := lexicon.words(stem).match(text, comma.end()))), None)


def _names(text: Text, found: re.Match[str], lexicon: Lexicon) -> bool:
    said = lexicon.words("brackets").match(text, found.start("inner")) or _more_units(text, found.end(), lexicon)
    return said is not None or _SHORT_NAME.fullmatch(found["inner"].strip()) is not None
