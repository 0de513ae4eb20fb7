"""Ruled tables in the text layer of a PDF become rows, however their rules are drawn; other pages stay as they are."""

from __future__ import annotations

from itertools import pairwise

import pytest

from services.reading import read_bytes

ROWS = [
    ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"],
    ["1", "Rà soát quy chế", "Văn phòng Sở", "Quý II/2024"],
    ["2", "Tổ chức tập huấn", "", "Trước ngày 15/12/2024"],
]
EDGES = [60, 90, 260, 400, 540]
TOP, STEP = 700, 40
BEFORE, AFTER = "Sở yêu cầu các đơn vị thực hiện:", "Trên đây là Kế hoạch."


def heights(count: int) -> list[int]:
    return [TOP - STEP * n for n in range(count + 1)]


def strokes(edges, levels) -> str:
    """Lines, as LibreOffice draws them."""
    across = [f"{edges[0]} {y} m {edges[-1]} {y} l S" for y in levels]
    return "\n".join(across + [f"{x} {levels[0]} m {x} {levels[-1]} l S" for x in edges])


def slivers(edges, levels) -> str:
    """Thin filled boxes, a piece for each cell, as Word draws them."""
    across = [f"{a} {y} {b - a} .48 re f" for y in levels for a, b in pairwise(edges)]
    down = [f"{x} {b} .48 {a - b} re f" for x in edges for a, b in pairwise(levels)]
    return "\n".join(across + down)


def boxes(edges, levels) -> str:
    """A box around each cell."""
    pairs = list(pairwise(levels))
    return "\n".join(f"{a} {low} {b - a} {high - low} re S" for a, b in pairwise(edges) for high, low in pairs)


def inner(edges, levels) -> str:
    """No rules at the sides."""
    across = [f"{edges[0]} {y} m {edges[-1]} {y} l S" for y in levels]
    return "\n".join(across + [f"{x} {levels[0]} m {x} {levels[-1]} l S" for x in edges[1:-1]])


def page(make, drawn: str, rows=ROWS, edges=EDGES) -> bytes:
    texts = [BEFORE, *(cell for row in rows for cell in row), AFTER]
    places = [(60, TOP + 20), *((x + 4, TOP - STEP * n - 15) for n, row in enumerate(rows) for x, _ in zip(edges, row))]  # noqa: B905 - edges has one more
    places.append((60, TOP - STEP * len(rows) - 30))
    objects = make.page_objects(texts)
    codes, _ = make.coded(texts)
    shown = [f"BT /F 9 Tf {x} {y} Td <{code.hex()}> Tj ET" for (x, y), code in zip(places, codes, strict=True)]
    objects[4] = make.stream("\n".join([*shown, drawn]).encode())
    return make.assemble(objects)


def read(content: bytes) -> list[str]:
    return [line.text for line in read_bytes(content, "a.pdf").lines if line.text]


@pytest.mark.parametrize("draw", [strokes, slivers, boxes, inner])
def test_rows_keep_their_cells(make, draw):
    texts = read(page(make, draw(EDGES, heights(3))))
    assert texts == [BEFORE, *(" | ".join(row) for row in ROWS), AFTER]


def test_a_cell_merged_downwards_stands_in_each_row(make):
    drawn = strokes(EDGES, heights(3)).replace(f"{EDGES[0]} {TOP - 2 * STEP} m", f"{EDGES[1]} {TOP - 2 * STEP} m")
    texts = read(page(make, drawn, [*ROWS[:2], ["", *ROWS[2][1:]]]))
    assert [text.split(" | ")[0] for text in texts[1:4]] == ["TT", "1", "1"]


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param("", id="no rules"),
        pytest.param("60 715 m 200 715 l S 60 660 m 300 660 l S", id="underlines"),
        pytest.param("40 560 520 170 re S", id="a box"),
        pytest.param(strokes([60, 120, 180], heights(3)), id="a narrow stamp"),
        pytest.param(
            "\n".join(f"1 g {x} {690 - 40 * n} 200 14 re f 0 g" for n in range(3) for x in (60, 264)),
            id="backgrounds of text",
        ),
        pytest.param(
            "\n".join(f"60 {706 - 20 * n} 480 20 re S" for n in range(7)) + " 200 686 60 20 re S", id="bordered lines"
        ),
        pytest.param("\n".join(f"{x} 10 m {x} 800 l S" for x in range(10, 590, 2)) * 12, id="a drawing"),
    ],
)
def test_other_drawings_make_no_table(make, drawn):
    texts = read(page(make, drawn))
    assert not any("|" in text for text in texts)
    assert texts[0] == BEFORE
    assert "Rà soát quy chế" in " ".join(texts)
