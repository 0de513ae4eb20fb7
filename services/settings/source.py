"""The files of a configuration: read once, shown by short names, hashed together, problems collected."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from services.settings.problem import Problem
from services.settings.toml_lines import line_of, locate
from services.settings.toml_syntax import explain_syntax

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from services.settings.toml_lines import PathKey

HASH_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Document:
    """One TOML file: the name to show, its data, and the line of every key."""

    file: str
    data: dict[str, Any]
    lines: dict[PathKey, int]

    def line(self, path: Sequence[str | int]) -> int | None:
        """The line where a key stands, or what is around it."""
        return line_of(self.lines, path)


@dataclass(slots=True)
class Source:
    """A configuration folder being read; `problems` grows, nothing is raised."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    instead: Mapping[str, str] = field(default_factory=dict)
    """Texts that stand in for files, to see whether a change would do before it is written."""
    _contents: dict[str, bytes] = field(default_factory=dict)

    def shown(self, name: str) -> str:
        """How a file of the folder is called in sentences: "config/units.csv"."""
        return f"{self.folder.name}/{name}"

    def report(self, file: str, line: int | None, where: str, why: str, fix: str) -> None:
        """Add a problem; `file` is the name as shown."""
        self.problems.append(Problem(file, line, where, why, fix))

    def names(self, pattern: str) -> tuple[str, ...]:
        """The files of the folder that fit a glob pattern, sorted."""
        return tuple(sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(pattern)))

    def text(self, name: str, *, required: bool = True) -> str | None:
        """The text of a file, None when it is absent or not UTF-8 (then a problem is added)."""
        if name in self.instead:
            return self.instead[name]
        path = self.folder / name
        if not path.is_file():
            if required:
                self.report(self.shown(name), None, "", "không tìm thấy tệp", "chép tệp mẫu cùng tên vào thư mục này")
            return None
        self._contents[name] = content = path.read_bytes()
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            fix = "mở bằng trình soạn thảo và lưu lại với bảng mã UTF-8"
            self.report(self.shown(name), line, "", "tệp không dùng bảng mã UTF-8", fix)
            return None

    def toml(self, name: str, *, required: bool = True) -> Document | None:
        """A TOML file; None when it is absent or cannot be parsed (then a problem is added)."""
        text = self.text(name, required=required)
        if text is None:
            return None
        try:
            return Document(self.shown(name), tomllib.loads(text), locate(text))
        except tomllib.TOMLDecodeError as error:
            self.report(self.shown(name), *explain_syntax(str(error), text))
            return None

    def digest(self) -> str:
        """Twelve hexadecimal digits of SHA-256 over the names and bytes of all files read."""
        total = hashlib.sha256()
        for name, content in sorted(self._contents.items()):
            total.update(f"{name}\0{len(content)}\0".encode())
            total.update(content)
        return total.hexdigest()[:HASH_LENGTH]
