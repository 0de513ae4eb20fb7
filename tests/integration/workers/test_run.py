"""Several parts in one process: the first answers signals, and none of the others ends unseen."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest

from tests.needs import ROOT

PROGRAM = """
import sys, time
from services.logs import configure_logs
from workers.run import run
def fails():
    raise ValueError("a text of a document")
def ends():
    pass
def leaves():
    sys.exit(1)
configure_logs()
run({"worker": lambda: time.sleep(30), "beat": globals()[sys.argv[1]]})
"""


@pytest.fixture
def environment(tmp_path, monkeypatch):
    monkeypatch.setenv("TRIENKHAI_DATA", str(tmp_path))


@pytest.mark.parametrize(
    ("how", "event"), [("fails", "part_failed"), ("leaves", "part_failed"), ("ends", "part_ended")]
)
@pytest.mark.usefixtures("environment")
def test_a_part_that_ends_takes_the_process_along_and_says_so(how, event):
    command = [sys.executable, "-c", PROGRAM, how]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=25, check=False)
    assert done.returncode == -signal.SIGTERM
    told = json.loads(done.stderr)
    assert (told["event"], told["part"]) == (event, "beat")
    assert "a text of a document" not in done.stderr
