"""Recognition end to end: scans and pictures become lines with places and confidences; what fails says so."""

from __future__ import annotations

import pytest
from PIL import Image

from services.directive.model import Source
from services.errors import NeedsOcrError, UnreadableFileError
from services.reading import OcrOptions, ocr, read_bytes
from services.reading.gate import judge
from services.reading.ocr import engine
from tests.unit.reading import scans

pytestmark = pytest.mark.ocr
SHORT = scans.BODY[:3]


def words(text: str) -> list[str]:
    return text.lower().split()


def missing(expected: list[str], pages) -> list[str]:
    seen = words("\n".join(line.text for line in pages.lines))
    return [word for word in words("\n".join(expected)) if word not in seen]


@pytest.mark.parametrize(
    ("kind", "name"), [("PDF", "quet.pdf"), ("PNG", "anh.png"), ("JPEG", "anh.jpg"), ("TIFF", "anh.tif")]
)
def test_scans_and_pictures_are_read(kind, name):
    pages = read_bytes(scans.saved(scans.page(SHORT), kind), name)
    assert [page.source for page in pages.pages] == [Source.OCR]
    assert missing(SHORT, pages) == []
    assert pages.pages[0].score > 0.85
    assert pages.pages[0].remarks == ()


def test_every_line_knows_where_it_stands_and_how_sure_the_engine_is():
    (page,) = read_bytes(scans.saved(scans.page(SHORT), "PNG"), "a.png").pages
    line = page.lines[0]
    assert line.text.startswith("Thực hiện Kế hoạch")
    assert (line.page, line.number) == (1, 1)
    assert 0.85 < line.confidence <= 1
    # drawn 330 px from the left and 505 px from the top at 300 dpi
    assert abs(line.box.left - 279) < 10
    assert abs(line.box.top - 430) < 15
    assert " ".join(word.text for word in line.words) == line.text
    assert all(line.box.left <= word.box.left < word.box.right <= line.box.right for word in line.words)


def test_a_tilted_page_is_read_whole():
    pages = read_bytes(scans.saved(scans.page(scans.BODY, tilt=2.0), "PNG"), "nghieng.png")
    assert len(missing(scans.BODY, pages)) <= 2


def test_a_page_that_lies_on_its_side_is_read():
    pages = read_bytes(scans.saved(scans.page(scans.BODY).rotate(90, expand=True), "PNG"), "ngang.png")
    assert len(missing(scans.BODY, pages)) <= 3


def test_the_columns_of_a_header_are_read_one_after_the_other():
    pages = read_bytes(scans.saved(scans.page(SHORT, scans.HEADER), "PNG"), "a.png")
    texts = [line.text for line in pages.lines if line.text]
    assert texts[:6] == [left for left, _ in scans.HEADER] + [right for _, right in scans.HEADER]


def test_pages_of_a_tiff_keep_their_order_and_progress_is_told():
    told = []
    pages = read_bytes(
        scans.saved(scans.page(SHORT[:1]), "TIFF", [scans.page([text]) for text in SHORT[1:]]),
        "quet.tif",
        progress=lambda done, total: told.append((done, total)),
    )
    assert [page.number for page in pages.pages] == [1, 2, 3]
    assert [page.lines[0].text.split()[0] for page in pages.pages] == [text.split()[0] for text in SHORT]
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_kept_page_is_not_recognised_again(tmp_path, monkeypatch):
    content = scans.saved(scans.page(SHORT), "PNG")
    first = read_bytes(content, "a.png", ocr=OcrOptions(cache=tmp_path))
    monkeypatch.setattr(ocr, "best_reading", lambda _: pytest.fail("recognised again"))
    assert read_bytes(content, "a.png", ocr=OcrOptions(cache=tmp_path)) == first
    next(tmp_path.rglob("1.json")).write_text("{")
    with pytest.raises(pytest.fail.Exception):
        read_bytes(content, "a.png", ocr=OcrOptions(cache=tmp_path))


def test_garbage_behind_a_scan_is_replaced(make):
    garbage = ["Thuc hién Ké hoach so nam cua Uy ban nhan dan tinh Tay Ninh vé viéc tuyén truyén"] * 8
    content = make.pages_of((garbage, (1654, 2339)))
    assert judge("\n".join(garbage)).verdict == "bad"
    with pytest.raises(NeedsOcrError, match="trang 1 "):
        read_bytes(content, "a.pdf", ocr=OcrOptions(enabled=False))
    # the picture is blank here, so the page's own text stands, with a remark
    (page,) = read_bytes(content, "a.pdf").pages
    assert page.source is not Source.OCR
    assert "ban nhân dân" in page.lines[0].text or "ban nhan dan" in page.lines[0].text
    assert page.remarks


def test_a_blank_page_is_empty_and_a_blank_file_says_so():
    blank = Image.new("L", (2480, 3508), 255)
    pages = read_bytes(scans.saved(scans.page(SHORT), "TIFF", [blank]), "a.tif")
    assert [bool(page.lines) for page in pages.pages] == [True, False]
    with pytest.raises(UnreadableFileError, match="không nhận dạng được chữ trên trang nào"):
        read_bytes(scans.saved(blank, "PNG"), "trang.png")


def test_a_page_that_fails_is_named_and_the_others_are_read(monkeypatch):
    honest = engine.table

    def table(picture, mode):
        if picture.number == 2:
            raise UnreadableFileError("out of time")
        return honest(picture, mode)

    monkeypatch.setattr(engine, "table", table)
    pages = read_bytes(scans.saved(scans.page(SHORT), "TIFF", [scans.page(SHORT)]), "a.tif").pages
    assert (bool(pages[0].lines), pages[1].lines, pages[1].score) == (True, (), 0.0)
    assert "Trang 2 không nhận dạng được" in pages[1].remarks[0]


def test_without_an_engine_scans_are_held_with_what_to_install(monkeypatch, make):
    monkeypatch.setattr(engine, "engine", lambda: None)
    with pytest.raises(NeedsOcrError, match="apt-get install tesseract-ocr tesseract-ocr-vie"):
        read_bytes(scans.saved(scans.page(SHORT), "PNG"), "a.png")
    assert read_bytes(make.pdf("Noi dung"), "a.pdf").lines[0].text == "Noi dung"
