"""Tesseract as a separate, limited program: is it there, and what does it see on one picture.

Within `kept_open` the pictures of one thread go to one started library (`library`), which loads its model once; without
it, or where that library is missing or another one, each picture starts the program `tesseract`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from services.errors import UnreadableFileError
from services.reading import isolation
from services.reading.isolation import Limits
from services.reading.ocr.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.reading.ocr.pictures import Picture

LANGUAGE = "vie"
COLUMN, BLOCK = 4, 6
"""Page segmentation: one column of texts of various sizes; one uniform block (misses less, mixes up columns)."""
PAGE_LIMITS = Limits(memory=1024 * 2**20, cpu=60, wall=120.0, file=16 * 2**20)
"""Per run on one page. A dense A4 page takes 2–5 s and 180 MB."""
TURN = re.compile(r"^Rotate: (90|180|270)$", re.MULTILINE)
PATIENCE = 20
"""Seconds for the program to say its version and languages."""

NAME = "tesseract "

_own = threading.local()


@cache
def engine() -> str | None:
    """The path of a Tesseract that knows Vietnamese, or None. Asked once per process."""
    program = shutil.which("tesseract")
    return program if program and LANGUAGE in _says(program, "--list-langs").split() else None


@cache
def version() -> str:
    """Which engine reads ("tesseract 5.3.0"): part of the cache's key."""
    program = engine()
    return _says(program, "--version").partition("\n")[0] if program else ""


@contextmanager
def kept_open() -> Iterator[None]:
    """Whatever this thread has read until the end of the block is read by one started engine."""
    _own.kept = kept = Kept(LANGUAGE, version().removeprefix(NAME), PAGE_LIMITS, _environment())
    try:
        yield
    finally:
        _own.kept = None
        kept.end()


def table(picture: Picture, mode: int) -> str:
    """Tesseract's table of words (TSV) for a page. Raises `UnreadableFileError` when it fails or takes too long."""
    kept: Kept | None = getattr(_own, "kept", None)
    if kept and kept.started():
        return kept.table(picture, mode)
    code, answer = _run(picture, "-l", LANGUAGE, "--psm", str(mode), "--dpi", str(picture.dpi), "tsv")
    if code != 0:
        raise UnreadableFileError(f"tesseract ended with {code}")
    return answer


def orientation(picture: Picture) -> int:
    """By how many degrees (0, 90, 180, 270) the page has to be turned clockwise; 0 when the engine cannot tell."""
    _, answer = _run(picture, "--psm", "0")
    found = TURN.search(answer)
    return int(found[1]) if found else 0


def _run(picture: Picture, *arguments: str) -> tuple[int | None, str]:
    program = engine()
    if program is None:
        raise UnreadableFileError("no engine")
    code, answer = isolation.run([program, "-", "-", *arguments], picture.pgm(), PAGE_LIMITS, _environment())
    return code, answer.decode("utf-8", errors="replace")


def _environment() -> dict[str, str]:
    """One thread per page: several are slower even in wall time, and the pages run side by side already."""
    models = os.environ.get("TESSDATA_PREFIX")
    return {"OMP_THREAD_LIMIT": "1"} | ({"TESSDATA_PREFIX": models} if models else {})


def _says(program: str, option: str) -> str:
    try:
        done = subprocess.run([program, option], capture_output=True, text=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout or done.stderr
