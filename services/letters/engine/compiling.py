"""From the Word file of a template to its finished bytes and compiled parts, and everything wrong on the way."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from lxml import etree

from services.letters.engine import comments, forbidden, language, markup, package, styles
from services.letters.engine.parts import Part, compile_part
from services.letters.engine.problem import MEND_EITHER, Fault, Problem, problem
from services.letters.engine.shape import ANYTHING, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from services.letters.about import About

_MAIN: Final = "word/document.xml"
_STYLES: Final = "word/styles.xml"
_NEEDED: Final = (_MAIN, package.CORE, package.APP)
_SAVE_AGAIN: Final = "mở bằng Word, lưu lại dạng .docx"


@dataclass(frozen=True, slots=True)
class CompiledWord:
    """The Word file of a template: finished parts, the same made ready for comments, parts with tags, fixed words."""

    base: bytes
    commented: bytes
    parts: tuple[Part, ...]
    wording: str


def compile_word(
    about: About, content: bytes, shapes: Mapping[str, Shape] | None
) -> tuple[CompiledWord | None, tuple[Problem, ...]]:
    """The compiled file, or None, and all problems; with `shapes` also fields the program does not have."""
    try:
        parts = package.read_parts(content)
    except package.PackageError as error:
        return None, (problem(about.kind, Fault("letter.docx", "", str(error), _SAVE_AGAIN)),)
    trees, faults = _trees(parts)
    faults += [Fault("letter.docx", "", f"thiếu {name}", _SAVE_AGAIN) for name in _NEEDED if name not in parts]
    faults += forbidden.faults(parts, trees)
    fields, unknown = _fields(about, shapes)
    names = styles.style_names(trees[_STYLES]) if _STYLES in trees else {}
    env, wording = language.environment(), " | ".join(markup.wording(root) for root in trees.values())
    compiled = [compile_part(env, about, name, root, names, fields) for name, root in trees.items()]
    faults += [fault for one in compiled for fault in one.faults] + unknown
    used = frozenset().union(*(one.used for one in compiled))
    found = [problem(about.kind, fault) for fault in faults] + list(_use(about, used))
    if faults:
        return None, tuple(found)
    return _packed(parts, tuple(one.part for one in compiled if one.part), wording), tuple(found)


def _packed(parts: Mapping[str, bytes], made: tuple[Part, ...], wording: str) -> CompiledWord:
    changed = {part.name for part in made} | {package.CORE}
    kept = {name: content for name, content in parts.items() if name not in changed} | {package.APP: package.PLAIN_APP}
    ready = comments.commentable(kept)
    return CompiledWord(
        base=package.append(b"", kept.items()),
        commented=package.append(b"", {**kept, **ready}.items()) if ready else b"",
        parts=made,
        wording=wording,
    )


def _trees(parts: Mapping[str, bytes]) -> tuple[dict[str, etree._Element], list[Fault]]:
    """The XML parts of the text: document, headers, footers, notes and whatever else lies under word/."""
    trees: dict[str, etree._Element] = {}
    faults: list[Fault] = []
    for name, content in parts.items():
        if not (name.startswith("word/") and name.count("/") == 1 and name.endswith(".xml")):
            continue
        try:
            trees[name] = markup.parse(content)
        except (etree.XMLSyntaxError, ValueError):
            faults.append(
                Fault(f"phần {name}", "", "XML hỏng hoặc có khai báo lạ (DOCTYPE)", "mở bằng Word rồi lưu lại")
            )
    return trees, faults


def _fields(about: About, shapes: Mapping[str, Shape] | None) -> tuple[dict[str, Shape], list[Fault]]:
    """The fields letter.docx may use, and those of letter.toml that the program does not have."""
    if shapes is None:
        return dict.fromkeys(about.fields, ANYTHING), []
    place = f"{about.kind}/letter.toml, khóa fields"
    unknown, meant = [], set[str]()
    for name in sorted(about.fields - set(shapes)):
        near = get_close_matches(name, sorted(set(shapes) - about.fields), n=1)
        why = f"chương trình không có trường “{name}” cho loại “{about.content_kind}”"
        unknown.append(Fault(place, "", why, f"có phải là “{near[0]}”?" if near else "bỏ khỏi danh sách"))
        meant.update(near)
    # A field whose name is misspelt in letter.toml is no second fault where letter.docx has it right.
    return {name: shapes.get(name, ANYTHING) for name in about.fields | meant}, unknown


def _use(about: About, used: frozenset[str]) -> Iterator[Problem]:
    """Fields that are listed and not used, and required ones that stand nowhere in the letter."""
    toml = f"{about.kind}/letter.toml"
    ruled = {rule.text for rule in about.rule_lines.values()}
    for name in sorted(ruled - about.fields):
        fault = Fault(toml, "", f"khóa rule_lines dùng trường “{name}” không có ở khóa fields", MEND_EITHER)
        yield problem(about.kind, fault)
    for name in sorted(about.required - used - ruled):
        yield problem(about.kind, Fault(toml, "", f"trường bắt buộc “{name}” không có trong letter.docx", MEND_EITHER))
    for name in sorted(about.fields - used - ruled - about.required):
        fault = Fault(toml, "", f"trường “{name}” không dùng trong letter.docx", "bỏ khỏi khóa fields hoặc đưa vào mẫu")
        yield problem(about.kind, fault, blocking=False)
