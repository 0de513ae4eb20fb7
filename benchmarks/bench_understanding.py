"""Understanding: the texts of the corpus (without it, a plan of our own) beside one pass that only finds their words.

The floor is what any reader must do at least: fold every line once and find its words. What is told is how many times
that the whole understanding costs, and how many pages of 2,000 characters it does in a second of processor time.
"""

from __future__ import annotations

import re
import statistics
import time
from typing import TYPE_CHECKING

from benchmarks import quality_sets
from benchmarks.cold import understand_cold
from benchmarks.measure import compare
from benchmarks.quality import PAGE_CHARACTERS
from services.directive.model import Line, Page, Pages
from services.directive.text import skeleton
from services.settings.load import load_settings
from tests.needs import ROOT, SHARED
from tests.unit.directive.samples import PLAN

if TYPE_CHECKING:
    from services.directive.lexicon import Lexicon

COPIES = 40
"""Copies of our own plan where there is no corpus."""
ROUNDS = 5
GOAL = 100
"""Pages a second."""
_WORD = re.compile(r"\w+")


def main() -> None:
    """Compare, then tell the pages a second of each kind of text."""
    lexicon = load_settings(ROOT / "config", {}).lexicon
    kinds = _kinds()
    every = [pages for kind in kinds.values() for pages in kind]
    cases = {
        "floor: fold each line once and find its words": lambda: [_words(pages) for pages in every],
        "ours: understand": lambda: [understand_cold(pages, lexicon) for pages in every],
    }
    compare("understanding, per page", cases, max(1, round(_size(every))), ("rapidfuzz", "regex"), ROUNDS)
    for name, texts in kinds.items():
        seconds = statistics.median(_seconds(texts, lexicon) for _ in range(ROUNDS))
        print(f"  {name}: {_size(texts):.0f} pages, {_size(texts) / seconds:.0f} pages a second (goal {GOAL})")


def _kinds() -> dict[str, list[Pages]]:
    if not (SHARED / "corpus" / "text").is_dir():
        return {"our own plan": [_own(number) for number in range(COPIES)]}
    sets = quality_sets.all_sets(SHARED / "corpus", originals=False)
    return {one.name: [document.pages for document in one.documents] for one in sets}


def _own(number: int) -> Pages:
    lines = (Line(1, at, text) for at, text in enumerate(PLAN.replace("245", str(number)).splitlines(), start=1))
    return Pages("ke-hoach.txt", (Page(1, tuple(lines)),))


def _words(pages: Pages) -> int:
    skeleton.cache_clear()
    return sum(len(_WORD.findall(skeleton(line.text))) for line in pages.lines)


def _size(texts: list[Pages]) -> float:
    return sum(len(line.text) for pages in texts for line in pages.lines) / PAGE_CHARACTERS


def _seconds(texts: list[Pages], lexicon: Lexicon) -> float:
    begin = time.process_time()
    for pages in texts:
        understand_cold(pages, lexicon)
    return time.process_time() - begin


if __name__ == "__main__":
    main()
