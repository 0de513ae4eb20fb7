"""The outline: paragraphs in their order, each with its place below the numbered headings around it.

Styles are ranked by the order in which the document opens them, never by a fixed list. Labels are decoded by order:
a printed label counts when it goes up, else the next one is meant ("II." after "II." is III).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from services.directive import headings
from services.directive.labels import ROMANS, Label, Style, is_roman, read_damaged, read_label, roman, roman_value
from services.directive.model import Section
from services.directive.roles import is_role_line
from services.directive.text import shouted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.directive.lexicon import Lexicon
    from services.directive.text import Paragraph

LETTERS = "abcdđeghiklmnopqrstuvxy"
OUTSIDE = {
    Style.PART: (None,),
    Style.CAPITAL: (Style.PART,),
    Style.ROMAN: (Style.PART, Style.CAPITAL),
    Style.ARTICLE: (Style.PART, Style.CAPITAL),
}
"""Styles of the highest levels, and what alone they stand below."""
OPENING, CLOSING, ANNEX = "Phần đầu", "Phần cuối", "Phụ lục"
"""Keys of what stands before the first and after the last numbered item, and behind the signature."""


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph of the outline.

    `key` is the section it belongs to (its own when numbered), `body` where its text begins after the label,
    `parent` the index of the item above it, `children` whether items stand below it. `kind` is the kind of the
    section by its heading ("content", "execution" …), taken over from above when its own heading says nothing.
    """

    paragraph: Paragraph
    style: Style | None
    label: str
    body: int
    key: str
    level: int
    parent: int | None
    children: bool = False
    heading: str | None = None
    kind: str | None = None

    @property
    def text(self) -> str:
        """The text after the label."""
        return self.paragraph.text.raw[self.body :]

    @property
    def numbered(self) -> bool:
        """Whether it is a section of its own."""
        return self.style is not None and self.style.numbered

    @property
    def leads_on(self) -> bool:
        """Whether it only opens what follows: it ends with a colon, or has items below and no end of a sentence."""
        text = self.text.rstrip()
        opened = text.endswith(":") and not headings.SENTENCE_END.search(text[:-1].rstrip())
        return opened or (self.children and not headings.SENTENCE_END.search(text))


