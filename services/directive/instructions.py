"""Nội dung giao: where instructions stand in the outline, and what an item takes over from the items above it.

In a plan they stand under "Tổ chức thực hiện" (elsewhere only when somebody is told in so many words); in a directive,
a telegram or an announcement in the whole numbered body; in a letter in the sentence that asks. A line that only
opens what follows ("3. Bộ Tài chính:") gives its lead, partners and mode to the items below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from services.directive import clause, deadlines, mentions, parts, references
from services.directive.frames import Found, Frame, everybody
from services.directive.labels import Style
from services.directive.model import Deadline, Doubt, Instruction
from services.directive.outline import CLOSING, OPENING
from services.directive.parts import Part
from services.directive.roles import is_role_line
from services.directive.text import CAPITALS, Text, collapse, shouted, skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.directive.clause import Clause
    from services.directive.frames import Setting
    from services.directive.lexicon import Lexicon
    from services.directive.outline import Item

DEFAULT_MODE = "yêu cầu"
NO_TASKS = frozenset({"purpose", "requirement", "audience", "situation"})
"""Kinds of sections that describe; nobody is told to do anything there."""
EXPLICIT, OWN_UNIT, INHERITED, WEAK = 0.9, 0.85, 0.85, 0.65
"""Confidence by pattern: told in so many words; own unit and verb; lead from above; lead from above, no verb first."""
UNPARSED_COST = 0.1
SHORTEST = 2
"""Words an instruction has at least."""
_PART = re.compile(rf"(?<=[.;])\s+(?=[{CAPITALS}])")
"""Where a sentence, or a clause with a subject of its own, begins."""
_TAIL = re.compile(r"[\s.;:,/]+$")


@dataclass(slots=True)
class _Walk:
    """The walk through the outline: the frame of each item, what was found, what stays doubtful."""

    items: Sequence[Item]
    setting: Setting
    frames: dict[int | None, Frame]
    found: list[Found]
    doubts: list[Doubt]

    def run(self) -> None:
        for index, item in enumerate(self.items):
            above = self.frames[item.parent]
            self.frames[index] = above
            if self._is_silent(item):
                continue
            read = self._read(index)
            if (item.leads_on or _only_names(item, read, self.setting.lexicon)) and self._has_followers(index):
                self._hand_down(index, read, above)
            elif item.style is None and not self._goes_on(item, read, above):
                self._sentences(index, above)
            else:
                self._item(index, read, above)

    def _is_silent(self, item: Item) -> bool:
        """Attributes of an activity, closing phrases, descriptions and tables say nothing that is to be done."""
        text, lexicon = item.paragraph.text, self.setting.lexicon
        closing = lexicon.words("closings", "closing").match(text, item.body)
        formula = lexicon.words("closings", "formula").search(text) and item.key.startswith("Điều")
        listed = is_role_line(text, item.body, lexicon)
        return listed or closing is not None or bool(formula) or item.kind in NO_TASKS or "|" in text.raw

    @staticmethod
    def _goes_on(item: Item, read: Clause, above: Frame) -> bool:
        """Whether an unlabelled paragraph says what those named above it are to do."""
        if item.key == CLOSING or not above.lead:
            return False
        return item.key != OPENING or (above.opened and read.verb and not read.lead)

    def _has_followers(self, index: int) -> bool:
        return self.items[index].children or index + 1 < len(self.items)

    def _read(self, index: int) -> Clause:
        """The clause of an item; the whole heading is the lead where it names a unit and does nothing."""
        item, lexicon = self.items[index], self.setting.lexicon
        read = clause.read(item.paragraph.text, item.body, lexicon)
        if not (item.heading and item.children and read.lead and read.mode is None) or shouted(item.heading):
            return read
        duty = lexicon.words("verbs", "duty").search(item.paragraph.text, item.body)
        adverb = lexicon.words("verbs", "adverb").search(item.paragraph.text, item.body)
        whole = item.kind == "execution" and not duty and not adverb and not item.text.rstrip().endswith(":")
        return replace(read, lead=mentions.split(item.heading, lexicon), verb=False) if whole else read

    def _hand_down(self, index: int, read: Clause, above: Frame) -> None:
        """A heading or a line with a colon: its frame counts below it, or for what follows beside it."""
        item = self.items[index]
        headed = self._heads_units(item, read)
        nobody = (item.heading and shouted(item.heading) and not headed) or self._is_issuer(read)
        nobody = nobody or (item.style is None and item.key == OPENING and read.mode is None)
        named = replace(read, lead=(), coordinating=()) if nobody else read
        frame = above.with_clause(named, headed=headed or (above.headed and not named.lead))
        self.frames[index] = frame
        if not item.children and item.style is None:
            self.frames[item.parent] = frame

    def _heads_units(self, item: Item, read: Clause) -> bool:
        """Whether a numbered heading names units and nothing else: "2. Sở Y tế", "1. BỘ CHỈ HUY QUÂN SỰ TỈNH"."""
        if not item.heading or not read.lead or read.verb or item.text.rstrip(" :")[read.body - item.body :].strip():
            return False
        return self.setting.lexicon.words("headings").search(Text.of(item.heading)) is None

    def _item(self, index: int, read: Clause, above: Frame) -> None:
        item = self.items[index]
        if not above.headed and not self._in_scope(item, read):
            return
        lead = self._meant(read.lead, above) or above.lead
        if not lead and self.setting.whole and read.verb and item.numbered:
            lead = self.setting.addressees
        if lead and not self._is_issuer(read):
            self._with_parts(index, replace(read, lead=lead), above)
        elif not lead and not self._sentences(index, above) and read.verb and item.style is not Style.ARTICLE:
            self._doubt(
                "lead_unknown",
                f"Mục {item.key}: nội dung này không nêu đơn vị thực hiện. Hãy xác định đơn vị.",
                item,
            )

    def _with_parts(self, index: int, read: Clause, above: Frame) -> None:
        """The item, and each later part of its paragraph that tells somebody else."""
        item = self.items[index]
        text = item.paragraph.text
        later = parts.told(text, read.body, lambda start, end: self._told(text, start, end, introduction=False))
        others = [part for part in later if not part.only_helps(text)]
        helpers = [unit for part in later if part.only_helps(text) for unit in part.clause.lead]
        first = replace(read, coordinating=(*read.coordinating, *helpers))
        inner = tuple((part.start, part.end) for part in others if part.start < _until(others, text))
        self._emit(index, item.body, _until(others, text), first, above, inner)
        self._emit_parts(index, others, read.mode, above)

    def _emit_parts(self, index: int, told: Sequence[Part], mode: str | None, above: Frame) -> None:
        """Parts of one paragraph; one that goes on with a sentence takes over its mode."""
        for part in told:
            mode = part.clause.mode or (mode if part.follows else None)
            lead = self._meant(part.clause.lead, above)
            self._emit(index, part.start, part.end, replace(part.clause, lead=lead, mode=mode), above)

    def _meant(self, lead: tuple[str, ...], above: Frame) -> tuple[str, ...]:
        """Below "Các đơn vị trực thuộc ngành Y tế", "các đơn vị" are those."""
        classes = bool(lead) and all(everybody(one, self.setting.lexicon) for one in lead)
        if not (above.opened and above.lead and classes):
            return lead
        start = skeleton(lead[0]).removeprefix("lanh dao ").removeprefix("thu truong ")
        return above.lead if skeleton(above.lead[0]).startswith(start) else lead

    def _in_scope(self, item: Item, read: Clause) -> bool:
        """In a plan, only the execution part and the closing; elsewhere when a unit is told in so many words."""
        if self.setting.whole:
            return True
        if item.kind == "execution" or item.key == CLOSING:
            return True
        named = read.opened and bool(read.lead)  # "- Các đơn vị: Xây dựng …"
        dated = bool(read.lead) and self._deadline(item.paragraph.text[read.body :]) is not None
        return bool(read.lead) and read.verb and (read.mode is not None or dated or named or item.kind == "task")

    def _is_issuer(self, read: Clause) -> bool:
        """What the issuer says of himself is his intention, unless he is told by a mode word."""
        if read.mode or not read.lead:
            return False
        own = _plain_name(self.setting.issuer)
        return bool(own) and all(own.startswith(_plain_name(unit)) for unit in read.lead)

    def _sentences(self, index: int, above: Frame) -> bool:
        """Sentences of a paragraph: each that tells somebody begins an instruction. Whether there was any."""
        item = self.items[index]
        if not self.setting.whole and item.kind not in {"execution", "task"} and item.key != CLOSING:
            return False
        text = item.paragraph.text
        introduction = item.key == OPENING and any(other.numbered for other in self.items)

        def read(start: int, end: int) -> Clause | None:
            return self._told(text, start, end, introduction=introduction)

        stop = _PART.search(text.raw, item.body)
        first = read(item.body, stop.start() if stop else len(text))
        later = parts.told(text, first.body if first else item.body, read)
        told = (Part(item.body, _until(later, text), first), *later) if first else later
        if not told and item.style is None:
            self._more(item)
        self._emit_parts(index, told, None, above)
        return bool(told)

    def _told(self, text: Text, start: int, end: int, *, introduction: bool) -> Clause | None:
        """The clause when a sentence tells somebody: a named unit, or a mode word alone in a letter."""
        lexicon = self.setting.lexicon
        read = clause.read(text[:end], start, lexicon)
        repeated = any(lexicon.words("closings", kind).match(text, start) for kind in ("closing", "formula"))
        if repeated and read.mode is None:
            return None
        if read.lead and read.verb and not self._is_issuer(read) and (read.mode or not introduction):
            return read
        asks = clause.asked(text[:end], start, lexicon) if self.setting.addressees and not read.lead else None
        if asks:
            return replace(read, mode=asks[0], lead=self.setting.addressees, body=asks[1], verb=True)
        return None

    def _more(self, item: Item) -> None:
        """A letter often says by when and to whom to report in a paragraph of its own: it belongs to the one before."""
        text, lexicon = item.paragraph.text, self.setting.lexicon
        routed = lexicon.words("reports", "send").search(text)
        deadline = self._deadline(text) if routed else None
        if self.found and deadline:
            self.found[-1] = self.found[-1].with_later(item.paragraph, deadline)

    def _emit(
        self, index: int, start: int, end: int | None, read: Clause, above: Frame, inner: deadlines.Spans = ()
    ) -> None:
        """One instruction; `inner` are brackets that tell somebody else: their days are not its own."""
        item = self.items[index]
        whole = item.paragraph.text[:end] if end is not None else item.paragraph.text
        content = _TAIL.sub("", collapse(whole.raw[read.body :]))
        if len(content.split()) < SHORTEST:
            return
        inherits = read.lead == above.lead and bool(above.lead)
        coordinating = read.coordinating or (above.coordinating if inherits else ())
        told = whole[read.body :]
        sure = self._confidence(read, inherits=inherits) - UNPARSED_COST * bool(self._unparsed(told, item))
        self.found.append(
            Found(
                Instruction(
                    key="",
                    section=item.key,
                    mode=read.mode or (above.mode if inherits else None) or DEFAULT_MODE,
                    lead=read.lead,
                    coordinating=tuple(unit for unit in coordinating if unit not in read.lead),
                    text=content,
                    deadline=self._deadline(told, tuple((a - read.body, b - read.body) for a, b in inner))
                    or self._deadline(whole[start : read.body]),
                    evidence=item.paragraph.evidence(0 if start == item.body else start, end),
                    confidence=round(sure * self.setting.cap, 2),
                ),
                item.paragraph,
                read.body,
                index,
                end,
            )
        )

    def _confidence(self, read: Clause, *, inherits: bool) -> float:
        if read.mode:
            return EXPLICIT
        if not inherits:
            return OWN_UNIT
        return INHERITED if read.verb else WEAK

    def _deadline(self, text: Text, others: deadlines.Spans = ()) -> Deadline | None:
        refused = (*references.spans(text), *others)
        return deadlines.find(text, self.setting.lexicon, self.setting.issued, refused)

    def _unparsed(self, text: Text, item: Item) -> bool:
        left = deadlines.unparsed(text, self.setting.lexicon, self.setting.issued, references.spans(text))
        for start, end in left:
            shown = collapse(text.raw[max(start - 10, 0) : end + 25])
            self._doubt(
                "deadline_unparsed", f'Có thể có thời hạn nhưng không đọc được: "{shown}". Hãy xem bản gốc.', item
            )
        return bool(left)

    def _doubt(self, code: str, message: str, item: Item) -> None:
        self.doubts.append(Doubt(code, message, item.paragraph.evidence()))


def find(items: Sequence[Item], setting: Setting) -> tuple[list[Found], list[Doubt]]:
    """Instructions that name a unit (here or above), in order and without keys, and what stays doubtful."""
    base = Frame(setting.addressees if setting.whole else ())
    walk = _Walk(items, setting, {None: base}, [], [])
    walk.run()
    return walk.found, walk.doubts


def _only_names(item: Item, read: Clause, lexicon: Lexicon) -> bool:
    """Whether a numbered line names units and stops, though items follow below: "1. Ban Dân tộc và Tôn giáo."."""
    said = item.paragraph.text.raw[read.body :].strip(" .:;")
    units = bool(read.lead) and all(lexicon.words("unit-heads").match(Text.of(one)) for one in read.lead)
    return item.children and item.numbered and units and not read.verb and not said


def _until(told: Sequence[Part], text: Text) -> int:
    """Where what stands before the parts ends; a part in brackets belongs to what it stands in."""
    outer = (part.start for part in told if text.raw[: part.start].rstrip()[-1:] in ".;")
    return next(outer, len(text))


def _plain_name(name: str) -> str:
    return re.sub(r"\buy ban nhan dan\b", "ubnd", skeleton(collapse(name)))
