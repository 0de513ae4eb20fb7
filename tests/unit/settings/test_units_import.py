"""A list of units from a spreadsheet: what would change is told, what is wrong stops it, nothing else is touched."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook

from services.settings.unit_table import read_table
from services.settings.units_import import Import, plan_import, write_import
from tests.needs import ROOT

SCHOOL = {"Mã": "thpt-moi", "Tên đơn vị": "Trường THPT Mới", "Loại": "thpt", "Cách nói": "yêu cầu"}


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRIENKHAI_TEMPLATES", str(ROOT / "templates"))
    return Path(shutil.copytree(ROOT / "config", tmp_path / "config"))


def sheet(path: Path, *rows: dict[str, object], above: int = 0) -> Path:
    book = Workbook()
    assert book.active
    for _ in range(above):
        book.active.append(["DANH SÁCH ĐƠN VỊ"])
    headings = list(dict.fromkeys(key for row in rows for key in row))
    book.active.append(headings)
    for row in rows:
        book.active.append([row.get(heading) for heading in headings])
    file = path / "don-vi.xlsx"
    book.save(file)
    return file


def text(path: Path, content: str) -> Path:
    file = path / "don-vi.csv"
    file.write_text(content, encoding="utf-8")
    return file


def sentences(made: Import) -> str:
    return "\n".join(problem.sentence for problem in made.problems)


def test_the_delivered_file_brought_into_itself_changes_nothing(config: Path) -> None:
    made = plan_import(ROOT / "config" / "units.csv", config)
    assert (made.added, made.changes, made.problems, made.kept) == ((), (), (), 0)
    assert made.text == (ROOT / "config" / "units.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("above", [0, 3])
def test_a_sheet_with_vietnamese_headings_adds_a_school(config: Path, tmp_path: Path, above: int) -> None:
    row = {"STT": 1, **SCHOOL, "Tên gọi khác": "THPT Mới\nTrường Mới", "Từ ngày": dt.date(2026, 1, 5)}
    made = plan_import(sheet(tmp_path, row, above=above), config)
    assert sentences(made) == ""
    assert [(each["id"], each["aliases"], each["valid_from"]) for each in made.added] == [
        ("thpt-moi", "THPT Mới|Trường Mới", "2026-01-05")
    ]
    write_import(made, config)
    with (config / "units.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file))[-1]["name"] == "Trường THPT Mới"
    again = plan_import(sheet(tmp_path, row, above=above), config)
    assert (again.added, again.changes, again.same) == ((), (), 1)


def test_only_the_columns_of_the_list_change_and_units_are_known_by_name(config: Path, tmp_path: Path) -> None:
    made = plan_import(text(tmp_path, "Tên đơn vị;Đến ngày\nTrường THPT Tây Ninh;31/8/2026\n"), config)
    assert sentences(made) == ""
    assert [(each.unit, each.column, each.before, each.after) for each in made.changes] == [
        ("thpt-tay-ninh", "valid_to", "", "2026-08-31")
    ]


def test_a_unit_without_an_id_gets_one_from_its_name(config: Path, tmp_path: Path) -> None:
    made = plan_import(text(tmp_path, "name,kind,tone\nTrường THPT Đồng Mới,thpt,yêu cầu\n"), config)
    assert [row["id"] for row in made.added] == ["thpt-dong-moi"]
    assert sentences(made) == ""


def test_the_order_of_several_values_is_no_change(config: Path, tmp_path: Path) -> None:
    made = plan_import(text(tmp_path, "id,groups\nthpt-tay-ninh,hoc_sinh|truc_thuoc\n"), config)
    assert (made.changes, made.same) == ((), 1)


def test_all_problems_come_out_with_the_row_of_the_list(config: Path, tmp_path: Path) -> None:
    rows = "id,name,kind,tone,valid_to,parent\n"
    rows += "thpt-tay-ninh,Trường THPT Tây Ninh,thpt,yêu cầu,32/13/2026,\n"
    rows += "Sai Mã,Trường THPT Sai,thpt,yêu cầu,,\n"
    rows += "thpt-trung,Trường THPT Trần Phú,thpt,năn nỉ,,khong-co\n"
    rows += "thpt-tay-ninh,Trường THPT Tây Ninh,thpt,yêu cầu,,\n"
    told = sentences(plan_import(text(tmp_path, rows), config))
    for part in (
        "don-vi.csv, dòng 2, cột valid_to: ngày “32/13/2026” không có thật",
        "don-vi.csv, dòng 3, cột id: mã “Sai Mã” không hợp lệ",
        "don-vi.csv, dòng 4, cột tone: giá trị “năn nỉ” không hợp lệ",
        "don-vi.csv, dòng 4, cột parent: không có đơn vị nào mã “khong-co”",
        "don-vi.csv, dòng 4, cột name: tên gọi “Trường THPT Trần Phú” đã thuộc Trường THPT Trần Phú",
        "don-vi.csv, dòng 5: đơn vị này đã có ở dòng 2 của tệp – chỉ giữ lại một dòng",
    ):
        assert part in told


def test_problems_speak_of_the_headings_and_days_of_the_list(config: Path, tmp_path: Path) -> None:
    row = {**SCHOOL, "Loại": "THPT mới", "Cách nói": "năn nỉ", "Từ ngày": "31/2/2026"}
    told = sentences(plan_import(sheet(tmp_path, row), config))
    for part in (
        "cột Loại (kind): giá trị “THPT mới” không hợp lệ",
        "cột Cách nói (tone): giá trị “năn nỉ” không hợp lệ",
        "cột Từ ngày (valid_from): ngày “31/2/2026” không có thật hoặc không rõ – ghi một ngày có thật, dạng 31/8/2026",
    ):
        assert part in told


def test_a_kind_that_a_group_needs_cannot_be_renamed_away(config: Path, tmp_path: Path) -> None:
    told = sentences(plan_import(text(tmp_path, "id,kind\ngdtx-tinh,trung_tam\n"), config))
    assert "lexicon/groups.txt" in told
    assert "“gdtx”" in told


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("a,b\n1,2\n", "không thấy dòng tiêu đề"),
        ("id,nhom to\nvan-phong,x\n", "cột nhom to: không có cột nào tên này"),
        ("id,mã,name\nvan-phong,van-phong,Văn phòng Sở\n", "có hai cột cùng nghĩa"),
    ],
)
def test_headings_that_cannot_be_read(config: Path, tmp_path: Path, content: str, why: str) -> None:
    made = plan_import(text(tmp_path, content), config)
    assert why in sentences(made)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("x.xlsx", b"khong phai Excel", "không mở được tệp"),
        ("x.csv", "id,name\nvan-phong,Văn phòng\n".encode("cp1258", "replace") + b"\xd0", "bảng mã UTF-8"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    (problem,) = read_table(file).problems
    assert why in problem.why
