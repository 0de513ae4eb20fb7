"""Lines that the reading of a page missed are read by themselves and put in their place; strokes make no words."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from services.reading.ocr.gaps import filled
from services.reading.ocr.ink import ink_of, left_over
from services.reading.ocr.pictures import Picture
from services.reading.ocr.words import Seen
from tests.unit.reading import scans

pytestmark = pytest.mark.ocr
TOP, STEP = 305, 105
"""Pixels: the first line of `scans.page(top=200)`, and from one line to the next."""


def seen(text: str, number: int, left: int, right: int, confidence=0.95) -> Seen:
    top = TOP + STEP * number
    return Seen(text, left, top - 10, right, top + 75, confidence, (1, 1), number)


def lines_without(*missing: int) -> list[list[Seen]]:
    """One long word for each line that was read."""
    return [[seen(f"dòng{n}", n, 320, 2300)] for n in range(len(scans.BODY)) if n not in missing]


def read(image: Image.Image, lines: list[list[Seen]]) -> list[str]:
    picture = Picture(1, image.width, image.height, scans.DPI, 0.0, image.tobytes())
    done = filled(picture, lines, left_over(ink_of(picture), (word for line in lines for word in line)).areas)
    return [" ".join(word.text for word in line) for line in done]


def test_a_missed_line_comes_back_in_its_place():
    texts = read(scans.page(top=200), lines_without(3))
    assert texts[2:5] == ["dòng2", scans.BODY[3], "dòng4"]


def test_nothing_changes_where_nothing_is_missing():
    assert read(scans.page(top=200), lines_without()) == [f"dòng{n}" for n in range(len(scans.BODY))]


def test_words_missed_beside_others_join_their_line():
    lines = lines_without(5)
    lines.insert(5, [seen("dòng5", 5, 320, 1200)])
    assert read(scans.page(top=200), lines)[5].startswith("dòng5 ")


def test_a_doubtful_word_beside_a_gap_is_read_again():
    lines = lines_without(6)
    lines.append([seen("hlện", 6, 320, 440, 0.3)])
    assert read(scans.page(top=200), lines)[6] == scans.BODY[6]


@pytest.mark.parametrize(
    "draw_on",
    [
        pytest.param(
            lambda d: [d.arc((500 + n, 2000, 1100 + n, 2090), 180, 350, 0, 9) for n in range(0, 60, 20)], id="arcs"
        ),
        pytest.param(
            lambda d: d.line([(500 + 40 * n, 2000 + 70 * (n % 2)) for n in range(20)], 0, 7), id="a signature"
        ),
    ],
)
def test_strokes_are_no_text(draw_on):
    image = scans.page(top=200)
    draw_on(ImageDraw.Draw(image))
    assert read(image, lines_without()) == [f"dòng{n}" for n in range(len(scans.BODY))]
