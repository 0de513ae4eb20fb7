"""What admins are told follows from what the desk declares, and stands in the docs in the same cases."""

from __future__ import annotations

import itertools

import pytest

from services.office.port import Capabilities
from services.office.promises import NOTHING, SEARCHED, STRICT, promise, remarks


@pytest.mark.parametrize(
    ("search", "unique", "key", "told"),
    [
        (True, True, False, STRICT),
        (True, False, True, STRICT),
        (False, False, True, STRICT),
        (True, False, False, SEARCHED),
        (False, False, False, NOTHING),
        (False, True, False, NOTHING),
    ],
)
def test_the_promise_by_capability(search, unique, key, told):
    able = Capabilities(search_by_reference=search, unique_reference=unique, idempotency_key=key, reports_content=True)
    assert promise(able) == told


def test_what_a_desk_cannot_do_is_told_once_each():
    for content, lists, duties in itertools.product((True, False), repeat=3):
        able = Capabilities(
            search_by_reference=True,
            unique_reference=True,
            idempotency_key=False,
            reports_content=content,
            lists_and_withdraws=lists,
            assignments=duties,
        )
        assert len(remarks(able)) == [content, lists, duties].count(False)
