"""Finds the zones of a document: first by style name, then head, title, close and body by shape and place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.formality.doc_types import known_type
from services.formality.lines import NATION, NUMBER, lines_of
from services.formality.text import bare, is_upper
from services.formality.zones import STYLES, Zone, Zones

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from services.formality.effective import Document, Paragraph

_MOTTO = re.compile(r"doc lap\b.*\bhanh phuc")
_DATELINE = re.compile(r".*\bngay\b.*\bthang\b.*\bnam\b")
_SUBJECT = re.compile(r"v/v\b|v/v|ve viec\b")
_ADDRESSEES = re.compile(r"kinh gui\b")
_RECIPIENTS = re.compile(r"noi nhan\b")
_BASIS = re.compile(r"(can cu|theo de nghi|xet de nghi|xet)\b")
_ORGANISATION = re.compile(
    r"(uy ban|ubnd|hoi dong|hdnd|so|bo|tong cuc|cuc|chi cuc|phong|truong|trung tam|van phong|thanh tra|ban|vien"
    r"|hoc vien|dai hoc|cong ty|tong cong ty|bao hiem|kho bac|toa an|cong an|benh vien)\b"
)
_AUTHORITY = re.compile(
    r"(tm|kt|tl|tuq|q)\b|(t/m|k/t|t/l)\b|pho |(quyen |tong )*(giam doc|(tong|vien|cuc|vu|bo|hieu|doi) truong)\b"
    r"|(chu tich|chanh|thu truong|thu tuong|thu ky|truong (phong|ban)|phu trach|quyen han)\b"
)
_HEADING = re.compile(r"(phan|chuong|muc|tieu muc|phu luc|dieu)\s+[ivxlc\d]+\b|[ivx]+\. |\d+(\.\d+)*\. ")
# "THỦ TƯỚNG CHÍNH PHỦ điện:" stands in a công điện where Kính gửi stands in a công văn.
_WIRED_TO = re.compile(r".*\bdien ?:$")
ANNEX = re.compile(r"phu luc( (so )?[ivxlc\d]+)?[.:]?")
_POINTER = re.compile(r"\( ?(ban hanh )?kem theo\b")
# The head stands at the top: a Quốc hiệu further down belongs to a form or an attached document.
_HEAD_LINES = 15
_SHORT = 120
_CLOSING_NOTE = ("(", "[đã ký", "[da ky")


def find(document: Document) -> Zones:
    """Give every non-empty line of the body its zone. Text boxes stay out: they are stamps and drawings."""
    finder = _Finder([line for paragraph in document.paragraphs for line in lines_of(paragraph)])
    return finder.zones()


class _Finder:
    """One reading: `zone[i]` is the zone of line i once somebody knows it."""

    def __init__(self, lines: list[Paragraph]) -> None:
        self.lines = lines
        self.bare = [bare(line.text) for line in lines]
        self.zone: list[Zone | None] = [STYLES.get(line.style) for line in lines]
        self.end = self._end()
        for i in range(len(lines)):
            if self.zone[i] is Zone.ANNEX_TITLE and not ANNEX.fullmatch(self.bare[i]):
                self.zone[i] = Zone.ANNEX_NAME

    def zones(self) -> Zones:
        """Run the finders in order; each takes only what none before took."""
        letter = self._is_letter()
        if letter:
            head_end = self._head()
            close = self._close(head_end)
            self._title(head_end, close)
            self._annexes()
            self._body(head_end, close)
        named = [(line, zone or self._rest(line)) for line, zone in zip(self.lines, self.zone, strict=True)]
        by_zone: dict[Zone, list[Paragraph]] = {}
        for line, zone in named:
            by_zone.setdefault(zone, []).append(line)
        return Zones(tuple(named), letter, {zone: tuple(group) for zone, group in by_zone.items()})

    def _is_letter(self) -> bool:
        """One head at the top, by style or by text."""
        nations = [i for i, text in enumerate(self.bare) if NATION.match(text)]
        marks = [i for i in range(min(_HEAD_LINES, len(self.bare))) if NATION.match(self.bare[i]) or self._number(i)]
        return len(nations) <= _MAX_HEADS and (bool(marks) or Zone.ISSUER in self.zone)

    def _end(self) -> int:
        """Where the first document ends: a second head or an annex begins."""
        nations = [i for i, text in enumerate(self.bare) if NATION.match(text)]
        annexes = [i for i, text in enumerate(self.bare) if ANNEX.fullmatch(text) and i > _HEAD_LINES]
        return min([*nations[1:2], *annexes[:1], len(self.lines)])

    def _head(self) -> int:
        """Ô 1–5b. Returns the index of the first line below the head."""
        top = range(min(_HEAD_LINES + 5, self.end))
        self._claim(Zone.NATION, (i for i in top if NATION.match(self.bare[i])))
        self._claim(Zone.MOTTO, (i for i in top if _MOTTO.match(self.bare[i])))
        known = [i for i in top if self.zone[i] in {Zone.NATION, Zone.SYMBOL, Zone.DATELINE}]
        anchor = known[0] if known else next((i for i in top if self._number(i)), 0)
        head_end = self._head_end(anchor, top)
        block = range(head_end)
        self._claim(Zone.SYMBOL, [i for i in block if self._number(i)][:1])
        dates = [i for i in block if self._dateline(i)]
        self._claim(Zone.DATELINE, dates[:1])
        self._subject(block)
        self._issuers(block)
        return head_end

    def _head_end(self, anchor: int, top: range) -> int:
        """The end of the header table, or without one the last of motto, number, date line and V/v."""
        table = self.lines[anchor].place.table if self.lines else None
        if table is not None:
            return 1 + max(i for i in range(self.end) if self.lines[i].place.table == table)
        for i in top:
            if _ADDRESSEES.match(self.bare[i]) or known_type(self.lines[i].text):
                return i
        marks = [i for i in top if self._number(i) or _MOTTO.match(self.bare[i]) or self._dateline(i)]
        return 1 + max(marks, default=-1)

    def _subject(self, block: range) -> None:
        """V/v under the number, with the lines of the same cell that continue it."""
        start = next((i for i in block if _SUBJECT.match(self.bare[i])), None)
        if start is None:
            return
        cell = _cell(self.lines[start])
        same = (i for i in block if i >= start and (i == start or (cell and _cell(self.lines[i]) == cell)))
        self._claim(Zone.SUBJECT, same)

    def _issuers(self, block: range) -> None:
        """Lines above the number: the last organisation named is the issuer, one before it its chủ quản."""
        symbol = next((i for i in block if self.zone[i] is Zone.SYMBOL), len(block))
        names: list[list[int]] = []
        for i in (i for i in block if i < symbol and self.zone[i] is None and self._left(i)):
            continues = names and not _ORGANISATION.match(self.bare[i]) and self._same_weight(names[-1][-1], i)
            if continues:
                names[-1].append(i)
            else:
                names.append([i])
        if Zone.ISSUER not in self.zone:
            self._claim(Zone.ISSUER, names.pop() if names else ())
        self._claim(Zone.PARENT, (i for name in names for i in name))

    def _close(self, head_end: int) -> int:
        """Ô 7 and 9b. Returns the index of the first line of the closing block."""
        area = range(head_end, self.end)
        styled = [i for i in area if self.zone[i] in {Zone.RECIPIENTS_TITLE, Zone.AUTHORITY}]
        start = next((i for i in area if _RECIPIENTS.match(self.bare[i])), None)
        if start is None:
            return min(styled, default=self.end)
        self._claim(Zone.RECIPIENTS_TITLE, [start])
        cell, table = _cell(self.lines[start]), self.lines[start].place.table
        if cell is not None:
            same = [i for i in area if self.lines[i].place.table == table]
            column = self.lines[start].place.column
            self._claim(Zone.RECIPIENTS, (i for i in same if i > start and self.lines[i].place.column == column))
            self._signature([i for i in same if self.lines[i].place.column != column])
            return min([*same, *styled])
        listed = [i for i in area if i > start and self.bare[i].startswith(("-", "luu"))]
        self._claim(Zone.RECIPIENTS, listed)
        block = self._loose_signature(start, [i for i in area if i != start and i not in listed])
        self._signature(block)
        return min([start, *styled, *block])

    def _loose_signature(self, start: int, area: list[int]) -> list[int]:
        """Without a table: from the first title in capitals near Nơi nhận, or after it, the lines that follow."""
        titles = (i for i in area if i >= start - _SIGNATURE_LINES and is_upper(self.lines[i].text))
        first = next((i for i in titles if _AUTHORITY.match(self.bare[i])), None)
        if first is None:
            return []
        return [i for i in area if i >= first and (i < start or first > start)][:_SIGNATURE_LINES]

    def _signature(self, lines: list[int]) -> None:
        """The first line and every title are the authority; the last other line is the name."""
        lines = [
            i for i in lines if self.zone[i] is None and not self.lines[i].text.casefold().startswith(_CLOSING_NOTE)
        ]
        first = () if Zone.AUTHORITY in self.zone else lines[:1]
        titles = [i for i in lines if i in first or _AUTHORITY.match(self.bare[i])]
        names = [i for i in lines if i not in titles]
        if Zone.SIGNER not in self.zone:
            self._claim(Zone.SIGNER, names[-1:])
        self._claim(Zone.AUTHORITY, titles)

    def _title(self, head_end: int, close: int) -> None:
        """Ô 5a, 9a: tên loại and the centred lines below it, Kính gửi and its list."""
        area = [i for i in range(head_end, close) if self.zone[i] is None]
        first = next(iter(area), None)
        if first is not None and Zone.TYPE not in self.zone and self._is_title(first):
            self._claim(Zone.TYPE, [first])
            self._claim(Zone.ABSTRACT, _while(area[1:], self._is_abstract))
        start = next((i for i in area if _ADDRESSEES.match(self.bare[i])), None)
        if start is not None:
            table = self.lines[start].place.table
            below = [i for i in area if i > start]
            in_list = _while(
                below,
                lambda i: self.bare[i].startswith("-") or (table is not None and self.lines[i].place.table == table),
            )
            self._claim(Zone.ADDRESSEES, [start, *in_list])

    def _annexes(self) -> None:
        """Below the close: the title of each annex, and the centred lines below it."""
        for start in (i for i in range(self.end, len(self.lines)) if ANNEX.fullmatch(self.bare[i])):
            self._claim(Zone.ANNEX_TITLE, [start])
            below = _while(list(range(start + 1, len(self.lines))), lambda i: self.lines[i].centred)
            self._claim(Zone.ANNEX_POINTER, (i for i in below if _POINTER.match(self.bare[i])))
            self._claim(Zone.ANNEX_NAME, below)

    def _body(self, head_end: int, close: int) -> None:
        """Ô 6: căn cứ, đề mục and text; tables in between are tables; what follows the close is annex."""
        for i in range(head_end, len(self.lines)):
            line = self.lines[i]
            if i >= self.end:
                self._claim(Zone.ANNEX, [i])
            elif i >= close:
                self._claim(Zone.OTHER, [i])
            elif line.place.table is not None:
                self._claim(Zone.TABLE, [i])
            elif self._is_basis(i):
                self._claim(Zone.BASIS, [i])
            else:
                self._claim(Zone.HEADING if self._is_heading(i) else Zone.BODY, [i])

    def _claim(self, zone: Zone, lines: Iterable[int]) -> None:
        for i in lines:
            if self.zone[i] is None:
                self.zone[i] = zone

    def _rest(self, line: Paragraph) -> Zone:
        """Files without a letter's head still have text that body rules can look at."""
        return Zone.TABLE if line.place.table is not None else Zone.OTHER

    def _number(self, i: int) -> bool:
        return len(self.bare[i]) < _SHORT and NUMBER.match(self.bare[i]) is not None

    def _dateline(self, i: int) -> bool:
        return len(self.bare[i]) < _SHORT and _DATELINE.match(self.bare[i]) is not None

    def _left(self, i: int) -> bool:
        place = self.lines[i].place
        return place.table is None or place.column == 1

    def _same_weight(self, above: int, below: int) -> bool:
        return self.lines[above].bold == self.lines[below].bold

    def _is_title(self, i: int) -> bool:
        line = self.lines[i]
        if _ADDRESSEES.match(self.bare[i]) or line.place.table is not None or len(self.bare[i]) > _SHORT:
            return False
        return known_type(line.text) is not None or (line.centred and is_upper(line.text))

    def _is_abstract(self, i: int) -> bool:
        line = self.lines[i]
        beyond = any(mark.match(self.bare[i]) for mark in (_ADDRESSEES, _BASIS, _HEADING, _WIRED_TO))
        return line.centred and not beyond and not is_upper(line.text)

    def _is_basis(self, i: int) -> bool:
        """Căn cứ: italic, or one of a list that ends with semicolons, or the last of such a list."""
        text = self.bare[i]
        last = i > 0 and self.zone[i - 1] is Zone.BASIS
        return _BASIS.match(text) is not None and (self.lines[i].italic or text.endswith(";") or last)

    def _is_heading(self, i: int) -> bool:
        line = self.lines[i]
        return len(self.bare[i]) < _SHORT and (line.centred or line.bold or is_upper(line.text))


def _cell(line: Paragraph) -> tuple[int, int, int] | None:
    place = line.place
    return None if place.table is None else (place.table, place.row, place.column)


def _while(lines: list[int], wanted: Callable[[int], bool]) -> list[int]:
    kept: list[int] = []
    for i in lines:
        if not wanted(i):
            break
        kept.append(i)
    return kept


# A decision and the document it issues have a head each; more heads than that make a book of forms.
_MAX_HEADS = 2
# Without a table the signature stands within these lines above Nơi nhận, or below it.
_SIGNATURE_LINES = 8
