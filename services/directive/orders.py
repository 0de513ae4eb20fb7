"""The instructions of a document as a whole: without closing formulas, in its order, each with a key of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from services.directive.outline import CLOSING, OPENING
from services.directive.telling import DIFFICULTY
from services.directive.text import Text, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.directive.frames import Found
    from services.directive.lexicon import Lexicon
    from services.directive.model import Instruction
    from services.directive.outline import Item

_THIS_DOCUMENT = re.compile(
    r"\b(?:nghiem tuc|nghiem|tot|hieu qua|co hieu qua|cac noi dung|noi dung|nhung noi dung|nay|tren|theo quy dinh|"
    r"chi dao|ke tu ngay (?:ky|ban hanh)|chi thi|ke hoach|cong dien|cong van|thong bao|quyet dinh|van ban)\b"
)
"""How well, and what: the document itself."""
_DIFFICULTIES = re.compile(rf"[.;]\s+{DIFFICULTY}[./;]*$")
"""A last sentence on whom to turn to: "Trong quá trình thực hiện, nếu có vướng mắc, báo cáo để được hướng dẫn"."""
_CONSEQUENCE = re.compile(
    r"[.;]\s+(?:(?:don vi|co quan|dia phuong|ca nhan|tap the|truong)\s+nao\b"
    r"|(?:moi )?thong tin (?:chi tiet|lien he)).*$"
)
"""What becomes of those who do not ("đơn vị nào nộp trễ sẽ bị trừ điểm"), and whom to call."""
_NAMED = re.compile(r"\b(?:chi thi|ke hoach|cong dien|cong van|thong bao|quyet dinh|van ban)\s+nay\b")


def without_formulas(found: Sequence[Found], items: Sequence[Item], lexicon: Lexicon) -> tuple[Found, ...]:
    """What was found without closing formulas: "Yêu cầu các đơn vị nghiêm túc thực hiện Chỉ thị này" orders no work."""
    last = max(found, key=lambda one: (one.item, one.start), default=None)

    def only_closes(one: Found) -> bool:
        key, work = items[one.item].key, skeleton(one.instruction.text)
        follows = key == OPENING and len(found) > 1
        ends = key == CLOSING or (follows and (one is last or _NAMED.search(work) is not None))
        # a closing paragraph without a mark of its own hangs on the last item
        hangs = one is last and any(other.item == one.item for other in found if other is not one)
        return (ends or hangs) and only_carries(one.instruction.text, lexicon)

    return tuple(one for one in found if not only_closes(one))


def only_carries(work: str, lexicon: Lexicon) -> bool:
    """Whether a work is nothing but to carry out the document itself: "thực hiện nghiêm túc Kế hoạch này".

    A last sentence on whom to turn to in difficulties is no work either.
    """
    text = Text.of(work.partition("./.")[0])  # behind the end mark are specks of the seal
    if consequence := _CONSEQUENCE.search(text.plain):
        text = text[: consequence.start()]
    said = lexicon.words("closings", "work").match(text)
    return said is not None and not _THIS_DOCUMENT.sub("", _DIFFICULTIES.sub("", text.plain[said.end() :])).strip(
        " .,;/"
    )


def keyed(found: Sequence[Found], items: Sequence[Item]) -> Iterator[Instruction]:
    """The instructions in document order with unique keys: the section's own, or "II.1#2" for its second item."""
    ordered = sorted(found, key=lambda one: (one.item, one.start))
    counts: dict[str, int] = {}
    for one in ordered:
        section = one.instruction.section
        counts[section] = counts.get(section, 0) + 1
        own = items[one.item].numbered and sum(o.instruction.section == section for o in ordered) == 1
        yield replace(one.instruction, key=section if own else f"{section}#{counts[section]}")
