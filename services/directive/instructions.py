"""Nội dung giao: where instructions stand in the outline, and what an item takes over from the items above it.

In a plan they stand under "Tổ chức thực hiện" (elsewhere only when somebody is told in so many words); in a directive,
a telegram or an announcement in the whole numbered body; in a letter in the sentence that asks. A line that only
opens what follows ("3. Bộ Tài chính:") gives its lead, partners and mode to the items below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from services.directive import clause, mentions, orders, parts, telling
from services.directive.frames import Frame
from services.directive.labels import Style, at_start
from services.directive.outline import CLOSING, OPENING
from services.directive.parts import Part
from services.directive.record import Record
from services.directive.roles import is_role_line
from services.directive.text import CAPITALS, Text, collapse, shouted
from services.directive.units_in_text import first_verb, unit_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.directive.clause import Clause
    from services.directive.frames import Found, Setting
    from services.directive.lexicon import Lexicon
    from services.directive.model import Doubt
    from services.directive.outline import Item

NO_TASKS = frozenset({"purpose", "requirement", "audience", "situation"})
"""Kinds of sections that describe; nobody is told to do anything there."""
_BULLETS = frozenset({Style.DASH, Style.PLUS, Style.LETTER})
_AS_TO = re.compile(r"(?:doi voi|ve)\s")
"""Before what is only described when no verb follows: "Đối với cấp trung học: Bao gồm …"."""
_NO_WORK = re.compile(r"can cu\b|nhan duoc\b|quyet dinh\b")
"""How a paragraph begins that only looks like work."""
SHOWN = 80
"""Characters of a sentence that a question shows."""
LONGEST_THING = 120
"""Characters of a thing that a work lists below it."""
_PART = re.compile(rf"(?<=[.;])\s+(?=[{CAPITALS}])")
"""Where a sentence, or a clause with a subject of its own, begins."""


@dataclass(slots=True)
class _Walk:
    """The walk through the outline: the frame of each item, and the record of what was found."""

    items: Sequence[Item]
    setting: Setting
    frames: dict[int | None, Frame]
    record: Record
    listed: set[int | None] = field(default_factory=set)

    def run(self) -> None:
        for index, item in enumerate(self.items):
            above = self.frames[item.parent]
            self.frames[index] = above
            if self._is_silent(item):
                continue
            read = self._read(index)
            if item.parent in self.listed and not (read.lead and read.verb):
                self.listed.add(index)
                continue
            if self._lists_things(index, read):
                self.listed.add(index)
                self._item(index, read, above)
            elif (item.leads_on or _only_names(item, read, self.setting.lexicon)) and self._has_followers(index):
                self._hand_down(index, read, above)
            elif item.style is None and not self._goes_on(item, read, above):
                self._sentences(index, above)
            else:
                self._item(index, read, above)

    def _lists_things(self, index: int, read: Clause) -> bool:
        """Whether what stands below a work is mostly what it is about: "Lập báo cáo, nêu rõ: - Số việc; …"."""
        item, lexicon = self.items[index], self.setting.lexicon
        below = [one for one in self.items[index + 1 :] if one.parent == index and one.style is not None]
        if not (read.verb and item.numbered and item.text.rstrip().endswith(":")) or read.lead or item.kind in NO_TASKS:
            return False
        things = [
            one
            for one in below
            if len(one.text) <= LONGEST_THING
            and ":" not in one.text
            and not one.children
            and not clause.read(one.paragraph.text, one.body, lexicon).verb
        ]
        return 2 * len(things) > len(below) and all(one.style in _BULLETS for one in below)

    def _is_silent(self, item: Item) -> bool:
        """Attributes of an activity, closing phrases, descriptions and tables say nothing that is to be done."""
        text, lexicon = item.paragraph.text, self.setting.lexicon
        closing = lexicon.words("closings", "closing").match(text, item.body) and not self._asks_more(item)
        formula = lexicon.words("closings", "formula").search(text)
        obeyed = formula is not None and item.style is None and formula.group().startswith("chiu")
        said = bool(closing) or obeyed or (formula is not None and item.key.startswith("Điều"))
        said = said or telling.trouble(text, item.body, None) == item.body
        return said or is_role_line(text, item.body, lexicon) or item.kind in NO_TASKS or "|" in text.raw

    def _asks_more(self, item: Item) -> bool:
        """Whether a closing phrase asks for more than to carry the document out: "…, yêu cầu các đơn vị báo cáo"."""
        text, lexicon = item.paragraph.text, self.setting.lexicon
        read = clause.read(text, item.body, lexicon)
        read = read if read.mode else clause.behind(text, item.body, lexicon) or read
        asked = read.mode is not None and bool(read.lead) and read.verb
        return asked and not orders.only_carries(text.raw[read.body :], lexicon)

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
        if item.style is None and read.mode is None:  # who opens a list stands in the sentence with the colon
            last = telling.last_sentence(item.paragraph.text, item.body)
            asked = clause.read(item.paragraph.text, last, self.setting.lexicon)
            read = asked if asked.mode and asked.lead else read
        headed = self._heads_units(item, read)
        nobody = (item.heading and shouted(item.heading) and not headed) or telling.is_issuer(read, self.setting)
        nobody = nobody or (item.style is None and item.key == OPENING and read.mode is None)
        named = replace(read, lead=(), coordinating=()) if nobody else read
        frame = above.with_clause(named, headed=headed or (above.headed and not named.lead))
        if not read.lead or nobody:
            frame = frame.asking(clause.opening_mode(item.paragraph.text, item.body, self.setting.lexicon))
        if frame.greeted and telling.answers(item.paragraph.text, item.body, self.setting):
            frame = frame.answering()
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
        if self._does_nothing(item, read, above):
            self._sentences(index, above)
            return
        if (above.headed and telling.passes_on(read, self.setting)) or telling.staffs(read, above):
            read = replace(read, mode=None, lead=(), body=item.body, verb=True)
        lead = telling.meant(read.lead, above, self.setting) or above.lead
        if not lead and not above.answers and self.setting.whole and read.verb and item.numbered:
            lead = self.setting.addressees
        if lead and not telling.is_issuer(read, self.setting):
            self._with_parts(index, replace(read, lead=lead), above)
        elif not lead and not self._sentences(index, above) and read.verb and item.style is not Style.ARTICLE:
            self.record.doubt(
                "lead_unknown",
                f"{at_start(item.key)}: nội dung này không nêu đơn vị thực hiện. Hãy xác định đơn vị.",
                item,
            )

    def _does_nothing(self, item: Item, read: Clause, above: Frame) -> bool:
        """Times, places and, below a greeting, what was said: no unit, no verb, nothing to be sent by a day."""
        text, words = item.paragraph.text, self.setting.lexicon.words
        named = any(words("headings", kind).match(text, item.body) for kind in ("time", "place"))
        named_only = read.opened and unit_span(text, read.body, self.setting.lexicon)
        if named_only and not text.raw[named_only.end :].strip(" .;"):
            return True  # "Cơ quan quản lý chuyên ngành: Sở Y tế."
        if (
            read.opened
            and _AS_TO.match(text.plain, item.body)
            and not first_verb(text, read.body, self.setting.lexicon)
        ):
            return True
        if read.lead or read.verb or not (above.greeted or named):
            return False
        sent = words("reports", "send").search(text, item.body) is not None
        return not sent or self.record.deadline(text[item.body :]) is None

    def _with_parts(self, index: int, read: Clause, above: Frame) -> None:
        """The item, and each later part of its paragraph that tells somebody else."""
        item = self.items[index]
        text = item.paragraph.text
        later = parts.told(
            text, read.body, lambda start, end: telling.told(text, start, end, self.setting, introduction=False)
        )
        others = [part for part in later if not part.only_helps(text)]
        helpers = [unit for part in later if part.only_helps(text) for unit in part.clause.lead]
        first = replace(read, coordinating=(*read.coordinating, *helpers))
        inner = tuple((part.start, part.end) for part in others if part.start < _until(others, text))
        self.record.add(index, item.body, _until(others, text), first, above, inner)
        self._emit_parts(index, others, read.mode, above)

    def _emit_parts(self, index: int, told: Sequence[Part], mode: str | None, above: Frame) -> None:
        """Parts of one paragraph; one that goes on with a sentence takes over its mode."""
        for part in told:
            mode = part.clause.mode or (mode if part.follows else None)
            lead = telling.meant(part.clause.lead, above, self.setting)
            text = self.items[index].paragraph.text[: part.end]
            joined = clause.coordination(text, part.clause.body, self.setting.lexicon)  # also behind a ";"
            joined = tuple(dict.fromkeys((*part.clause.coordinating, *(unit for unit in joined if unit not in lead))))
            told_part = replace(part.clause, lead=lead, coordinating=joined, mode=mode)
            self.record.add(index, part.start, part.end, told_part, above)

    def _in_scope(self, item: Item, read: Clause) -> bool:
        """In a plan, only the execution part and the closing; elsewhere when a unit is told in so many words."""
        if self.setting.whole:
            return True
        if item.kind == "execution" or item.key == CLOSING:
            return True
        named = read.opened and bool(read.lead)  # "- Các đơn vị: Xây dựng …"
        dated = bool(read.lead) and self.record.deadline(item.paragraph.text[read.body :]) is not None
        return bool(read.lead) and read.verb and (read.mode is not None or dated or named or item.kind == "task")

    def _sentences(self, index: int, above: Frame) -> bool:
        """Sentences of a paragraph: each that tells somebody begins an instruction. Whether there was any."""
        item = self.items[index]
        if not self.setting.whole and item.kind not in {"execution", "task"} and item.key != CLOSING:
            return False
        text = item.paragraph.text
        first = next((n for n, other in enumerate(self.items) if other.numbered), 0)
        introduction = item.key == OPENING and index < first

        def read(start: int, end: int) -> Clause | None:
            opening = item.key == OPENING
            return telling.told(text, start, end, self.setting, introduction=introduction, opening=opening)

        named = unit_span(text, item.body, self.setting.lexicon)  # a ";" may stand in the list of those told
        stop = _PART.search(text.raw, named.end if named and named.verb else item.body)
        begun = read(item.body, stop.start() if stop else len(text))
        later = parts.told(text, begun.body if begun else item.body, read)
        told = (Part(item.body, _until(later, text), begun), *later) if begun else later
        if not told and item.style is None and not self.record.add_more(item) and not introduction:
            self._ask_whose(item)
        self._emit_parts(index, told, None, above)
        return bool(told)

    def _ask_whose(self, item: Item) -> None:
        """A sentence below an order that begins with a work and tells nobody: a person is asked whose it is."""
        text, lexicon = item.paragraph.text, self.setting.lexicon
        read, said = clause.read(text, item.body, lexicon), collapse(text.raw[item.body :])
        if not self.record.found or not read.verb or read.lead or shouted(said):
            return
        if _NO_WORK.match(text.plain, item.body) or orders.only_carries(said, lexicon):
            return
        shown = said if len(said) <= SHOWN else f"{said[:SHOWN].strip()} …"
        self.record.doubt("work_untold", f"“{shown}” có thể là một việc nhưng không nêu đơn vị. Hãy xem bản gốc.", item)


def find(items: Sequence[Item], setting: Setting) -> tuple[list[Found], list[Doubt]]:
    """Instructions that name a unit (here or above), in order and without keys, and what stays doubtful."""
    base = Frame(setting.addressees if setting.whole else (), greeted=True)
    record = Record(items, setting)
    _Walk(items, setting, {None: base}, record).run()
    return record.found, record.doubts


def _only_names(item: Item, read: Clause, lexicon: Lexicon) -> bool:
    """Whether a numbered line names units and stops, though items follow below: "1. Ban Dân tộc và Tôn giáo."."""
    said = item.paragraph.text.raw[read.body :].strip(" .:;")
    units = bool(read.lead) and all(lexicon.words("unit-heads").match(Text.of(one)) for one in read.lead)
    return item.children and item.numbered and units and not read.verb and not said


def _until(told: Sequence[Part], text: Text) -> int:
    """Where what stands before the parts ends; a part in brackets belongs to what it stands in."""
    outer = (part.start for part in told if text.raw[: part.start].rstrip()[-1:] in ".;")
    return next(outer, len(text))
