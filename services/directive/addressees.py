"""Kính gửi: whom a letter or a telegram addresses, and the name it gives them together ("các đơn vị")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.directive.labels import Style, read_label
from services.directive.text import Text, collapse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.directive.lexicon import Lexicon
    from services.directive.text import Paragraph

SEARCHED = 4
"""Paragraphs in which a greeting must stand."""
LONGEST_NAME = 160
"""Characters of an addressee that stands alone below "Kính gửi:"."""
_TELEGRAM = re.compile(r"dien\s*:\s*$")


@dataclass(frozen=True, slots=True)
class Addressees:
    """Names as written, the alias that stands for all of them, and how many paragraphs they took."""

    names: tuple[str, ...] = ()
    alias: str | None = None
    taken: int = 0


def read(paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> Addressees:
    """The addressees at the start of the body; none when nobody is greeted."""
    for index, paragraph in enumerate(paragraphs[:SEARCHED]):
        text = Text.of(_without_bars(paragraph.text.raw))
        greeting = lexicon.words("header", "addressee").match(text)
        if greeting or _TELEGRAM.search(text.plain):
            inline = text.raw[greeting.end() :].strip(" :") if greeting else ""
            return _listed(paragraphs, index + 1, inline, lexicon)
    return Addressees()


def _listed(paragraphs: Sequence[Paragraph], start: int, inline: str, lexicon: Lexicon) -> Addressees:
    names = [part for part in re.split(r"\s*;\s*", inline) if part]
    alias, index = None, start
    for index in range(start, len(paragraphs) + 1):
        content = _without_bars(paragraphs[index].text.raw) if index < len(paragraphs) else ""
        text = Text.of(content)
        label = read_label(content)
        if named := lexicon.words("header", "alias").search(text):
            alias = content[named.end() :].strip(' ").,:;“”')
        elif label and label.style in {Style.DASH, Style.PLUS}:
            names.append(content[label.end :])
        elif not names and content and len(content) < LONGEST_NAME and index == start:
            names.append(content)
        else:
            break
    cleaned = tuple(collapse(re.sub(r"^[-–]\s*", "", name)).rstrip(" ;.,") for name in names)
    return Addressees(tuple(name for name in cleaned if name), alias, index)


def _without_bars(text: str) -> str:
    return collapse(text.replace("|", " "))
