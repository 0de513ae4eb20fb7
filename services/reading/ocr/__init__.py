"""Text recognition of pages that are pictures: `recognise` is the door, `OcrOptions` what a caller may choose.

For each page: the cache, else a picture from the limited child (`pictures`), Tesseract as a limited program
(`engine`) that reads ruled tables cell by cell (`tables`), the rest as running text and what that missed by itself
(`gaps`), the better of its readings (`policy`), addressed lines with words and boxes (`layout`). Pages run side by
side, a few at a time.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING

from services.errors import UnreadableFileError
from services.reading.ocr import engine
from services.reading.ocr.cache import cache_for
from services.reading.ocr.layout import failed_page, page_from
from services.reading.ocr.pictures import Picture, pictures
from services.reading.ocr.policy import best_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from services.directive.model import Page
    from services.reading.sniff import Kind

    Progress = Callable[[int, int], None]

SETTINGS = "3: 300 dpi, upright from 0.5 degrees, tables by cells, psm 4, gaps by themselves, psm 6, the other way up"
"""To be changed whenever the same file would be recognised otherwise: part of the cache's key."""
AT_ONCE = 4
"""Most pages drawn by one child: its start is shared, and no more than these wait in memory (9 MB each)."""


@dataclass(frozen=True, slots=True)
class OcrOptions:
    """What a caller may choose: no recognition at all, where recognised pages are kept, how many run side by side."""

    enabled: bool = True
    cache: Path | None = None
    workers: int | None = None

    @property
    def available(self) -> bool:
        """Whether scans can be read here and now."""
        return self.enabled and engine.engine() is not None


def recognise(
    content: bytes,
    kind: Kind,
    numbers: Sequence[int],
    name: str,
    options: OcrOptions,
    progress: Progress | None = None,
) -> dict[int, Page]:
    """These pages of a PDF or picture file. A page that fails comes empty, with a remark and score 0.

    `progress(done, total)` is called from this thread: once before the first page and after each one.
    """
    cache = cache_for(options.cache, content, f"{SETTINGS}; {engine.version()}") if options.cache else None
    found = {page.number: page for page in map(cache.get, numbers) if page} if cache else {}
    report = progress or (lambda _done, _total: None)
    report(len(found), len(numbers))
    for page in _fresh(_Job(content, kind, name), [n for n in numbers if n not in found], options):
        found[page.number] = page
        if cache and not failed(page):
            cache.put(page)
        report(len(found), len(numbers))
    return found


def failed(page: Page) -> bool:
    """Whether recognition of this page did not come to an end."""
    return page.score == 0


@dataclass(frozen=True, slots=True)
class _Job:
    """The file whose pages are recognised."""

    content: bytes
    kind: Kind
    name: str

    def pages(self, numbers: Sequence[int], done: SimpleQueue[Page | BaseException]) -> None:
        """Recognise these pages one after the other; each is handed over as soon as it is there."""
        try:
            with engine.kept_open():
                for number, picture in self._drawn(numbers):
                    done.put(_page(picture) if picture else failed_page(number))
        except BaseException as error:  # noqa: BLE001 - whoever waits for these pages must hear of anything
            done.put(error)

    def _drawn(self, numbers: Sequence[int]) -> Iterator[tuple[int, Picture | None]]:
        """Pictures of these pages; when they cannot be drawn together, each by itself, None for the guilty ones."""
        try:
            yield from ((picture.number, picture) for picture in pictures(self.content, self.kind, numbers, self.name))
        except UnreadableFileError:
            if len(numbers) == 1:
                yield numbers[0], None
            else:
                for number in numbers:
                    yield from self._drawn([number])


def _fresh(job: _Job, numbers: Sequence[int], options: OcrOptions) -> Iterator[Page]:
    """These pages as they come, a few children and engines side by side."""
    workers = options.workers or len(os.sched_getaffinity(0))
    done: SimpleQueue[Page | BaseException] = SimpleQueue()
    with ThreadPoolExecutor(workers, "ocr") as pool:
        for some in _shares(numbers, workers):
            pool.submit(job.pages, some, done)
        for _ in numbers:
            page = done.get()
            if isinstance(page, BaseException):
                pool.shutdown(wait=False, cancel_futures=True)
                raise page
            yield page


def _shares(numbers: Sequence[int], workers: int) -> Iterator[Sequence[int]]:
    """The pages in equal portions, as many for each worker, so that none has much left when the rest is done."""
    count = min(len(numbers), workers * -(-len(numbers) // (workers * AT_ONCE)))
    for share in range(count):
        yield numbers[share * len(numbers) // count : (share + 1) * len(numbers) // count]


def _page(picture: Picture) -> Page:
    try:
        return page_from(picture, best_reading(picture))
    except UnreadableFileError:
        return failed_page(picture.number)
