"""The open questions on the cover note; one that is asked of several pages or clauses is one question. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from services.letters import words
from services.letters.gaps import spoken
from services.letters.note_assumptions import TAKEN

if TYPE_CHECKING:
    from services.directive.model import Doubt
    from services.letters.model import Work

_TOLD_AS_MISSING: Final = "unassigned"
#: "Trang 2: …", "Mục II.1: …": where, and what is asked.
_PLACED: Final = re.compile(r"(Trang|Mục) ([\w.]+(?:, ý \d+)?)(: .*)", re.DOTALL)
_ITEM: Final = re.compile(r"(?<=\w)#(\d+)")


def questions(work: Work) -> list[dict[str, str]]:
    """Each with its place and quote; with several places the quote is that of the first."""
    same: dict[tuple[str, str], list[tuple[str, Doubt]]] = {}
    for doubt in (*work.directive.doubts, *work.plan.doubts):
        if doubt.code not in TAKEN | {_TOLD_AS_MISSING}:
            message = _ITEM.sub(r", ý \1", words.phrase(spoken(work, doubt.message)))
            placed = _PLACED.fullmatch(message)
            asked = f"{placed[1]}{placed[3]}" if placed else message
            same.setdefault((doubt.code, asked.casefold()), []).append((message, doubt))
    return [_question(own) for own in same.values()]


def _question(own: list[tuple[str, Doubt]]) -> dict[str, str]:
    message, first = own[0]
    spots = dict.fromkeys(f"trang {e.page}, dòng {e.line}" for _, one in own if (e := one.evidence))
    return {
        "noi_dung": _joined([one for one, _ in own]) if len(own) > 1 else message,
        "vi_tri": "; ".join(spots),
        "trich_dan": words.one_line(first.evidence.quote) if first.evidence else "",
    }


def _joined(messages: list[str]) -> str:
    """The first message, with the places of all: "Trang 1, 2: …"."""
    placed = [found for one in messages if (found := _PLACED.fullmatch(one))]
    if len(placed) < len(messages):
        return messages[0]
    return f"{placed[0][1]} {'; '.join(dict.fromkeys(found[2] for found in placed))}{placed[0][3]}"
