"""`topics/*.toml`: one topic pack a file."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from services.settings.model import Topic
from services.settings.selectors import selector_problem
from services.settings.validation import place, validate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from services.settings.source import Document, Source

PATTERN = "topics/*.toml"


def read_topics(source: Source, known: Mapping[str, Collection[str]]) -> tuple[Topic, ...]:
    """All topics in the order of their file names. `known`: what selectors may name; empty: they are not checked."""
    documents = [(name, source.toml(name)) for name in source.names(PATTERN)]
    return tuple(topic for name, document in documents if document and (topic := _topic(source, name, document, known)))


def _topic(source: Source, name: str, document: Document, known: Mapping[str, Collection[str]]) -> Topic | None:
    topic = validate(source, document, (), Topic, document.data)
    if topic is None:
        return None
    stem = PurePosixPath(name).stem
    if topic.id != stem:
        fix = f'ghi id = "{stem}" hoặc đổi tên tệp'
        source.report(document.file, document.line(("id",)), "khóa id", f"“{topic.id}” khác tên tệp", fix)
    for path, select in _selectors(topic):
        if known and (problem := selector_problem(select, known)):
            source.report(document.file, document.line(path), place(path), *problem)
    _check_items(source, document, topic)
    return topic


def _selectors(topic: Topic) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for number, audience in enumerate(topic.audiences):
        yield ("audiences", number, "select"), audience.select
    for number, item in enumerate(topic.items):
        yield ("items", number, "select"), item.select


def _check_items(source: Source, document: Document, topic: Topic) -> None:
    """Every item has its own id and at least one word that recognises it."""
    seen: set[str] = set()
    for number, item in enumerate(topic.items):
        if item.id in seen:
            path = ("items", number, "id")
            why = f"mã “{item.id}” đã dùng cho một nội dung trước đó"
            source.report(document.file, document.line(path), place(path), why, "đặt một mã khác")
        if not (item.any or item.all):
            path = ("items", number, "any")
            why = f"nội dung “{item.name}” không có từ nhận biết nào"
            source.report(document.file, document.line(path), place(path), why, "thêm khóa any hoặc all")
        seen.add(item.id)
