"""One part of a template: checked, compiled, and able to say which paragraph an error comes from."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jinja2

from services.errors import TemplateError
from services.letters.engine import blocks, expressions, homes, markup
from services.letters.engine.problem import MEND_EITHER, Fault, problem
from services.letters.engine.styles import set_rule_indents

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

    from services.letters.about import About
    from services.letters.engine.language import FieldEnvironment
    from services.letters.engine.shape import Shape


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
            spot = self.source.spot_at(_template_line(error, self.name))
            fault = Fault(spot.place, _blame(spot, error), "trường chưa có giá trị", MEND_EITHER)
            raise TemplateError(str(problem(kind, fault))) from error


@dataclass(frozen=True, slots=True)
class Compiled:
    """What became of a part: the part (None without tags or with faults), its faults, the fields it uses."""

    part: Part | None
    faults: tuple[Fault, ...]
    used: frozenset[str]


def compile_part(
    env: FieldEnvironment,
    about: About,
    name: str,
    root: etree._Element,
    styles: Mapping[str, str],
    fields: Mapping[str, Shape],
) -> Compiled:
    """Check and compile a part. `styles` names styles by id; `fields` are the shapes of the fields it may use."""
    found, faults = markup.survey(name, root)
    spots = [one.spot for one in found]
    crossed = tuple(blocks.faults(spots))
    wrong, used = expressions.examine(env, spots, fields)
    faults += crossed + wrong + (() if faults or crossed else tuple(homes.faults(found)))
    if faults:
        return Compiled(None, faults, used)
    ruled = set_rule_indents(root, lambda style, width: _rule_indent(about, styles.get(style, style), width))
    source = markup.to_source(root, found)
    if not found and not ruled:
        return Compiled(None, (), used)
    code = env.compile(source.text, name=name, filename=name)
    template = env.template_class.from_code(env, code, env.make_globals(None))
    return Compiled(Part(name, template, source), (), used)


def _rule_indent(about: About, style: str, width: int) -> str | None:
    rule = about.rule_lines.get(style)
    if rule is None:
        return None
    text = f"{rule.text}|upper" if rule.upper else rule.text
    return f"{{{{ {text}|rule_indent({rule.size}, {rule.share}, {width}, {rule.before!r}) }}}}"


def _template_line(error: BaseException, part: str) -> int:
    """The line of the source an error happened on; Jinja2 puts it into the traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno or 0 for frame in reversed(frames) if frame.filename == part), 0)


def _blame(spot: markup.Spot, error: Exception) -> str:
    """The tag of the paragraph that an error speaks of, or all of them."""
    words = str(error).split("'")[1::2]
    texts = [tag.text for tag in spot.tags]
    return next((text for word in reversed(words) for text in texts if word in text), " ".join(texts))
