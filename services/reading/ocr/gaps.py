"""Lines that the reading of a whole page missed (names under seals, titles beside stamps), read by themselves."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING

from PIL import ImageDraw

from services.reading.gate import is_syllable
from services.reading.ocr import strips

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from services.reading.ocr.ink import Area
    from services.reading.ocr.pictures import Picture
    from services.reading.ocr.words import Seen

SURE = 0.6
"""Mean confidence of a line read by itself; seals and signatures are read with less."""
UNSURE = 0.5
"""A word beside a gap below this confidence is read again with it: half a name is worse than none."""
STROKE = 0.3
"""Below this confidence a "word" is a stroke of a seal or signature."""
BESIDE = 2.0
"""Heights of a word between it and the gap it belongs to."""
WIDER = 12
"""Millimetres on both sides: the first syllable of a name may hang on a seal."""
LETTERS = 2
WHOLE = 0.7
"""Share of the likely words that must be left: half a name is no name."""
STRAY = "'`\"“”.,:;"
"""Edges of neighbours, before a word whose neighbours were taken away."""
SAME_LINE = 0.5
"""Share of the lower one's height that two words of one line have in common."""
WHITE = 255
MILLIMETRES_PER_INCH = 25.4


def filled(picture: Picture, lines: Sequence[list[Seen]], areas: Iterable[Area]) -> list[list[Seen]]:
    """The lines with what stands in these left-over places put among them. Raises `UnreadableFileError`."""
    gaps = [_with_unsure(area, lines) for area in _widened(areas, round(WIDER * picture.dpi / MILLIMETRES_PER_INCH))]
    grey = picture.image()
    draw = ImageDraw.Draw(grey)
    again = {word for _, unsure in gaps for word in unsure}
    for word in (word for line in lines for word in line if word not in again):
        draw.rectangle((word.left, word.top, word.right, word.bottom), fill=WHITE)
    done = list(lines)
    for n, words in strips.read(grey, [area for area, _ in gaps], picture.dpi).items():
        if found := [line for line in map(_trimmed, _lines(words)) if line and _is_text(line)]:
            anew = [word for word in gaps[n][1] if any(_over(word, other) for line in found for other in line)]
            done = [kept for line in done if (kept := [word for word in line if word not in anew])]
            for line in found:
                _put(done, line)
    return done


def _widened(areas: Iterable[Area], by: int) -> list[Area]:
    """The areas made wider; those that then overlap in one line as one."""
    done: list[Area] = []
    for left, top, right, bottom in sorted(areas):
        new = (max(0, left - by), top, right + by, bottom)
        for n, old in enumerate(done):
            if new[0] <= old[2] and min(bottom, old[3]) - max(top, old[1]) > SAME_LINE * min(
                bottom - top, old[3] - old[1]
            ):
                done[n] = (old[0], min(old[1], top), max(old[2], new[2]), max(old[3], bottom))
                break
        else:
            done.append(new)
    return done


def _with_unsure(area: Area, lines: Sequence[list[Seen]]) -> tuple[Area, list[Seen]]:
    """The area made wide enough for the doubtful words beside it, and those words."""
    unsure = [word for line in lines for word in line if word.confidence < UNSURE and _near(word, area)]
    left, top, right, bottom = area
    around = (
        min([left, *(word.left for word in unsure)]), min([top, *(word.top for word in unsure)]),
        max([right, *(word.right for word in unsure)]), max([bottom, *(word.bottom for word in unsure)]),
    )  # fmt: skip
    return around, unsure


def _near(word: Seen, area: Area) -> bool:
    left, top, right, bottom = area
    away = max(left - word.right, word.left - right)
    return away < BESIDE * word.height and min(bottom, word.bottom) - max(top, word.top) > SAME_LINE * word.height


def _lines(words: Sequence[Seen]) -> list[list[Seen]]:
    """Words in lines as the engine saw them."""
    lines: dict[tuple[tuple[int, int], int], list[Seen]] = {}
    for word in words:
        lines.setdefault((word.paragraph, word.line), []).append(word)
    return list(lines.values())


def _trimmed(line: Sequence[Seen]) -> list[Seen]:
    """Without doubtful words at its ends, strokes of seals and signatures; nothing when they were much of its text."""
    sure = [n for n, word in enumerate(line) if word.confidence >= UNSURE and word.text.strip(STRAY)]
    kept = list(line[sure[0] : sure[-1] + 1]) if sure else []
    return kept if WHOLE * _likely(line) <= _likely(kept) else []


def _likely(line: Sequence[Seen]) -> int:
    """How many of these may be words."""
    return sum(1 for word in line if word.confidence >= STROKE and sum(char.isalpha() for char in word.text) >= LETTERS)


def _is_text(line: Sequence[Seen]) -> bool:
    """Whether these are surely words: nothing is made up from a seal or a signature."""
    words = [word.text.strip(".,;:()-–“”\"'") for word in line]
    long = [word for word in words if sum(char.isalnum() for char in word) >= LETTERS]
    known = sum(1 for word in long if word.isdigit() or is_syllable(word))
    return 2 * known > len(words) and fmean(word.confidence for word in line) >= SURE


def _put(lines: list[list[Seen]], new: list[Seen]) -> None:
    """Into the line beside which it stands, else as a line of its own below what stands higher."""
    for n, line in enumerate(lines):
        if any(_beside(new[0], word) for word in line):
            lines[n] = sorted([*line, *_as(new, line[0])], key=lambda word: word.left)
            return
    above = [n for n, line in enumerate(lines) if line[0].bottom <= new[0].bottom]
    at = above[-1] + 1 if above else 0
    lines.insert(at, _as(new, lines[at - 1][0] if at else new[0]))


def _beside(one: Seen, other: Seen) -> bool:
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common > SAME_LINE * min(one.height, other.height)


def _over(one: Seen, other: Seen) -> bool:
    return _beside(one, other) and one.left < other.right and other.left < one.right


def _as(words: Sequence[Seen], other: Seen) -> list[Seen]:
    """The words as part of that one's line, without what is left of their neighbours."""
    return [
        replace(word, text=word.text.lstrip(STRAY) or word.text, paragraph=other.paragraph, line=other.line)
        for word in words
    ]
