"""The child process: limits itself, reads one file from standard input, answers in JSON or with pixels.

Started by `isolation`: kind of the reader, file name, four limits, then whatever else that reader wants to know.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
from typing import TYPE_CHECKING

from services.errors import TrienkhaiError
from services.reading.isolation import DAMAGED, EXHAUSTED, READ, REFUSED
from services.reading.limited import leave_network, limit
from services.reading.wire import plain_from

if TYPE_CHECKING:
    from services.reading.sheets import Sheet


OBJECTS = 50_000
"""Parsers make objects by the hundred thousand: Python looks for dead cycles among them less often than by default."""


def main(arguments: list[str]) -> int:
    """Read the file and return the exit code that `isolation` understands."""
    kind, name, *rest = arguments
    gc.set_threshold(OBJECTS)
    try:
        leave_network()
        limit(*map(int, rest[:4]))
        # the libraries are loaded under the limits, and only the one that is needed
        reader = importlib.import_module(f"services.reading.{kind}")
        answer, code = _bytes(reader.read(sys.stdin.buffer.read(), name, *rest[4:])), READ
    except TrienkhaiError as refused:
        answer, code = json.dumps({"code": refused.code, "message": refused.message}).encode(), REFUSED
    except MemoryError:
        return EXHAUSTED
    except Exception:  # noqa: BLE001 - a file from a stranger may raise anything, even NotImplementedError
        return DAMAGED
    return code if _answer(answer) else EXHAUSTED


def _bytes(found: list[Sheet] | bytes) -> bytes:
    return found if isinstance(found, bytes) else json.dumps(plain_from(found), ensure_ascii=False).encode()


def _answer(answer: bytes) -> bool:
    """Write the answer; False when it is longer than a file of ours may be."""
    try:
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    # no clean-up of a possibly exhausted interpreter: the parent must see this code
    os._exit(main(sys.argv[1:]))
