"""The lines of a paragraph that is typed as many: components of a head often share one paragraph."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from services.formality.text import bare, is_filler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Paragraph, Run

NATION = re.compile(r"cong hoa xa hoi")
NUMBER = re.compile(r"so ?:|so +[\d/…._]+.*/")


def lines_of(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Split at line breaks in cells and centred lines, at tabs too in a head; drawings and blanks are no lines."""
    for line, _ in numbered_lines(paragraph):
        yield line


def numbered_lines(paragraph: Paragraph) -> Iterator[tuple[Paragraph, tuple[int, ...]]]:
    """The same lines, each with the numbers of the runs of the paragraph that it is made of."""
    if paragraph.place.boxed or not paragraph.text or is_filler(paragraph.text):
        return
    breaks = paragraph.place.table is not None or paragraph.centred
    text = "" if breaks else bare(paragraph.text)
    tabs = NATION.search(text) is not None or (NUMBER.match(text) is not None and "thang" in text)
    marks = "\n" if breaks else "\t\n" if tabs else ""
    if not marks or not any(mark in run.text for run in paragraph.runs for mark in marks):
        yield paragraph, tuple(range(len(paragraph.runs)))
        return
    for pieces in _split(paragraph.runs, marks):
        line = replace(paragraph, runs=tuple(run for run, _ in pieces))
        if line.text:
            yield line, tuple(number for run, number in pieces if run.text)


def _split(runs: tuple[Run, ...], marks: str) -> Iterator[list[tuple[Run, int]]]:
    line: list[tuple[Run, int]] = []
    for number, run in enumerate(runs):
        first, *rest = re.split(f"[{marks}]", run.text)
        line.append((replace(run, text=first), number))
        for piece in rest:
            yield line
            line = [(replace(run, text=piece), number)]
    yield line
