"""Which topic a directive is about, and which content item of the topic an instruction is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.planning.phrases import count_found, folded, found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.directive.model import Directive
    from services.settings.model import Topic, TopicItem

ABSTRACT, HEADINGS, TEXT = 3, 2, 1
"""What a keyword weighs by where it stands."""
ENOUGH = 3
"""One keyword in the abstract, or several in the body: a passing mention makes no topic."""


def choose_topic(directive: Directive, topics: Sequence[Topic]) -> Topic | None:
    """The topic whose keywords stand out most; the first of equals; None when none stands out."""
    scored = [(score(directive, topic), topic) for topic in topics]
    best = max((value for value, _ in scored), default=0)
    return next((topic for value, topic in scored if value == best), None) if best >= ENOUGH else None


def score(directive: Directive, topic: Topic) -> int:
    """How much a directive speaks of a topic."""
    abstract = directive.header.abstract.text if directive.header.abstract else ""
    headings = " ".join(section.heading or "" for section in directive.sections)
    body = " ".join(instruction.text for instruction in directive.instructions)
    weighed = ((ABSTRACT, abstract), (HEADINGS, headings), (TEXT, body))
    return sum(weight * count_found(topic.keywords, folded(text)) for weight, text in weighed)


def item_of(topic: Topic | None, text: str) -> TopicItem | None:
    """The first content item that recognises an instruction by its words."""
    plain = folded(text)
    return next((item for item in topic.items if recognises(item, plain)), None) if topic else None


def recognises(item: TopicItem, plain: str) -> bool:
    """One of `any`, all of `all`, none of `none` occur in a folded text."""
    return (
        (not item.any or any(found(phrase, plain) for phrase in item.any))
        and all(found(phrase, plain) for phrase in item.all)
        and not any(found(phrase, plain) for phrase in item.none)
    )


def because(topic: Topic | None, item: TopicItem | None) -> str:
    """The sentence that says where channels, product and measure come from; empty when there are none."""
    if topic is None or item is None or not (item.channels or item.product or item.measure):
        return ""
    return f" Hình thức, sản phẩm, cách đếm: chủ đề “{topic.name}”, mục “{item.name}”."
