"""What nobody has: each content with its reason; what another office tells third offices is one line for each reason.

Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.directive.labels import in_words
from services.letters import citation, words
from services.planning.questions import NOT_OURS, NOT_UNDER_US

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.letters.model import Work
    from services.planning.model import Unassigned

_PLACES: Final = 6
"""Places named of one reason; further ones are counted."""


def open_parts(work: Work) -> list[dict[str, str]]:
    """The lines of the cover note, in the order of the directive."""
    same: dict[tuple[str, str], list[Unassigned]] = {}
    for gap in work.plan.unassigned:
        theirs = gap.reason == NOT_OURS or gap.reason.endswith(NOT_UNDER_US)
        same.setdefault((gap.reason, "" if theirs else f"{gap.instruction} {gap.mentions}"), []).append(gap)
    return [_line(work, own) for own in same.values()]


def spoken(work: Work, text: str) -> str:
    """A sentence with the issuer as sentences name it, not in the capitals of the head."""
    issuer = work.directive.header.issuer
    return text.replace(issuer.text, citation.issuer_of(work.directive, work.office)) if issuer else text


def _line(work: Work, own: Sequence[Unassigned]) -> dict[str, str]:
    keys = list(dict.fromkeys(gap.instruction for gap in own))
    alone = len(keys) == 1
    return {
        "noi_dung": words.phrase(own[0].text) if alone else f"nội dung tại {_few([in_words(key) for key in keys])}",
        "ten_goi": "; ".join(dict.fromkeys(mention for gap in own for mention in gap.mentions)),
        "ly_do": words.phrase(spoken(work, own[0].reason)),
        "vi_tri": _few(list(dict.fromkeys(f"trang {gap.evidence.page}, dòng {gap.evidence.line}" for gap in own))),
    }


def _few(places: Sequence[str]) -> str:
    more = f" và {len(places) - _PLACES} nơi khác" if len(places) > _PLACES else ""
    return "; ".join(places[:_PLACES]) + more
