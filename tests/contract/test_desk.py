"""What every draft desk connector promises, each on the real server that imitates its desk, or on real folders."""

from __future__ import annotations

import pytest
import requests

from services.errors import CredentialsError, RefusedError, TrienkhaiError, UnavailableError, UnknownOutcomeError
from services.office.port import TrialStep


@pytest.fixture
def desk(desk_world):
    return desk_world.open()


def test_what_was_created_is_found_by_reference_with_its_content(desk, make_draft):
    draft = make_draft()
    created = desk.create_draft(draft)
    assert created.reference == draft.reference
    assert 0 < len(created.egov_id) <= 80
    if not desk.capabilities.search_by_reference:
        with pytest.raises(RefusedError):
            desk.find([draft.reference])
        return
    assert desk.find([draft.reference, "TK-9-khong-co"]) == {draft.reference: created}
    assert created.sha256s == ((draft.files[0].sha256,) if desk.capabilities.reports_content else ())


def test_references_of_any_shape_stay_apart(desk, make_draft):
    if not desk.capabilities.search_by_reference:
        pytest.skip("this desk cannot search")
    references = ["TK-1/truong-a/cong-van", "TK-1/truong-a~cong-van", "TK-1/truong a/cong-van", "TK-1/trường á"]
    for reference in references:
        desk.create_draft(make_draft(reference))
    assert sorted(desk.find(references)) == sorted(references)
    assert desk.find(["TK-1/truong-a", "cong-van", "TK-1"]) == {}


def test_a_second_creation_under_one_reference_follows_what_is_promised(desk, make_draft):
    first = desk.create_draft(make_draft())
    second = desk.create_draft(make_draft())
    promised = desk.capabilities.unique_reference or desk.capabilities.idempotency_key
    if promised or not desk.capabilities.lists_and_withdraws:
        assert second == first
    else:
        assert list(desk.under("TK-1")) == [first, second]


def test_other_content_under_a_unique_reference_is_refused(desk, make_draft):
    if not (desk.capabilities.unique_reference and desk.capabilities.reports_content):
        pytest.skip("this desk does not compare content")
    desk.create_draft(make_draft())
    with pytest.raises(RefusedError, match="khác"):
        desk.create_draft(make_draft(content=b"noi dung khac"))


def test_assignments_are_created_and_found_or_refused_in_words(desk, make_assignment):
    assignment = make_assignment("TK-1/i3/truong-thpt-tay-ninh")
    if not desk.capabilities.assignments:
        with pytest.raises(RefusedError, match="nhiệm vụ"):
            desk.create_assignment(assignment)
        return
    created = desk.create_assignment(assignment)
    assert desk.find([assignment.reference]) == {assignment.reference: created}


def test_attaching_twice_leaves_one(desk, make_draft, make_file):
    created = desk.create_draft(make_draft())
    extra = make_file("1. Công văn.docx", b"phu luc cung ten")
    if not desk.capabilities.reports_content:
        with pytest.raises(RefusedError):
            desk.attach(created.egov_id, extra)
        return
    desk.attach(created.egov_id, extra)
    desk.attach(created.egov_id, extra)
    assert desk.find([created.reference])[created.reference].sha256s == (*created.sha256s, extra.sha256)
    with pytest.raises(RefusedError):
        desk.attach("D999", extra)


def test_everything_under_a_prefix_is_listed_and_untouched_items_can_be_withdrawn(desk, make_draft, make_assignment):
    if not desk.capabilities.lists_and_withdraws:
        for ask in (lambda: list(desk.under("TK-")), lambda: desk.withdraw("D1")):
            with pytest.raises(RefusedError):
                ask()
        return
    first, second = desk.create_draft(make_draft()), desk.create_draft(make_draft("TK-1-L02"))
    given = desk.create_assignment(make_assignment())
    desk.create_draft(make_draft("XX-1-L01"))
    assert sorted(item.reference for item in desk.under("TK-")) == ["TK-1-L01", "TK-1-L02", "TK-1-N01"]
    assert list(desk.under("TK_")) == []
    for item in (second, given):
        desk.withdraw(item.egov_id)
    assert list(desk.under("TK-")) == [first]
    assert desk.find([second.reference, given.reference]) == {}


