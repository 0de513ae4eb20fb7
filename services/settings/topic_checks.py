"""What a topic pack may say without being wrong for the loader, and yet not as its author meant it."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from services.settings.problem import Problem
from services.settings.source import Source
from services.settings.topic_files import PATTERN, read_topics
from services.settings.validation import place
from services.units.fold import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from services.settings.model import Topic, TopicItem

Phrase = tuple[str, ...]


def odd_topics(config: Path) -> tuple[Problem, ...]:
    """Items that an earlier one hides, phrases said twice, keywords of two topics; files that cannot be read are left.

    The loader's own problems are `find_problems`'s to tell.
    """
    source = Source(config)
    topics = {topic.id: topic for topic in read_topics(source, {})}
    lines = _Lines(source, {name: topic for name in source.names(PATTERN) if (topic := topics.get(_stem(name)))})
    found = [*lines.hidden(), *lines.repeated(), *lines.shared()]
    return tuple(sorted(found, key=lambda each: (each.file, each.line or 0)))


class _Lines:
    """Topics with the files they stand in, so that a problem can name the line."""

    def __init__(self, source: Source, topics: dict[str, Topic]) -> None:
        self._source, self._topics = source, topics

    def _problem(self, name: str, path: Sequence[str | int], why: str, fix: str) -> Problem:
        document = self._source.toml(name)
        line = document.line(path) if document else None
        return Problem(self._source.shown(name), line, place(path), why, fix)

    def hidden(self) -> Iterator[Problem]:
        """An item of which an earlier one takes every instruction."""
        for name, topic in self._topics.items():
            pairs = combinations(enumerate(topic.items), 2)
            seen: set[int] = set()
            for (_, earlier), (number, item) in pairs:
                if number not in seen and takes_all(earlier, item):
                    seen.add(number)
                    why = f"nội dung “{item.name}” không bao giờ được chọn: mục “{earlier.name}” đứng trước nhận hết"
                    fix = "đưa mục này lên trước, hoặc thêm từ vào khóa none của mục đứng trước"
                    yield self._problem(name, ("items", number, "any" if item.any else "all"), why, fix)

    def repeated(self) -> Iterator[Problem]:
        """A phrase that stands twice in one list."""
        for name, topic in self._topics.items():
            lists: list[tuple[tuple[str | int, ...], Sequence[str]]] = [(("keywords",), topic.keywords)]
            for number, item in enumerate(topic.items):
                lists += [(("items", number, key), getattr(item, key)) for key in ("any", "all", "none", "channels")]
            for path, phrases in lists:
                for phrase in _twice(phrases):
                    yield self._problem(name, path, f"“{phrase}” ghi hai lần", "xóa bớt một lần")

    def shared(self) -> Iterator[Problem]:
        """A keyword of two topics: it cannot tell them apart."""
        for (_, first), (name, second) in combinations(self._topics.items(), 2):
            known = {_folded(keyword) for keyword in first.keywords}
            for keyword in second.keywords:
                if _folded(keyword) in known:
                    why = f"từ “{keyword}” cũng là từ nhận biết của chủ đề “{first.name}”"
                    yield self._problem(name, ("keywords",), why, "chỉ giữ ở một chủ đề, hoặc ghi cụm từ dài hơn")


def takes_all(earlier: TopicItem, later: TopicItem) -> bool:
    """Whether every instruction that the later item recognises is recognised by the earlier one, as far as words tell.

    A text with a longer phrase has the shorter one inside it.
    """
    if not {_folded(word) for word in earlier.none} <= {_folded(word) for word in later.none}:
        return False
    sure = [_folded(word) for word in later.all]
    ways = [[*sure, _folded(word)] for word in later.any] or [sure]
    return all(_recognised(earlier, way) for way in ways)


def _recognised(item: TopicItem, said: Sequence[Phrase]) -> bool:
    has = [any(_inside(_folded(word), phrase) for phrase in said) for word in item.all]
    some = not item.any or any(_inside(_folded(word), phrase) for word in item.any for phrase in said)
    return all(has) and some


def _inside(part: Phrase, whole: Phrase) -> bool:
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


def _folded(phrase: str) -> Phrase:
    return tuple(word.exact for word in words(phrase))


def _twice(phrases: Sequence[str]) -> list[str]:
    folded = [_folded(phrase) for phrase in phrases]
    return [phrase for number, phrase in enumerate(phrases) if folded[number] in folded[:number]]


def _stem(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".toml")
