"""Tables typed with tabs: in plain text, and in Word or PDF text whose cells stand at tab stops.

A table begins with a row of titles, three or more short ones, and goes on while lines have tabs. Its rows become lines
with cells joined by " | ", as other readers give them. A tab elsewhere ("1.⇥Sở Y tế: …", a signature on the right)
is only a blank.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FEWEST_CELLS = 3
"""Two columns are headers, signatures, and labels before their text."""
LONGEST_TITLE = 60
"""Characters of the title of a column."""
_LABEL = re.compile(r"\W*(?:\d[\d.]*|[a-zđ]|[IVX]+)?\W*")
"""What stands before the first tab of an item of a list: a number, a letter, a dash."""


def as_rows(lines: Sequence[str]) -> list[str]:
    """The same lines, those of tables with their cells joined by " | "."""
    result: list[str] = []
    start = 0
    while start < len(lines):
        rows = list(_table(lines[start:])) if _is_title(lines[start]) else []
        result += rows if len(rows) > 1 else [lines[start]]
        start += max(len(rows), 1)
    return result


def _is_title(line: str) -> bool:
    """Whether a line can be a row of titles: none is long or ends like a sentence, the first is no label."""
    cells = [cell.strip() for cell in re.split(r"\t+", line.strip())]
    short = all(len(cell) <= LONGEST_TITLE and cell[-1] not in ".;:," for cell in cells if cell)
    return len(cells) >= FEWEST_CELLS and short and not _LABEL.fullmatch(cells[0])


def _table(lines: Sequence[str]) -> Iterator[str]:
    """The rows from a title on; one with fewer cells (a group, an empty end) gets empty ones."""
    title = lines[0].strip()
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    between = re.compile(r"\t+" if "\t\t" in title else r"\t")  # some set tabs to align columns
    width = len(between.split(title))
    for line in lines:
        cells = [" ".join(cell.split()) for cell in between.split(line.removeprefix(indent))]
        if "\t" not in line.strip("\t") or len(cells) > width:
            return
        yield " | ".join([*cells, *[""] * (width - len(cells))]).rstrip()
