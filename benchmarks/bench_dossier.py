"""From a plan for 600 units to 600 drafts rendered, checked, recorded and queued for filing, on the embedded stack.

Everything but reading the directive and talking to eGov: the steps draft, check and compile of the flow, with a real
SQLite ledger and real files on disk. The floor is the same number of files of the same size, written and synced alone.
"""

from __future__ import annotations

import csv
import os
import shutil
import statistics
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from services import pipeline
from services.context import open_context
from services.ledger import directives, drafts, effects
from services.ledger.blobs import Blobs
from services.ledger.codec import dumps
from services.ledger.leases import new_holder
from services.letters.sample import SCHOOLS, sample_work
from services.settings.load import load_settings
from tests.needs import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.context import Context
    from services.letters.model import Work

Took = tuple[float, float]
UNITS = 600
ROUNDS = 5


def office_of(folder: Path, count: int) -> Path:
    """A copy of the configuration with so many schools more."""
    shutil.copytree(ROOT / "config", folder / "config")
    file = folder / "config" / "units.csv"
    with file.open(encoding="utf-8-sig", newline="") as known:
        columns = next(csv.reader(known))
    with file.open("a", encoding="utf-8", newline="") as more:
        writer = csv.DictWriter(more, columns, restval="")
        for n in range(count):
            school = {"id": f"truong-thu-{n}", "name": f"Trường THPT Thử & nghiệm {n:04d}", "kind": "thpt"}
            own = {"groups": "hoc_sinh", "parent": "sgddt-tay-ninh", "head_title": "Hiệu trưởng", "tone": "yêu cầu"}
            writer.writerow(school | own)
    return folder / "config"


def work_for(ctx: Context, count: int) -> Work:
    """The made-up work, given to each of the schools."""
    made = sample_work(ctx.settings.office, ctx.settings.drafting)
    units = [ctx.settings.registry.get(f"truong-thu-{n}") for n in range(count)]
    own = [one for one in made.plan.assignments if one.unit == SCHOOLS[0].id]
    given = tuple(replace(one, unit=unit.id, unit_name=unit.name) for unit in units for one in own)
    plan = replace(made.plan, units=tuple(unit.id for unit in units), assignments=given, unassigned=(), exclusions=())
    return replace(made, plan=plan, units={unit.id: unit for unit in units})


def planned(ctx: Context, work: Work) -> str:
    """A directive of the ledger that waits to be drafted."""
    with ctx.ledger.write() as conn:
        key = directives.receive(conn, ctx.settings.office.id, "1", "0" * 64)
        assert key is not None
        for state in ("fetched", "read", "understood", "planned"):
            values: dict[str, object] = {"reference": "TK-THU"} if state == "fetched" else {}
            if state == "planned":
                values = {"plan": dumps(work.plan), "understanding": dumps(work.directive)}
            directives.move(conn, directives.get(conn, key), state, **values)
        drafts.keep_assignments(conn, key, work.plan.assignments)
    return key


@contextmanager
def timed(into: dict[str, Took], name: str) -> Iterator[None]:
    """Seconds of a step, on the clock and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    into[name] = (time.perf_counter() - wall, time.process_time() - cpu)


def one_round(config: Path, data: Path) -> dict[str, Took]:
    """Draft, check and compile one directive in a fresh data folder; seconds of each step."""
    env = {**os.environ, "TRIENKHAI_TEMPLATES": str(ROOT / "templates")}
    ctx = open_context(load_settings(config, env=env, data_dir=data))
    key, took = planned(ctx, work_for(ctx, UNITS)), dict[str, Took]()
    for step, name in ((pipeline.draft, "draft"), (pipeline.check, "check"), (pipeline.compile_, "compile")):
        holder = new_holder()
        with ctx.ledger.write() as conn:
            row = directives.take(conn, key, holder, 600)
        assert row is not None
        with timed(took, name):
            step(ctx, row, holder)
    with ctx.ledger.read() as conn:
        queued = sum(effects.tally(conn, key).values())
        assert directives.get(conn, key).state == "filing"
    assert queued == UNITS + 2 + len(work_for(ctx, UNITS).plan.assignments), queued
    sizes = [path.stat().st_size for path in (data / "files").rglob("*") if path.is_file()]
    with timed(took, "floor: the same files alone"):
        floor = Blobs(data / "floor")
        for size in sizes:
            floor.put(os.urandom(size))
    ctx.ledger.close()
    return took


def main() -> None:
    """Print medians of fresh rounds."""
    with tempfile.TemporaryDirectory(prefix="trienkhai-bench-") as place:
        config = office_of(Path(place), UNITS)
        one_round(config, Path(place) / "warm")
        rounds = [one_round(config, Path(place) / f"round{n}") for n in range(ROUNDS)]
    print(f"{UNITS} units, {ROUNDS} rounds, each in a fresh folder; seconds (median [min..max]), of the processor")
    steps = ("draft", "check", "compile")
    for one in rounds:
        one["together"] = (sum(one[step][0] for step in steps), sum(one[step][1] for step in steps))
    for name in rounds[0]:
        walls, cpus = zip(*(one[name] for one in rounds), strict=True)
        spread = f"[{min(walls):.2f}..{max(walls):.2f}]"
        print(f"  {name:<30} {statistics.median(walls):6.2f} {spread:<16} cpu {statistics.median(cpus):6.2f}")
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    noisy = "  NOISY: other work on this machine" if load > cores else ""
    print(f"  load {load:.1f} of {cores}{noisy}")


if __name__ == "__main__":
    main()
