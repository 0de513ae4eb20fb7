"""`templates check` and `draft --kind` as an admin types them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from docx import Document

from services.cli.demo import SAMPLE
from tests.integration.cli.test_cli import run
from tests.needs import ROOT


@pytest.fixture
def place(tmp_path):
    """A copy of templates and an own data folder."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    return {"TRIENKHAI_TEMPLATES": str(tmp_path / "templates"), "TRIENKHAI_DATA": str(tmp_path / "var")}


def spoil(place, kind, old, new):
    file = f"{place['TRIENKHAI_TEMPLATES']}/{kind}/letter.docx"
    document = Document(file)
    for paragraph in document.paragraphs:
        if old in paragraph.text:
            paragraph.runs[0].text = paragraph.text.replace(old, new)
            for run_ in paragraph.runs[1:]:
                run_.text = ""
    document.save(file)


def test_our_templates_have_no_problem_and_are_printed_with_made_up_data(place, tmp_path):
    done = run("templates", "check", "--json", "--render", str(tmp_path / "in"), **place)
    found = json.loads(done.stdout)
    assert (done.returncode, [one for one in found["problems"] if one["blocking"]]) == (0, [])
    assert len(found["templates"]) == 11
    assert sorted(path.name for path in (tmp_path / "in").iterdir()) == sorted(found["files"])
    assert "cong-van-trien-khai--cong-van-thpt-mau-1.docx" in found["files"]
    assert "cong-van-trien-khai--cong-van-thpt-mau-1--chu-thich.docx" in found["files"]
    assert "bang-phan-cong--bang-phan-cong.xlsx" in found["files"]


def test_all_problems_of_all_templates_are_told_at_once(place):
    spoil(place, "cong-van-trien-khai", "{{ can_cu }}", "{{ cancu }}")
    spoil(place, "to-trinh", "{{ van_ban }}", "{{ van_ban ")
    toml = Path(place["TRIENKHAI_TEMPLATES"], "phieu-trinh", "letter.toml")
    toml.write_text("la = 1\n" + toml.read_text(encoding="utf-8"), encoding="utf-8")
    done = run("templates", "check", "--json", **place)
    told = {(one["template"], one["tag"]): one for one in json.loads(done.stdout)["problems"] if one["blocking"]}
    assert done.returncode == 1
    assert set(told) >= {("cong-van-trien-khai", "{{ cancu }}"), ("phieu-trinh", "")}
    assert "có phải là can_cu" in told["cong-van-trien-khai", "{{ cancu }}"]["why"]
    assert any(kind == "to-trinh" and "chưa đóng" in one["why"] for (kind, _), one in told.items())
    offline = run("check", "--offline", "--json", **place)
    assert offline.returncode == 1
    assert "cancu" in offline.stdout


def test_an_unknown_template_is_wrong_use(place):
    done = run("templates", "check", "khong-co", **place)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Không có mẫu “khong-co”" in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("kind", "name"),
    [("ke-hoach-trien-khai", "ke-hoach-trien-khai.docx"), ("phieu-giai-quyet", "phieu-giai-quyet.docx")],
)
def test_one_kind_is_drafted_alone(place, tmp_path, kind, name):
    done = run("draft", str(SAMPLE), "--kind", kind, "--out", str(tmp_path / "ho-so"), "--json", **place)
    assert json.loads(done.stdout)["files"] == [name]
    assert done.returncode == 0
    assert [path.name for path in (tmp_path / "ho-so").iterdir()] == [name]


def test_a_draft_that_may_not_be_filed_says_where_why_and_what_to_do(place, tmp_path):
    spoil(place, "cong-van-trien-khai", "{{ kinh_gui }}", "Cục Không Có")
    done = run("draft", str(SAMPLE), "--kind", "cong-van-trien-khai", "--out", str(tmp_path / "ho-so"), **place)
    said = " ".join(done.stderr.split())
    assert done.returncode == 1
    assert "gửi Văn phòng Sở (cong-van-van-phong.docx), Kính gửi" in said
    assert "cần đơn vị được giao nhiệm vụ tại văn bản này, có “Cục Không Có”." in said
    assert "Sửa tên đơn vị theo danh mục đơn vị. [CO-03, " in said
    assert "trienkhai retry" not in said  # nothing of it is in the ledger


def test_a_signer_the_templates_do_not_allow_is_told_before_anything_is_drafted(place, tmp_path):
    config = tmp_path / "config"
    shutil.copytree(ROOT / "config", config)
    office = config / "office.toml"
    text = office.read_text(encoding="utf-8").replace(
        'lines = ["GIÁM ĐỐC"]', 'lines = ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"]'
    )
    office.write_text(text, encoding="utf-8")
    here = {**place, "TRIENKHAI_CONFIG": str(config)}
    templates = json.loads(run("templates", "check", "--json", **here).stdout)["problems"]
    told = {one["template"] for one in templates if one["place"] == "người ký"}
    assert told == {"bao-cao-ket-qua", "cong-van-xa-phuong", "ke-hoach-trien-khai"}
    (problem,) = json.loads(run("check", "--offline", "--json", **here).stdout)["problems"]
    assert "Mẫu “cong-van-xa-phuong”: [office.signer] của office.toml ghi ký TL." in problem
    assert 'thêm khối [[signers]] có kinds = ["cong-van-xa-phuong"]' in problem


def test_templates_are_looked_at_while_the_configuration_has_a_mistake(place, tmp_path):
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "config" / "drafts.toml").write_text("kind = 1\n", encoding="utf-8")
    spoil(place, "cong-van-trien-khai", "{{ can_cu }}", "{{ cancu }}")
    done = run("templates", "check", "--json", TRIENKHAI_CONFIG=str(tmp_path / "config"), **place)
    assert done.returncode == 1
    assert "{{ cancu }}" in [one["tag"] for one in json.loads(done.stdout)["problems"]]
    assert "người ký và thể thức chưa được kiểm tra" in " ".join(done.stderr.split())
