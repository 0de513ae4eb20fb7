"""Word comments that show a clerk where each sentence of a draft comes from.

They are put in beside the finished parts: a letter without comments is not a byte longer for it. The check of form
reports them as to be removed before signing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from services.letters.engine.language import word_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PART: Final = "word/comments.xml"
_RELATIONS: Final = "word/_rels/document.xml.rels"
_TYPES: Final = "[Content_Types].xml"
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
AUTHOR: Final = "Trienkhai"


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: its number (from 1, as in the text) and its lines."""

    number: int
    lines: tuple[str, ...]


def commentable(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The two parts that must know of comments; empty when the file already has comments of its own."""
    if PART in parts or _TYPES not in parts:
        return {}
    relation = f'<Relationship Id="rIdNguon" Type="{_KIND}" Target="comments.xml"/>'
    bare = f'<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()
    relations = parts.get(_RELATIONS, bare).replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    override = f'<Override PartName="/{PART}" ContentType="{_CONTENT}"/>'
    return {_RELATIONS: relations, _TYPES: parts[_TYPES].replace(b"</Types>", f"{override}</Types>".encode())}


def comments_part(comments: Sequence[Comment]) -> bytes:
    """`word/comments.xml`; no dates, so that the same input gives the same bytes."""
    body = "".join(
        f'<w:comment w:id="{comment.number}" w:author="{AUTHOR}" w:initials="TK">'
        + "".join(f'<w:p><w:r><w:t xml:space="preserve">{word_text(line)}</w:t></w:r></w:p>' for line in comment.lines)
        + "</w:comment>"
        for comment in comments
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:comments xmlns:w="{_WORD}">{body}</w:comments>'
    ).encode()
