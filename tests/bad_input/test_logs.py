"""Logs (no. 54 and the canaries): one JSON object a line, whatever a packet holds; nothing of documents, no secrets."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from services.settings.secrets import SANDBOX_TOKEN
from tests.bad_input.canaries import CANARIES
from tests.needs import ROOT


@pytest.fixture(scope="module")
def logged(tmp_path_factory) -> str:
    command = [sys.executable, "-m", "tests.bad_input.canary_run", str(tmp_path_factory.mktemp("canary"))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout == ""
    return done.stderr


def test_every_line_is_one_json_object(logged):
    events = [json.loads(line) for line in logged.splitlines()]
    assert all(isinstance(event, dict) and event["event"] for event in events)
    names = {event["event"] for event in events}
    assert {"polled", "step_ended", "step_failed", "office_call", "failed"} <= names


def test_no_control_characters_reach_the_terminal(logged):
    assert not [char for char in logged if char != "\n" and not char.isprintable()]


@pytest.mark.parametrize("canary", [*CANARIES, SANDBOX_TOKEN, "an toàn trường học", "Về việc của"])
def test_nothing_of_documents_people_or_secrets(logged, canary):
    assert canary.casefold() not in logged.casefold()
