"""The files of a configuration: read once, shown by short names, hashed together, problems collected."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field, replace
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

    def part(self, *path: str | int) -> Document:
        """What stands under `path`, as a document of its own; its lines are those of the file."""
        data: Any = self.data
        for step in path:
            data = data[step]
        lines = {key[len(path) :]: line for key, line in self.lines.items() if key[: len(path)] == path}
        return Document(self.file, data, lines)


@dataclass(slots=True)
class Source:
    """A configuration folder being read; `problems` grows, nothing is raised."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    instead: Mapping[str, str] = field(default_factory=dict)
    """Texts that stand in for files, to see whether a change would do before it is written."""
    own: str = ""
    """A folder inside, whose files are taken in place of those of the same name."""
    secrets: set[Path] = field(default_factory=set)
    """The files that secrets were looked for in; they may lie anywhere."""
    _contents: dict[str, bytes] = field(default_factory=dict)

    def of(self, own: str) -> Source:
        """The same configuration as it is for the office whose files are in the folder `own`."""
        return replace(self, own=own)

    def place(self, name: str) -> str:
        """Where a file stands in the folder: among the office's own ones, or among those that all share."""
        return f"{self.own}/{name}" if self.owns(name) else name

    def owns(self, name: str) -> bool:
        """Whether the office has this file for itself."""
        return bool(self.own) and (self.folder / self.own / name).is_file()

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return (self.folder / self.place(name)).is_file()

    def shown(self, name: str) -> str:
        """How a file of the folder is called in sentences: "config/units.csv"."""
        return f"{self.folder.name}/{self.place(name)}"

    def report(self, file: str, line: int | None, where: str, why: str, fix: str) -> None:
        """Add a problem; `file` is the name as shown."""
        self.problems.append(Problem(file, line, where, why, fix))

    def names(self, pattern: str) -> tuple[str, ...]:
        """The files that fit a glob pattern, shared and own, sorted."""
        folders = [self.folder, *([self.folder / self.own] if self.own else [])]
        return tuple(
            sorted({path.relative_to(folder).as_posix() for folder in folders for path in folder.glob(pattern)})
        )

    def text(self, name: str, *, required: bool = True) -> str | None:
        """The text of a file, None when it is absent or not UTF-8 (then a problem is added)."""
        if name in self.instead:
            return self.instead[name]
        place = self.place(name)
        path = self.folder / place
        if not path.is_file():
            if required:
                self.report(self.shown(name), None, "", "không tìm thấy tệp", "chép tệp mẫu cùng tên vào thư mục này")
            return None
        self._contents[place] = content = path.read_bytes()
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
