"""Pictures of pages: how they are turned, scaled and bounded, and what their ink says."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from services.errors import UnreadableFileError
from services.reading import isolation, skew
from services.reading.ocr.ink import ink_of, left_over
from services.reading.ocr.pictures import Picture, pictures
from services.reading.ocr.words import Seen
from services.reading.sniff import Kind
from tests.unit.reading import scans


def picture(image: Image.Image) -> Picture:
    return Picture(1, image.width, image.height, scans.DPI, 0.0, image.tobytes())


@pytest.mark.parametrize("tilt", [-2.3, -0.7, 0.0, 0.3, 1.0, 2.0])
def test_the_tilt_of_a_page_is_found(tilt):
    assert abs(skew.tilt(scans.page(tilt=tilt)) - tilt) <= 0.15


@pytest.mark.parametrize(("tilt", "turned"), [(0.3, False), (1.2, True)])
def test_only_a_noticeable_tilt_is_turned_back(tilt, turned):
    page = scans.page(tilt=tilt)
    upright, angle = skew.upright(page)
    assert (angle != 0, upright is not page) == (turned, turned)
    assert upright.size == page.size


def test_an_empty_page_has_no_tilt():
    assert skew.tilt(Image.new("L", (600, 800), 255)) == 0


def one(content: bytes, kind: Kind = Kind.IMAGE) -> Picture:
    (found,) = pictures(content, kind, [1], "a")
    return found


@pytest.mark.parametrize(
    ("size", "dpi", "expected"),
    [
        pytest.param((2480, 3508), 300, (2480, 300), id="as it is"),
        pytest.param((1240, 1754), 150, (1240, 150), id="coarse pictures are not blown up"),
        pytest.param((4960, 7016), 600, (2480, 300), id="fine ones are reduced"),
        pytest.param((1240, 1754), 72, (1240, 150), id="a resolution that makes no paper"),
        pytest.param((1240, 1754), None, (1240, 150), id="no resolution: A4"),
    ],
)
def test_pictures_have_the_resolution_of_their_paper(size, dpi, expected):
    out = io.BytesIO()
    Image.new("L", size, 255).save(out, "PNG", **({"dpi": (dpi, dpi)} if dpi else {}))
    found = one(out.getvalue())
    assert (found.width, found.dpi) == expected


@pytest.mark.parametrize(
    ("mode", "colour", "grey"),
    [("1", 1, 255), ("RGB", (0, 0, 0), 0), ("RGBA", (0, 0, 0, 0), 255), ("P", 0, 0), ("I;16", 0xFFFF, 255)],
)
def test_any_kind_of_pixel_becomes_grey(mode, colour, grey):
    out = io.BytesIO()
    Image.new(mode, (100, 100), colour).save(out, "PNG")
    assert set(one(out.getvalue()).pixels) == {grey}


def test_a_page_turned_by_the_camera_stands_upright():
    out = io.BytesIO()
    image = Image.new("RGB", (300, 200), "white")
    exif = image.getexif()
    exif[0x0112] = 6
    image.save(out, "JPEG", exif=exif)
    assert (one(out.getvalue()).width, one(out.getvalue()).height) == (200, 300)


@pytest.mark.parametrize(
    ("degrees", "size", "pixels"),
    [(90, (2, 3), b"\3\0\4\1\5\2"), (180, (3, 2), b"\5\4\3\2\1\0"), (270, (2, 3), b"\2\5\1\4\0\3")],
)
def test_a_page_is_turned_clockwise(degrees, size, pixels):
    turned = Picture(1, 3, 2, 300, 0.0, bytes(range(6))).quarter_turned(degrees)
    assert ((turned.width, turned.height), turned.pixels) == (size, pixels)


def test_a_huge_picture_is_refused_before_it_is_decoded():
    out = io.BytesIO()
    Image.new("1", (30_000, 3_000)).save(out, "TIFF", compression="group4")
    with pytest.raises(UnreadableFileError, match="quá nhiều bộ nhớ"):
        isolation.read(out.getvalue(), "to.tif", Kind.IMAGE)


def test_pages_of_a_pdf_are_drawn_at_300_dpi(make):
    found = one(make.pdf("Noi dung"), Kind.PDF)
    assert found.dpi == scans.DPI
    assert abs(found.width - 595 / 72 * 300) < 5
    assert found.pgm().startswith(b"P5\n%d %d\n255\n" % (found.width, found.height))
    assert min(found.pixels) < 100


LINE = Seen("x", 0, 0, 2480, 3508, 0.9, (1, 1), 1)


def inked(draw_on) -> Image.Image:
    image = scans.page(top=200)
    draw_on(ImageDraw.Draw(image))
    return image


def boxes_of_lines(count: int) -> list[Seen]:
    """Boxes over the first lines of `scans.page(top=200)`."""
    return [Seen("x", 300, 290 + 105 * n, 2300, 290 + 105 * (n + 1), 0.9, (1, 1), n) for n in range(count)]


@pytest.mark.parametrize(
    ("draw_on", "lines", "complete"),
    [
        pytest.param(lambda _: None, len(scans.BODY), True, id="all lines covered"),
        pytest.param(lambda _: None, len(scans.BODY) - 1, False, id="one line missing"),
        pytest.param(lambda _: None, 0, False, id="nothing read"),
        pytest.param(lambda d: d.ellipse((1500, 1600, 1950, 2050), outline=0, width=12), 7, True, id="a seal"),
        pytest.param(lambda d: d.line((300, 1500, 2300, 1503), fill=0, width=4), 7, True, id="a ruling line"),
        pytest.param(lambda d: d.line((2000, 300, 2003, 3300), fill=0, width=4), 7, True, id="an upright rule"),
        pytest.param(lambda d: d.rectangle((0, 0, 90, 3508), fill=0), 7, True, id="the scanner's edge"),
        pytest.param(lambda d: [d.point((x, 3000), 0) for x in range(300, 2300, 40)], 7, True, id="specks"),
    ],
)
def test_ink_that_looks_like_text_is_missed_when_no_word_covers_it(draw_on, lines, complete):
    assert (left_over(ink_of(picture(inked(draw_on))), boxes_of_lines(lines)).share <= 0.03) is complete


def test_a_page_with_next_to_no_ink_misses_nothing():
    image = Image.new("L", (2480, 3508), 255)
    ImageDraw.Draw(image).rectangle((1000, 1000, 1100, 1030), fill=0)
    assert left_over(ink_of(picture(image)), []).share == 0
