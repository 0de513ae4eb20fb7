"""The sandbox's own desk beyond what every desk promises: its knobs and its counts."""

from __future__ import annotations

import time

import pytest
import requests

from services.errors import CredentialsError, UnknownOutcomeError

TOKEN = "ma-truy-cap-thu"


@pytest.fixture
def turn(root):
    def turn(**knobs):
        answer = requests.post(
            f"{root}/sandbox/knobs", json=knobs, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=5
        )
        answer.raise_for_status()
        return answer.json()

    return turn


@pytest.fixture
def counts(root):
    return lambda: requests.get(f"{root}/status.json", timeout=5).json()


def test_a_repeated_reference_makes_a_second_item_which_the_counts_show(make_desk, make_draft, counts):
    desk = make_desk()
    first = desk.create_draft(make_draft())
    desk.create_draft(make_draft())
    assert desk.find(["TK-1-L01"]) == {"TK-1-L01": first}
    told = counts()
    assert told["duplicates"] == 1
    assert told["dossiers"]["TK-1"]["drafts"] == {"letter": 2}


def test_with_unique_references_the_same_content_is_adopted(make_desk, make_draft, make_assignment, turn, counts):
    desk = make_desk()
    turn(unique_reference=True)
    first = desk.create_draft(make_draft())
    assert desk.create_draft(make_draft()) == first
    assert desk.create_assignment(make_assignment()) == desk.create_assignment(make_assignment())
    assert counts()["duplicates"] == 0
    assert turn()["counters"]["conflicts"] == 2


def test_a_slow_answer_is_an_unknown_outcome_and_the_draft_comes_later(make_desk, make_draft, turn):
    turn(latency_seconds=0.6)
    with pytest.raises(UnknownOutcomeError, match=r"0\.3 giây"):
        make_desk(timeout=0.3).create_draft(make_draft())
    turn(latency_seconds=0)
    assert make_desk().find(["TK-1-L01"]) == {}
    time.sleep(0.6)
    assert "TK-1-L01" in make_desk().find(["TK-1-L01"])


def test_the_search_lags_behind_when_told_to(make_desk, make_draft, turn):
    desk = make_desk()
    turn(index_lag_seconds=0.4)
    desk.create_draft(make_draft())
    assert desk.find(["TK-1-L01"]) == {}
    time.sleep(0.5)
    assert "TK-1-L01" in desk.find(["TK-1-L01"])


def test_the_token_is_checked_everywhere(make_desk, make_draft, make_assignment, make_file):
    desk = make_desk(token="sai")
    for ask in (
        lambda: list(desk.under("TK-")),
        lambda: desk.withdraw("D1"),
        desk.results,
        lambda: desk.find(["x"]),
        lambda: desk.ack(["x"]),
        lambda: desk.create_draft(make_draft()),
        lambda: desk.create_assignment(make_assignment()),
        lambda: desk.attach("D1", make_file()),
    ):
        with pytest.raises(CredentialsError):
            ask()
    for trial in make_desk().trials():
        trial.attempt()


def test_everything_under_a_prefix_is_listed_twice_where_it_is_there_twice(make_desk, make_draft, make_assignment):
    desk = make_desk()
    first, second = desk.create_draft(make_draft()), desk.create_draft(make_draft())
    given = desk.create_assignment(make_assignment())
    desk.create_draft(make_draft("XX-1-L01"))
    assert list(desk.under("TK-")) == [first, second, given]
    assert list(desk.under("TK_")) == []
