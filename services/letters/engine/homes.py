"""Containers that Word wants to hold something whatever the data says: cells, headers, tables.

A cell whose last paragraph may vanish, or a table all of whose rows may, is a file Word calls damaged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from services.letters.engine.markup import WORD
from services.letters.engine.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.letters.engine.markup import Found

_ADVICE: Final = {
    f"{WORD}tc": "ô của bảng có thể không còn đoạn nào; thêm một đoạn trống ở cuối ô, sau thẻ đóng",
    f"{WORD}hdr": "đầu trang có thể không còn đoạn nào; thêm một đoạn trống sau thẻ đóng",
    f"{WORD}ftr": "chân trang có thể không còn đoạn nào; thêm một đoạn trống sau thẻ đóng",
    f"{WORD}txbxContent": "hộp chữ có thể không còn đoạn nào; thêm một đoạn trống sau thẻ đóng",
    f"{WORD}tbl": "bảng có thể không còn hàng nào; thêm một hàng tiêu đề ngoài các thẻ {%tr … %}",
}
_CONTENT: Final = (f"{WORD}p", f"{WORD}tbl", f"{WORD}tr", f"{WORD}sdt")


def faults(found: Sequence[Found]) -> Iterator[Fault]:
    """Containers that the blocks of this part may leave empty (or a cell that may end with a table)."""
    blocks = {_element(one): one for one in found if one.spot.is_block}
    for container in dict.fromkeys(parent for element in blocks if (parent := element.getparent()) is not None):
        advice = _ADVICE.get(str(container.tag))
        if advice is None:
            continue
        wanted = f"{WORD}tr" if container.tag == f"{WORD}tbl" else f"{WORD}p"
        if _last_sure(container, blocks) != wanted:
            first = next(blocks[child] for child in container if child in blocks)
            yield Fault(first.spot.place, first.spot.tags[0].text, advice)


def _element(one: Found) -> etree._Element:
    row = next(one.paragraph.iterancestors(f"{WORD}tr"), None) if one.spot.tags[0].level == "tr" else None
    return one.paragraph if row is None else row


def _last_sure(container: etree._Element, blocks: dict[etree._Element, Found]) -> str:
    """The kind of the last child that stands outside all blocks."""
    depth, last = 0, ""
    for child in container.iterchildren(*_CONTENT):
        if one := blocks.get(child):
            depth += sum(tag.opens for tag in one.spot.tags) - sum(tag.closes for tag in one.spot.tags)
        elif not depth:
            last = str(child.tag)
    return last
