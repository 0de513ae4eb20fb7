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

ORIGINALS = SHARED / "corpus" / "originals"
NATIVE = "tb-ubnd-qng-565-2024.pdf"
SCAN = "kh-syt-kg-2084-2017.pdf"
COPIES = 10
PAGES = 4


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
    """The pictures of the bare loop are drawn beforehand; ours draws, turns, recognises and judges."""
    content = scan()
    drawn = pictures(content, Kind.PDF, range(1, PAGES + 1), "a.pdf")
    cores = len(os.sched_getaffinity(0))

    def ours(workers: int) -> Callable[[], object]:
        return lambda: read_bytes(content, "a.pdf", ocr=OcrOptions(workers=workers))

    cases: dict[str, Callable[[], object]] = {
        "floor: bare Tesseract loop over ready pictures": lambda: [bare_page(picture) for picture in drawn],
        "floor, on all cores": lambda: bare_side_by_side(drawn, cores),
        "ours, one page at a time": ours(1),
        f"ours, {cores} side by side": ours(cores),
    }
    compare(f"scan of {PAGES} pages", cases, PAGES, ("pypdfium2", "pillow"), rounds=3)


def bare_page(picture: Picture) -> bytes:
    command = ["tesseract", "-", "-", "-l", "vie", "--psm", "4", "--dpi", str(picture.dpi), "tsv"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    return subprocess.run(command, input=picture.pgm(), capture_output=True, check=True, env=environment).stdout


def bare_side_by_side(drawn: list[Picture], cores: int) -> list[bytes]:
    with ThreadPoolExecutor(cores) as pool:
        return list(pool.map(bare_page, drawn))


def scan() -> bytes:
    """A scanned PDF of PAGES pages, each with text."""
    path = ORIGINALS / SCAN
    if path.is_file():
        writer = pypdf.PdfWriter()
        for page in pypdf.PdfReader(path).pages[:PAGES]:
            writer.add_page(page)
        return written(writer)
    page = scans.page(scans.BODY * 3)
    return scans.saved(page, "PDF", [page] * (PAGES - 1))


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
