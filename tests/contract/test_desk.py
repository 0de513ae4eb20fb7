"""What every draft desk promises, on a real server."""

from __future__ import annotations

import time

import pytest
import requests

from services.errors import CredentialsError, RefusedError, UnavailableError, UnknownOutcomeError
from services.sandbox.serve import running

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


def test_what_was_created_is_found_by_reference_with_its_content(make_desk, make_draft, make_assignment):
    desk, draft, assignment = make_desk(), make_draft(), make_assignment()
    created = desk.create_draft(draft)
    given = desk.create_assignment(assignment)
    found = desk.find([draft.reference, assignment.reference, "TK-9-khong-co"])
    assert found == {draft.reference: created, assignment.reference: given}
    assert created.sha256s == (draft.files[0].sha256,)


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


def test_with_unique_references_other_content_is_refused(make_desk, make_draft, turn):
    desk = make_desk()
    turn(unique_reference=True)
    desk.create_draft(make_draft())
    with pytest.raises(RefusedError, match="khác nội dung"):
        desk.create_draft(make_draft(content=b"noi dung khac"))


def test_attaching_twice_leaves_one(make_desk, make_draft, make_file):
    desk = make_desk()
    created = desk.create_draft(make_draft())
    extra = make_file("Phụ lục.docx", b"phu luc")
    desk.attach(created.egov_id, extra)
    desk.attach(created.egov_id, extra)
    assert desk.find([created.reference])[created.reference].sha256s == (*created.sha256s, extra.sha256)
    with pytest.raises(RefusedError):
        desk.attach("D999", extra)


def test_a_lost_answer_is_an_unknown_outcome_and_the_draft_is_there(make_desk, make_draft, turn):
    desk = make_desk()
    turn(lose_response_after_commit=1)
    with pytest.raises(UnknownOutcomeError, match="tra lại"):
        desk.create_draft(make_draft())
    with pytest.raises(UnavailableError):
        desk.find(["TK-1-L01"])
    assert turn(lose_response_after_commit=0)["counters"]["lose_response_after_commit"] == 2
    assert "TK-1-L01" in desk.find(["TK-1-L01"])


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


def test_a_server_that_is_not_there_surely_did_nothing(tmp_path, make_desk, make_draft):
    with running(tmp_path / "other.sqlite", TOKEN, "000.00.03.H53") as gone:
        pass
    desk = make_desk()
    desk._session._base = f"{gone}/desk"
    with pytest.raises(UnavailableError, match="không kết nối được"):
        desk.create_draft(make_draft())


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


def test_decisions_are_repeated_until_acknowledged(make_desk, make_draft, root):
    desk = make_desk()
    desk.create_draft(make_draft())
    form = {"dossier": "1", "symbol": "215/SGDĐT-VP", "issued_on": "2020-02-03"}
    answer = requests.post(f"{root}/du-thao/1/ban-hanh", data=form, headers={"Origin": root}, timeout=5)
    assert answer.status_code == 200
    (decision,) = desk.results()
    assert (decision.reference, decision.decision, decision.symbol) == ("TK-1-L01", "issued", "215/SGDĐT-VP")
    assert desk.results() == [decision]
    desk.ack(["TK-1-L01"])
    desk.ack(["TK-1-L01"])
    assert desk.results() == []


def test_everything_under_a_prefix_is_listed_twice_where_it_is_there_twice(make_desk, make_draft, make_assignment):
    desk = make_desk()
    first, second = desk.create_draft(make_draft()), desk.create_draft(make_draft())
    given = desk.create_assignment(make_assignment())
    desk.create_draft(make_draft("XX-1-L01"))
    assert list(desk.under("TK-")) == [first, second, given]
    assert list(desk.under("TK_")) == []


def test_what_no_clerk_has_touched_can_be_withdrawn(make_desk, make_draft, make_assignment, root):
    desk = make_desk()
    first, second = desk.create_draft(make_draft()), desk.create_draft(make_draft())
    given = desk.create_assignment(make_assignment())
    for item in (second, given):
        desk.withdraw(item.egov_id)
        desk.withdraw(item.egov_id)
    assert list(desk.under("TK-")) == [first]
    requests.post(f"{root}/du-thao/1/tiep-nhan", headers={"Origin": root}, timeout=5)
    with pytest.raises(RefusedError):
        desk.withdraw(first.egov_id)
