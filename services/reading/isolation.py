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
from pathlib import Path
from typing import IO, TYPE_CHECKING

from services.errors import NeedsOcrError, TemporaryError, UnreadableFileError
from services.reading import limited, refusals, wire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.reading.sheets import Sheet
    from services.reading.sniff import Kind

READ, REFUSED, EXHAUSTED, DAMAGED = 0, 3, 4, 5
"""Exit codes of the child. 1 and 2 are the interpreter's own: the child did not start."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes and seconds the child may use (reliability.md §6: the worst measured file needs 8.7 s and 761 MiB)."""

    memory: int = 768 * 2**20
    cpu: int = 20
    wall: float = 25.0
    file: int = 64 * 2**20
    open_files: int = 64
    answer: int = 16 * 2**20


def read(content: bytes, name: str, kind: Kind, limits: Limits | None = None) -> list[Sheet]:
    """The sheets of a file. Raises `UnreadableFileError`, `NeedsOcrError`; `TemporaryError` if no child ran."""
    return wire.sheets_from(json.loads(ask(kind, content, name, kind, limits=limits)))


def ask(reader: str, content: bytes, name: str, kind: Kind, *more: str, limits: Limits | None = None) -> bytes:
    """What one reader of this room answers from inside a child. Raises as `read` does."""
    code, answer = _run(content, [reader, name], limits or Limits(), more)
    if code == READ:
        return answer
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


def run(
    program: list[str], content: bytes, limits: Limits, env: Mapping[str, str] | None = None
) -> tuple[int | None, bytes]:
    """Exit code and output of another program (first its full path) that gets this content as its standard input."""
    return _answer_of(limited_command(program, limits), content, limits, env or {})


def limited_command(program: list[str], limits: Limits) -> list[str]:
    """The command that starts this program (first its full path) under these limits, without any network."""
    return [sys.executable, "-I", "-S", str(Path(limited.__file__)), *_numbers(limits), *program]


def _run(content: bytes, arguments: list[str], limits: Limits, more: tuple[str, ...] = ()) -> tuple[int | None, bytes]:
    """Exit code (None: out of time, negative: killed by that signal) and answer of one child."""
    command = [sys.executable, "-I", "-X", "utf8", "-m", "services.reading.child"]
    return _answer_of([*command, *arguments, *_numbers(limits), *more], content, limits, {})


def _numbers(limits: Limits) -> list[str]:
    return [str(n) for n in (limits.memory, limits.cpu, limits.file, limits.open_files)]


def _answer_of(command: list[str], content: bytes, limits: Limits, env: Mapping[str, str]) -> tuple[int | None, bytes]:
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(content)
        given.seek(0)
        code = _wait(command, given, answer, limits.wall, {"PATH": os.defpath, **env})
        answer.seek(0)
        return code, answer.read(limits.answer)


def _wait(command: list[str], given: IO[bytes], answer: IO[bytes], wall: float, env: dict[str, str]) -> int | None:
    with subprocess.Popen(
        command,
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env=env,
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
