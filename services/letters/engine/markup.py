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

from services.letters.engine import tags
from services.letters.engine.problem import Fault, Place
from services.letters.engine.tags import TAG, Tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MARK: Final = re.compile(r"<\?trienkhai(?: (.*?))?\?>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph with tags. `home` numbers what a block must not leave: the parent, or for `{%tr` the table."""

    place: Place
    tags: tuple[Tag, ...]
    home: int

    @property
    def is_block(self) -> bool:
        """Whether it gives way to its statements."""
        return any(tag.level for tag in self.tags)


@dataclass(frozen=True, slots=True)
class Found:
    """A spot in the tree: its paragraph, the pieces of text in it, their joined text."""

    spot: Spot
    paragraph: etree._Element
    pieces: tuple[etree._Element, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Jinja2 source of a part; `spots[i]` begins on line i + 2."""

    text: str
    spots: tuple[Spot, ...]

    def spot_at(self, line: int) -> Spot:
        """The paragraph that a line of the source comes from."""
        return self.spots[min(max(line - 2, 0), len(self.spots) - 1)]


def parse(content: bytes) -> etree._Element:
    """The XML of a part. Raises etree.XMLSyntaxError, and ValueError for one that declares entities (DOCTYPE)."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("DOCTYPE")
    return root


def wording(root: etree._Element) -> str:
    """The fixed words of a part, what stands between its tags."""
    paragraphs = ("".join(piece.text or "" for piece in one.iter(f"{WORD}t")) for one in root.iter(f"{WORD}p"))
    return " | ".join(TAG.sub(" | ", text) for text in paragraphs if text.strip())


def survey(part: str, root: etree._Element) -> tuple[tuple[Found, ...], tuple[Fault, ...]]:
    """All paragraphs with tags, and what is wrong with how the tags are written or where they stand."""
    found: list[Found] = []
    faults: list[Fault] = list(_outside_text(part, root))
    homes: dict[etree._Element, int] = {}
    for number, paragraph in enumerate(root.iter(f"{WORD}p"), start=1):
        pieces = tuple(p for p in paragraph.iter(f"{WORD}t") if next(p.iterancestors(f"{WORD}p")) is paragraph)
        text = "".join(piece.text or "" for piece in pieces)
        if "{" not in text and "}" not in text:
            continue
        place = Place(part, number, text.strip())
        if tags.LOOSE_END.search(TAG.sub("", text)):
            why = "thẻ chưa đóng hoặc chưa mở; mỗi {{ cần một }}, mỗi {% cần một %}, trong cùng một đoạn"
            faults.append(Fault(place, " ".join(TAG.findall(text)), why))
        read = tuple(tags.read_tag(tag) for tag in TAG.findall(text))
        if not read:
            continue
        faults += [Fault(place, tag.text, why) for tag in read if (why := tags.objection(tag))]
        spot = Spot(place, read, homes.setdefault(_home(paragraph, read), len(homes)))
        faults += _misplaced(spot, paragraph)
        found.append(Found(spot, paragraph, pieces, text))
    return tuple(found), tuple(faults)


def to_source(root: etree._Element, found: Sequence[Found]) -> Source:
    """The source of a part that was surveyed without a fault. Changes `root`."""
    for one in found:
        if one.spot.is_block:
            _replace(_block_element(one.spot, one.paragraph), _statements(one.spot))
        else:
            _join(one.pieces, one.text)
            one.paragraph.addprevious(etree.ProcessingInstruction("trienkhai"))
    flat = etree.tostring(root, encoding="unicode").replace("\n", " ")
    marked = TAG.sub(lambda tag: html.unescape(tag.group()), flat)
    text = _DECLARATION + _MARK.sub(lambda mark: "\n" + (mark.group(1) or ""), marked)
    return Source(text, tuple(one.spot for one in found))


def _outside_text(part: str, root: etree._Element) -> Iterator[Fault]:
    """Tags where they are never filled: in field codes, in alternative texts of pictures."""
    for element in root.iter(etree.Element):
        if element.tag == f"{WORD}t":
            continue
        texts = [element.text or "", *map(str, element.attrib.values())]
        for tag in (tag for text in texts if "{" in text for tag in TAG.findall(text)):
            why = "thẻ nằm trong mã trường, liên kết hoặc mô tả ảnh của Word, không điền được; chuyển ra chữ thường"
            yield Fault(f"phần {part}", tag, why)


def _misplaced(spot: Spot, paragraph: etree._Element) -> Iterator[Fault]:
    """What is wrong with where the block tags of a paragraph stand."""
    if not spot.is_block:
        return
    tag = " ".join(tag.text for tag in spot.tags)
    if TAG.sub("", spot.place.text).strip() or len({tag.level for tag in spot.tags}) != 1:
        yield Fault(spot.place, tag, "thẻ {%p … %} hoặc {%tr … %} phải đứng riêng, không kèm chữ hay thẻ khác")
    elif spot.tags[0].level == "tr":
        yield from _misplaced_row(spot, tag, paragraph)
    elif paragraph.find(f"{WORD}pPr/{WORD}sectPr") is not None:
        yield Fault(spot.place, tag, "đoạn này giữ ngắt phần (Section Break); hãy đặt thẻ ở một đoạn khác")


def _misplaced_row(spot: Spot, tag: str, paragraph: etree._Element) -> Iterator[Fault]:
    row = next(paragraph.iterancestors(f"{WORD}tr"), None)
    if row is None:
        yield Fault(spot.place, tag, "thẻ {%tr … %} phải nằm trong một hàng của bảng")
    elif "".join(piece.text or "" for piece in row.iter(f"{WORD}t")).strip() != spot.place.text:
        yield Fault(spot.place, tag, "hàng chứa thẻ {%tr … %} không được có nội dung khác")


def _home(paragraph: etree._Element, read: Sequence[Tag]) -> etree._Element:
    kind = f"{WORD}tbl" if any(tag.level == "tr" for tag in read) else ""
    parent = next(paragraph.iterancestors(kind), None) if kind else paragraph.getparent()
    return paragraph if parent is None else parent


def _statements(spot: Spot) -> str:
    return "".join(f"{{% {tag.keyword} {tag.body} %}}" for tag in spot.tags if tag.keyword not in {"#", ""})


def _block_element(spot: Spot, paragraph: etree._Element) -> etree._Element:
    """What a block tag replaces: its paragraph, or for `{%tr` the table row."""
    return next(paragraph.iterancestors(f"{WORD}tr")) if spot.tags[0].level == "tr" else paragraph


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
    straight = TAG.sub(lambda tag: tags.straight(tag.group()), text)
    for number, piece in enumerate(pieces):
        piece.text = "".join(character for character, who in zip(straight, owner, strict=True) if who == number)
        piece.set(_SPACE, "preserve")
