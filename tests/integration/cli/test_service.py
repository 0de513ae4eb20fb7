"""`run`: ports are looked at before anything starts, and both ways of asking it to end work."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from services.cli.service import port_of_sandbox
from services.cli.supervisor import Adopted, Program, Supervisor
from services.settings.load import load_settings
from tests.needs import ROOT

WAITING = """
import contextlib, signal, sys
from services.cli.supervisor import wait_for_stop
class Service:
    def tend(self):
        print("tended", flush=True)
signal.signal(signal.SIGINT, signal.SIG_IGN)
wait_for_stop(Service())
"""


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    ("option", "others", "what"),
    [("--port", (), "trang quản trị"), ("--sandbox-port", ("--sandbox", "--only", "beat"), "eGov thử nghiệm")],
)
def test_a_taken_port_ends_it_before_anything_is_started(taken, tmp_path, monkeypatch, option, others, what):
    monkeypatch.setenv("TRIENKHAI_DATA", str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-m", "services.cli", "run", *others, option, str(taken)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    told = " ".join(done.stderr.split())
    assert (done.returncode, done.stdout) == (1, "")
    assert f"cổng {taken} tại 127.0.0.1 cho {what}: đang có chương trình khác dùng." in told
    assert told.endswith(f"chọn cổng khác bằng {option}.")


@pytest.mark.parametrize(
    ("address", "port"),
    [
        ("", 8070),
        ("http://127.0.0.1:8471/desk", 8471),
        ("http://localhost:8472/desk", 8472),
        ("https://egov.example/desk", 8070),
    ],
)
def test_the_sandbox_listens_where_the_configuration_looks_for_it(address, port):
    env = {"TRIENKHAI_DESK_URL": address} if address else {}
    assert port_of_sandbox(load_settings(ROOT / "config", {**env, "TRIENKHAI_SANDBOX_TOKEN": "x"})) == port


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_both_signals_end_it_also_when_it_was_started_in_the_background(number):
    with subprocess.Popen([sys.executable, "-c", WAITING], stdout=subprocess.PIPE, cwd=ROOT) as service:
        assert service.stdout is not None
        service.stdout.readline()
        service.send_signal(number)
        try:
            assert service.wait(20) == 0
        finally:
            service.kill()


@pytest.fixture
def dying():
    """A supervisor of one program that has died."""
    supervisor = Supervisor([Program("one", (sys.executable, "-c", ""))], os.environ)
    with supervisor:
        supervisor.running["one"].wait(10)
        yield supervisor


def tended(supervisor, seconds=10):
    """Tend until another child is there."""
    first, until = supervisor.running["one"], time.monotonic() + seconds
    while supervisor.running["one"] is first and time.monotonic() < until:
        supervisor.tend()
        time.sleep(0.05)
    return supervisor.running["one"] is not first


def test_a_full_disk_that_takes_no_log_line_ends_nothing(dying, monkeypatch):
    with Path("/dev/full").open("w", encoding="utf-8", buffering=1) as full:
        monkeypatch.setattr(sys, "stderr", full)
        assert tended(dying)
        monkeypatch.undo()
        with contextlib.suppress(OSError):
            full.close()


def test_a_machine_that_cannot_start_a_process_now_is_asked_again(dying, monkeypatch, capfd):
    def refused(*_args, **_kwargs):
        monkeypatch.undo()
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refused)
    assert tended(dying)
    assert [json.loads(line)["event"] for line in capfd.readouterr().err.splitlines()] == [
        "program_restarted",
        "program_not_started",
        "program_restarted",
    ]


def test_a_child_whose_end_nobody_kept_is_taken_for_ended():
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # as a script may have started us
    try:
        child = subprocess.Popen([sys.executable, "-c", ""])
        adopted, until = Adopted(child.pid), time.monotonic() + 10
        while adopted.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        assert (adopted.poll(), adopted.poll()) == (0, 0)
    finally:
        signal.signal(signal.SIGCHLD, before)
        child.wait()
