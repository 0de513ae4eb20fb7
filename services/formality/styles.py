"""Style sheet of a DOCX: style chains, document defaults, theme fonts and list indents, resolved and remembered."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from services.formality.memory import Memory
from services.formality.package import parse
from services.formality.properties import (
    NO_PARAGRAPH_FORMAT,
    NO_RUN_FORMAT,
    ParagraphFormat,
    RunFormat,
    W,
    bordered,
    child,
    paragraph_format,
    run_format,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from services.formality.effective import Paragraph
    from services.formality.memory import Block
    from services.formality.package import Package

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLOTS = (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",)), ("cs", ("Bidi",)))
# What Word shows when no layer says anything.
_WORD_DEFAULT = RunFormat(
    ascii="Times New Roman", h_ansi="Times New Roman", size=10.0, bold=False, italic=False, caps=False, hidden=False
)
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
# Paragraphs and blocks of a body (a table, a paragraph) that a style sheet remembers.
_PARAGRAPHS, _BLOCKS = 4096, 512
_TOGGLES = ("bold", "italic", "caps", "hidden")

Pair = tuple[ParagraphFormat, RunFormat]


class StyleSheet:
    """All styles of one document. Methods take style ids; an unknown or missing id says nothing."""

    def __init__(
        self, styles: etree._Element | None, theme: Mapping[str, str], lists: Mapping[str, ParagraphFormat]
    ) -> None:
        self.theme = theme
        self._lists = lists
        self._nodes = {} if styles is None else {node.get(W + "styleId", ""): node for node in styles.iter(W + "style")}
        defaults = child(styles, "docDefaults")
        self._run_defaults = run_format(child(child(defaults, "rPrDefault"), "rPr"), theme).over(_WORD_DEFAULT)
        self._paragraph_defaults = paragraph_format(child(child(defaults, "pPrDefault"), "pPr"))
        self._normal = self._default_paragraph_style()
        self._chains: dict[str | None, Pair] = {}
        # Letters of one template repeat the same few combinations: each is resolved once.
        self.paragraph = lru_cache(maxsize=4096)(self._paragraph)
        self.run = lru_cache(maxsize=4096)(self._run)
        self.shared = False
        self.read: Memory[tuple[bytes, str | None], Paragraph] = Memory(_PARAGRAPHS)
        self.margins: Memory[tuple[str, bytes], tuple[Paragraph, ...]] = Memory(_PARAGRAPHS)
        self.blocks: Memory[tuple[bytes, int, int, int, tuple[float, ...]], Block] = Memory(_BLOCKS)

    def name(self, style: str | None) -> str:
        """The name a clerk sees ("VB_NoiDung"), the id when it has none."""
        style = style or self._normal
        return value(self._nodes.get(style or ""), "name") or style or ""

    def _paragraph(self, style: str | None, table: str | None, direct: ParagraphFormat) -> ParagraphFormat:
        """Effective paragraph formatting: direct, list level, paragraph style chain, table style, defaults."""
        styled, _ = self._chain(style or self._normal)
        level = self._list_level(direct)
        if level is NO_PARAGRAPH_FORMAT:  # A list that the style brings yields to the indents of the style.
            styled = styled.over(self._list_level(styled))
        table_format, _ = self._chain(table)
        return direct.over(level).over(styled).over(table_format).over(self._paragraph_defaults)

    def _run(self, style: str | None, table: str | None, character: str | None, direct: RunFormat) -> RunFormat:
        """Effective character formatting. Bold, italic, capitals and hidden of two styles cancel each other (Word)."""
        _, table_format = self._chain(table)
        _, styled = self._chain(style or self._normal)
        _, marked = self._chain(character)
        merged = marked.over(styled).over(table_format).over(self._run_defaults)
        toggles = {
            name: bool(getattr(self._run_defaults, name))
            or bool(getattr(table_format, name)) ^ bool(getattr(styled, name)) ^ bool(getattr(marked, name))
            for name in _TOGGLES
        }
        return direct.over(replace(merged, **toggles))  # type: ignore[arg-type]  # the toggles are all booleans

    def bordered(self, table: str | None) -> bool:
        """Whether a table style draws lines."""
        nodes = (child(child(node, "tblPr"), "tblBorders") for node in self._ancestry(table))
        return bool(next((drawn for node in nodes if (drawn := bordered(node, any, *EDGES)) is not None), False))

    def _chain(self, style: str | None) -> Pair:
        if style not in self._chains:
            paragraph, run = NO_PARAGRAPH_FORMAT, NO_RUN_FORMAT
            for node in self._ancestry(style):
                paragraph = paragraph.over(paragraph_format(child(node, "pPr")))
                run = run.over(run_format(child(node, "rPr"), self.theme))
            self._chains[style] = (paragraph, run)
        return self._chains[style]

    def _ancestry(self, style: str | None) -> Iterator[etree._Element]:
        """The style, then what it is based on; a circle ends where it closes."""
        seen: set[str] = set()
        while style and style not in seen and style in self._nodes:
            seen.add(style)
            yield self._nodes[style]
            style = value(self._nodes[style], "basedOn")

    def _list_level(self, formatting: ParagraphFormat) -> ParagraphFormat:
        return self._lists.get(f"{formatting.list_id}/{formatting.list_level or '0'}", NO_PARAGRAPH_FORMAT)

    def _default_paragraph_style(self) -> str | None:
        """The flagged style; LibreOffice writes no flag, so then the one named Normal."""
        paragraphs = {key: node for key, node in self._nodes.items() if node.get(W + "type") == "paragraph"}
        flagged = (key for key, node in paragraphs.items() if node.get(W + "default") in {"1", "true"})
        named = (key for key, node in paragraphs.items() if (value(node, "name") or "").casefold() == "normal")
        return next(flagged, None) or next(named, None)


def style_sheet(package: Package) -> StyleSheet:
    """The style sheet of a package; letters of one template share it."""
    names = (package.related_part(kind) for kind in ("styles", "theme", "numbering"))
    return _style_sheet(*(package.parts.get(name or "", b"") for name in names))


@lru_cache(maxsize=16)
def _style_sheet(styles: bytes, theme: bytes, numbering: bytes) -> StyleSheet:
    return StyleSheet(_tree(styles), _theme_fonts(_tree(theme)), _list_levels(_tree(numbering)))


def _tree(content: bytes) -> etree._Element | None:
    return parse(content, "định dạng (styles, theme, numbering)") if content else None


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """Theme names as runs use them ("minorHAnsi", "majorBidi") → font names; empty ones are left out."""
    if theme is None:
        return {}
    return {
        f"{size}{slot}": face
        for size in ("major", "minor")
        for tag, slots in _SLOTS
        for node in theme.iterfind(f".//{_A}{size}Font/{_A}{tag}")
        if (face := node.get("typeface"))
        for slot in slots
    }


def _list_levels(numbering: etree._Element | None) -> dict[str, ParagraphFormat]:
    """List id/level → the formatting of that level."""
    if numbering is None:
        return {}
    abstract = {node.get(W + "abstractNumId"): node for node in numbering.iter(W + "abstractNum")}
    levels: dict[str, ParagraphFormat] = {}
    for number in numbering.iter(W + "num"):
        source = abstract.get(value(number, "abstractNumId"))
        for node in (source, *number.iter(W + "lvlOverride")):
            for level in () if node is None else node.iter(W + "lvl"):
                levels[f"{number.get(W + 'numId')}/{level.get(W + 'ilvl')}"] = paragraph_format(child(level, "pPr"))
    return levels
