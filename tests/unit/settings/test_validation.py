from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic_core.core_schema import ErrorType

from services.settings.validation import explain, place

ENGLISH = {"input", "should", "must", "valid", "value", "field", "required", "or", "be", "type", "string"}


@pytest.mark.parametrize("kind", get_args(ErrorType))
def test_no_english_of_the_library_reaches_a_person(kind: str) -> None:
    context: dict[str, Any] = dict.fromkeys(("ge", "gt", "le", "lt"), 1) | {"expected": "'a' or 'b'"}
    why, fix = explain({"type": kind, "loc": ("x",), "msg": "Input should be", "input": 1, "ctx": context}, {"y"})
    assert why
    assert fix
    assert not ENGLISH & set((why + " " + fix).lower().split())


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("office", "place"), "khối [office], khóa place"),
        (("office", "signer", "lines"), "khối [office], khối [signer], khóa lines"),
        (("poll_seconds",), "khóa poll_seconds"),
        (("items", 2, "select"), "khối [[items]] thứ 3, khóa select"),
        (("keywords", 0), "khóa keywords, phần tử 1"),
        (("items", 0, "any", 1), "khối [[items]] thứ 1, khóa any, phần tử 2"),
    ],
)
def test_a_path_in_words(path: tuple[str | int, ...], words: str) -> None:
    assert place(path) == words
