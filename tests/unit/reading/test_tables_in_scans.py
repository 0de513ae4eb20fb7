"""Ruled tables on scanned pages become rows with bars between their cells; pages without rules are read as before."""

from __future__ import annotations

import pytest
from PIL import Image

from services.directive.model import Source
from services.reading import read_bytes
from services.reading.ocr import ruling
from tests.unit.reading import scans

pytestmark = pytest.mark.ocr
ABOVE, BELOW = scans.BODY[:2], "Trên đây là Kế hoạch của Sở Giáo dục và Đào tạo."


def page(tilt=0.0, **how) -> Image.Image:
    image = scans.ruled(scans.page(ABOVE, top=700), **how)
    draw = scans.ImageDraw.Draw(image)
    draw.text((330, 2300), BELOW, 0, scans.font(13))
    return image.rotate(-tilt, Image.Resampling.BICUBIC, fillcolor=255) if tilt else image


def read(image: Image.Image) -> list[str]:
    pages = read_bytes(scans.saved(image, "PNG"), "bang.png")
    assert pages.pages[0].source is Source.OCR
    return [line.text for line in pages.lines if line.text]


def rows(texts: list[str]) -> list[list[str]]:
    return [[cell.strip() for cell in text.split("|")] for text in texts if "|" in text]


def wrong_words(found: list[list[str]]) -> int:
    """Words of the table that are not in their cell."""
    assert [len(row) for row in found] == [len(row) for row in scans.TABLE]
    pairs = [pair for got, row in zip(found, scans.TABLE, strict=True) for pair in zip(got, row, strict=True)]
    return sum(1 for got, cell in pairs for word in cell.split() if word not in got.split())


@pytest.mark.parametrize(
    ("image", "wrong"),
    [
        pytest.param(page, 1, id="clean"),
        pytest.param(lambda: scans.worn(page()), 3, id="worn"),
        pytest.param(lambda: page(tilt=0.4), 2, id="hardly tilted"),
        pytest.param(lambda: scans.worn(page(tilt=-1.6)), 4, id="tilted and worn"),
        pytest.param(lambda: page(sides=False), 1, id="no rules at the sides"),
        pytest.param(lambda: page(rule=2), 1, id="thin rules"),
        pytest.param(lambda: page().rotate(90, expand=True), 4, id="on its side"),
    ],
)
def test_rows_keep_their_cells(image, wrong):
    texts = read(image())
    assert wrong_words(rows(texts)) <= wrong


def test_a_table_stands_between_the_lines_around_it():
    texts = read(page())
    assert texts[0].startswith("Thực hiện Kế hoạch")
    assert texts[2].startswith("TT | Nhiệm vụ")
    assert texts[-1].startswith("Trên đây là")


def test_words_of_cells_know_where_they_stand():
    pages = read_bytes(scans.saved(page(tilt=0.4), "PNG"), "bang.png")
    (line,) = [line for line in pages.lines if line.text.startswith("2 |")]
    word = next(word for word in line.words if word.text == "huấn")
    # the second column, drawn 420 to 1,020 px from the left at 300 dpi; the page was turned by .4 degrees
    assert 356 < word.box.left < word.box.right < 864
    assert line.box.top < word.box.bottom <= line.box.bottom


def test_columns_without_rules_stay_lines():
    texts = read(page(rule=0))
    assert rows(texts) == []
    assert any("Nhiệm vụ" in text for text in texts)


@pytest.mark.parametrize(
    "draw_on",
    [
        pytest.param(lambda d: d.rectangle((200, 200, 2300, 3300), outline=0, width=6), id="a frame around the page"),
        pytest.param(lambda d: [d.line((300, y, 1000, y), 0, 4) for y in (900, 1200)], id="underlines"),
        pytest.param(
            lambda d: [d.rectangle((300, y, 900, y + 120), outline=0, width=4) for y in (2600, 2720, 2840)],
            id="the box of an incoming stamp",
        ),
    ],
)
def test_other_rules_make_no_table(draw_on):
    image = scans.page()
    draw_on(scans.ImageDraw.Draw(image))
    texts = read(image)
    assert rows(texts) == []
    assert sum(word in " ".join(texts) for line in scans.BODY for word in line.split()) > 100


def test_rules_are_found_with_their_slope():
    across, down = ruling.lines(page(tilt=0.4), 300)
    assert (len(across), len(down)) == (5, 6)
    assert abs(ruling.slope(across) - 0.007) < 0.0005


def test_a_black_page_has_no_rules():
    assert ruling.lines(Image.new("L", (2480, 3508), 0), 300) == ([], [])
