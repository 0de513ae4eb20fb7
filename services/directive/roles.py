"""Dòng thuộc tính: "Đơn vị chủ trì: … / Đơn vị phối hợp: … / Thời gian: …" below an activity of a plan.

They are no instructions themselves: they tell who carries out the activity that they stand below, with whom and by
when. Several may stand on one line, parted by ";" or full stops, and also in
brackets behind the work.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from services.directive import clause
from services.directive.entries import Parts, due, entry
from services.directive.labels import Style
from services.directive.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from services.directive.frames import Found, Setting
    from services.directive.lexicon import Lexicon
    from services.directive.outline import Item

SILENT = frozenset({"purpose", "requirement", "audience", "situation"})
_BRACKET = re.compile(r"\s*\(([^()]{5,200})\)")
_DESCRIBES = re.compile(r"(?:Nội dung|Mục tiêu|Mục đích)\s*:")
"""A line between an activity and its attributes that says more of it."""
_PART = re.compile(r"[;.]\s+|\s/\s")
_COLON = re.compile(r"\s*(?::|\s[-–](?=\s))\s*")
"""Between an attribute and its value; some write a dash."""


def is_role_line(text: Text, start: int, lexicon: Lexicon) -> bool:
    """Whether a paragraph begins with an attribute and a colon."""
    start += text.raw.startswith("(", start)
    attribute = lexicon.words("role-lines").match(text, start)
    return attribute is not None and _COLON.match(text.raw, attribute.end()) is not None


def attach(items: Sequence[Item], found: Sequence[Found], setting: Setting) -> list[Found]:
    """What was found, with the units and deadlines that role lines give to their activities."""
    result = list(found)
    for lines in _groups(items, setting.lexicon):
        named = _named([items[index].text for index in lines], setting.lexicon)
        for index in _activities(items, lines, setting.lexicon) if named.keys() & {"lead", "time"} else ():
            place = next((n for n, one in enumerate(result) if one.item == index), len(result))
            known = result[place] if place < len(result) else None
            if told := _completed(index, items[index], known, named, setting):
                result[place : place + 1] = [told]
    for index, item in enumerate(items):
        bracket = {} if item.kind in SILENT else _bracket(item, setting.lexicon) or _behind(item, setting.lexicon)
        place = next((n for n, one in enumerate(result) if one.item == index), len(result))
        known = result[place] if place < len(result) else None
        if bracket and (told := _completed(index, item, known, bracket, setting)):
            result[place : place + 1] = [told]
    return result


def _bracket(item: Item, lexicon: Lexicon) -> Mapping[str, str]:
    """The units that brackets name: "(Sở Nội vụ chủ trì, phối hợp với …)", "(đơn vị thực hiện: Văn phòng Sở)"."""
    found: dict[str, str] = {}
    for inner in _BRACKET.findall(item.text):
        text = Text.of(inner)
        read = clause.read(text, 0, lexicon)
        if is_role_line(text, 0, lexicon):
            found |= _named([inner], lexicon)
        elif read.lead and lexicon.words("coordination", "chair").search(text):
            found |= {"lead": "; ".join(read.lead), "partner": "; ".join(read.coordinating)}
    return found


def _behind(item: Item, lexicon: Lexicon) -> Mapping[str, str]:
    """The attributes that stand behind the work on its own line: "Rà soát quy chế. Chủ trì: Văn phòng Sở; …"."""
    at = _behind_at(item.text, lexicon)
    told = _named([item.text[at:]], lexicon) if at else {}
    return told if "lead" in told else {}


def _behind_at(text: str, lexicon: Lexicon) -> int | None:
    """Where attributes begin behind the work; None when there are none."""
    ends = (part.end() for part in _PART.finditer(text))
    return next((end for end in ends if is_role_line(Text.of(text), end, lexicon)), None)


def _groups(items: Sequence[Item], lexicon: Lexicon) -> Iterator[list[int]]:
    """Runs of role lines."""
    run: list[int] = []
    for index, item in enumerate(items):
        if is_role_line(item.paragraph.text, item.body, lexicon):
            run.append(index)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _named(lines: Sequence[str], lexicon: Lexicon) -> dict[str, str]:
    """Kind of attribute → what is written behind its colon."""
    named: dict[str, str] = {}
    for line in lines:
        kind = ""
        for part in _PART.split(line):
            text = Text.of(part.strip().removeprefix("("))
            attribute = lexicon.words("role-lines").match(text)
            colon = _COLON.match(text.raw, attribute.end()) if attribute else None
            if attribute and colon:
                kind = lexicon.kind_of("role-lines", attribute.group()) or "other"
                named.setdefault(kind, _value(text.raw[colon.end() :]))
            elif kind in {"lead", "partner"} and text.raw:  # one more unit of a list
                named[kind] += f"; {_value(text.raw)}"
    return named


def _value(printed: str) -> str:
    """What is written behind a colon, without the end of its line or of the brackets around all lines."""
    value = printed.strip(" .;")
    return value.removesuffix(")") if value.count(")") > value.count("(") else value


def _activities(items: Sequence[Item], lines: Sequence[int], lexicon: Lexicon) -> Iterator[int]:
    """What a run of role lines tells of: the numbered item before it, the bullets before it, or its own heading.

    Lines with a "*" tell of all bullets before them, also where the last one seems to hold them; lines between a
    heading and its numbered items tell of all these items.
    """
    first = lines[0]
    index, parent = first - 1, items[first].parent
    if index == parent and (below := _numbered_below(items, lines[-1], parent, lexicon)):
        yield from below
        return
    while index >= 0 and items[index].style is None and _DESCRIBES.match(items[index].text):
        index -= 1
    nearest = index
    if items[first].label == "*" and index == parent and items[index].style is Style.DASH:
        yield index
        index, parent = index - 1, items[index].parent
    if index >= 0 and items[first].style is None and items[index].numbered and _is_work(items[index], lexicon):
        yield index
        return
    while index >= 0 and items[index].parent == parent and _is_work(items[index], lexicon):
        yield index
        if items[index].numbered:
            return
        index -= 1
    if index == nearest == parent and items[index].kind not in SILENT:
        yield index


def _numbered_below(items: Sequence[Item], last: int, parent: int, lexicon: Lexicon) -> list[int]:
    """The numbered items of a heading behind its role lines, none when any has role lines of its own."""
    beside = [n for n in range(last + 1, len(items)) if items[n].parent == parent]
    below = [n for n in beside if items[n].style is not None]
    own = any(is_role_line(items[n].paragraph.text, items[n].body, lexicon) for n in beside)
    plain = all(items[n].numbered and _is_work(items[n], lexicon) for n in below)
    return below if plain and not own else []


def _is_work(item: Item, lexicon: Lexicon) -> bool:
    return item.kind not in SILENT and not item.children and not is_role_line(item.paragraph.text, item.body, lexicon)


def _without_brackets(text: str, named: Mapping[str, str], lexicon: Lexicon) -> str:
    """The work without the brackets that only name its units, and without attributes behind it."""
    text = text[: _behind_at(text, lexicon)]
    lead = named.get("lead", "").split(";")[0]
    return _BRACKET.sub(lambda found: "" if lead and lead in found[1] else found[0], text)


def _completed(index: int, item: Item, known: Found | None, named: Mapping[str, str], setting: Setting) -> Found | None:
    """The activity with its parts; one that names its own unit keeps it."""
    deadline = due(named.get("time", ""), setting) if "time" in named else None
    if known is not None and (known.instruction.lead or "lead" not in named):
        own = known.instruction
        return replace(known, instruction=replace(own, deadline=own.deadline or deadline))
    if "lead" not in named:
        return None
    parts = Parts(
        _without_brackets(item.text, named, setting.lexicon),
        *(named.get(kind, "") for kind in ("lead", "partner", "time", "product")),
    )
    return entry(index, item, parts, setting)
