"""What an old ledger costs: what the service and its people ask all the time, of a full ledger and of a new one.

The full one holds a year's work of a busy department, all of it done but the newest dossiers. What is asked every few
seconds must not grow with it: the sweep of every four seconds is most of what an idle service does.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert

from benchmarks.measure import circumstances
from services import pipeline
from services.console.metrics import exposition
from services.context import open_service
from services.ledger import directives as directives_room
from services.ledger import effects as effects_room
from services.ledger import findings, waiting
from services.ledger.store import open_ledger
from services.ledger.tables import assignments, directives, effects, events, letters, polls, statuses
from services.logs import configure_logs
from services.settings.load import load_offices
from services.steps.standing import standings
from tests import databases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from services.context import Service

DIRECTIVES, UNITS, OPEN = 1_000, 200, 10
ROUNDS, LISTED = 7, 200
PLAN = json.dumps({"assignments": ["nội dung giao cho một đơn vị " * 6] * UNITS}, ensure_ascii=False)
EVENTS = ("effect_intent", "effect_filed")


def main() -> None:
    configure_logs("ERROR")
    print(f"a year: {DIRECTIVES} directives × {UNITS} units, {OPEN} still with the clerks; medians of {ROUNDS}, ms")
    with tempfile.TemporaryDirectory() as folder:
        new, full = (f"sqlite:///{Path(folder) / name}.sqlite" for name in ("new", "full"))
        _compare("SQLite", Path(folder), new, full)
    with tempfile.TemporaryDirectory() as folder, databases.postgres() as new, databases.postgres() as full:
        _compare("PostgreSQL", Path(folder), new, full)
    print(f"  {circumstances(('sqlalchemy', 'psycopg'))}")


def _compare(name: str, folder: Path, new: str, full: str) -> None:
    services = [_open(folder, url) for url in (new, full)]
    started = time.perf_counter()
    _fill(services[1])
    print(f"{name} (filled in {time.perf_counter() - started:.0f} s)")
    for question, ask in QUESTIONS.items():
        took = [[], []]
        for _ in range(ROUNDS + 1):
            for service, times in zip(services, took, strict=True):
                began = time.perf_counter()
                ask(service)
                times.append((time.perf_counter() - began) * 1000)
        young, old = (statistics.median(times[1:]) for times in took)
        print(f"  {question:<42} new {young:8.2f}   full {old:8.2f}   x {old / young:6.2f}")
    for service in services:
        service.ledger.close()


def _open(folder: Path, url: str) -> Service:
    open_ledger(url).close()
    offices = load_offices(env={"TRIENKHAI_LEDGER_URL": url}, data_dir=folder)
    return open_service(offices)


def _fill(service: Service) -> None:
    office = next(iter(service.offices))
    with service.ledger.engine.begin() as conn:
        conn.execute(insert(polls).values(office=office, last_at=_now(), last_ok_at=_now()))
        for number in range(DIRECTIVES):
            _directive(conn, office, number)
    if service.ledger.engine.dialect.name == "postgresql":
        with service.ledger.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.exec_driver_sql("VACUUM ANALYZE")


def _directive(conn: Connection, office: str, number: int) -> None:
    """One dossier as it stands when its clerks are done with it, or still at it."""
    key, done = f"{number:012x}", number < DIRECTIVES - OPEN
    reference, moment = f"TK-{number:012X}", _now() - (DIRECTIVES - number) * 30_000_000
    own = {"id": key, "office": office, "external_id": str(number), "packet_sha": f"{number:064x}"}
    told = {"symbol": f"{number}/KH-UBND", "abstract": "An toàn trường học", "understanding": PLAN, "plan": PLAN}
    when = {"received_at": moment, "updated_at": moment, "business_key": str(number), "reference": reference}
    conn.execute(insert(directives).values(**own, **told, **when, state="done" if done else "filed"))
    ids = range(number * UNITS + 1, (number + 1) * UNITS + 1)
    conn.execute(insert(assignments), [_assignment(key, one) for one in ids])
    conn.execute(insert(letters), [_letter(key, reference, one, done=done) for one in ids])
    conn.execute(insert(effects), [each for one in ids for each in _effects(office, key, reference, one)])
    conn.execute(insert(statuses), [_status(key, code) for code in ("01", "03", "04", "05")])
    first = number * 2 * UNITS * len(EVENTS) + 1
    rows = [(one, action) for one in range(2 * UNITS) for action in EVENTS]
    conn.execute(insert(events), [_event(key, first + place, *row, moment) for place, row in enumerate(rows)])


def _assignment(key: str, one: int) -> dict[str, object]:
    own = {"id": one, "directive_id": key, "key": f"u{one}|II.1|lead", "position": one, "unit_id": f"u{one}"}
    return {**own, "role": "chủ trì", "instruction_key": "II.1", "text": "Kiểm tra việc bảo đảm an toàn", "rule": "-"}


def _letter(key: str, reference: str, one: int, *, done: bool) -> dict[str, object]:
    own = {"id": one, "directive_id": key, "kind": "letter", "unit_id": f"u{one}", "template": "cong-van"}
    told = {"title": "Công văn triển khai", "files": "[]", "reference": f"{reference}/u{one}/cong-van"}
    return {**own, **told, "template_version": "1", "position": one, "state": "issued" if done else "filed"}


def _effects(office: str, key: str, reference: str, one: int) -> Iterator[dict[str, object]]:
    same = {"directive_id": key, "office": office, "subject_id": one, "position": one, "state": "filed"}
    yield {**same, "kind": "assignment", "reference": f"{reference}/u{one}", "rank": 1, "egov_id": f"N{one}"}
    yield {**same, "kind": "draft", "reference": f"{reference}/u{one}/cong-van", "rank": 2, "egov_id": f"D{one}"}


def _status(key: str, code: str) -> dict[str, object]:
    return {"directive_id": key, "code": code, "state": "sent", "axis_id": "1", "sent_at": _now()}


def _event(key: str, seq: int, one: int, action: str, moment: int) -> dict[str, object]:
    own = {"seq": seq, "at": moment, "actor": "trienkhai", "directive_id": key, "subject": f"TK/{one}"}
    return {**own, "action": action, "detail": "{}", "hash": f"{seq:064x}"}


def _now() -> int:
    return int(time.time() * 1000)


def _sweep(service: Service) -> None:
    assert pipeline.sweep(service) == []


def _healthz(service: Service) -> None:
    with service.ledger.read() as conn:
        standings(conn, [one.settings for one in service.offices.values()])


def _status_list(service: Service) -> None:
    with service.ledger.read() as conn:
        rows = directives_room.listed(conn, LISTED)
        waiting.look(conn)
        for row in rows:
            effects_room.tally(conn, row.id)
        directives_room.first_files(conn)


def _metrics(service: Service) -> None:
    exposition(service.ledger, list(service.offices))


def _compared(service: Service) -> None:
    office = next(iter(service.offices))
    with service.ledger.read() as conn:
        findings.recorded(conn, office, findings.now_less(conn, 15))
        findings.dossiers(conn, office)


def _find(service: Service) -> None:
    with service.ledger.read() as conn:
        directives_room.newest(conn, next(iter(service.offices)), "khong-co")


QUESTIONS: dict[str, Callable[[Service], None]] = {
    "sweep (every 4 s)": _sweep,
    "/healthz (every few s)": _healthz,
    "/metrics (every 15 s or so)": _metrics,
    "the original of a change (each packet)": _find,
    "what is compared with eGov (every hour)": _compared,
    f"status, the console's page ({LISTED} directives)": _status_list,
}


if __name__ == "__main__":
    main()
