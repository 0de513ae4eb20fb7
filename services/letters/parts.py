"""One part of a template: checked, compiled, and able to say which paragraph an error comes from."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import jinja2

from services.errors import TemplateError
from services.letters import language, markup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml import etree

    from services.letters.about import About
    from services.letters.language import FieldEnvironment

_SHOWN: Final = 90


@dataclass(frozen=True, slots=True)
class Part:
    """A part with tags: its compiled template and the way back from lines to paragraphs."""

    name: str
    template: jinja2.Template
    source: markup.Source

    def render(self, kind: str, values: Mapping[str, Any]) -> bytes:
        """The part as UTF-8 XML. Raises TemplateError naming part, paragraph and tag."""
        try:
            return self.template.render(values).encode()
        except (jinja2.TemplateError, TypeError, ValueError, LookupError, AttributeError) as error:
            place = self.source.place_at(_template_line(error, self.name))
            raise _error(kind, place, _blame(place, error), "trường chưa có giá trị") from error


def compile_part(
    env: FieldEnvironment, about: About, name: str, root: etree._Element, styles: Mapping[str, str]
) -> Part | None:
    """Compile a part; None when it holds no tag. `styles` names styles by id. Raises TemplateError."""

    def rule_indent(style: str, width: int) -> str | None:
        rule = about.rule_lines.get(styles.get(style, style))
        return f"{{{{ {rule.text}|upper|rule_indent({rule.size}, {rule.share}, {width}) }}}}" if rule else None

    try:
        markup.set_rule_indents(root, rule_indent)
        source = markup.to_source(name, root)
    except markup.MarkupError as error:
        raise _error(about.kind, error.place, " ".join(error.place.tags), error.why) from error
    if not source.places:
        return None
    _check(env, about, source)
    code = env.compile(source.text, name=name, filename=name)
    return Part(name, env.template_class.from_code(env, code, env.make_globals(None)), source)


def _check(env: FieldEnvironment, about: About, source: markup.Source) -> None:
    """Refuse wrong syntax, unknown fields and everything beyond the language, with the place of each."""
    for place in source.places:
        if not place.tags[0].startswith(("{%p", "{%tr")):
            _parse(env, about.kind, "".join(place.tags), partial(_same, place))
    tree = _parse(env, about.kind, source.text, source.place_at)
    for line in language.forbidden(tree):
        place = source.place_at(line)
        why = "chỉ được dùng trường, vòng lặp for và điều kiện if; không phép tính, không gọi hàm"
        raise _error(about.kind, place, " ".join(place.tags), why)
    for line, field in language.unknown_names(tree, about.fields):
        place = source.place_at(line)
        tag = next((tag for tag in place.tags if field in tag), " ".join(place.tags))
        raise _error(about.kind, place, tag, f"không có trường “{field}”; các trường dùng được ghi ở letter.toml")


def _parse(
    env: FieldEnvironment, kind: str, text: str, place_at: Callable[[int], markup.Place]
) -> jinja2.nodes.Template:
    try:
        return env.parse(text)
    except jinja2.TemplateSyntaxError as error:
        place = place_at(error.lineno)
        why = "viết sai cú pháp; xem lại tên thẻ và các cặp for … endfor, if … endif"
        raise _error(kind, place, " ".join(place.tags), why) from error


def _same(place: markup.Place, _line: int) -> markup.Place:
    return place


def _template_line(error: BaseException, part: str) -> int:
    """The line of the source an error happened on; Jinja2 puts it into the traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno or 0 for frame in reversed(frames) if frame.filename == part), 0)


def _blame(place: markup.Place, error: Exception) -> str:
    """The tag of the paragraph that an error speaks of, or all of them."""
    words = str(error).split("'")[1::2]
    return next((tag for word in reversed(words) for tag in place.tags if word in tag), " ".join(place.tags))


def _error(kind: str, place: markup.Place, tag: str, why: str) -> TemplateError:
    text = place.text if len(place.text) <= _SHOWN else f"{place.text[:_SHOWN]}…"
    where = f"Mẫu “{kind}”, phần {place.part}, đoạn “{text}”" + (f", thẻ {tag}" if tag else "")
    return TemplateError(f"{where}: {why} – sửa trong letter.docx hoặc letter.toml rồi chạy lại.")
