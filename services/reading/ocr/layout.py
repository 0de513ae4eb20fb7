"""From what the engine saw on a picture to an addressed page."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from services.directive.model import Box, Line, Page, Source, Word
from services.reading.lines import clean
from services.reading.ocr.columns import in_reading_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.reading.ocr.pictures import Picture
    from services.reading.ocr.policy import Reading
    from services.reading.ocr.tables import Rows
    from services.reading.ocr.words import Seen

TENTHS_PER_INCH = 254


def page_from(picture: Picture, reading: Reading) -> Page:
    """The page of a reading: an empty line stands between paragraphs, as the engine itself would print them."""
    if reading.empty:
        return Page(picture.number, (), Source.OCR)
    ordered = _with_tables(in_reading_order(reading.lines), reading.tables)
    lines = tuple(_line(picture, number, words) for number, words in enumerate(_with_gaps(ordered), 1))
    remarks = () if reading.complete else (missing_text(picture.number),)
    return Page(picture.number, lines, Source.OCR, round(reading.score, 3), remarks)


def failed_page(number: int) -> Page:
    """A page whose recognition did not come to an end."""
    why = f"Trang {number} không nhận dạng được chữ (ảnh hỏng hoặc quá nặng); hãy đọc trang này trên bản gốc."
    return Page(number, (), Source.OCR, 0.0, (why,))


def missing_text(number: int) -> str:
    """The remark for a page with much ink outside all words."""
    return f"Trang {number} có thể thiếu chữ: có phần mực trên trang không nhận dạng được; hãy đối chiếu bản gốc."


def _with_tables(lines: list[list[Seen]], tables: Sequence[Rows]) -> list[list[Seen]]:
    """The rows of each table below the last line that stands above it."""
    done = list(lines)
    for table in tables:
        above = [n for n, words in enumerate(done) if words[0].bottom <= table.around.top + words[0].height]
        at = above[-1] + 1 if above else 0
        done[at:at] = table.lines
    return done


def _with_gaps(lines: Sequence[Sequence[Seen]]) -> Iterator[Sequence[Seen]]:
    paragraph = None
    for words in lines:
        if paragraph not in {None, words[0].paragraph}:
            yield ()
        paragraph = words[0].paragraph
        yield words


def _line(picture: Picture, number: int, seen: Sequence[Seen]) -> Line:
    if not seen:
        return Line(picture.number, number, "")
    words = tuple(_word(word, picture.dpi) for word in seen)
    boxes = [word.box for word in words]
    around = Box(
        min(box.left for box in boxes), min(box.top for box in boxes),
        max(box.right for box in boxes), max(box.bottom for box in boxes),
    )  # fmt: skip
    confidence = round(fmean(word.confidence for word in words), 3)
    return Line(picture.number, number, clean(" ".join(word.text for word in words)), confidence, around, words)


def _word(seen: Seen, dpi: int) -> Word:
    sides = (round(side * TENTHS_PER_INCH / dpi) for side in (seen.left, seen.top, seen.right, seen.bottom))
    return Word(clean(seen.text), Box(*sides), seen.confidence)
