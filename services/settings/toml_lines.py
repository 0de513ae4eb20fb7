"""Where in a TOML text a key stands: `tomllib` tells values, people want lines."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PathKey = tuple[str | int, ...]
_HEADER = re.compile(r"^\s*(?P<open>\[\[?)\s*(?P<name>[^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*(?P<key>[A-Za-z0-9_.\-\"' ]+?)\s*=\s*(?P<value>.*)$")


def locate(text: str) -> dict[PathKey, int]:
    """The line (from 1) of every table and key of a valid TOML text, by path; arrays of tables count from 0.

    Keys inside an inline table or an array have the line of the key that holds it.
    """
    found: dict[PathKey, int] = {(): 1}
    counts: dict[PathKey, int] = {}
    table: PathKey = ()
    for number, line in _statements(text):
        if header := _HEADER.match(line):
            table = _enter(_split(header["name"]), counts, array=header["open"] == "[[")
            found.setdefault(table, number)
            found.setdefault(tuple(_split(header["name"])), number)
        elif key := _KEY.match(line):
            found[(*table, *_split(key["key"]))] = number
    return found


def line_of(lines: dict[PathKey, int], path: Sequence[str | int]) -> int | None:
    """The line of the path, or of the nearest thing around it."""
    for length in range(len(path), -1, -1):
        if (number := lines.get(tuple(path[:length]))) is not None:
            return number if length or not path else None
    return None


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The first line of every header and key, skipping the inner lines of values that run over several lines."""
    rows = text.splitlines()
    position = 0
    while position < len(rows):
        yield position + 1, rows[position]
        position += _height(rows, position)


def _height(rows: Sequence[str], position: int) -> int:
    """How many lines the statement that begins here takes."""
    key = None if _HEADER.match(rows[position]) else _KEY.match(rows[position])
    if key is None:
        return 1
    value = key["value"]
    for height, following in enumerate(rows[position + 1 :], start=1):
        if _is_value(value):
            return height
        value += "\n" + following
    return len(rows) - position


def _is_value(text: str) -> bool:
    try:
        tomllib.loads(f"x = {text}")
    except tomllib.TOMLDecodeError:
        return False
    return True


def _split(name: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in name.split("."))


def _enter(name: tuple[str, ...], counts: dict[PathKey, int], *, array: bool) -> PathKey:
    """The path of the table that a header opens; a name inside an array of tables means its last element."""
    path: PathKey = ()
    for part in name[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, name[-1])
    if array:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    return path
