"""The small language of template tags: fields, loops and conditions over plain data, and nothing else.

It is Jinja2 in its sandbox, cut down further: calls, arithmetic and most filters are refused when a template is
loaded, so a template edited by hand can neither reach the program nor use up its memory or time.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from jinja2 import StrictUndefined
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from services.letters.engine.rule_lines import centred_indent

#: The filters a clerk may use.
FILTERS: Final = frozenset({"upper", "lower", "length", "join", "chu_thich"})

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


def comment_mark(number: object) -> Markup:
    """The anchor of a Word comment inside a run: nothing for an empty value."""
    if not number:
        return Markup("")
    return Markup(f'</w:t><w:commentReference w:id="{int(str(number))}"/><w:t xml:space="preserve">')  # noqa: S704 - a number


class FieldEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox, with `a.b` meaning the entry b of a dict and never one of its methods (and twice as fast)."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as in Jinja2
        """The entry of a dict, or what a loop knows of itself; anything else is undefined."""
        if type(obj) is dict:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext):
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


def environment() -> FieldEnvironment:
    """The environment all templates are compiled in."""
    env = FieldEnvironment(autoescape=True, undefined=StrictUndefined, finalize=word_text)
    env.filters = {
        "upper": lambda value: str(value).upper(),
        "lower": lambda value: str(value).lower(),
        "length": len,
        "join": lambda values, between="": str(between).join(map(str, values)),
        "chu_thich": comment_mark,
        "rule_indent": centred_indent,
    }
    env.globals.clear()
    return env