def test_decisions_are_repeated_until_acknowledged(desk, desk_world, make_draft):
    desk.create_draft(make_draft())
    assert list(desk.results()) == []
    desk_world.issue("215/SGDĐT-VP", "03/02/2020")
    (decision,) = desk.results()
    assert (decision.reference, decision.decision) == ("TK-1-L01", "issued")
    assert (decision.symbol, decision.issued_on) == ("215/SGDĐT-VP", "2020-02-03")
    assert list(desk.results()) == [decision]
    desk.ack(["TK-1-L01"])
    desk.ack(["TK-1-L01"])
    assert list(desk.results()) == []
    if desk.capabilities.lists_and_withdraws:
        assert [item.decision for item in desk.under("TK-")] == [decision]


def test_what_a_clerk_has_touched_is_not_withdrawn(desk, desk_world, make_draft):
    if not desk.capabilities.lists_and_withdraws:
        pytest.skip("this desk takes nothing back")
    created = desk.create_draft(make_draft())
    desk_world.issue("215/SGDĐT-VP", "03/02/2020")
    with pytest.raises(RefusedError):
        desk.withdraw(created.egov_id)
    assert [item.egov_id for item in desk.under("TK-")] == [created.egov_id]


@pytest.mark.parametrize("fault", ["cut_answer", "lose_response_after_commit", "error_500_after_commit"])
def test_a_lost_answer_is_an_unknown_outcome_and_the_draft_is_there(desk, desk_world, make_draft, fault):
    if not desk_world.on_server:
        pytest.skip("nothing gets lost on the way to a folder")
    desk.results()
    draft = make_draft(unit="")
    desk_world.turn("knobs", next_faults=[fault])
    with pytest.raises(UnknownOutcomeError, match="tra lại"):
        desk.create_draft(draft)
    desk_world.turn("knobs", next_faults=[])
    assert requests.get(f"{desk_world.root}/status.json", timeout=5).json()["drafts"] == 1
    if desk.capabilities.search_by_reference:
        assert draft.reference in desk.find([draft.reference])


def test_a_refusal_to_serve_surely_did_nothing(desk, desk_world, make_draft):
    if not desk_world.on_server:
        pytest.skip("a folder is never busy")
    desk.results()
    desk_world.turn("knobs", next_faults=["refuse_503"])
    with pytest.raises(UnavailableError):
        desk.create_draft(make_draft(unit=""))
    assert requests.get(f"{desk_world.root}/status.json", timeout=5).json()["drafts"] == 0


def test_a_stranger_is_told_so_and_the_trial_says_which_step(desk_world, make_draft):
    if not desk_world.on_server:
        pytest.skip("a folder knows no strangers")
    stranger = desk_world.open(token="sai")
    for ask in (stranger.results, lambda: stranger.ack(["x"]), lambda: stranger.create_draft(make_draft())):
        with pytest.raises(CredentialsError, match="Quản trị"):
            ask()
    connection, credentials, *_ = stranger.trials()
    connection.attempt()
    with pytest.raises(CredentialsError):
        credentials.attempt()


def test_every_trial_passes_and_has_a_name(desk):
    trials = desk.trials()
    assert trials
    for trial in trials:
        assert trial.name
        trial.attempt()
    assert [trial.step for trial in trials] == sorted((t.step for t in trials), key=list(TrialStep).index)


def test_a_desk_that_is_not_there_surely_did_nothing(desk_world, make_draft):
    desk = desk_world.open(timeout=1)
    if desk_world.on_server:
        desk._session._base = "http://127.0.0.1:9"
    else:
        (desk_world.folder / "di").rename(desk_world.folder / "khong-con")
    with pytest.raises(UnavailableError, match="Kiểm tra"):
        desk.create_draft(make_draft())
    with pytest.raises(TrienkhaiError):
        desk.results()
