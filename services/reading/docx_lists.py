"""Automatic list numbers of Word ("I.", "1.", "a)", "-"): they are printed but stand in no paragraph's text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    import docx.document
    from lxml.etree import _Element

LEVELS = 9
BULLETS = {"-", "+", "•", "*"}
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
STYLE_CHAIN = 12


@dataclass(frozen=True, slots=True)
class Level:
    """How one level counts: first number, number format of Word, and the pattern ("%1.%2")."""

    start: int
    style: str
    pattern: str


class ListLabels:
    """Counts along the document; call `next` once for every paragraph, in order."""

    def __init__(self, document: docx.document.Document) -> None:
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        numbering = getattr(part, "element", None)
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, str] = {}
        if numbering is not None:
            self._levels = {_get(a, "w:abstractNumId"): _levels(a) for a in numbering.iter(qn("w:abstractNum"))}
            self._lists = {_get(n, "w:numId"): _child(n, "w:abstractNumId") for n in numbering.iter(qn("w:num"))}
        self._styles = {_get(s, "w:styleId"): s for s in document.styles.element.iter(qn("w:style"))}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def next(self, paragraph: _Element) -> str:
        """The label printed before this paragraph with one blank after it, or an empty text."""
        number, depth = self._numbered(paragraph)
        kind = self._lists.get(number, "")
        level = self._levels.get(kind, {}).get(depth)
        if level is None:
            return ""
        counts = self._counts[kind]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, LEVELS):
            counts.pop(deeper, None)
        label = self._label(kind, level, counts)
        return f"{label} " if label else ""

    def _label(self, kind: str, level: Level, counts: dict[int, int]) -> str:
        if level.style == "bullet":
            return level.pattern if level.pattern in BULLETS else "-"
        levels = self._levels[kind]

        def shown(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = levels.get(depth, level)
            return _format(counts.get(depth, other.start), other.style)

        return re.sub(r"%([1-9])", shown, level.pattern).strip()

    def _numbered(self, paragraph: _Element) -> tuple[str, int]:
        """List id and depth from the paragraph itself, else from its style or the styles that one is based on."""
        holder: _Element | None = paragraph
        for _ in range(STYLE_CHAIN):
            if holder is None:
                break
            if (found := holder.find(f"{qn('w:pPr')}/{qn('w:numPr')}")) is not None:
                return _child(found, "w:numId"), int(_child(found, "w:ilvl") or 0)
            style = _child(holder, "w:basedOn") or _child(holder.find(qn("w:pPr")), "w:pStyle")
            holder = self._styles.get(style)
        return "", 0


def _levels(abstract: _Element) -> dict[int, Level]:
    return {
        int(_get(level, "w:ilvl")): Level(
            int(_child(level, "w:start") or 1), _child(level, "w:numFmt"), _child(level, "w:lvlText")
        )
        for level in abstract.iter(qn("w:lvl"))
    }


def _format(number: int, style: str) -> str:
    match style:
        case "upperRoman":
            return _roman(number).upper()
        case "lowerRoman":
            return _roman(number)
        case "upperLetter":
            return chr(ord("A") + (number - 1) % 26)
        case "lowerLetter":
            return chr(ord("a") + (number - 1) % 26)
        case "none":
            return ""
        case _:
            return f"{number:02d}" if style == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, sign in ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _get(element: _Element, name: str) -> str:
    return element.get(qn(name)) or ""


def _child(element: _Element | None, name: str) -> str:
    """The value of a child property ("w:start" → its w:val), empty when there is none."""
    child = element.find(qn(name)) if element is not None else None
    return _get(child, "w:val") if child is not None else ""
