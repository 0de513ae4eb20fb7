"""`make soak KILLS=… SEED=… STACK=… OFFICE=…`: many kills while directives flow, then the count of what eGov holds."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.soak import controls, office
from tests.soak.chaos import Chaos
from tests.soak.service import PROMISES, STACKS, Service, running
from tests.soak.truth import Truth, find_out, twice

#: Effects of a directive beside the letter and the assignment of each unit: the table and the cover note.
PAPERS = 2
#: The work must be done so many seconds after the last kill, or it is stuck.
QUIET_SECONDS = 240
TOLD = 20


@dataclass(frozen=True, slots=True)
class Soak:
    """What is to be done, and to whom."""

    kills: int = 200
    seed: int = 1
    stack: str = "embedded"
    promise: str = "search"
    directives: int = 12
    units: int = 100
    control: str = ""

    @property
    def effects(self) -> int:
        return self.directives * (2 * self.units + PAPERS)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; `line` is what a soak ends with."""

    truth: Truth
    kills: int
    items: int
    seconds: float
    broken: str

    @property
    def line(self) -> str:
        lost, twice, wrong = (len(found) for found in (self.truth.lost, self.truth.duplicate, self.truth.wrong))
        counts = f"lost={lost} duplicate={twice} wrong={wrong}"
        return f"{counts} kills={self.kills} items={self.items} seconds={self.seconds:.0f}"


def soak(wanted: Soak, folder: Path) -> Outcome:
    """Run it."""
    faults = {**office.FAULTS, "commit_late_seconds": office.COMMIT_LATE_SECONDS, "seed": wanted.seed}
    faults["index_lag_seconds"] = office.TIMES["index_lag_seconds"]
    faults |= office.CONTROL_FAULTS if wanted.control else {}
    with running(
        folder, wanted.stack, wanted.promise, units=wanted.units, faults=faults, control=wanted.control
    ) as service:
        started = time.monotonic()
        service.deliver(wanted.directives)
        chaos = Chaos(service, wanted.seed)
        _break(service, chaos, wanted, folder / "sandbox.sqlite")
        _wait_until_done(service, wanted, folder / "sandbox.sqlite")
        seconds = time.monotonic() - started
        truth = find_out(folder / "sandbox.sqlite", service.ledger, wanted.directives, wanted.units)
        broken = ", ".join(f"{name} {times}" for name, times in sorted(chaos.done.items()))
    return Outcome(truth, chaos.kills, wanted.directives * wanted.units, seconds, broken)


def _break(service: Service, chaos: Chaos, wanted: Soak, sandbox: Path) -> None:
    """Spread the kills over the work: one whenever another share of the effects is filed, some while nothing is yet."""
    early, last_filed, started = wanted.kills // 10, 0, time.monotonic()
    while chaos.kills < wanted.kills:
        service.tend()
        chaos.thaw()
        filed, ended = service.progress()
        if ended == wanted.directives or (wanted.control and twice(sandbox)):
            break
        # All kills are done when a tenth of the work is still to do.
        goal = early + 10 * filed * (wanted.kills - early) // (9 * wanted.effects)
        stalled = time.monotonic() - started > QUIET_SECONDS and filed == last_filed
        assert not stalled, service.told()
        if filed != last_filed:
            last_filed, started = filed, time.monotonic()
        if chaos.kills <= goal:
            chaos.strike()
        time.sleep(chaos.breath() / (1 if filed else 0.5))
    chaos.thaw(at_once=True)


def _wait_until_done(service: Service, wanted: Soak, sandbox: Path) -> None:
    """No more kills: everything must come to its end by itself, statuses included; a control only until it shows."""
    deadline = time.monotonic() + QUIET_SECONDS
    while time.monotonic() < deadline:
        service.tend()
        service.retry_refused()
        if wanted.control and twice(sandbox):
            return
        if service.progress()[1] == wanted.directives and (wanted.control or service.all_sent()):
            return
        time.sleep(0.2)


def main() -> int:
    """Say what was done on stderr, and the one line on stdout."""
    parser = argparse.ArgumentParser(prog="make soak")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stack", choices=STACKS, default="embedded")
    parser.add_argument("--office", choices=sorted(PROMISES), default="search")
    parser.add_argument("--directives", type=int, default=12)
    parser.add_argument("--units", type=int, default=100)
    parser.add_argument("--control", choices=("", *controls.NAMES), default="")
    parser.add_argument("--keep", type=Path, help="folder to leave everything in")
    given = parser.parse_args()
    wanted = Soak(given.kills, given.seed, given.stack, given.office, given.directives, given.units, given.control)
    with tempfile.TemporaryDirectory(prefix="trienkhai-soak-", ignore_cleanup_errors=True) as folder:
        outcome = soak(wanted, given.keep or Path(folder))
    truth = outcome.truth
    for what, found in (("lost", truth.lost), ("duplicate", truth.duplicate), ("wrong", truth.wrong)):
        for one in found[:TOLD]:
            print(f"{what}: {one}", file=sys.stderr)
    print(f"{given.stack}, {given.office}, seed {given.seed}: {outcome.broken}", file=sys.stderr)
    print(outcome.line)
    return 0 if truth.well else 1


if __name__ == "__main__":
    sys.exit(main())
