"""A letter template: a folder with `letter.docx` and `letter.toml`, compiled once, rendered in half a millisecond.

Parts of the Word file without tags are packed when the template is loaded; a letter is those bytes plus the rendered
parts and its properties.
"""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from services.errors import TemplateError
from services.letters import language, markup, package
from services.letters.about import About, read_about
from services.letters.parts import Part, compile_part

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

WORD_FILE: Final = "letter.docx"
TOML_FILE: Final = "letter.toml"
VERSION_DIGITS: Final = 12
_MAIN: Final = "word/document.xml"
_STYLES: Final = "word/styles.xml"
_TRACKED: Final = ("ins", "del", "moveFrom", "moveTo")


@dataclass(frozen=True, slots=True)
class Properties:
    """What a letter says of itself in its document properties; never a person's name."""

    title: str = ""
    reference: str = ""
    config_hash: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template. `version` is the first 12 hex digits of the sha256 of its two files."""

    about: About
    version: str
    base: bytes
    parts: tuple[Part, ...]

    @property
    def kind(self) -> str:
        """The name of its folder under `templates/`."""
        return self.about.kind

    def render(self, values: Mapping[str, Any], properties: Properties | None = None) -> bytes:
        """A Word file with the values in place; the same input gives the same bytes.

        Values are plain data (text, numbers, booleans, lists, dicts). Raises TemplateError naming template, part,
        paragraph and tag when a field has no value.
        """
        own = properties or Properties()
        core = package.core_properties(
            language.clean(own.title),
            language.clean(own.reference),
            f"{self.kind} {self.version}",
            language.clean(own.config_hash),
        )
        rendered = [(part.name, part.render(self.kind, values)) for part in self.parts]
        return package.append(self.base, [*rendered, (package.CORE, core)])


@dataclass(frozen=True, slots=True)
class TemplateSet:
    """All templates of the office, by kind."""

    by_kind: Mapping[str, Template]

    def __getitem__(self, kind: str) -> Template:
        if kind not in self.by_kind:
            raise TemplateError(f"Chưa có mẫu “{kind}” – thêm thư mục {kind}/ gồm {WORD_FILE} và {TOML_FILE}.")
        return self.by_kind[kind]


def load_templates(folder: Path) -> TemplateSet:
    """Load every template folder. Raises TemplateError with one line for each template that is wrong."""
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

    Raises TemplateError (Vietnamese: template, part, paragraph, tag, what to do) for a missing or damaged file, a tag
    that is not closed or wrongly written, an unknown field, anything beyond fields, loops and conditions, and for
    tracked changes, whose text would be ambiguous.
    """
    about = read_about(folder / TOML_FILE, _read(folder / TOML_FILE))
    if about.kind != folder.name:
        raise TemplateError(f"{folder.name}/{TOML_FILE}: kind là “{about.kind}” – phải trùng tên thư mục.")
    word_file = _read(folder / WORD_FILE)
    version = hashlib.sha256(word_file + b"\0" + _read(folder / TOML_FILE)).hexdigest()[:VERSION_DIGITS]
    parts = _word_parts(about.kind, word_file)
    env = language.environment()
    trees = _trees(about.kind, parts)
    styles = markup.style_names(trees[_STYLES]) if _STYLES in trees else {}
    made = (compile_part(env, about, name, root, styles) for name, root in trees.items())
    compiled = [part for part in made if part]
    changed = {part.name for part in compiled} | {package.CORE}
    kept = {name: content for name, content in parts.items() if name not in changed} | {package.APP: package.PLAIN_APP}
    return Template(about, version, package.append(b"", kept.items()), tuple(compiled))


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise TemplateError(
            f"Mẫu “{file.parent.name}”: không mở được tệp {file.name} – mỗi mẫu cần đủ {WORD_FILE} và {TOML_FILE}."
        ) from error


def _word_parts(kind: str, content: bytes) -> dict[str, bytes]:
    try:
        parts = package.read_parts(content)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise TemplateError(f"Mẫu “{kind}”: {WORD_FILE} hỏng hoặc không phải .docx – mở bằng Word, lưu lại.") from error
    missing = [name for name in (_MAIN, package.CORE, package.APP) if name not in parts]
    if missing:
        raise TemplateError(f"Mẫu “{kind}”: {WORD_FILE} thiếu {', '.join(missing)} – mở bằng Word, lưu lại dạng .docx.")
    return parts


def _trees(kind: str, parts: Mapping[str, bytes]) -> dict[str, etree._Element]:
    """The XML parts of the text: document, headers, footers, notes and whatever else lies under word/."""
    trees: dict[str, etree._Element] = {}
    for name, content in parts.items():
        if not (name.startswith("word/") and name.count("/") == 1 and name.endswith(".xml")):
            continue
        try:
            trees[name] = markup.parse(content)
        except etree.XMLSyntaxError as error:
            raise TemplateError(f"Mẫu “{kind}”, phần {name}: XML hỏng – mở bằng Word rồi lưu lại.") from error
        if any(next(trees[name].iter(f"{markup.WORD}{tag}"), None) is not None for tag in _TRACKED):
            raise TemplateError(
                f"Mẫu “{kind}”, phần {name}: còn sửa đổi đang theo dõi (Track Changes) – chấp nhận hết rồi lưu lại."
            )
    return trees
