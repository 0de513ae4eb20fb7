"""The foot of a document: Nơi nhận on the left, the signature block on the right, often joined line by line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.directive import zones
from services.directive.model import Signer
from services.directive.people import person
from services.directive.text import CAPITALS, Text, clean, collapse, shouted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.directive.lexicon import Lexicon
    from services.directive.model import Line

_JOINED = re.compile(rf"(?P<left>.+?[;.:])\s+(?P<right>(?:[{CAPITALS}]{{2,}}\.?\s*)+)")
_WIDE_GAP = re.compile(r"\||\s{2,}")
_BULLET = re.compile(r"^[-–•*+]\s*")
_OPEN_END = re.compile(r"[,:(]$|\b(?:và|và các)$")


def read(lines: Sequence[Line], lexicon: Lexicon) -> tuple[tuple[str, ...], Signer]:
    """Recipients as written, and the signer; what is not there is empty or None."""
    left: list[str] = []
    right: list[list[str]] = []
    listed = done = False
    for line in lines:
        right.append([])
        for cell in _cells(line.text, lexicon, listed=listed):
            text = Text.of(cell)
            if heading := lexicon.words("header", "recipients").match(text):
                listed, rest = True, cell[heading.end() :].strip(" :")
                if rest:
                    right[-1].append(rest)
            elif listed and not done and _is_recipient(cell, left):
                left.append(cell)
                done = _archived(cell, lexicon)
            elif done and left and not _signs(cell) and _OPEN_END.search(left[-1]):
                left.append(cell)
            else:
                right[-1].append(cell)
    return tuple(_recipients(left)), _signer(_first_signature(right, lines, lexicon), lexicon)


def _cells(line: str, lexicon: Lexicon, *, listed: bool) -> Iterator[str]:
    """Cells of a line; a recipient and a signature joined by a single blank are taken apart at the capitals."""
    for part in _WIDE_GAP.split(clean(line)):
        cell = part.strip()
        if not cell or zones.RULE.fullmatch(cell):
            continue
        joined = (
            re.fullmatch(rf"(?P<left>.+?[;.:])\s+(?P<right>(?:[{CAPITALS}]{{2,}}\.?\s*)+)", cell) if listed else None
        )
        greeted = lexicon.words("header", "recipients").match(Text.of(cell)) is not None
        if joined and _is_title(joined["right"], lexicon) and not shouted(joined["left"]) and not greeted:
            yield from (joined["left"], joined["right"].strip())
        else:
            yield cell


def _is_recipient(cell: str, left: list[str]) -> bool:
    if _BULLET.match(cell):
        return True
    return bool(left) and not _signs(cell) and left[-1][-1] not in ".;"


def _signs(cell: str) -> bool:
    """Whether a cell belongs to the signature: a title in capitals or a name of a person."""
    return (shouted(cell) and not re.search(r"[,;\d]", cell)) or person(cell) is not None


def _archived(cell: str, lexicon: Lexicon) -> bool:
    return lexicon.words("header", "archive").match(Text.of(_BULLET.sub("", cell))) is not None


def _recipients(cells: Sequence[str]) -> Iterator[str]:
    """Whole recipients: a line without a bullet goes on with the one before."""
    current = ""
    for cell in cells:
        if _BULLET.match(cell):
            if current:
                yield _trimmed(current)
            current = _BULLET.sub("", cell)
        else:
            current = f"{current} {cell}"
    if current:
        yield _trimmed(current)


def _trimmed(recipient: str) -> str:
    return collapse(recipient).rstrip(" ;,.")


def _first_signature(rows: Sequence[Sequence[str]], lines: Sequence[Line], lexicon: Lexicon) -> list[str]:
    """The cells of the signature; of two side by side (a joint document) the left one, without the organ above it."""
    pairs = [n for n, row in enumerate(rows) if len([cell for cell in row if shouted(cell)]) > 1]
    if not pairs:
        return [cell for row in rows for cell in row]
    left, right = (lines[pairs[0]].text.find(rows[pairs[0]][n]) for n in (0, 1))
    heads = lexicon.words("unit-heads")
    firsts = [row[0] for row, line in zip(rows, lines, strict=True) if row and _is_left(row, line, left, right)]
    return [cell for cell in firsts if not (shouted(cell) and heads.match(Text.of(cell)))]


def _is_left(row: Sequence[str], line: Line, left: int, right: int) -> bool:
    """Whether a row has the left signature: a cell alone stands below the one that it is nearer to."""
    at = line.text.find(row[0])
    return len(row) > 1 or not left < right or not at > 0 or at - left < right - at


def _signer(cells: Sequence[str], lexicon: Lexicon) -> Signer:
    """Titles from top to bottom, mostly in capitals, then the name: the last is his own, those above his capacity."""
    titles: list[str] = []
    name = None
    for cell in cells:
        if titles and (found := person(cell)):
            name = name or found
        elif name is None and (shouted(cell) or lexicon.words("head-titles").fullmatch(Text.of(cell))):
            titles.append(collapse(cell).strip(" ,;"))
    stack = [title for title in titles if _is_title(title, lexicon)]
    if not stack:
        return Signer(None, None, name)
    own = stack[-1]
    above = stack[:-1]
    if not above and (prefix := lexicon.words("signing").match(Text.of(own))):
        return Signer(own, own[prefix.end() :].strip(), name)
    return Signer(" / ".join(above) or None, own, name)


def _is_title(text: str, lexicon: Lexicon) -> bool:
    """A title begins with a capacity (KT., TM.) or a title or unit word; seals and stamps do not."""
    folded = Text.of(text)
    return any(lexicon.words(stem).match(folded) for stem in ("signing", "head-titles", "unit-heads"))
