"""Letters: ours beside docxtpl (what others use), the floor (render, deflate, write) and packing all parts anew.

All ways are verified to give the same text before anything is timed. Every round writes into a fresh folder and nothing
is deleted while timing; docxtpl is timed in smaller rounds, against ours in rounds of the same size.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import resource
import tempfile
import time
import zlib
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from docx import Document
from docxtpl import DocxTemplate

from benchmarks.measure import compare
from services.letters.contents.common import Audience, by_unit
from services.letters.contents.unit_letter import unit_letter
from services.letters.draft import properties
from services.letters.engine import package
from services.letters.template import Properties, Template, load_template
from tests.needs import ROOT
from tests.unit.letters.samples import SCHOOL, WORK, many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from services.letters.model import Work

HOME = ROOT / "templates" / "cong-van-trien-khai"
LETTERS, PEERS = 200, 40
SCALES = (600, 6_000, 60_000)
SHARED = 3_000


@dataclass(frozen=True)
class Case:
    """One letter to be made again and again."""

    name: str
    template: Template
    values: Mapping[str, Any]
    own: Properties

    def ours(self) -> bytes:
        """The product's way."""
        return self.template.render(self.values, self.own)

    def peer(self) -> bytes:
        """A careful user of docxtpl: autoescape on, a new object for each letter, as its documentation has it."""
        document = DocxTemplate(HOME / "letter.docx")
        env = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True)
        env.filters["chu_thich"] = lambda _number: ""
        document.render(dict(self.values), env, autoescape=True)
        buffer = BytesIO()
        document.save(buffer)
        return buffer.getvalue()


def case_of(name: str, work: Work) -> Case:
    """The letter with the most assignments of this work."""
    template = load_template(HOME)
    unit, given = max(by_unit(work.plan.assignments).items(), key=lambda item: len(item[1]))
    values = unit_letter(work, template.about, Audience(unit, (work.units[unit],), given)).values
    return Case(name, template, values, properties(work, "Công văn"))


def verify(case: Case) -> tuple[tuple[str, bytes], ...]:
    """Refuse to time ways that do not give the same letter; the rendered parts of it."""
    letter = case.ours()
    parts = package.read_parts(letter)
    changed = tuple((key, parts[key]) for key in (*[part.name for part in case.template.parts], package.CORE))
    if package.append(case.template.base, changed) != letter:
        raise SystemExit("the floor does not give the same letter")
    if texts(letter) != texts(case.peer()):
        raise SystemExit("docxtpl does not give the same text")
    return changed


def texts(letter: bytes) -> list[str]:
    """All paragraphs of a letter, those in cells too."""
    document = Document(BytesIO(letter))
    cells = (p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs)
    return [p.text for p in itertools.chain(document.paragraphs, cells)]


def written(home: Path, make: Callable[[], bytes], count: int) -> Callable[[], None]:
    """Make and write that many letters into a folder of its own, another one each time."""
    rounds = itertools.count()

    def once() -> None:
        folder = home / f"{id(make)}-{next(rounds)}"
        folder.mkdir()
        for number in range(count):
            (folder / f"{number}.docx").write_bytes(make())

    return once


def floor(case: Case, changed: tuple[tuple[str, bytes], ...]) -> Callable[[], bytes]:
    """What cannot be left out: render the parts, deflate them, write as many bytes as a letter has."""
    ready, (name, _) = case.template.base, changed[0]
    part = next(part for part in case.template.parts if part.name == name)

    def once() -> bytes:
        return ready + zlib.compress(part.render("mau", case.values), 6)

    return once


def side_by_side(home: Path) -> None:
    """Ours between the floor and the others."""
    for case in (case_of("three assignments", WORK), case_of("twelve assignments", many(12))):
        changed = verify(case)
        parts = package.read_parts(case.ours())
        title = f"letter with {case.name}, {len(case.ours())} bytes"
        cases = {
            "floor: render, deflate, write": written(home, floor(case, changed), LETTERS),
            "ours": written(home, case.ours, LETTERS),
            "usual: pack all parts anew, without rendering": written(
                home, lambda p=parts: package.append(b"", p.items()), LETTERS
            ),
        }
        compare(title, cases, LETTERS, ("jinja2",))
        peers = {"ours": written(home, case.ours, PEERS), "docxtpl": written(home, case.peer, PEERS)}
        compare(title, peers, PEERS, ("docxtpl",))


def letters(count: int) -> Iterator[bytes]:
    """Letters to units that differ, one after the other."""
    template = load_template(HOME)
    given = by_unit(WORK.plan.assignments)[SCHOOL.id]
    for number in range(count):
        unit = replace(SCHOOL, name=f"Trường THPT {number}", addressee=f"Trường THPT & {number} <cơ sở>")
        filled = unit_letter(WORK, template.about, Audience(unit.id, (unit,), given))
        yield template.render(filled.values, properties(WORK, unit.name))


def scaled(count: int) -> tuple[float, float]:
    """CPU milliseconds a letter and MiB of growth, in this process."""
    for _ in letters(10):
        pass
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    for _ in letters(count):
        pass
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return (time.process_time() - began) / count * 1000, grown


def scale() -> None:
    """The same at 600, 6,000 and 60,000 letters, each in a process of its own; content made too, nothing written."""
    print("scale: CPU milliseconds a letter (content and rendering), growth of memory")
    base = 0.0
    for count in SCALES:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            each, grown = pool.apply(scaled, (count,))
        base = base or each
        print(f"  {count:>6} letters  {each:6.3f}  x {each / base:4.2f}  memory +{grown:.1f} MiB")


def processes() -> None:
    """Twice as many letters in two processes as in one, by wall time."""
    if (os.cpu_count() or 1) < 2:
        print("two processes: skipped, one core")
        return
    walls = []
    for count in (1, 2):
        with multiprocessing.get_context("spawn").Pool(count) as pool:
            pool.map(scaled, [20] * count)
            began = time.perf_counter()
            pool.map(scaled, [SHARED] * count, chunksize=1)
            walls.append((time.perf_counter() - began) / (SHARED * count) * 1000)
    told = f"{walls[0]:.3f} ms a letter in one, {walls[1]:.3f} in two: x {walls[0] / walls[1]:.2f}"
    print(f"two processes: {told}; load {os.getloadavg()[0]:.1f}")


def main() -> None:
    """All comparisons in one run."""
    with tempfile.TemporaryDirectory(prefix="trienkhai-bench-") as home:
        side_by_side(Path(home))
    scale()
    processes()


if __name__ == "__main__":
    main()
