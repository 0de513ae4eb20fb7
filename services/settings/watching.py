"""Whether the files that a configuration was read from have changed since."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from services.errors import SettingsError
from services.settings.load import load_offices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from services.settings.settings import Settings

Signature = tuple[tuple[str, int, int], ...]
GONE = (0, 0)


def signature(offices: Sequence[Settings]) -> Signature:
    """Name, time and size of every file of configuration and templates, and of the secrets that lie elsewhere."""
    folders = {folder for one in offices for folder in (one.paths.config, one.paths.templates)}
    files = {path for folder in folders for path in folder.rglob("*")}
    secrets = {path for one in offices for path in one.secret_files}
    return tuple((str(path), *_seen(path)) for path in sorted(files | secrets))


def _seen(path: Path) -> tuple[int, int]:
    """An editor may take a file away between two looks."""
    try:
        told = path.stat()
    except OSError:
        return GONE
    return told.st_mtime_ns, told.st_size


class Latest:
    """The offices as the configuration has them now; while it has problems, as it had them last without."""

    def __init__(self, known: tuple[Settings, ...] | None = None) -> None:
        """Begin with what was read already, else read now."""
        self._offices = known or load_offices()
        self._seen = signature(self._offices)

    def __call__(self) -> tuple[Settings, ...]:
        """The offices in the order of the file."""
        seen = signature(self._offices)
        if seen != self._seen:
            with contextlib.suppress(SettingsError):
                self._offices = load_offices()
            self._seen = seen
        return self._offices
