"""`[proposer]` is optional, stays inside the office's network, and answers before the step's lease ends."""

from __future__ import annotations

import pytest

from services.settings.load import load_settings
from services.settings.proposer_block import is_inside
from tests.unit.settings.spoiled import Copy

BLOCK = '\n[proposer]\nurl = "{url}"\nmodel = "nho"\n'


def add(config: Copy, url: str, more: str = "") -> None:
    with (config.folder / "office.toml").open("a", encoding="utf-8") as file:
        file.write(BLOCK.format(url=url) + more)


def test_there_is_none_unless_asked_for(config: Copy) -> None:
    assert load_settings(config.folder, {}).proposer is None
    add(config, "http://127.0.0.1:8080/v1")
    found = load_settings(config.folder, {}).proposer
    assert found
    assert (found.url, found.model, found.timeout_seconds) == ("http://127.0.0.1:8080/v1", "nho", 20)


@pytest.mark.parametrize(
    ("url", "more", "where", "why"),
    [
        ("https://api.example.com/v1", "", "khóa url", "không thuộc mạng nội bộ"),
        ("http://8.8.8.8/v1", "", "khóa url", "không thuộc mạng nội bộ"),
        ("ftp://127.0.0.1/v1", "", "khóa url", ""),
        ("http://127.0.0.1/v1", "timeout_seconds = 60", "khóa timeout_seconds", "không ngắn hơn step_lease_seconds"),
        ("http://127.0.0.1/v1", "key = 5", "khóa key", ""),
    ],
)
def test_what_it_may_not_say(config: Copy, url: str, more: str, where: str, why: str) -> None:
    add(config, url, more)
    problem = config.only()
    assert where in problem.where
    assert why in problem.why


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        ("http://localhost:1/v1", True),
        ("http://llm:8080", True),
        ("http://192.168.1.5", True),
        ("http://10.0.0.9/v1", True),
        ("http://[::1]:8080", True),
        ("http://may-chu.lan", True),
        ("http://192.168.1.5.example.com", False),
        ("http://172.99.0.1", False),
        ("http://", False),
        ("http://[bad", False),
    ],
)
def test_addresses_inside_the_office(url: str, inside: bool) -> None:
    assert is_inside(url) is inside