def build(paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> tuple[Item, ...]:
    """The outline of the body."""
    builder = _Builder(lexicon, capitals=any(_is_chapter(paragraph.text.raw) for paragraph in paragraphs))
    for paragraph in paragraphs:
        builder.add(paragraph)
    return tuple(_with_headings(builder.finish(), lexicon))


def annex(paragraphs: Sequence[Paragraph]) -> tuple[Item, ...]:
    """Paragraphs behind the signature: an annex (phụ lục) may hold the table that assigns the work."""
    return tuple(Item(paragraph, None, "", 0, ANNEX, 0, None) for paragraph in paragraphs if "|" in paragraph.text.raw)


def _is_chapter(text: str) -> bool:
    """Whether a line is a Roman number and a heading in capitals: then every such part has one."""
    label = read_label(text)
    return label is not None and label.style is Style.ROMAN and shouted(text[label.end :])


def sections(items: Sequence[Item]) -> tuple[Section, ...]:
    """Headings and numbered sentences, as a reader of the document would list them."""
    return tuple(
        Section(i.key, i.level, i.label, i.heading, i.paragraph.first.page, i.paragraph.first.number)
        for i in items
        if i.numbered
    )


def ancestors(items: Sequence[Item], index: int) -> Iterator[Item]:
    """The items above one, nearest first."""
    parent = items[index].parent
    while parent is not None:
        yield items[parent]
        parent = items[parent].parent


@dataclass(slots=True)
class _Builder:
    """Items so far, the open ones from outer to inner, and the labels used below each parent.

    `capitals`: the parts of the document have Roman numbers and headings in capitals, so capitals tell a part whose
    number was misread, and a Roman number before ordinary letters is a misread 1.
    """

    lexicon: Lexicon
    capitals: bool = False
    items: list[Item] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    last: dict[tuple[int | None, Style], str] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)

    def add(self, paragraph: Paragraph) -> None:
        label = self._label(paragraph.text.raw)
        if label is None:
            self._add_plain(paragraph)
        else:
            self._add_labelled(paragraph, label)

    def _label(self, text: str) -> Label | None:
        label = read_label(text)
        if label is not None and label.style is Style.CAPITAL:
            return label if self._next_capital(label.printed) else read_damaged(text)
        if not self.capitals:
            return label
        if label is None or (label.style is Style.ARABIC and not headings.names_unit(text[label.end :], self.lexicon)):
            return read_damaged(text) or label
        if label.style is Style.ROMAN and label.printed == "I" and not shouted(text[label.end :]):
            return replace(label, style=Style.ARABIC, printed="1")
        return label

    def _next_capital(self, letter: str) -> bool:
        """Whether capital letters go on with this one: "H." behind "I." is a misread "II."."""
        used = [item.label for item in self.items if item.style is Style.CAPITAL]
        parts = sum(item.style is Style.PART for item in self.items)
        return letter == (chr(ord(used[-1]) + 1) if used else "A") or (letter == "A" and parts > 0)

    def finish(self) -> list[Item]:
        """All items; plain paragraphs after the last numbered one's own text are the closing part."""
        labelled = [n for n, item in enumerate(self.items) if item.style is not None]
        roles = [n for n, item in enumerate(self.items) if is_role_line(item.paragraph.text, item.body, self.lexicon)]
        after = max([*labelled[-1:], *(roles[-1:] if labelled else ())], default=-1)  # an activity ends with its roles
        for n in range(after + 1, len(self.items)):
            if self._closes(n, labelled):
                self.items[n] = replace(self.items[n], key=CLOSING, level=0, parent=None)
        return self.items

    def _closes(self, index: int, labelled: list[int]) -> bool:
        if not labelled or "|" in self.items[index].paragraph.text.raw:
            return False
        before = self.items[labelled[-1]]
        opens = before.leads_on or headings.only_names(before, self.lexicon)
        return before.style is not None and (not before.numbered or not opens or index > labelled[-1] + 1)

    def _add_plain(self, paragraph: Paragraph) -> None:
        while self.open and not self._takes_plain(self.items[self.open[-1]]):
            self.open.pop()
        parent = self.open[-1] if self.open else None
        key = self.items[parent].key if parent is not None else OPENING
        level = self.items[parent].level if parent is not None else 0
        self._append(Item(paragraph, None, "", 0, key, level, parent))

    def _takes_plain(self, item: Item) -> bool:
        """Whether an unlabelled paragraph can belong below an item: below headings, not below sentences."""
        ended = headings.SENTENCE_END.search(item.text.rstrip()) is not None
        return item.numbered and (not ended or headings.only_names(item, self.lexicon))

    def _add_labelled(self, paragraph: Paragraph, label: Label) -> None:
        self._close_to(label.style)
        parent = self.open[-1] if self.open else None
        above = self.items[parent] if parent is not None else None
        if label.style.numbered:
            decoded = self._decode(parent, label)
            key, level = self._key(above, label.style, decoded), (above.level if above else 0) + 1
        else:
            key, level = (above.key, above.level) if above else (OPENING, 0)
        self.open.append(len(self.items))
        self._append(Item(paragraph, label.style, label.printed, label.end, key, level, parent))

    def _append(self, item: Item) -> None:
        if item.parent is not None:
            self.items[item.parent] = replace(self.items[item.parent], children=True)
        self.items.append(item)

    def _close_to(self, style: Style) -> None:
        """Close the items that this style does not go below."""
        styles = [self.items[index].style for index in self.open]
        if outer := OUTSIDE.get(style):
            self.open = [index for index in self.open if self.items[index].style in outer]
        elif style in styles:
            del self.open[styles.index(style) :]
        elif style.numbered:
            while self.open and not self.items[self.open[-1]].numbered:
                self.open.pop()

    def _decode(self, parent: int | None, label: Label) -> str:
        """The label that is meant: the printed one when it goes up, else the next in order."""
        place = (parent, label.style)
        before, meant = self.last.get(place), label.printed
        if label.style.headed:
            return meant
        if label.style is Style.ROMAN and not is_roman(meant):
            meant = _next(label.style, before) if before else "I"
        if before is not None and _rank(label.style, meant) <= _rank(label.style, before):
            meant = _next(label.style, before)
        self.last[place] = meant
        return meant

    def _key(self, above: Item | None, style: Style, decoded: str) -> str:
        own = f"Điều {decoded}" if style is Style.ARTICLE else decoded
        key = own
        if above is not None and style is not Style.ARTICLE:  # articles are numbered through all chapters
            start, _, last = own.rpartition(".")
            nested = start and (above.key == start or above.key.endswith("." + start))
            key = f"{above.key}.{last if nested else own}"
        base, count = key, 1
        while key in self.keys:
            count += 1
            key = f"{base} ({count})"
        self.keys.add(key)
        return key


def _rank(style: Style, label: str) -> tuple[int, ...]:
    if style in ROMANS:
        return (roman_value(label.upper()),)
    if style is Style.LETTER:
        return (LETTERS.find(label),)
    return tuple(int(part) for part in label.split("."))


def _next(style: Style, before: str) -> str:
    if style in ROMANS:
        after = roman(min(roman_value(before.upper()) + 1, 89))
        return after if style is Style.ROMAN else after.lower()
    if style is Style.LETTER:
        return LETTERS[(LETTERS.find(before) + 1) % len(LETTERS)]
    *outer, last = before.split(".")
    return ".".join([*outer, str(int(last) + 1)])


def _with_headings(items: Sequence[Item], lexicon: Lexicon) -> Iterator[Item]:
    """The items with headings and kinds; a kind is inherited from the nearest heading above that has one."""
    known: list[Item] = []
    for item in items:
        heading = headings.heading_of(item, lexicon)
        kind = headings.kind_of(heading, lexicon) if heading else None
        inherited = known[item.parent].kind if item.parent is not None else None
        known.append(replace(item, heading=heading, kind=kind or inherited))
    yield from known
