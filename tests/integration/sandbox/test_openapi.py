"""What the sandbox serves is described, and nothing that fits or misses the description makes it crash."""

from __future__ import annotations

import contextlib

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from services.office.connectors.vxp import sign
from services.sandbox.serve import running

TOKEN = "ma-truy-cap-thu"
ORGAN = "000.00.03.H53"
EXAMPLES = 8
#: Boards of switches: turned at random they would make everything else fail on purpose.
SWITCHES = "/sandbox/"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    with running(tmp_path_factory.mktemp("openapi") / "sandbox.sqlite", TOKEN, ORGAN) as url:
        yield url


@pytest.fixture(scope="module")
def described(root):
    return requests.get(f"{root}/openapi.json", timeout=10).json()


def test_every_call_of_every_profile_is_described(described):
    paths = set(described["paths"])
    assert {"/EdocService/getPendingDocIds", "/lgsp/v1/sendEdoc", "/XrdAdapter/adapter/getEdoc"} <= paths
    assert {"/ioffice/shared/integration/doc/create/", "/desk/drafts", "/sandbox/knobs", "/sandbox/quirks"} <= paths
    asked = {one["name"] for one in described["paths"]["/EdocService/getDocument"]["post"]["parameters"]}
    assert asked == {"docId", "type", "organId", "Authorization"}


def credentials(root, path):
    """Headers that open the call, so that what is behind the door is tried as well as the door."""
    if path.startswith("/XrdAdapter"):
        return sign({"systemid": ORGAN, "messagetype": "edoc", "docid": "0"}, TOKEN)
    if path.startswith("/EdocService"):
        return {"organId": ORGAN, "Authorization": TOKEN}
    login = {"username": "u", "password": TOKEN}
    if path.startswith("/lgsp"):
        token = requests.post(f"{root}/lgsp/v1/auth/login", json=login, timeout=10).json()["data"]["token"]
        return {"Authorization": f"Bearer {token}", "X-SystemId": ORGAN, "X-SecretKey": TOKEN}
    if path.startswith("/ioffice"):
        token = requests.post(f"{root}/ioffice/login/v3/", json=login, timeout=10).json()["data"]["token"]
        return {"X-Authentication-Token": token}
    return {"Authorization": f"Bearer {TOKEN}", "Origin": root}


def is_the_containers_own(response):
    """A number that is none makes the imitated server's container answer: that is part of the contract."""
    return response.status_code == 500 and "HTTP Status 500" in response.text


def crashes(root, operation, mode, headers):
    """Answers of one call to made-up requests that are a crash."""
    found = []

    @seed(2020)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case):
        case.headers = {**(case.headers or {}), **headers}
        response = case.call(base_url=root, timeout=20)
        if response.status_code >= 500 and not is_the_containers_own(response):
            found.append((operation.path, response.status_code, str(case.body)[:200]))

    call()
    return found


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fits", "misses"])
def test_no_call_makes_it_crash(root, described, mode):
    schema = schemathesis.openapi.from_dict(described)
    operations = [found.ok() for found in schema.get_all_operations()]
    wanted = [one for one in operations if not one.path.startswith(SWITCHES)]
    assert len(wanted) > 30
    found = []
    for operation in wanted:
        # Only what a description forbids can be missed; a call without arguments has nothing to miss.
        with contextlib.suppress(Unsatisfiable):
            found += crashes(root, operation, mode, credentials(root, operation.path))
    assert found == []


def test_at_the_door_nothing_crashes_either(root, described):
    schema = schemathesis.openapi.from_dict(described)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert [one for operation in operations for one in crashes(root, operation, GenerationMode.POSITIVE, {})] == []
