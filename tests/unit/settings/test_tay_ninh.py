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
LAST, MERGED = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
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
        ("all", SEED, 54),
        ("all", LAST, 54),
        ("all", MERGED, 44 + 96),
        ("kind:xa_phuong", LAST, 0),
        ("kind:xa_phuong", MERGED, 96),
        ("group:xa", MERGED, 82),
        ("group:phuong", MERGED, 14),
    ],
)
def test_groups_of_units(registry: Registry, select: str, day: dt.date, count: int) -> None:
    assert len(registry.select(select, day)) == count


def test_whom_the_office_may_order_and_whom_it_asks(registry: Registry) -> None:
    """Own units are told "yêu cầu"; a committee and its office are asked: "đề nghị"."""
    assert {unit.kind for unit in registry.units if unit.tone == "đề nghị"} == {"phong_gddt", "xa_phuong"}
    assert all(unit.head_title and unit.addressee for unit in registry.units)


def test_the_two_orders_of_the_seed(registry: Registry) -> None:
    assert registry.resolve("Văn phòng Sở", SEED).unit_ids == ("van-phong",)
    everybody = registry.resolve("Thủ trưởng các cơ quan, đơn vị", SEED)
    assert everybody.unit_ids == tuple(unit.id for unit in registry.valid_on(SEED))
    assert registry.resolve("Các phòng CM thuộc Sở", SEED).unit_ids == tuple(
        unit.id for unit in registry.select("kind:phong", SEED)
    )


@pytest.mark.parametrize(
    ("mention", "day", "count"),
    [
        ("Thủ trưởng các cơ quan, đơn vị", SEED, 54),
        ("Thủ trưởng các cơ quan, đơn vị", NOW, 44),
        ("các cơ quan, đơn vị, trường học", NOW, 44),
        ("các cơ quan, đơn vị trong toàn ngành", NOW, 44),
        ("các đơn vị thuộc Sở", NOW, 44),
        ("các đơn vị trực thuộc Sở", NOW, 35),
        ("UBND các xã, phường", MERGED, 96),
        ("Chủ tịch UBND các xã, phường", NOW, 96),
        ("Ủy ban nhân dân các xã, phường, đặc khu", NOW, 96),
        ("UBND các xã", NOW, 82),
        ("Ủy ban nhân dân các phường", NOW, 14),
        ("các cơ sở giáo dục trên địa bàn tỉnh", SEED, 35 + 9),
        ("các cơ sở giáo dục trên địa bàn tỉnh", NOW, 35 + 96),
        ("các trường học trên địa bàn", NOW, 35 + 96),
        ("UBND các xã, phường và các đơn vị trực thuộc Sở", NOW, 35 + 96),
        ("Phòng GD&ĐT các huyện, thành phố và các đơn vị trực thuộc Sở", SEED, 9 + 35),
        ("UBND các phường: Long An, Tân An, Tân Ninh", NOW, 3),
        ("Chủ tịch Ủy ban nhân dân các xã: Tân Lập, Đức Hòa; phường Kiến Tường", NOW, 3),
        ("UBND xã Tân Thạnh, xã Tân Thành và phường Gò Dầu", NOW, 3),
        ("các xã: Tân Lập, Tân Đông và phường Long An", NOW, 3),
        ("96 xã, phường", NOW, 96),
        ("UBND các xã, phường (sau đây gọi chung là UBND cấp xã)", NOW, 96),
        ("UBND các xã, phường (trừ UBND phường Long An)", NOW, 95),
    ],
)
def test_ways_of_naming_many(registry: Registry, mention: str, day: dt.date, count: int) -> None:
    assert len(registry.resolve(mention, day).unit_ids) == count


@pytest.mark.parametrize(
    ("mention", "heirs"),
    [
        ("Phòng GD&ĐT huyện Bến Cầu", ["UBND xã Bến Cầu", "UBND xã Long Chữ", "UBND xã Long Thuận"]),
        ("Trưởng Phòng GD&ĐT thành phố Tây Ninh", ["UBND phường Tân Ninh", "UBND phường Ninh Thạnh"]),
        ("Phòng GD&ĐT các huyện", ["UBND phường Tân Ninh", "và 91 đơn vị khác"]),
        ("Văn phòng Sở, Phòng GD&ĐT các huyện, thành phố", ["UBND phường Tân Ninh"]),
    ],
)
def test_an_office_of_the_districts_names_its_successors_but_means_nobody(
    registry: Registry, mention: str, heirs: list[str]
) -> None:
    found = registry.resolve(mention, MERGED)
    assert found.unit_ids == ()
    assert all(name in found.rule for name in (*heirs, "cần văn thư xác nhận đơn vị thay thế"))


@pytest.mark.parametrize(
    "mention",
    ["UBND các huyện, thị xã, thành phố", "UBND xã Tân Ninh", "UBND phường Lang An", "UBND xa Tan Thanh", "UBND tỉnh"],
)
def test_communes_nobody_knows_or_can_tell_apart_are_nobody(registry: Registry, mention: str) -> None:
    assert registry.resolve(mention, NOW).unit_ids == ()


def test_every_office_of_the_districts_has_successors(registry: Registry) -> None:
    former = registry.select("kind:phong_gddt", LAST)
    assert all(registry.successors([unit], MERGED) for unit in former)
    assert len(registry.successors(former, MERGED)) == 36  # the communes with land of the former province of Tây Ninh


def test_committees_are_written_as_the_decree_wants(registry: Registry) -> None:
    """NĐ 30/2020, Phụ lục II, mục III: the commune's word is small, but has a capital before a person's name."""
    names = [unit.addressee for unit in registry.select("kind:xa_phuong", NOW)]
    assert len(set(names)) == 96
    assert [name for name in names if not name.startswith(("UBND xã ", "UBND phường "))] == ["UBND Xã Dương Minh Châu"]
    assert {unit.head_title for unit in registry.select("kind:xa_phuong", NOW)} == {"Chủ tịch"}


def test_a_unit_is_found_by_its_identifier_on_the_axis(registry: Registry) -> None:
    found = registry.of_organ("000.02.31.H53", LAST)
    assert found
    assert found.id == "pgd-ben-cau"
    assert registry.of_organ("000.02.31.H53", MERGED) is None
