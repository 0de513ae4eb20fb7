"""What a mender works on: the file as judged, the nodes behind its paragraphs, and the list of what was changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.formality.lines import numbered_lines
from services.formality.reader import run_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from services.formality.effective import Paragraph
    from services.formality.rules import Subject
    from services.formality.zones import Zone


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change: the rule it serves, what was done (Vietnamese), in how many places."""

    rule: str
    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of the text: its zone, the node of its paragraph, and the runs that are wholly its own."""

    line: Paragraph
    zone: Zone
    node: etree._Element
    runs: tuple[etree._Element, ...]
    whole: bool


@dataclass(slots=True)
class Work:
    """One file being mended. `trees` are the parts of text by name; menders tell `changed` what they did."""

    subject: Subject
    nodes: tuple[etree._Element, ...]
    trees: dict[str, etree._Element]
    changes: Counter[tuple[str, str]] = field(default_factory=Counter)

    def changed(self, rule: str, what: str) -> None:
        """Note one change."""
        self.changes[rule, what] += 1

    def pieces(self) -> Iterator[Piece]:
        """Every line of the text with its zone; a run that two lines share belongs to neither."""
        zones = iter(self.subject.zones.lines)
        for paragraph, node in zip(self.subject.document.paragraphs, self.nodes, strict=True):
            lines = list(numbered_lines(paragraph))
            taken = Counter(number for _, numbers in lines for number in numbers)
            runs = run_nodes(node)
            for line, numbers in lines:
                _, zone = next(zones)
                own = tuple(runs[number] for number in numbers if taken[number] == 1)
                yield Piece(line, zone, node, own, whole=len(lines) == 1)
