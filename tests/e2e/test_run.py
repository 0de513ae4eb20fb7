"""`trienkhai run` on the embedded stack: what is killed comes back, all end together, little stands in memory."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import func, select

from benchmarks import idle
from services.ledger.store import open_ledger
from services.ledger.tables import ticks
from tests.e2e.whole import PARTS, running, wait
from tests.needs import need
from tests.processes import alive, children

#: What an idle service may hold here (MB, 10^6 bytes); docs/performance.md tells what it holds on a quiet machine.
MOST_MEMORY = 150


@pytest.fixture(autouse=True)
def linux():
    need(Path("/proc/self/smaps_rollup").exists(), "/proc as Linux has it, to see what the service does")


def answers(port):
    call = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with suppress(OSError, http.client.HTTPException), closing(call):
        call.request("GET", "/healthz")
        return call.getresponse().status == 200
    return False


def sweeps(folder):
    """The last slot of the sweeper: beat has rung and a worker has answered."""
    ledger = open_ledger(f"sqlite:///{folder / 'ledger.sqlite'}")
    with ledger.read() as conn:
        found = conn.execute(select(func.max(ticks.c.slot)).where(ticks.c.job == "sweep")).scalar()
    ledger.close()
    return found or 0


def wait_until_all_work(service, folder):
    """The console answers, and beat and worker have done their round from now on."""
    wait(lambda: answers(service.port), folder, 30)
    last = sweeps(folder)
    wait(lambda: sweeps(folder) > last + 1, folder, 30)


def test_what_is_killed_comes_back_and_all_end_together(tmp_path):
    with running(tmp_path) as service:
        wait_until_all_work(service, tmp_path)
        before = children(service.process.pid)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        wait(lambda: set(service.parts()) == set(PARTS), tmp_path, 30)
        wait_until_all_work(service, tmp_path)
        everyone = children(service.process.pid)
        assert set(everyone).isdisjoint(before)
        started = time.monotonic()
        assert service.stop() == 0
        assert time.monotonic() - started < 14  # nobody had to be killed
        assert [pid for pid in everyone if alive(pid)] == []
        assert not answers(service.port)
    log = (tmp_path / "run.log").read_text()
    assert log.count("program_restarted") == len(before) == 2
    assert "Đang dừng …" in log
    assert "Traceback" not in log
    assert [one.name for one in tmp_path.glob("ledger*")] == ["ledger.sqlite"]  # one file is a backup


def take(port):
    """Listen there as soon as nobody else does."""
    until = time.monotonic() + 20
    while True:
        try:
            return socket.create_server(("127.0.0.1", port))
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.005)


def test_a_port_of_the_console_that_another_program_took_stops_nothing_else(tmp_path):
    with running(tmp_path) as service:
        wait_until_all_work(service, tmp_path)
        os.kill(service.parts()["console"], signal.SIGKILL)
        with take(service.port):
            wait(lambda: "console_waits" in (tmp_path / "run.log").read_text(), tmp_path, 30)
            pid, last = service.parts()["worker"], sweeps(tmp_path)
            wait(lambda: sweeps(tmp_path) > last + 2, tmp_path, 30)
            assert service.parts() == dict.fromkeys(PARTS, pid)
        wait_until_all_work(service, tmp_path)
        assert service.parts() == dict.fromkeys(PARTS, pid)
    assert (tmp_path / "run.log").read_text().count("console_waits") == 1


def test_parts_do_not_outlive_a_supervisor_that_was_killed(tmp_path):
    with running(tmp_path) as service:
        wait_until_all_work(service, tmp_path)
        everyone = children(service.process.pid)
        service.process.kill()
        wait(lambda: not any(alive(pid) for pid in everyone), tmp_path, 30)


def test_only_what_was_chosen_runs(tmp_path):
    with running(tmp_path, "beat", "console") as service:
        wait(lambda: answers(service.port), tmp_path)
        assert set(service.parts()) == {"beat", "console"}


def test_an_idle_service_is_small(tmp_path):
    with running(tmp_path) as service:
        wait_until_all_work(service, tmp_path)
        time.sleep(15)  # some sweeps
        found = idle.watch(service, 1)
    memory, _ = idle.of_service(found)
    assert {one.name for one in found} == {"supervisor", "sandbox", "+".join(PARTS)}
    assert memory <= MOST_MEMORY, found
