"""Rules drawn with letters in, rows of cells out: each letter names a cell, `-` and `|` are rules."""

from __future__ import annotations

import pytest

from services.reading.grid import Rule, tables

SLACK = 0.3


def rules_of(drawing: str) -> tuple[list[Rule], list[Rule]]:
    rows = [list(row) for row in drawing.strip("\n").split("\n")]
    width = max(map(len, rows))
    rows = [row + [" "] * (width - len(row)) for row in rows]
    across = [rule for y, row in enumerate(rows) for rule in runs(row, "-+", y)]
    down = [rule for x, column in enumerate(zip(*rows, strict=True)) for rule in runs(column, "|+", x)]
    return across, down


def runs(cells, signs: str, at: int) -> list[Rule]:
    found, start = [], None
    for n, sign in enumerate([*cells, " "]):
        if sign in signs and start is None:
            start = n
        elif sign not in signs and start is not None:
            if n - start > 1:
                found.append(Rule(at, start, n - 1))
            start = None
    return found


def read(drawing: str) -> list[list[str]]:
    """The letters of each row's cells; a cell that holds none is a dot."""
    letters = {
        (x + 0.5, y + 0.0): sign
        for y, row in enumerate(drawing.strip("\n").split("\n"))
        for x, sign in enumerate(row)
        if sign.isalpha()
    }
    rows = [row for table in tables(*rules_of(drawing), SLACK) for row in table.rows]
    return [["".join(s for place, s in letters.items() if cell.holds(*place)) or "." for cell in row] for row in rows]


PLAIN = """
+----+----+
| a  | b  |
+----+----+
| c  | d  |
+----+----+
"""
MERGED_ACROSS = """
+----+----+----+
| a  | b       |
+----+----+----+
| c  | d  | e  |
+----+----+----+
"""
MERGED_DOWN = """
+----+----+
| a  | b  |
+----+    |
| c  |    |
+----+----+
"""
OPEN_SIDES = """
-----+----+-----
 a   | b  | c
-----+----+-----
 d   | e  | f
-----+----+-----
"""
TWO_TABLES = """
+----+----+
| a  | b  |
+----+----+
| c  | d  |
+----+----+

+----+----+
| e  | f  |
+----+----+
| g  | h  |
+----+----+
"""
BOX = """
+---------+
| a       |
|         |
| b       |
+---------+
"""
UNDERLINES = """
 a    b
---  ----
 c    d
---
"""
PLUMBLINE = """
 a | b
   |
 c | d
"""


@pytest.mark.parametrize(
    ("drawing", "rows"),
    [
        pytest.param(PLAIN, [["a", "b"], ["c", "d"]], id="plain"),
        pytest.param(MERGED_ACROSS, [["a", "b"], ["c", "d", "e"]], id="merged across"),
        pytest.param(MERGED_DOWN, [["a", "b"], ["c", "b"]], id="merged down: in both rows"),
        pytest.param(OPEN_SIDES, [["a", "b", "c"], ["d", "e", "f"]], id="without outer rules"),
        pytest.param(TWO_TABLES, [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"]], id="two tables"),
        pytest.param(BOX, [], id="a box is no table"),
        pytest.param(UNDERLINES, [], id="underlined headings"),
        pytest.param(PLUMBLINE, [], id="a rule between columns"),
    ],
)
def test_rules_enclose_cells(drawing, rows):
    assert read(drawing) == rows


def test_rules_that_do_not_quite_meet_are_one_table():
    across, down = rules_of(PLAIN)
    shaken = [Rule(rule.at + 0.2 * (n % 2), rule.start + 0.2, rule.end - 0.2) for n, rule in enumerate(across)]
    assert [len(table.rows) for table in tables(shaken, down, SLACK)] == [2]


def test_pieces_of_one_rule_are_put_together():
    _, down = rules_of(PLAIN)
    across = [Rule(at, start, end) for at in (0, 2, 4) for start, end in ((0, 4.9), (5.1, 10))]
    assert [[len(row) for row in table.rows] for table in tables(across, down, SLACK)] == [[2, 2]]


def test_a_table_knows_its_edges():
    (table,) = tables(*rules_of(MERGED_DOWN), SLACK)
    around = table.around
    assert (around.left, around.top, around.right, around.bottom) == (0, 0, 10, 4)
    assert len(table.cells) == 3
