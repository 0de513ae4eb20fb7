"""The delivered units of Sở GD&ĐT Tây Ninh, against the directory of the axis when it is at hand."""

from __future__ import annotations

import csv
import datetime as dt
import re

import pytest

from services.settings.load import load_settings
from services.units.fold import normalise
from services.units.registry import Registry
from tests.needs import ROOT, SHARED, need

ORGANS = SHARED / "exchange" / "tayninh-data" / "tayninh-organs-2020.csv"
SEED, NOW = dt.date(2020, 1, 22), dt.date(2026, 11, 5)
WANTED = re.compile(r"000\.(?!00)\d\d\.03\.H53|000\.02\.3[0-8]\.H53")


@pytest.fixture(scope="module")
def registry() -> Registry:
    env = {"TRIENKHAI_TEMPLATES": str(ROOT / "config")}
    return load_settings(ROOT / "config", env).registry


@pytest.mark.parametrize("day", [SEED, NOW])
def test_at_least_forty_units_exist(registry: Registry, day: dt.date) -> None:
    assert len(registry.valid_on(day)) >= 40


def test_every_organ_of_the_directory_is_a_unit_with_the_same_name(registry: Registry) -> None:
    need(ORGANS.exists(), f"{ORGANS.name}, the directory of the axis")
    with ORGANS.open(encoding="utf-8-sig", newline="") as file:
        organs = {row["organ_id"]: normalise(row["name"]) for row in csv.DictReader(file)}
    wanted = {organ_id: name for organ_id, name in organs.items() if WANTED.fullmatch(organ_id)}
    units = {unit.organ_id: unit.name for unit in registry.units if unit.organ_id}
    assert len(wanted) == 35 + 9
    assert units == wanted


@pytest.mark.parametrize(
    ("select", "day", "count"),
    [
        ("kind:thpt", SEED, 31),
        ("kind:cao_dang", SEED, 1),
        ("group:sinh_vien", SEED, 1),
        ("group:truc_thuoc", SEED, 35),
        ("kind:phong_gddt", SEED, 9),
        ("kind:phong_gddt", dt.date(2025, 6, 30), 9),
        ("kind:phong_gddt", dt.date(2025, 7, 1), 0),
        ("kind:thanh_tra", dt.date(2025, 7, 1), 0),
        ("group:hoc_sinh", SEED, 34 + 9),
        ("group:noi_bo", NOW, 9),
    ],
)
def test_groups_of_units(registry: Registry, select: str, day: dt.date, count: int) -> None:
    assert len(registry.select(select, day)) == count


def test_whom_the_office_may_order_and_whom_it_asks(registry: Registry) -> None:
    """Own units are told "yêu cầu"; an office of a district's committee is asked: "đề nghị"."""
    assert {unit.kind for unit in registry.units if unit.tone == "đề nghị"} == {"phong_gddt"}
    assert all(unit.head_title and unit.addressee for unit in registry.units)


def test_the_two_orders_of_the_seed(registry: Registry) -> None:
    assert registry.resolve("Văn phòng Sở", SEED).unit_ids == ("van-phong",)
    everybody = registry.resolve("Thủ trưởng các cơ quan, đơn vị", SEED)
    assert everybody.unit_ids == tuple(unit.id for unit in registry.valid_on(SEED))
    assert registry.resolve("Các phòng CM thuộc Sở", SEED).unit_ids == tuple(
        unit.id for unit in registry.select("kind:phong", SEED)
    )
