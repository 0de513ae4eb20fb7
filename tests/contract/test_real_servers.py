"""The same promises on a real server, when its address and credentials are given by environment.

For each profile: TRIENKHAI_CONTRACT_<PROFILE>_<KEY>, for example TRIENKHAI_CONTRACT_LGSP_V1_BASE_URL and …_PASSWORD.
Nothing is changed there; with TRIENKHAI_CONTRACT_WRITE=1 one draft is created and, where possible, withdrawn.
"""

from __future__ import annotations

import os
import secrets

import pytest

from services.errors import TrienkhaiError
from services.office.port import PacketKind, PendingRef
from services.office.registry import axis_profiles, desk_profiles

WRITE = os.environ.get("TRIENKHAI_CONTRACT_WRITE") == "1"


def given(profile):
    """What the environment says of a profile, by key."""
    prefix = f"TRIENKHAI_CONTRACT_{profile.name.upper().replace('-', '_')}_"
    keys = ((name, os.environ.get(prefix + name.upper())) for name in profile.settings.model_fields)
    return {name: value for name, value in keys if value is not None}


def real(profiles):
    """The profiles with a real server, or None in their place."""
    return [profile for profile in profiles.values() if given(profile)] or [None]


def opened(profile):
    if profile is None:
        pytest.skip("NO REAL SERVER: give its address and credentials as TRIENKHAI_CONTRACT_<PROFILE>_<KEY>")
    return profile.open(profile.settings(profile=profile.name, **given(profile)))


@pytest.fixture(params=real(axis_profiles()), ids=lambda profile: profile.name if profile else "none")
def axis(request):
    return opened(request.param)


@pytest.fixture(params=real(desk_profiles()), ids=lambda profile: profile.name if profile else "none")
def desk(request):
    return opened(request.param)


def test_the_axis_lets_us_in_and_listing_changes_nothing(axis):
    for trial in axis.trials():
        trial.attempt()
    first = axis.list_pending(PacketKind.DOCUMENT)
    assert set(first) <= set(axis.list_pending(PacketKind.DOCUMENT))
    for ref in first[:3]:
        assert axis.fetch(ref)


def test_a_packet_that_is_not_there_is_said_in_words(axis):
    with pytest.raises(TrienkhaiError) as caught:
        axis.fetch(PendingRef("999999999999", PacketKind.DOCUMENT))
    assert caught.value.message


def test_the_desk_lets_us_in_and_knows_nothing_of_a_strange_reference(desk):
    for trial in desk.trials():
        trial.attempt()
    if desk.capabilities.search_by_reference:
        assert desk.find([f"TK-KIEM-THU-{secrets.token_hex(6)}"]) == {}


def test_a_draft_is_created_found_and_withdrawn(desk, make_draft):
    if not WRITE:
        pytest.skip("READ ONLY: TRIENKHAI_CONTRACT_WRITE=1 lets this test create a draft")
    draft = make_draft(f"TK-KIEM-THU-{secrets.token_hex(6)}")
    created = desk.create_draft(draft)
    if desk.capabilities.search_by_reference:
        assert desk.find([draft.reference])[draft.reference].egov_id == created.egov_id
    if desk.capabilities.lists_and_withdraws:
        desk.withdraw(created.egov_id)
        assert desk.find([draft.reference]) == {}
