from __future__ import annotations

import tomllib

import pytest

from services.settings.toml_lines import line_of, locate
from services.settings.toml_syntax import explain_syntax

TEXT = '''# một chú thích
title = "x"
[office]
name = "Sở"   # [không phải khối]
aliases = [
    "a",
    "b = c",
]
note = """
[khong]
key = 1
"""
signer.name = ""
[office.more]
deep = 1
[[items]]
id = "một"
[[items]]
id = "hai"
[items.inner]
x = 1
[[items.parts]]
y = 1
[[items.parts]]
y = 2
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("office",), 3),
        (("office", "name"), 4),
        (("office", "aliases"), 5),
        (("office", "aliases", 1), 5),
        (("office", "note"), 9),
        (("office", "signer", "name"), 13),
        (("office", "more", "deep"), 15),
        (("office", "missing"), 3),
        (("items", 0, "id"), 17),
        (("items", 1), 18),
        (("items", 1, "id"), 19),
        (("items", 1, "inner", "x"), 21),
        (("items", 1, "parts", 1, "y"), 25),
        (("nowhere",), None),
    ],
)
def test_every_key_has_its_line(path: tuple[str | int, ...], line: int | None) -> None:
    tomllib.loads(TEXT)
    assert line_of(locate(TEXT), path) == line


def test_nothing_inside_a_text_is_taken_for_a_key() -> None:
    assert ("khong",) not in locate(TEXT)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a = 1\nb = "x\nc = 2', 2),
        ("a = 1\nb 2", 2),
        ("a = [1,\n2", 2),
        ("[a]\nx=1\n[a]", 3),
        ("a = 1\na = 2", 2),
        ("a = x", 1),
        ("a = {x = 1", 1),
        ("a = '''x", 1),
        ("= 1", 1),
        ("a = 1 b = 2", 1),
        ('a = "\\q"', 1),
        ("a = 2026-13-45", 1),
    ],
)
def test_broken_toml_is_explained_in_vietnamese_at_its_line(text: str, line: int) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    found, _, why, fix = explain_syntax(str(caught.value), text)
    assert found == line
    assert not {"expected", "invalid", "unclosed", "cannot"} & set((why + fix).lower().split())
