from __future__ import annotations

import datetime as dt

import pytest

from services.units.registry import Registry
from services.units.selector import SelectorError, parse

BEFORE, AFTER = dt.date(2020, 1, 22), dt.date(2026, 11, 5)


@pytest.mark.parametrize(
    ("select", "day", "ids"),
    [
        ("unit:van-phong", BEFORE, ["van-phong"]),
        ("kind:phong", BEFORE, ["phong-tccb", "phong-khtc", "phong-ktqlcl"]),
        ("group:noi_bo", BEFORE, ["van-phong", "phong-tccb", "phong-khtc", "phong-ktqlcl"]),
        ("kind:phong_gddt", BEFORE, ["pgd-hoa-thanh"]),
        ("kind:phong_gddt", AFTER, []),
        ("addressed", BEFORE, []),
        ("addressed unit:van-phong", BEFORE, ["van-phong"]),
        ("kind:phong_gddt unit:van-phong", BEFORE, ["van-phong", "pgd-hoa-thanh"]),
    ],
)
def test_any_term_is_enough_and_the_order_of_the_file_is_kept(
    registry: Registry, select: str, day: dt.date, ids: list[str]
) -> None:
    assert [unit.id for unit in registry.select(select, day)] == ids


def test_all_means_every_unit_of_that_day(registry: Registry) -> None:
    assert registry.select("all", AFTER) == registry.valid_on(AFTER)


@pytest.mark.parametrize("select", ["", "   ", "thpt", "kind:", "loai:thpt", ":x"])
def test_a_selector_of_another_form_is_refused(select: str) -> None:
    with pytest.raises(SelectorError):
        parse(select)
