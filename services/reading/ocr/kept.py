"""One started engine for many pictures: Tesseract's library in a limited process of its own (`library`)."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from services.errors import UnreadableFileError
from services.reading.ocr import library
from services.reading.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.reading.isolation import Limits
    from services.reading.ocr.pictures import Picture

MOST = 20
"""Pictures that one process reads; then a fresh one takes over."""


class Kept:
    """Starts with the first picture, and anew after one on which it failed: that one costs only itself."""

    def __init__(self, language: str, version: str, limits: Limits, env: Mapping[str, str]) -> None:
        self._command = [sys.executable, "-I", "-S", str(Path(library.__file__)), language, str(limits.cpu)]
        self._version, self._env = version, env
        self._limits = replace(limits, cpu=limits.cpu * MOST)
        self._process: Standing | None = None
        self._left = 0
        self._refused = False

    def started(self) -> bool:
        """Whether there is such a library, and of the version that is wanted; starts it."""
        if self._process is None and not self._refused:
            self._process, self._left = Standing(self._command, self._limits, self._env), MOST
            if self._process.ask() != self._version.encode():
                self._refused = True
                self.end()
        return self._process is not None

    def table(self, picture: Picture, mode: int) -> str:
        """Tesseract's table of words (TSV). Raises `UnreadableFileError` when it fails, takes too long or too much."""
        if self._process is None:
            raise UnreadableFileError("not started")
        head = b"%d %d %d %d\n" % (mode, picture.dpi, picture.width, picture.height)
        answer = self._process.ask(head, picture.pixels)
        self._left -= 1
        if answer is None or not self._left:
            self.end()
        if answer is None:
            raise UnreadableFileError("the engine ended")
        return answer.decode("utf-8", errors="replace")

    def end(self) -> None:
        """Stop the process; the next picture starts another one."""
        if self._process:
            self._process.end()
        self._process = None
