"""File contents, kept under their sha256. Written once, never changed; safe against a crash at any moment."""

from __future__ import annotations

import hashlib
import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.errors import MissingFileError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: A disk writes several waiting syncs in one go.
SYNCED_TOGETHER = 8


@dataclass(frozen=True, slots=True)
class Blobs:
    """A folder of contents; workers on several hosts share it as a volume."""

    folder: Path

    def put(self, content: bytes) -> str:
        """Store bytes and return their sha256 (hex). Durable when it returns: file and folder are synced."""
        name, changed = self._write(content)
        if changed is not None:
            self._sync(changed)
        return name

    def put_all(self, contents: Sequence[bytes]) -> list[str]:
        """As `put`, for many: files are synced side by side, each folder once; all is durable when it returns."""
        with ThreadPoolExecutor(SYNCED_TOGETHER) as pool:
            written = list(pool.map(self._write, contents))
            list(pool.map(self._sync, {folder for _, folder in written if folder is not None}))
        return [name for name, _ in written]

    def _write(self, content: bytes) -> tuple[str, Path | None]:
        """The name of a content, and the folder that must be synced when it was not there."""
        name = hashlib.sha256(content).hexdigest()
        target = self._path(name)
        if target.exists():
            return name, None
        if not target.parent.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            self._sync(self.folder)
        draft = target.with_suffix(f".{secrets.token_hex(6)}.new")
        try:
            with draft.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        except OSError:
            # On a full disk every further try would leave another piece behind.
            draft.unlink(missing_ok=True)
            raise
        return name, target.parent

    def get(self, name: str) -> bytes:
        """The bytes stored under this sha256. Raises MissingFileError."""
        return self.path(name).read_bytes()

    def path(self, name: str) -> Path:
        """Where the content lies, for a reader that takes a path. Raises MissingFileError."""
        path = self._path(name)
        if not path.exists():
            raise MissingFileError(
                f"Thiếu tệp {name[:2]}/{name} trong {self.folder}. Kiểm tra ổ đĩa đã gắn chưa; sổ được khôi phục từ "
                "bản sao lưu thì chép cả thư mục files của bản sao lưu ấy vào đây."
            )
        return path

    def has(self, name: str) -> bool:
        """Whether the content is there."""
        return self._path(name).exists()

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name

    @staticmethod
    def _sync(folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
