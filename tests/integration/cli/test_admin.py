"""`units import` and `topics check` as an admin types them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli.commands import app
from tests.needs import ROOT

NEW = "id,name,kind,tone\nthpt-moi,Trường THPT Mới,thpt,yêu cầu\n"


@pytest.fixture
def config(tmp_path, monkeypatch):
    monkeypatch.setenv("TRIENKHAI_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("TRIENKHAI_TEMPLATES", str(ROOT / "templates"))
    return Path(shutil.copytree(ROOT / "config", tmp_path / "config"))


def run(*arguments):
    done = CliRunner().invoke(app, [str(each) for each in arguments])
    return done.exit_code, " ".join(done.output.split())


def listed(tmp_path, content):
    file = tmp_path / "don-vi.csv"
    file.write_text(content, encoding="utf-8")
    return file


def test_a_list_is_shown_first_and_written_on_demand(config, tmp_path):
    file, before = listed(tmp_path, NEW), (config / "units.csv").read_bytes()
    code, told = run("units", "import", file)
    assert (code, (config / "units.csv").read_bytes()) == (0, before)
    assert "Thêm 1 đơn vị, sửa 0" in told
    assert "+ Trường THPT Mới (mã thpt-moi)" in told
    assert "Chưa ghi gì. Thêm --write" in told
    assert "Đã ghi units.csv." in run("units", "import", file, "--write")[1]
    assert (config / "units.csv").read_bytes().startswith(before)
    assert "không có gì để ghi" in run("units", "import", file)[1]


def test_a_list_with_a_mistake_is_never_written(config, tmp_path):
    before = (config / "units.csv").read_bytes()
    code, told = run("units", "import", listed(tmp_path, NEW.replace("yêu cầu", "mời")), "--write")
    assert (code, (config / "units.csv").read_bytes()) == (1, before)
    assert "Chưa ghi gì; có 1 vấn đề:" in told
    assert "don-vi.csv, dòng 2, cột tone: giá trị “mời” không hợp lệ" in told


def test_the_difference_for_a_machine(config, tmp_path):
    done = CliRunner().invoke(app, ["units", "import", "--json", str(listed(tmp_path, NEW))])
    told = json.loads(done.stdout)
    assert (told["added"], told["written"], told["problems"]) == (
        [{"id": "thpt-moi", "name": "Trường THPT Mới"}],
        False,
        [],
    )


@pytest.mark.usefixtures("config")
def test_topics_are_listed_and_tried():
    code, told = run("topics", "check", "--try", "Tổ chức hội thi tìm hiểu cải cách hành chính")
    assert code == 0
    assert "nhận vào “Hội thi, cuộc thi tìm hiểu”" in told


def test_a_topic_with_a_mistake_is_told(config):
    path = config / "topics" / "cchc.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("keywords = [", 'keywords = [\n "CCHC",', 1), "utf-8")
    code, told = run("topics", "check")
    assert code == 1
    assert "“CCHC” ghi hai lần – xóa bớt một lần" in told
    path.write_text('id = "cchc"\nname = "x"\nkeywords = []\n', "utf-8")
    code, told = run("topics", "check")
    assert code == 1
    assert "config/topics/cchc.toml" in told
