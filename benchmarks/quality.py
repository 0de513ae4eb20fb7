"""How well documents are understood, measured on hand annotations beside the project.

`make quality` reads every set of the corpus, scores it with the corpus' own scorer (a program of its own) and prints
tables; `WRITE=1` also writes them into docs/quality.md, `ORIGINALS=1` adds the original files (recognising scans takes
minutes). Without the corpus it says so and is done.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import quality_sets, quality_tables, reliability
from benchmarks.cold import understand_cold
from services.directive.understand import understand
from services.directive.wire import as_json
from services.settings.load import load_settings

if TYPE_CHECKING:
    from benchmarks.quality_sets import Document, DocumentSet
    from benchmarks.reliability import Judged
    from services.directive.lexicon import Lexicon
    from services.directive.model import Directive

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "quality.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
SPEED_ROUNDS = 3
PAGE_CHARACTERS = 2000
"""Characters of a page when speed is told: texts of DOCX have no pages of their own."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one set scored: the scorer's object, the directives by slug, and how fast they were understood."""

    name: str
    score: dict[str, Any]
    judged: tuple[Judged, ...]
    directives: dict[str, Directive]
    pages_per_second: float


def main() -> int:
    """Measure every set that is there; 0 also when none is."""
    if not (SHARED / "tools" / "score.py").exists():
        print("quality: no corpus beside the project (../shared/corpus, ../shared/tools/score.py); nothing to measure")
        return 0
    lexicon = load_settings().lexicon
    sets = quality_sets.all_sets(SHARED / "corpus", originals=os.environ.get("ORIGINALS") == "1")
    measured = [measure(one, lexicon) for one in sets]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report = quality_tables.report(measured, peak)
    print(report)
    if os.environ.get("WRITE") == "1":
        write(report)
    return 0


def measure(one: DocumentSet, lexicon: Lexicon) -> Measured:
    """Understand and score one set."""
    directives = {document.slug: understand(document.pages, None, lexicon) for document in one.documents}
    return Measured(
        one.name, score(one, directives), reliability.judge(one, directives), directives, speed(one.documents, lexicon)
    )


def speed(documents: tuple[Document, ...], lexicon: Lexicon) -> float:
    """Pages a second of processor time of understanding alone, the best of some rounds."""
    count = sum(len(line.text) for document in documents for line in document.pages.lines) / PAGE_CHARACTERS
    rounds = []
    for _ in range(SPEED_ROUNDS):
        begin = time.process_time()
        for document in documents:
            understand_cold(document.pages, lexicon)
        rounds.append(time.process_time() - begin)
    return count / min(rounds) if count else 0.0


def score(one: DocumentSet, directives: dict[str, Directive]) -> dict[str, Any]:
    """The scorer's object for a set; only annotated documents count."""
    with tempfile.TemporaryDirectory() as folder:
        gold, pred, source = (Path(folder, name) for name in ("gold", "pred", "source"))
        for place in (gold, pred, source):
            place.mkdir()
        for document in one.documents:
            if document.gold is not None:
                shutil.copy(document.gold, gold)
                text = "\n".join(line.text for line in document.pages.lines)
                (source / f"{document.slug}.txt").write_text(text, "utf-8")
                value = json.dumps(as_json(directives[document.slug]), ensure_ascii=False)
                (pred / f"{document.slug}.json").write_text(value, "utf-8")
        return _scored(gold, pred, source)


def _scored(gold: Path, pred: Path, source: Path) -> dict[str, Any]:
    places = ("--gold", gold, "--pred", pred, "--source", source)
    command = [sys.executable, SHARED / "tools" / "score.py", *places, "--json", "--per-document"]
    done = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def write(report: str) -> None:
    """Put the report between the markers of the page."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{report}\n\n{END}{after}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
