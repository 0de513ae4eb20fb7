"""Files that appear whole or not at all, in folders that other people and programs look into."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import time
import uuid
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from services.errors import UnavailableError
from services.office.edxml.names import safe_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

#: Names that begin so are ours alone: half-finished work, the lock, what was taken back.
HIDDEN = "."
_UNFINISHED = ".tam-"
_LOCK = ".khoa"
_LEFT_OVER_SECONDS = 3600
_LONGEST_LABEL = 60
_STEP_SECONDS = 0.02


def require(folder: Path, what: str) -> None:
    """Raise UnavailableError unless the folder is there and may be written.

    It is never made: a share that is not mounted would silently become a local folder.
    """
    if not folder.is_dir():
        raise UnavailableError(f"Không thấy {what} {folder}. Kiểm tra đường dẫn và ổ đĩa mạng đã gắn chưa.")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise UnavailableError(f"Không có quyền đọc, ghi {what} {folder}. Cấp quyền cho tài khoản chạy dịch vụ.")


def publish_file(target: Path, content: bytes) -> None:
    """The file under its name, whole and on the disk, in place of what was there."""
    unfinished = target.with_name(f"{_UNFINISHED}{uuid.uuid4().hex}")
    try:
        _write(unfinished, content)
        unfinished.replace(target)
        _settle(target.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def publish_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """The folder with all its files at once. Raises FileExistsError or OSError when the name is taken."""
    unfinished = target.with_name(f"{_UNFINISHED}{uuid.uuid4().hex}")
    try:
        unfinished.mkdir()
        for name, content in files.items():
            _write(unfinished / name, content)
        _settle(unfinished)
        unfinished.rename(target)
        _settle(target.parent)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove half-finished work that a killed process left behind."""
    for entry in folder.glob(f"{_UNFINISHED}*"):
        with contextlib.suppress(OSError):
            if time.time() - entry.stat().st_mtime > _LEFT_OVER_SECONDS:
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


@contextlib.contextmanager
def locked(folder: Path, seconds: float) -> Iterator[None]:
    """Alone among the processes of this machine; raises UnavailableError when that takes longer than `seconds`."""
    end = time.monotonic() + seconds
    with (folder / _LOCK).open("a") as lock:
        while True:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            if time.monotonic() >= end:
                raise UnavailableError(f"Thư mục {folder} đang được tiến trình khác dùng. Hệ thống sẽ thử lại.")
            time.sleep(_STEP_SECONDS)
        yield


def key_of(reference: str) -> str:
    """A reference as a part of a file name; two references never become one."""
    return quote(reference, safe="/").replace("~", "%7E").replace("/", "~")


def reference_of(key: str) -> str:
    """The reference that `key_of` made a part of a file name."""
    return unquote(key.replace("~", "/"))


def label_of(text: str, fallback: str) -> str:
    """Words for people in a file name, not too long."""
    return safe_name(text.replace("/", "-"), fallback)[:_LONGEST_LABEL].strip(" .")


def distinct(names: Sequence[str]) -> list[str]:
    """Safe names in the same order, no two alike."""
    taken: list[str] = []
    for number, name in enumerate(names, start=1):
        safe = safe_name(name, f"tep-{number}")
        taken.append(safe if safe not in taken else f"{number}. {safe}")
    return taken


def visible(folder: Path) -> list[Path]:
    """What a person sees in a folder, by name; links are not followed."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if not entry.name.startswith(HIDDEN) and not entry.is_symlink()]
    return [folder / name for name in sorted(names)]


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
