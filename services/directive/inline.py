"""Lists written in one paragraph: "4. Phòng A: a) Rà soát …; b) Tham mưu …" says as much as three lines below it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from services.directive.text import CAPITALS, Paragraph, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FIRST = re.compile(rf":\s+(?=(?:a|1)\)\s+[{CAPITALS}])")
"""A list begins behind a colon; its entries are sentences of their own."""
_NEXT = re.compile(rf"[;.]\s+(?=(?P<label>[b-hđ]|[2-9])\)\s+[{CAPITALS}])")
_ORDERS = ("abcdđeghi", "123456789")


def unfold(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, each list in one of them as paragraphs of their own."""
    for paragraph in paragraphs:
        cuts = _cuts(paragraph.text.raw)
        yield from (_part(paragraph, start, end) for start, end in pairwise((0, *cuts, len(paragraph.text))))


def _cuts(text: str) -> tuple[int, ...]:
    """Where the entries of a list begin; nowhere when there are fewer than two."""
    first = _FIRST.search(text)
    if first is None or "|" in text:
        return ()
    order = next(order for order in _ORDERS if text[first.end()] in order)
    found = [first.end()]
    for entry in _NEXT.finditer(text, first.end()):
        if entry["label"] == order[len(found) : len(found) + 1]:
            found.append(entry.end())
    return tuple(found) if len(found) > 1 else ()


def _part(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """The part [start, end) with the address of every character."""
    text = paragraph.text[start:end]
    begun = [piece for piece in paragraph.pieces if piece.start <= start]
    inside = [piece for piece in paragraph.pieces if start < piece.start < end]
    pieces = (Piece(0, begun[-1].line), *(replace(piece, start=piece.start - start) for piece in inside))
    kept = text[: len(text.raw.rstrip())]
    return Paragraph(kept, pieces)
