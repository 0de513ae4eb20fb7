"""Which topic a directive is about, and which content item of the topic an instruction is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.directive.model import Source
from services.planning.phrases import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.directive.model import Directive
    from services.settings.model import Topic, TopicItem

ABSTRACT, HEADINGS, TEXT = 3, 2, 1
"""What a keyword weighs by where it stands."""
ENOUGH = 3
"""One keyword in the abstract, or several in the body: a passing mention makes no topic."""
SHARE = 1 / 3
"""So many of the headings, or of the instructions, must speak of a topic before they count in full."""


@dataclass(frozen=True, slots=True)
class Place:
    """Texts of equal weight. In `recognised` titles, and in those without marks, slips do not hide a keyword."""

    weight: int
    texts: tuple[Wording, ...]
    title: bool = True
    recognised: bool = False

    def score(self, keywords: Sequence[str]) -> int:
        """The weight for each keyword found; one in all when only few of the texts speak of the topic."""
        found = [{keyword for keyword in keywords if self._has(text, keyword)} for text in self.texts]
        count = len(set().union(*found))
        return self.weight * count if sum(map(bool, found)) >= SHARE * len(self.texts) else min(count, 1)

    def _has(self, text: Wording, keyword: str) -> bool:
        return text.has(keyword) or (self.title and (self.recognised or not text.sound) and text.nearly_has(keyword))


def choose_topic(directive: Directive, topics: Sequence[Topic]) -> Topic | None:
    """The topic whose keywords stand out most; the first of equals; None when none stands out."""
    places = _places(directive)
    scored = [(sum(place.score(topic.keywords) for place in places), topic) for topic in topics]
    best = max((value for value, _ in scored), default=0)
    return next((topic for value, topic in scored if value == best), None) if best >= ENOUGH else None


def _places(directive: Directive) -> tuple[Place, ...]:
    """Where a directive may speak of a topic: title, headings, instructions."""
    abstract, recognised = directive.header.abstract, directive.quality.source in {Source.OCR, Source.REPAIRED}
    headings = tuple(Wording.of(section.heading) for section in directive.sections if section.heading)
    texts = tuple(Wording.of(instruction.text) for instruction in directive.instructions)
    return (
        Place(ABSTRACT, (Wording.of(abstract.text),) if abstract else (), recognised=recognised),
        Place(HEADINGS, headings, recognised=recognised),
        Place(TEXT, texts, title=False),
    )


def item_of(topic: Topic | None, text: str) -> TopicItem | None:
    """The first content item that recognises an instruction by its words."""
    if topic is None:
        return None
    said = Wording.of(text)
    return next((item for item in topic.items if recognises(item, said)), None)


def recognises(item: TopicItem, said: Wording) -> bool:
    """One of `any`, all of `all`, none of `none` occur in a text."""
    return (
        (not item.any or any(map(said.has, item.any)))
        and all(map(said.has, item.all))
        and not any(map(said.has, item.none))
    )


def because(topic: Topic | None, item: TopicItem | None) -> str:
    """The sentence that says where channels, product and measure come from; empty when there are none."""
    if topic is None or item is None or not (item.channels or item.product or item.measure):
        return ""
    return f" Hình thức, sản phẩm, cách đếm: chủ đề “{topic.name}”, mục “{item.name}”."
