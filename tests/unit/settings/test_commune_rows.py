"""Rows for a province from a small package of our own: names, heirs, namesakes, the numbered wards of two cities."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.needs import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TOOL = ROOT / ".ci" / "commune_rows.py"
TODAY = [
    ("Xã An Bình", "001", "xaanbinh"),
    ("Xã Võ Thị Sáu", "002", "xavothisau"),
    ("Phường Trung Tâm", "003", "phuongtrungtam"),
    ("Xã Bình Ân", "004", "xabinhan"),
    ("Xã Bình An", "005", "xabinhan2"),
]
BEFORE = [
    ("Tỉnh Mẫu", "Thành phố Mẫu", "tinhmau", "thanhphomau"),
    ("Tỉnh Mẫu", "Huyện Châu Giang", "tinhmau", "huyenchaugiang"),
    ("Tỉnh Cũ", "Huyện Châu Giang", "tinhcu", "huyenchaugiang"),
    ("Tỉnh Cũ", "Thị xã Đông", "tinhcu", "thixadong"),
]
WHOLE = {
    "xaanbinh": ["tinhmau_huyenchaugiang_xaa"],
    "xavothisau": ["tinhcu_thixadong_xab"],
    "phuongtrungtam": ["tinhmau_thanhphomau_phuong1", "tinhmau_thanhphomau_phuong2", "tinhcu_thixadong_phuong1"],
    "xabinhan": ["tinhcu_huyenchaugiang_xad"],
}
PARTS = {"tinhcu_huyenchaugiang_xae": [{"newWardKey": "xabinhan2"}, {"newWardKey": "xabinhan"}]}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    data = tmp_path / "vietnamadminunits" / "data"
    data.mkdir(parents=True)
    with sqlite3.connect(data / "dataset.db") as base:
        base.execute("create table admin_units (province, ward, wardCode, wardKey, provinceKey)")
        base.executemany("insert into admin_units values ('Tỉnh Mẫu', ?, ?, ?, 'tinhmau')", TODAY)
        base.execute("create table admin_units_legacy (province, district, provinceKey, districtKey)")
        base.executemany("insert into admin_units_legacy values (?, ?, ?, ?)", BEFORE)
    changes = {"DICT_PROVINCE_WARD_NO_DIVIDED": {"tinhmau": WHOLE}, "DICT_PROVINCE_WARD_DIVIDED": {"tinhmau": PARTS}}
    (data / "converter_2025.json").write_text(json.dumps(changes), encoding="utf-8")
    return tmp_path


def made(package: Path, *options: str) -> tuple[dict[str, dict[str, str]], str]:
    command = [sys.executable, str(TOOL), str(package), "--province", "Tỉnh Mẫu", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONUTF8": "1"})
    return {row["id"]: row for row in csv.DictReader(io.StringIO(done.stdout))}, done.stderr


def test_communes_have_their_committees_and_heirs(package: Path) -> None:
    rows, told = made(package, "--person", "Võ Thị Sáu")
    assert {unit: (row["name"], row["predecessors"]) for unit, row in rows.items() if row["kind"] == "xa_phuong"} == {
        "ubnd-xa-an-binh": ("UBND xã An Bình", "pgd-chau-giang"),
        "ubnd-xa-vo-thi-sau": ("UBND Xã Võ Thị Sáu", "pgd-dong"),
        "ubnd-phuong-trung-tam": ("UBND phường Trung Tâm", "pgd-mau"),
        "ubnd-xa-binh-an-004": ("UBND xã Bình Ân", "pgd-chau-giang-cu"),
        "ubnd-xa-binh-an-005": ("UBND xã Bình An", "pgd-chau-giang-cu"),
    }
    assert "Phường Trung Tâm: bỏ Thị xã Đông" in told


def test_offices_of_the_merged_province_are_only_recognised(package: Path) -> None:
    rows, _ = made(package)
    offices = {unit: (row["name"], row["mention_only"]) for unit, row in rows.items() if row["kind"] == "phong_gddt"}
    assert offices == {
        "pgd-chau-giang-cu": ("Phòng Giáo dục và Đào tạo huyện Châu Giang, tỉnh Cũ", "có"),
        "pgd-dong": ("Phòng Giáo dục và Đào tạo thị xã Đông", "có"),
    }
    own = made(package, "--own")[0]["pgd-mau"]
    assert (own["name"], own["mention_only"], own["valid_to"]) == (
        "Phòng Giáo dục và Đào tạo thành phố Mẫu",
        "",
        "2025-06-30",
    )
