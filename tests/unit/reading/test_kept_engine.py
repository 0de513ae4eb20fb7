"""One started engine reads many pictures as the program `tesseract` reads each; it stops and starts as it must."""

from __future__ import annotations

import pytest
from PIL import Image

from services.errors import UnreadableFileError
from services.reading import ocr, read_bytes
from services.reading.ocr import engine, kept
from services.reading.ocr.pictures import Picture
from services.reading.standing import Standing
from tests.unit.reading import scans

pytestmark = pytest.mark.ocr


def picture(image: Image.Image) -> Picture:
    return Picture(1, image.width, image.height, scans.DPI, 0.0, image.tobytes())


PAGE, OTHER = (picture(scans.page(scans.BODY[n : n + 3])) for n in (0, 3))
SMALL = picture(scans.page(scans.BODY[:1]).crop((300, 480, 1500, 640)))


@pytest.fixture
def started(monkeypatch):
    """The processes that were started."""
    processes = []

    def start(*arguments):
        processes.append(Standing(*arguments))
        return processes[-1]

    monkeypatch.setattr(kept, "Standing", start)
    return processes


@pytest.fixture
def _no_program(monkeypatch):
    monkeypatch.setattr(engine, "_run", lambda *_: pytest.fail("the program was started"))


def test_tables_of_words_are_those_of_the_program(started):
    asked = [(PAGE, engine.COLUMN), (SMALL, engine.BLOCK), (OTHER, engine.COLUMN), (PAGE, engine.COLUMN)]
    alone = [engine.table(one, mode) for one, mode in asked]
    assert started == []
    with engine.kept_open():
        assert [engine.table(one, mode) for one, mode in asked] == alone
    assert [process.ended for process in started] == [True]


@pytest.mark.usefixtures("_no_program")
def test_a_picture_on_which_it_fails_costs_only_itself(started):
    with engine.kept_open():
        first = engine.table(SMALL, engine.BLOCK)
        started[0].end()
        with pytest.raises(UnreadableFileError):
            engine.table(SMALL, engine.BLOCK)
        assert engine.table(SMALL, engine.BLOCK) == first
    assert len(started) == 2


@pytest.mark.usefixtures("_no_program")
def test_after_so_many_pictures_a_fresh_one_takes_over(started, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 2)
    with engine.kept_open():
        tables = {engine.table(SMALL, engine.BLOCK) for _ in range(5)}
    assert (len(tables), len(started)) == (1, 3)


@pytest.mark.parametrize("what", ["version", "program"])
def test_without_the_library_of_the_program_each_picture_starts_it(monkeypatch, started, what):
    first = engine.table(SMALL, engine.BLOCK)
    if what == "version":
        monkeypatch.setattr(engine, "version", lambda: "tesseract 4.0.0")
    else:
        monkeypatch.setattr(kept.library, "__file__", "/nonexistent")
    with engine.kept_open():
        assert [engine.table(SMALL, engine.BLOCK) for _ in range(2)] == [first, first]
    assert [process.ended for process in started] == [True]


@pytest.mark.usefixtures("_no_program")
def test_pages_of_a_file_share_it_and_it_ends_with_them(started):
    page = scans.page(scans.BODY[:2])
    pages = read_bytes(scans.saved(page, "TIFF", [page] * 3), "a.tif", ocr=ocr.OcrOptions(workers=1)).pages
    assert len({tuple(line.text for line in page.lines) for page in pages}) == 1
    assert [process.ended for process in started] == [True]
