"""The small language of template tags: fields, loops and conditions over plain data, and nothing else.

It is Jinja2 in its sandbox, cut down further: calls, arithmetic and most filters are refused when a template is
loaded, so a template edited by hand can neither reach the program nor use up its memory or time.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from services.letters.rule_lines import centred_indent

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
)
_FILTERS: Final = frozenset({"upper", "lower", "length", "join", "rule_indent"})

# Everything XML 1.0 forbids, the characters with a meaning in XML, and the two that Word wants as elements.
_SPECIAL: Final = re.compile("[\x00-\x1f<>&\"'\ud800-\udfff\ufffe\uffff]")
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAK: Final = Markup('</w:t><w:br/><w:t xml:space="preserve">')
_TAB: Final = Markup('</w:t><w:tab/><w:t xml:space="preserve">')


def clean(text: str) -> str:
    """Text in NFC, without the characters that XML forbids; line ends become one newline."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def word_text(value: object) -> Markup:
    """A value as the inside of a `w:t` element: escaped, newlines and tabs as Word elements.

    Raises ValueError for None: an unknown value must be a marked blank or stand behind a condition.
    """
    if isinstance(value, Markup):
        return value
    if value is None:
        raise ValueError("None")
    text = str(value)  # a StrictUndefined raises here
    if not _SPECIAL.search(text):
        return Markup(unicodedata.normalize("NFC", text))  # noqa: S704 - nothing in it needs escaping
    return escape(clean(text)).replace("\n", _BREAK).replace("\t", _TAB)


class FieldEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox, with `a.b` meaning the entry b of a dict and never one of its methods (and twice as fast)."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as in Jinja2
        """The entry of a dict, or an undefined value; anything else as the sandbox has it."""
        if type(obj) is dict:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def environment() -> FieldEnvironment:
    """The environment all templates are compiled in."""
    env = FieldEnvironment(autoescape=True, undefined=StrictUndefined, finalize=word_text)
    env.filters = {name: env.filters[name] for name in _FILTERS if name in env.filters}
    env.filters["rule_indent"] = centred_indent
    env.globals.clear()
    return env


def forbidden(tree: nodes.Template) -> Iterator[int]:
    """Lines of the source on which something beyond the language is used."""
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.Filter) and node.name not in _FILTERS):
            yield node.lineno


def unknown_names(tree: nodes.Template, known: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Line and name of every field that is neither known nor set by a loop."""
    bound = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"} | {"loop"}
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in known and name.name not in bound:
            yield name.lineno, name.name
