"""The sets of documents that quality is measured on, and how their text reached us.

The corpus holds texts that were recognised before: they are read as plain text and marked with the source they really
have, because recognised text is trusted less. Annotations exist for some documents only; the others count for speed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from services.directive.model import Line, Page, Pages, Source
from services.errors import TrienkhaiError
from services.reading import read_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED = "kh-162-sgddt"


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a set: its text, and its annotation when there is one."""

    slug: str
    pages: Pages
    gold: Path | None


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """Documents whose text came the same way."""

    name: str
    documents: tuple[Document, ...]


def all_sets(corpus: Path, *, originals: bool) -> Iterator[DocumentSet]:
    """Every set in the order of the report; the original files only on demand."""
    gold = {path.stem: path for path in sorted((corpus / "gold").glob("*.json"))}
    native = {slug for slug, path in gold.items() if "scan" not in json.loads(path.read_text("utf-8"))["source_kind"]}
    yield DocumentSet("native", tuple(_texts(corpus / "text", {s: gold[s] for s in native}, Source.NATIVE)))
    scans = {slug: path for slug, path in gold.items() if slug not in native}
    yield DocumentSet("scan", tuple(_texts(corpus / "text", scans, Source.OCR)))
    garbled = {slug: path for slug, path in gold.items() if (corpus / "ocr-eng" / f"{slug}.txt").exists()}
    yield DocumentSet("ocr-eng, raw", tuple(_raw(corpus / "ocr-eng" / f"{s}.txt", p) for s, p in garbled.items()))
    yield DocumentSet("ocr-eng, repaired", tuple(_texts(corpus / "ocr-eng", garbled, Source.NATIVE)))
    seed = corpus / "seed"
    yield DocumentSet("seed clean", (_seed(seed / f"{SEED}-clean.txt"),))
    yield DocumentSet("seed, raw", (replace(_raw(seed / f"{SEED}-ocr.txt", seed / f"{SEED}.gold.json"), slug=SEED),))
    yield DocumentSet("seed, repaired", (_seed(seed / f"{SEED}-ocr.txt"),))
    if originals:
        yield DocumentSet("originals", tuple(_originals(corpus / "originals", gold)))


def _texts(folder: Path, gold: dict[str, Path], source: Source) -> Iterator[Document]:
    for slug, annotation in sorted(gold.items()):
        yield Document(slug, marked(read_file(folder / f"{slug}.txt"), source), annotation)


def _seed(path: Path) -> Document:
    return Document(SEED, read_file(path), path.parent / f"{SEED}.gold.json")


def _raw(path: Path, gold: Path) -> Document:
    """Garbled text as it came, without the repair that reading does."""
    sheets = enumerate(path.read_text("utf-8").split("\f"), 1)
    pages = (Page(n, tuple(_lines(n, sheet)), Source.OCR) for n, sheet in sheets)
    return Document(path.stem, Pages(path.name, tuple(pages)), gold)


def _lines(page: int, text: str) -> Iterator[Line]:
    return (Line(page, number, line) for number, line in enumerate(text.split("\n"), 1))


def _originals(folder: Path, gold: dict[str, Path]) -> Iterator[Document]:
    for path in sorted(folder.glob("*.*")):
        if path.stem in gold:
            try:
                yield Document(path.stem, read_file(path), gold[path.stem])
            except TrienkhaiError as error:
                print(f"quality: {path.name}: {error.message}")


def marked(pages: Pages, source: Source) -> Pages:
    """The pages as if their text had come from `source`; text that was already recognised or repaired stays so."""
    return replace(pages, pages=tuple(_marked(page, source) for page in pages.pages))


def _marked(page: Page, source: Source) -> Page:
    return replace(page, source=source) if page.source is Source.NATIVE else page
