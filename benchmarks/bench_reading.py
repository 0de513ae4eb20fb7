"""Reading: native PDF beside bare pypdf, recognition beside a bare Tesseract loop over the same pictures of pages.

Takes files of the corpus beside the project; without it, pages drawn by the tests' own scanner.
"""

from __future__ import annotations

import io
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pypdf

from benchmarks.measure import compare
from services.reading import OcrOptions, read_bytes
from services.reading.ocr import engine
from services.reading.ocr.pictures import Picture, pictures
from services.reading.sniff import Kind
from tests.needs import SHARED
from tests.unit.reading import scans

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ORIGINALS = SHARED / "corpus" / "originals"
NATIVE = "tb-ubnd-qng-565-2024.pdf"
SCAN = "kh-syt-kg-2084-2017.pdf"
PLAIN, RICH = range(3), range(3, 5)
COPIES, SCAN_COPIES = 10, 4
"""A file is repeated until its pages share out evenly over the cores."""


def main() -> None:
    """Native text first; recognition only where Tesseract is."""
    native()
    if engine.engine() is None:
        print("recognition: not measured, Tesseract with Vietnamese is not installed")
        return
    recognition()


def native() -> None:
    """A long text PDF: the child, its limits and the gate cost what is left to 1."""
    path = ORIGINALS / NATIVE
    if not path.is_file():
        print(f"native PDF: not measured, no {NATIVE} beside the project")
        return
    content = repeated(path.read_bytes(), COPIES)
    count = len(pypdf.PdfReader(io.BytesIO(content)).pages)

    def bare() -> list[str]:
        return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]

    cases: dict[str, Callable[[], object]] = {
        "floor: pypdf in this process, nothing else": bare,
        "ours: read_bytes, limited child, gate": lambda: read_bytes(content, "a.pdf"),
    }
    compare(f"native PDF of {count} pages", cases, count, ("pypdf",))


def recognition() -> None:
    """Pages that need one run of the engine, and pages with a table or with lines that the first run misses."""
    plain, rich = scan()
    beside_bare("pages of running text", plain)
    beside_bare("pages with a table, or with a name on a seal", rich)


def beside_bare(what: str, content: bytes) -> None:
    """The pictures of the bare loop are drawn beforehand; ours draws, turns, recognises and judges."""
    count = len(pypdf.PdfReader(io.BytesIO(content)).pages)
    drawn = [picture for page in range(1, count + 1) for picture in pictures(content, Kind.PDF, [page], "a.pdf")]
    cores = len(os.sched_getaffinity(0))

    def ours(workers: int) -> Callable[[], object]:
        return lambda: read_bytes(content, "a.pdf", ocr=OcrOptions(workers=workers))

    cases: dict[str, Callable[[], object]] = {
        "floor: bare Tesseract loop over ready pictures": lambda: [bare_page(picture) for picture in drawn],
        "floor, on all cores": lambda: bare_side_by_side(drawn, cores),
        "ours, one page at a time": ours(1),
        f"ours, {cores} side by side": ours(cores),
    }
    compare(f"scan of {count} {what}", cases, count, ("pypdfium2", "pillow"), rounds=3)


def bare_page(picture: Picture) -> bytes:
    command = ["tesseract", "-", "-", "-l", "vie", "--psm", "4", "--dpi", str(picture.dpi), "tsv"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    return subprocess.run(command, input=picture.pgm(), capture_output=True, check=True, env=environment).stdout


def bare_side_by_side(drawn: list[Picture], cores: int) -> list[bytes]:
    with ThreadPoolExecutor(cores) as pool:
        return list(pool.map(bare_page, drawn))


def scan() -> tuple[bytes, bytes]:
    """Two scanned PDFs: pages of running text; pages with a table or a name that hangs on a seal."""
    path = ORIGINALS / SCAN
    if path.is_file():
        return repeated(some_pages(path, PLAIN), SCAN_COPIES), repeated(some_pages(path, RICH), SCAN_COPIES)
    page = scans.page(scans.BODY * 3)
    table = scans.ruled(scans.page())
    return scans.saved(page, "PDF", [page] * 11), scans.saved(table, "PDF", [table] * 7)


def some_pages(path: Path, numbers: range) -> bytes:
    writer = pypdf.PdfWriter()
    for page in pypdf.PdfReader(path).pages[numbers.start : numbers.stop]:
        writer.add_page(page)
    return written(writer)


def repeated(content: bytes, times: int) -> bytes:
    """The same PDF several times in a row."""
    writer = pypdf.PdfWriter()
    for _ in range(times):
        writer.append(io.BytesIO(content))
    return written(writer)


def written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


if __name__ == "__main__":
    main()
