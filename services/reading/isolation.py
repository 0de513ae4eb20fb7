"""Parsing strangers' files in a limited child process; what it may cost is bounded, whatever the file holds.

The child gets the file as its standard input and answers on its standard output (both unnamed temporary files, so
that no pipe can fill up and the file-size limit bounds the answer). The parent judges by what it saw (exit code,
signal, time), never by the name of an exception: under a memory limit libraries raise misleading ones.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from services.errors import NeedsOcrError, TemporaryError, UnreadableFileError
from services.reading import refusals, wire

if TYPE_CHECKING:
    from services.directive.model import Pages
    from services.reading.sniff import Kind

READ, REFUSED, EXHAUSTED, DAMAGED = 0, 3, 4, 5
"""Exit codes of the child. 1 and 2 are the interpreter's own: the child did not start."""

LARGEST_ANSWER = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes and seconds the child may use (reliability.md §6: the worst measured file needs 8.7 s and 761 MiB)."""

    memory: int = 768 * 2**20
    cpu: int = 20
    wall: float = 25.0
    file: int = 64 * 2**20
    open_files: int = 64


def read(content: bytes, name: str, kind: Kind, limits: Limits | None = None) -> Pages:
    """The pages of a PDF or DOCX. Raises `UnreadableFileError`, `NeedsOcrError`; `TemporaryError` if no child ran."""
    code, answer = _run(content, [kind, name], limits or Limits())
    if code == READ:
        return wire.pages_from(json.loads(answer))
    if code == REFUSED:
        raise _error(json.loads(answer))
    if code == DAMAGED:
        raise UnreadableFileError(refusals.damaged(name, kind))
    if code is None or code < 0 or code == EXHAUSTED:
        raise UnreadableFileError(refusals.exhausting(name))
    raise TemporaryError(
        f"Tiến trình đọc tệp không khởi động được (mã thoát {code}) khi đọc “{name}”. "
        "Hãy kiểm tra bản cài đặt của dịch vụ; tệp sẽ được đọc lại sau."
    )


def _run(content: bytes, arguments: list[str], limits: Limits) -> tuple[int | None, bytes]:
    """Exit code (None: out of time, negative: killed by that signal) and answer of one child."""
    numbers = [str(n) for n in (limits.memory, limits.cpu, limits.file, limits.open_files)]
    command = [sys.executable, "-I", "-X", "utf8", "-m", "services.reading.child", *arguments, *numbers]
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(content)
        given.seek(0)
        code = _wait(command, given, answer, limits.wall)
        answer.seek(0)
        return code, answer.read(LARGEST_ANSWER)


def _wait(command: list[str], given: IO[bytes], answer: IO[bytes], wall: float) -> int | None:
    with subprocess.Popen(
        command,
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.defpath},
        start_new_session=True,
    ) as process:
        try:
            return process.wait(wall)
        except subprocess.TimeoutExpired:
            return None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _error(answer: dict[str, str]) -> UnreadableFileError | NeedsOcrError:
    kind = NeedsOcrError if answer["code"] == NeedsOcrError.code else UnreadableFileError
    return kind(answer["message"])
