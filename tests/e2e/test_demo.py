"""`trienkhai demo` as a newcomer runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests import processes

COMMAND = (sys.executable, "-m", "services.cli", "demo")


def demo(tmp_path, *options):
    environment = {**os.environ, "TRIENKHAI_DATA": str(tmp_path)}
    return subprocess.run(
        [*COMMAND, "--data", str(tmp_path / "data"), *options],
        env=environment, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip


@pytest.mark.timeout(240)
def test_demo_files_the_sample_and_ends_by_itself(tmp_path):
    done = demo(tmp_path, "--json")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    value = json.loads(line)
    assert value["directive"]["symbol"] == "105/KH-SGDĐT"
    assert value["filed"]["letters"] >= 40
    assert (value["filed"]["cover_notes"], value["filed"]["tables"]) == (1, 1)
    assert value["filed"]["assignments"] > value["filed"]["letters"]
    assert (value["duplicates"], value["held"]) == (0, [])
    assert value["statuses"] == ["01", "03", "04", "05"]
    assert value["seconds"] < 60


@pytest.mark.timeout(240)
def test_a_file_that_is_no_document_ends_in_a_question(tmp_path):
    strange = tmp_path / "la-thu.pdf"
    strange.write_bytes(b"%PDF-1.4 khong phai PDF")
    done = demo(tmp_path, "--json", "--directive", str(strange))
    value = json.loads(done.stdout)
    assert value["directive"]["state"] == "quarantined"
    assert value["filed"]["letters"] == 0
    assert "la-thu.pdf" in value["held"][0]["question"]


@pytest.mark.timeout(240)
def test_with_keep_the_same_service_goes_on_under_a_small_supervisor_until_ctrl_c(tmp_path):
    command = [*COMMAND, "--data", str(tmp_path / "data"), "--keep", "--json"]
    environment = {**os.environ, "TRIENKHAI_DATA": str(tmp_path)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as kept:
        assert kept.stdout is not None
        value = json.loads(kept.stdout.readline())
        assert value["directive"]["state"] == "filed"
        before = processes.children(kept.pid)
        wait(lambda: "services.cli.supervisor" in processes.command(kept.pid))
        assert processes.children(kept.pid) == before
        assert len(before) == 2
        os.kill(before[0], signal.SIGKILL)
        wait(lambda: len(now := processes.children(kept.pid)) == 2 and before[0] not in now)
        after = processes.children(kept.pid)
        kept.send_signal(signal.SIGINT)
        _, told = kept.communicate(timeout=60)
    assert kept.returncode == 0
    assert "program_restarted" in told
    assert told.rstrip().endswith("Đang dừng …")
    assert [pid for pid in after if processes.alive(pid)] == []


def wait(done):
    deadline = time.monotonic() + 60
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.1)
