"""Recognised pages kept by the content of their file, so that no page is recognised twice with the same settings."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from services.directive.model import Box, Line, Page, Source, Word


@dataclass(frozen=True, slots=True)
class PageCache:
    """The pages of one file, one small JSON file each: `folder/aa/aa…-settings/page`. Safe to delete at any time."""

    folder: Path

    def get(self, number: int) -> Page | None:
        """A page kept before; None when there is none or it cannot be read."""
        try:
            return _page(json.loads((self.folder / f"{number}.json").read_bytes()))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def put(self, page: Page) -> None:
        """Keep a page; a full disk or a read-only folder only costs time later."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(asdict(page), file, ensure_ascii=False)
            Path(draft).replace(self.folder / f"{page.number}.json")


def cache_for(folder: Path, content: bytes, settings: str) -> PageCache:
    """Where the pages of this content are kept under these settings (any text that changes when results would)."""
    file, how = hashlib.sha256(content).hexdigest(), hashlib.sha256(settings.encode()).hexdigest()
    return PageCache(folder / file[:2] / f"{file}-{how[:12]}")


def forget(folder: Path, file: str) -> None:
    """Drop every page of the content with this sha256, under whatever settings it was recognised."""
    for pages in (folder / file[:2]).glob(f"{file}-*"):
        shutil.rmtree(pages, ignore_errors=True)


def _page(kept: dict[str, Any]) -> Page:
    lines = tuple(_line(line) for line in kept["lines"])
    return Page(kept["number"], lines, Source(kept["source"]), kept["score"], tuple(kept["remarks"]))


def _line(kept: dict[str, Any]) -> Line:
    words = tuple(Word(word["text"], Box(**word["box"]), word["confidence"]) for word in kept["words"])
    box = Box(**kept["box"]) if kept["box"] else None
    return Line(kept["page"], kept["number"], kept["text"], kept["confidence"], box, words)
