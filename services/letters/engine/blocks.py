"""Whether the blocks of a part close where they opened: nothing left open, nothing crossed, nothing torn apart.

A block that opens inside a paragraph closes in it; `{%p` blocks close beside the paragraph they opened at, `{%tr`
blocks in the same table. So a letter is well-formed whatever the data says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from services.letters.engine.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from services.letters.engine.markup import Spot
    from services.letters.engine.tags import Tag

DEEPEST: Final = 8
_PARTNER: Final = {"for": "endfor", "if": "endif"}


@dataclass(frozen=True, slots=True)
class _Open:
    tag: Tag
    spot: Spot


def faults(spots: Iterable[Spot]) -> Iterator[Fault]:
    """Every opening, closing or middle tag that has no right partner."""
    stack: list[_Open] = []
    for spot in spots:
        for tag in spot.tags:
            if tag.opens:
                stack.append(_Open(tag, spot))
                if len(stack) == DEEPEST + 1:
                    yield Fault(spot.place, tag.text, f"lồng nhau quá {DEEPEST} tầng; hãy tách bớt")
            elif tag.block:
                yield from _partner(stack, tag, spot)
    for left in stack:
        closing = _with_level(left.tag, _PARTNER[left.tag.keyword])
        yield Fault(left.spot.place, left.tag.text, f"chưa có thẻ đóng {closing}")


def _partner(stack: list[_Open], tag: Tag, spot: Spot) -> Iterator[Fault]:
    if not stack:
        opening = _with_level(tag, f"{tag.block} …")
        yield Fault(spot.place, tag.text, f"thừa hoặc đặt sai chỗ: trước nó không có thẻ mở {opening}")
        return
    opened = stack[-1]
    if opened.tag.keyword != tag.block:
        yield Fault(
            spot.place,
            tag.text,
            f"chéo với thẻ {opened.tag.text} mở ở đoạn “{opened.spot.place.text}”: thẻ mở sau phải đóng trước",
        )
    elif why := _torn(opened, tag, spot):
        yield Fault(spot.place, tag.text, why)
    if tag.closes:
        stack.pop()


def _torn(opened: _Open, tag: Tag, spot: Spot) -> str:
    """Why opening and following tag do not stand in places that fit together; empty when they do."""
    if opened.tag.level != tag.level:
        wanted = _with_level(opened.tag, tag.keyword)
        return f"thẻ mở là {opened.tag.text}, nên phải viết {wanted}"
    if not tag.level and opened.spot is not spot:
        return (
            f"thẻ mở {opened.tag.text} ở đoạn khác; để lặp hay ẩn cả đoạn, viết {{%p {opened.tag.keyword} … %}} "
            "trên một đoạn riêng, trong bảng thì viết {%tr … %} trên một hàng riêng"
        )
    home = {"p": "cùng một ô hoặc cùng phần thân", "tr": "cùng một bảng"}.get(tag.level, "")
    if tag.level and opened.spot.home != spot.home:
        return f"thẻ mở {opened.tag.text} và thẻ này phải ở {home}"
    return ""


def _with_level(tag: Tag, words: str) -> str:
    return f"{{%{tag.level} {words} %}}"
