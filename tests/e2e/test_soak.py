"""A short soak on every stack, and the negative controls that prove it can see: see docs/delivery-guarantees.md."""

from __future__ import annotations

import pytest

from tests import needs
from tests.soak.__main__ import Soak, soak

#: Units for each directive: so much work that it does not end before the last kill.
STACKS = [("embedded", "search", 25), ("postgres-rabbitmq", "unique", 50), ("postgres-redis", "key", 50)]


@pytest.mark.timeout(400)
@pytest.mark.parametrize(("stack", "promise", "units"), STACKS)
def test_fifty_kills_lose_and_double_nothing(tmp_path, stack, promise, units):
    if stack != "embedded":
        needs.need_server(needs.POSTGRES)
    outcome = soak(Soak(kills=50, seed=1, stack=stack, promise=promise, directives=3, units=units), tmp_path)
    truth = outcome.truth
    assert (truth.lost, truth.duplicate, truth.wrong) == ([], [], [])
    assert outcome.kills >= 45


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("control", "units"), [("record-after-post", 15), ("no-quiesce", 40)])
def test_without_one_law_the_same_soak_finds_duplicates(tmp_path, control, units):
    outcome = soak(Soak(kills=15, seed=2, directives=3, units=units, control=control), tmp_path)
    assert outcome.truth.duplicate
