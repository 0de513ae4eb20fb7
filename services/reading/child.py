"""The child process: limits itself, reads one file from standard input, answers in JSON. Started by `isolation`."""

from __future__ import annotations

import importlib
import json
import os
import resource
import sys
from typing import Any

from services.errors import TrienkhaiError
from services.reading.isolation import DAMAGED, EXHAUSTED, READ, REFUSED
from services.reading.wire import plain_from


def main(arguments: list[str]) -> int:
    """Read the file and return the exit code that `isolation` understands."""
    kind, name, *numbers = arguments
    try:
        _limit(*map(int, numbers))
        # the libraries are loaded under the limits, and only the one that is needed
        reader = importlib.import_module(f"services.reading.{kind}")
        answer, code = plain_from(reader.read(sys.stdin.buffer.read(), name)), READ
    except TrienkhaiError as refused:
        answer, code = {"code": refused.code, "message": refused.message}, REFUSED
    except MemoryError:
        return EXHAUSTED
    except Exception:  # noqa: BLE001 - a file from a stranger may raise anything, even NotImplementedError
        return DAMAGED
    return code if _answer(answer) else EXHAUSTED


def _answer(answer: dict[str, Any]) -> bool:
    """Write the answer; False when it is longer than a file of ours may be."""
    try:
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())
        sys.stdout.buffer.flush()
    except OSError:
        return False
    return True


def _limit(memory: int, cpu: int, file: int, open_files: int) -> None:
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, file),
        (resource.RLIMIT_NOFILE, open_files),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    # no clean-up of a possibly exhausted interpreter: the parent must see this code
    os._exit(main(sys.argv[1:]))
