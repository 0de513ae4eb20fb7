"""Bảng phân công nhiệm vụ: rows that reading gives as lines with cells joined by " | ".

A table of assignments says so in its first row (`columns.txt`): what is to be done, and by whom or by when. Its
columns keep their meaning until a row of another length; rows that only number and name a group are left out.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from services.directive.entries import Parts, entry
from services.directive.model import Doubt
from services.directive.text import Text, collapse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.directive.frames import Found, Setting
    from services.directive.lexicon import Lexicon
    from services.directive.outline import Item

LONGEST_TITLE = 60
"""Characters of the title of a column."""
SHORTEST_WORK = 2
"""Words."""
Columns = tuple[str | None, ...]


def find(items: Sequence[Item], setting: Setting) -> tuple[list[Found], list[Doubt]]:
    """The instructions of all tables of assignments, and a doubt for each row that names nobody."""
    found: list[Found] = []
    doubts: list[Doubt] = []
    columns: Columns | None = None
    last: tuple[int, Parts] | None = None
    for index, item in enumerate(items):
        cells = row(item.paragraph.text.raw)
        if len(cells) < 2:  # noqa: PLR2004 - a row has two cells
            columns = columns if not cells or not columns else None
            continue
        titles = columns_of(cells, setting.lexicon)
        if titles and titles != columns:
            last = None  # another table
        columns, header = (titles, True) if titles else (columns, False)
        if header or columns is None or len(cells) != len(columns):
            continue
        parts = _parts(cells, columns)
        if last and _goes_on(items[last[0]], item, cells, columns) and not _says_anew(last[1], parts):
            found[-1] = entry(last[0], items[last[0]], _with_rest(last[1], parts), setting)
            last = None
            continue
        last = None
        if len(parts.work.split()) < SHORTEST_WORK or len(set(cells)) == 1 or not (parts.lead or parts.time):
            continue
        if parts.lead:
            last = (index, parts)
            found.append(entry(index, item, parts, setting))
        else:
            doubts.append(_nobody(item, parts.work))
    return found, doubts


def row(text: str) -> tuple[str, ...]:
    """The cells of a row; a line without "|" has none."""
    return tuple(collapse(cell) for cell in text.split("|")) if "|" in text else ()


def columns_of(cells: Sequence[str], lexicon: Lexicon) -> Columns | None:
    """The kinds of the columns when a row is the first of a table of assignments."""
    kinds = tuple(_kind(cell, lexicon) for cell in cells)
    once = all(kinds.count(kind) == 1 for kind in ("work", "lead", "time") if kind in kinds)
    return kinds if once and "work" in kinds and ("lead" in kinds or "time" in kinds) else None


def _kind(cell: str, lexicon: Lexicon) -> str | None:
    """The kind by the longest phrase in a title: "Cơ quan, đơn vị chủ trì thực hiện" leads."""
    if len(cell) > LONGEST_TITLE:
        return None
    found = [match.group() for match in lexicon.words("columns").finditer(Text.of(cell))]
    return lexicon.kind_of("columns", max(found, key=len)) if found else None


def _parts(cells: Sequence[str], columns: Columns) -> Parts:
    named = {kind: cell for kind, cell in zip(columns, cells, strict=True) if kind is not None}
    return Parts(*(named.get(kind, "").strip(" -–") for kind in ("work", "lead", "partner", "time", "product")))


def _goes_on(before: Item, item: Item, cells: Sequence[str], columns: Columns) -> bool:
    """Whether a row without a number is the rest of a numbered one that a page end has cut: the first of a page."""
    number = columns.index("order") if "order" in columns else None
    turned = item.paragraph.first.page == before.paragraph.first.page + 1
    return turned and number is not None and bool(row(before.paragraph.text.raw)[number]) and not cells[number]


def _says_anew(before: Parts, parts: Parts) -> bool:
    """Whether a row without a number is a work of its own: a sentence begins, and somebody else leads."""
    return parts.work[:1].isupper() and bool(parts.lead) and parts.lead != before.lead


def _with_rest(parts: Parts, rest: Parts) -> Parts:
    """Both halves of a cut row; what stands in a cell that goes over both is there twice."""
    halves = {one.name: (getattr(parts, one.name), getattr(rest, one.name)) for one in fields(Parts)}
    return Parts(**{name: a if a == b else f"{a} {b}".strip() for name, (a, b) in halves.items()})


def _nobody(item: Item, work: str) -> Doubt:
    message = f'Bảng phân công: việc "{work[:80]}" không ghi đơn vị chủ trì. Hãy xác định đơn vị.'
    return Doubt("lead_unknown", message, item.paragraph.evidence())
