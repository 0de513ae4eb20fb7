"""What tests need beside Python: say loudly what is missing, or fail where it must not be missing."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

POSTGRES = os.environ.get("TRIENKHAI_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/test")
RABBITMQ = os.environ.get("TRIENKHAI_TEST_RABBITMQ", "amqp://guest:guest@127.0.0.1:5672//")
REDIS = os.environ.get("TRIENKHAI_TEST_REDIS", "redis://127.0.0.1:6379/0")

STRICT = os.environ.get("TRIENKHAI_REQUIRE_SERVICES") == "1"


def need(condition: object, what: str) -> None:
    """Go on when `condition` holds; else skip saying what is missing, or fail under TRIENKHAI_REQUIRE_SERVICES=1."""
    if condition:
        return
    if STRICT:
        pytest.fail(f"missing: {what} (TRIENKHAI_REQUIRE_SERVICES=1 allows no skip)", pytrace=False)
    pytest.skip(f"missing: {what}")


def need_command(*names: str) -> str:
    """The path of the first of these programs that is installed."""
    found = next(filter(None, map(shutil.which, names)), None)
    need(found, f"program {' or '.join(names)}; see .ci/debian-packages")
    return str(found)


def need_server(url: str) -> str:
    """The URL itself, when something listens at its host and port."""
    parts = urlsplit(url)
    try:
        socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 0), timeout=5).close()
    except OSError:
        need(condition=False, what=f"server {parts.scheme}://{parts.hostname}:{parts.port}")
    return url


def shared(relative: str) -> Path:
    """A file or folder beside the project that is never part of it: skips where it is absent, also in CI."""
    path = SHARED / relative
    if not path.exists():
        pytest.skip(f"not beside the project: shared/{relative}")
    return path
