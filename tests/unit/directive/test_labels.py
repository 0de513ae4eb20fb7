"""Keys of sections and instructions in words that a clerk knows."""

from __future__ import annotations

import pytest

from services.directive.labels import at_start, in_words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("II.1#3", "mục II.1, ý 3"),
        ("III", "mục III"),
        ("1.đ", "mục 1.đ"),
        ("Phần cuối#1", "phần cuối, ý 1"),
        ("Phụ lục", "phụ lục"),
    ],
)
def test_a_key_is_told_in_words(key: str, words: str) -> None:
    assert in_words(key) == words
    assert at_start(key) == words[0].upper() + words[1:]
