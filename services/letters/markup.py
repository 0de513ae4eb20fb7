"""From a part of a Word file to the source of a Jinja2 template.

Word cuts text into runs as it likes, so a tag may lie in pieces; the pieces are put together in the run where the tag
begins and every other character keeps its run. A paragraph that holds only `{%p … %}`, or a table row that holds only
`{%tr … %}`, gives way to the bare statement. Each paragraph with tags gets its own line of source, so that a line
number of Jinja2 leads back to the paragraph.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LOOSE_END: Final = re.compile(r"\{\{|\{%|\{#|\}\}|%\}")
_BLOCK: Final = re.compile(r"\{%(p|tr)\s+(.*?)%\}", re.DOTALL)
_MARK: Final = re.compile(r"<\?trienkhai(?: (.*?))?\?>", re.DOTALL)
# What Word's autocorrection does to quotes and blanks inside a tag, undone.
_STRAIGHT: Final = str.maketrans("“”„‘’\u00a0\n\t", '"""\'\'   ')

_AFTER_INDENTS: Final = frozenset(
    WORD + name
    for name in (
        *("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment"),
        *("textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph with tags: the part it stands in, its text, its tags."""

    part: str
    text: str
    tags: tuple[str, ...]


class MarkupError(Exception):
    """A paragraph whose tags cannot be understood; `why` is a Vietnamese sentence."""

    def __init__(self, place: Place, why: str) -> None:
        super().__init__(why)
        self.place = place
        self.why = why


@dataclass(frozen=True, slots=True)
class Source:
    """Jinja2 source of a part; `places[i]` begins on line i + 2."""

    text: str
    places: tuple[Place, ...]

    def place_at(self, line: int) -> Place:
        """The paragraph that a line of the source comes from."""
        return self.places[min(max(line - 2, 0), len(self.places) - 1)]


def parse(content: bytes) -> etree._Element:
    """The XML of a part; entities are not resolved. Raises etree.XMLSyntaxError."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def to_source(part: str, root: etree._Element) -> Source:
    """The source of a part; a part without tags has no places. Changes `root`. Raises MarkupError."""
    places = [place for paragraph in list(root.iter(f"{WORD}p")) if (place := _take(part, paragraph))]
    flat = etree.tostring(root, encoding="unicode").replace("\n", " ")
    marked = TAG.sub(lambda tag: html.unescape(tag.group()), flat)
    return Source(_DECLARATION + _MARK.sub(lambda mark: "\n" + (mark.group(1) or ""), marked), tuple(places))


def _take(part: str, paragraph: etree._Element) -> Place | None:
    """Turn one paragraph into source; None when it holds no tag (or went away with its table row)."""
    pieces = [piece for piece in paragraph.iter(f"{WORD}t") if next(piece.iterancestors(f"{WORD}p")) is paragraph]
    text = "".join(piece.text or "" for piece in pieces)
    tags = tuple(tag.translate(_STRAIGHT) for tag in TAG.findall(text))
    place = Place(part, text.strip(), tags)
    if _LOOSE_END.search(TAG.sub("", text)):
        raise MarkupError(
            place, "thẻ chưa đóng hoặc chưa mở; mỗi {{ cần một }}, mỗi {% cần một %}, trong cùng một đoạn"
        )
    if not tags:
        return None
    if any(_BLOCK.fullmatch(tag) for tag in tags):
        _replace(_block_element(place, paragraph), _statements(place))
    else:
        _join(pieces, text)
        paragraph.addprevious(etree.ProcessingInstruction("trienkhai"))
    return place


def _statements(place: Place) -> str:
    """The bare statements of a paragraph that holds only block tags."""
    kinds = {match.group(1) for tag in place.tags if (match := _BLOCK.fullmatch(tag))}
    if TAG.sub("", place.text).strip() or not all(map(_BLOCK.fullmatch, place.tags)) or len(kinds) != 1:
        raise MarkupError(place, "thẻ {%p … %} hoặc {%tr … %} phải đứng riêng, không kèm chữ hay thẻ khác")
    return "".join("{% " + _BLOCK.sub(r"\2", tag).strip() + " %}" for tag in place.tags)


def _block_element(place: Place, paragraph: etree._Element) -> etree._Element:
    """What a block tag replaces: its paragraph, or for `{%tr` the table row, which may hold nothing else."""
    if not place.tags[0].startswith("{%tr"):
        return paragraph
    row = next(paragraph.iterancestors(f"{WORD}tr"), None)
    if row is None:
        raise MarkupError(place, "thẻ {%tr … %} phải nằm trong một hàng của bảng")
    if "".join(piece.text or "" for piece in row.iter(f"{WORD}t")).strip() != place.text:
        raise MarkupError(place, "hàng chứa thẻ {%tr … %} không được có nội dung khác")
    return row


def _replace(element: etree._Element, statements: str) -> None:
    element.addprevious(etree.ProcessingInstruction("trienkhai", statements))
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _join(pieces: Sequence[etree._Element], text: str) -> None:
    """Give every tag to the run it begins in; all other characters stay where they are."""
    owner = [number for number, piece in enumerate(pieces) for _ in piece.text or ""]
    for tag in TAG.finditer(text):
        owner[tag.start() : tag.end()] = [owner[tag.start()]] * (tag.end() - tag.start())
    straight = TAG.sub(lambda tag: tag.group().translate(_STRAIGHT), text)
    for number, piece in enumerate(pieces):
        piece.text = "".join(character for character, who in zip(straight, owner, strict=True) if who == number)
        piece.set(_SPACE, "preserve")


def style_names(styles: etree._Element) -> dict[str, str]:
    """The name of every style by its id: programs rewrite ids when they save, names stay."""
    return {
        style.get(f"{WORD}styleId") or "": name.get(f"{WORD}val") or ""
        for style in styles.iter(f"{WORD}style")
        for name in style.findall(f"{WORD}name")
    }


def set_rule_indents(root: etree._Element, expression_of: Callable[[str, int], str | None]) -> None:
    """Let paragraphs of rule-line styles take their indents from data.

    `expression_of(style id, width)` gives the tag to put into the indents, or None for other styles; `width` is that
    of the cell around the paragraph in twips, 0 outside tables.
    """
    for paragraph in root.iter(f"{WORD}p"):
        style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
        if style is None:
            continue
        cell_width = next(
            (node.get(f"{WORD}w") for cell in paragraph.iterancestors(f"{WORD}tc") for node in cell.iter(f"{WORD}tcW")),
            "0",
        )
        expression = expression_of(style.get(f"{WORD}val") or "", int(cell_width or 0))
        if expression:
            _set_indents(paragraph[0], expression)


def _set_indents(properties: etree._Element, expression: str) -> None:
    """Put the indents into paragraph properties, at the place the schema wants them."""
    for old in properties.findall(f"{WORD}ind"):
        properties.remove(old)
    indents = etree.Element(f"{WORD}ind", {f"{WORD}left": expression, f"{WORD}right": expression})
    place = next((n for n, child in enumerate(properties) if child.tag in _AFTER_INDENTS), len(properties))
    properties.insert(place, indents)
