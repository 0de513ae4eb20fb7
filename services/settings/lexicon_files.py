"""`lexicon/*.txt`: the words by which directives are understood."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from services.directive.lexicon import Lexicon, LexiconError
from services.settings import groups_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.settings.source import Source

PATTERN = "lexicon/*.txt"
_MOST = 50


def read_lexicon(source: Source, unit_names: Sequence[str]) -> Lexicon | None:
    """The lexicon from all word files but the group phrases, which the registry reads; None after a problem.

    Reading stops at the first bad line, so that line is reported, blanked and the rest tried again.
    """
    names = [name for name in source.names(PATTERN) if name != groups_file.FILE]
    texts = {PurePosixPath(name).stem: text for name in names if (text := source.text(name)) is not None}
    for attempt in range(_MOST):
        try:
            lexicon = Lexicon.from_texts(texts, unit_names)
        except LexiconError as error:
            why, _, fix = error.message.rstrip(".").partition(". ")
            shown = source.shown(f"lexicon/{error.file}.txt")
            source.report(shown, error.line or None, "", why, fix or "sửa theo chú thích ở đầu tệp")
            if not error.line:
                return None
            texts[error.file] = _without(texts[error.file], error.line)
        else:
            return None if attempt else lexicon
    return None


def _without(text: str, line: int) -> str:
    """The text with one line blanked, so that the others keep their numbers."""
    lines = text.splitlines()
    lines[line - 1] = ""
    return "\n".join(lines)
