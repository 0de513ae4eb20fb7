"""A letter template: a folder with `letter.docx` and `letter.toml`, compiled once, rendered in half a millisecond.

Parts of the Word file without tags are packed when the template is loaded; a letter is those bytes plus the rendered
parts and its properties.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from services.errors import TemplateError
from services.letters.about import About, read_about
from services.letters.engine import comments, language, package
from services.letters.engine.compiling import compile_word
from services.letters.engine.problem import Fault, Problem, problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from services.letters.engine.comments import Comment
    from services.letters.engine.parts import Part
    from services.letters.engine.shape import Shape

WORD_FILE: Final = "letter.docx"
TOML_FILE: Final = "letter.toml"
VERSION_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Properties:
    """What a letter says of itself in its document properties; never a person's name."""

    title: str = ""
    reference: str = ""
    config_hash: str = ""


@dataclass(frozen=True, slots=True)
class TemplateFiles:
    """The two files of a template as they lie in its folder."""

    folder: str
    word: bytes
    toml: bytes

    @property
    def version(self) -> str:
        """The first 12 hex digits of the sha256 of both."""
        return hashlib.sha256(self.word + b"\0" + self.toml).hexdigest()[:VERSION_DIGITS]


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template; `version` names its two files.

    `base` are its finished parts, `commented` the same made ready for comments (empty when it cannot carry any),
    `wording` the fixed words of letter.docx.
    """

    about: About
    version: str
    base: bytes
    parts: tuple[Part, ...]
    commented: bytes = b""
    wording: str = ""

    @property
    def kind(self) -> str:
        """The name of its folder under `templates/`."""
        return self.about.kind

    def render(
        self, values: Mapping[str, Any], properties: Properties | None = None, remarks: Sequence[Comment] = ()
    ) -> bytes:
        """A Word file with the values in place; the same input gives the same bytes.

        Values are plain data (text, numbers, booleans, lists, dicts); `remarks` become Word comments. Raises
        TemplateError naming template, part, paragraph and tag when a field has no value, or a required one is empty.
        """
        own = properties or Properties()
        empty = [name for name in sorted(self.about.required) if not values.get(name)]
        if empty:
            raise TemplateError(
                f"Mẫu “{self.kind}”: trường bắt buộc “{empty[0]}” đang trống – bổ sung trong cấu hình; nếu được để "
                "trống, bỏ trường này khỏi khóa required của letter.toml."
            )
        core = package.core_properties(
            language.clean(own.title),
            language.clean(own.reference),
            f"{self.kind} {self.version}",
            language.clean(own.config_hash),
        )
        made = [(part.name, part.render(self.kind, values)) for part in self.parts]
        if remarks and self.commented:
            made.append((comments.PART, comments.comments_part(remarks)))
            return package.append(self.commented, [*made, (package.CORE, core)])
        return package.append(self.base, [*made, (package.CORE, core)])


@dataclass(frozen=True, slots=True)
class TemplateSet:
    """All templates of the office, by kind."""

    by_kind: Mapping[str, Template]

    def __getitem__(self, kind: str) -> Template:
        if kind not in self.by_kind:
            raise TemplateError(f"Chưa có mẫu “{kind}” – thêm thư mục {kind}/ gồm {WORD_FILE} và {TOML_FILE}.")
        return self.by_kind[kind]


def load_templates(folder: Path) -> TemplateSet:
    """Load every template folder. Raises TemplateError with one line for each problem of each template."""
    loaded: dict[str, Template] = {}
    problems: list[str] = []
    for home in template_folders(folder):
        try:
            loaded[home.name] = load_template(home)
        except TemplateError as error:
            problems.append(error.message)
    if problems:
        raise TemplateError("\n".join(problems))
    if not loaded:
        raise TemplateError(f"Thư mục mẫu {folder} không có mẫu nào – kiểm tra đường dẫn thư mục mẫu.")
    return TemplateSet(loaded)


def template_folders(folder: Path) -> tuple[Path, ...]:
    """Folders below `folder` that hold a template, complete or not, by name."""
    if not folder.is_dir():
        return ()
    return tuple(
        home for home in sorted(folder.iterdir()) if (home / WORD_FILE).exists() or (home / TOML_FILE).exists()
    )


def load_template(folder: Path) -> Template:
    """Compile the template in `folder`.

    Raises TemplateError (Vietnamese: template, part, paragraph, tag, what to do; one line for each problem) for a
    missing or damaged file, a tag that is not closed, crossed or wrongly written, an unknown field, anything beyond
    fields, loops and conditions, forbidden parts, and tracked changes, whose text would be ambiguous.
    """
    template, problems = compile_template(read_files(folder))
    blocking = [str(one) for one in problems if one.blocking]
    if template is None or blocking:
        raise TemplateError("\n".join(blocking))
    return template


def read_files(folder: Path) -> TemplateFiles:
    """The files of a template. Raises TemplateError when one cannot be opened."""
    return TemplateFiles(folder.name, _read(folder / WORD_FILE), _read(folder / TOML_FILE))


def compile_template(
    files: TemplateFiles, shapes: Mapping[str, Shape] | None = None
) -> tuple[Template | None, tuple[Problem, ...]]:
    """The template, or None and all its problems at once. `shapes` are the fields that the program has for it."""
    about, faults = read_about(files.folder, files.toml)
    if about is None:
        return None, tuple(problem(files.folder, fault) for fault in faults)
    word, found = compile_word(about, files.word, shapes)
    if word is None or any(one.blocking for one in found):
        return None, found
    return Template(about, files.version, word.base, word.parts, word.commented, word.wording), found


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        fault = Fault("", "", f"không mở được tệp {file.name}", f"mỗi mẫu cần đủ {WORD_FILE} và {TOML_FILE}")
        raise TemplateError(str(problem(file.parent.name, fault))) from error
