"""What every test gets: Hypothesis profiles, markers that check what a test needs, closed sockets in unit tests."""

from __future__ import annotations

import os
import socket

import pytest
from hypothesis import HealthCheck, settings

from services.reading.ocr import engine
from tests import needs

settings.register_profile("dev", deadline=None, max_examples=50)
# The same examples in every run: a red CI is the fault of the change, not of the dice.
settings.register_profile(
    "ci", deadline=None, max_examples=200, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

MARKERS = {
    "office": lambda: (needs.need_command("soffice"), needs.need_command("pdftoppm")),
    "ocr": lambda: needs.need(engine.engine(), "Tesseract with Vietnamese; see .ci/debian-packages"),
    "chromium": lambda: needs.need_command("chromium", "chromium-browser", "google-chrome"),
    "servers": lambda: [needs.need_server(url) for url in (needs.POSTGRES, needs.RABBITMQ, needs.REDIS)],
}

CLOSED = ("tests/unit/", "tests/property/", "tests/architecture/")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Check what the markers of a test promise to need."""
    for name, check in MARKERS.items():
        if item.get_closest_marker(name):
            check()


@pytest.fixture
def need():
    return needs.need


@pytest.fixture
def postgres_url() -> str:
    return needs.need_server(needs.POSTGRES)


@pytest.fixture
def rabbitmq_url() -> str:
    return needs.need_server(needs.RABBITMQ)


@pytest.fixture
def redis_url() -> str:
    return needs.need_server(needs.REDIS)


@pytest.fixture(autouse=True)
def _closed_sockets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unit, property and architecture tests talk to nobody."""
    if not request.node.nodeid.startswith(CLOSED):
        return

    def refuse(_socket: socket.socket, address: object) -> None:
        pytest.fail(f"a unit test tried to connect to {address}", pytrace=False)

    monkeypatch.setattr(socket.socket, "connect", refuse)
