"""What the walk through an outline writes down: instructions with their deadline and confidence, and doubts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from services.directive import clause, deadlines, references, telling
from services.directive.frames import Found
from services.directive.model import Deadline, Doubt, Instruction
from services.directive.text import CAPITALS, Text, collapse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.directive.clause import Clause
    from services.directive.frames import Frame, Setting
    from services.directive.outline import Item

DEFAULT_MODE = "yêu cầu"
EXPLICIT, OWN_UNIT, INHERITED, WEAK = 0.9, 0.85, 0.85, 0.65
"""Confidence by pattern: told in so many words; own unit and verb; lead from above; lead from above, no verb first."""
UNPARSED_COST = 0.1
SHORTEST = 2
"""Words an instruction has at least."""
FEW_WORDS = 5
"""Words of a work that says nothing by itself ("nghiên cứu, tham mưu", "thông báo cho nhà trường")."""
_MATTER = re.compile(r"(?:ve|doi voi)\s[^:.;]{2,160}:(?=\s)")
_SENTENCE = re.compile(rf"\.\s+(?=[{CAPITALS}])")
_APPROVED = re.compile(r"[.;]\s+(?=(?:dong y|nhat tri|ghi nhan|bieu duong|phe binh|hoan nghenh)\s)")
_TAIL = re.compile(r"[\s.;:,/⁄_]+$")


@dataclass(slots=True)
class Record:
    """The instructions found so far, in order and without keys, and what stays doubtful."""

    items: Sequence[Item]
    setting: Setting
    found: list[Found] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def add(
        self, index: int, start: int, end: int | None, read: Clause, above: Frame, inner: deadlines.Spans = ()
    ) -> None:
        """One instruction; `inner` are brackets that tell somebody else: their days are not its own."""
        item = self.items[index]
        ends = (telling.trouble(item.paragraph.text, read.body, end), _approved(item.paragraph.text, read.body, end))
        end = min((at for at in ends if at is not None), default=end)
        whole = item.paragraph.text[:end] if end is not None else item.paragraph.text
        narrowed = read.mode is None and clause.ONLY_IF.match(whole.plain, read.body) is not None
        content = _TAIL.sub("", collapse(whole.raw[start if narrowed else read.body :]))
        if len(content.split()) < SHORTEST:
            return
        content = _with_matter(whole, item.body, start, content)
        inherits = read.lead == above.lead and bool(above.lead)
        coordinating = read.coordinating or (above.coordinating if inherits else ())
        work = whole[read.body :]
        sure = _confidence(read, inherits=inherits) - UNPARSED_COST * bool(self._unparsed(work, item))
        told = Instruction(
            key="",
            section=item.key,
            mode=read.mode or (above.mode if inherits or above.asked else None) or DEFAULT_MODE,
            lead=read.lead,
            coordinating=tuple(unit for unit in coordinating if unit not in read.lead),
            text=content,
            deadline=self.deadline(work, tuple((a - read.body, b - read.body) for a, b in inner))
            or self._ahead(whole, start, read.body),
            evidence=item.paragraph.evidence(0 if start == item.body else start, end),
            confidence=round(sure * self.setting.cap, 2),
        )
        self.found.append(Found(told, item.paragraph, read.body, index, end))

    def add_more(self, item: Item) -> bool:
        """A letter often says by when and to whom to report in a paragraph of its own: it belongs to the one before.

        Whether this one does.
        """
        text, lexicon = item.paragraph.text, self.setting.lexicon
        first = lexicon.words("reports", "send").match(text, item.body)
        # "Lên phương án …" begins a work of its own, "Gửi về …" says where to.
        start = first.end() if first and not first.group().startswith("gui") else item.body
        routed = lexicon.words("reports", "send").search(text, start)
        deadline = self.deadline(text) if routed else None
        if not (self.found and deadline):
            return False
        self.found[-1] = self.found[-1].with_later(item.paragraph, deadline)
        return True

    def doubt(self, code: str, message: str, item: Item) -> None:
        """One thing that a person must look at."""
        self.doubts.append(Doubt(code, message, item.paragraph.evidence()))

    def deadline(self, text: Text, others: deadlines.Spans = ()) -> Deadline | None:
        """The deadline of a clause; days in citations and in the spans of `others` are not its own."""
        refused = (*references.spans(text), *others)
        return deadlines.find(text, self.setting.lexicon, self.setting.issued, refused)

    def _ahead(self, text: Text, start: int, body: int) -> Deadline | None:
        """What stands before who is told: "Trước ngày 05/4/2026, Phòng Kế toán …"; a bare day where he must act."""
        if not (clause.DAY_FIRST.match(text.plain, start) and clause.MUST.match(text.plain, body)):
            return self.deadline(text[start:body])
        found = self.deadline(Text.of(f"vào {text.raw[start:body]}"))
        return replace(found, text=found.text.removeprefix("vào ")) if found else None

    def _unparsed(self, text: Text, item: Item) -> bool:
        left = deadlines.unparsed(text, self.setting.lexicon, self.setting.issued, references.spans(text))
        for start, end in left:
            shown = collapse(text.raw[max(start - 10, 0) : end + 25])
            self.doubt(
                "deadline_unparsed", f'Có thể có thời hạn nhưng không đọc được: "{shown}". Hãy xem bản gốc.', item
            )
        return bool(left)


def _approved(text: Text, start: int, end: int | None) -> int | None:
    """Where a sentence only says what was agreed or blamed, behind the order: "… tham mưu. Đồng ý chủ trương …"."""
    found = _APPROVED.search(text.plain, start, len(text) if end is None else end)
    return found.start() if found and text.raw[found.end()].isupper() else None


def _with_matter(text: Text, begin: int, start: int, content: str) -> str:
    """A work of few words with what it is about, which stands before it: "Về nhân sự: giao Phòng A nghiên cứu"."""
    if len(content.split()) > FEW_WORDS:
        return content
    if title := _MATTER.match(text.plain, start):
        return collapse(f"{text.raw[start : title.end()]} {content}")
    sentences = [m.end() for m in _SENTENCE.finditer(text.raw, begin, start + 1)] if start > begin else []
    if not sentences or sentences[-1] != start:
        return content
    before = sentences[-2] if len(sentences) > 1 else begin
    return collapse(f"{text.raw[before:start]}{content[:1].upper()}{content[1:]}")


def _confidence(read: Clause, *, inherits: bool) -> float:
    if read.mode:
        return EXPLICIT
    if not inherits:
        return OWN_UNIT
    return INHERITED if read.verb else WEAK
