"""The command line as a contract: exit codes, JSON and nothing else on stdout, Vietnamese for people."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest
from docx import Document
from typer.testing import CliRunner

from services.cli.commands import COMMANDS, app
from services.cli.demo import SAMPLE
from tests.needs import ROOT


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "services.cli", *arguments],
        capture_output=True, text=True, timeout=90, check=False, env={**os.environ, **environment},
    )  # fmt: skip


GROUPS = [
    ("sandbox",),
    ("sandbox", "deliver"),
    ("units",),
    ("units", "import"),
    ("topics",),
    ("topics", "check"),
    ("templates",),
    ("templates", "check"),
]


@pytest.mark.parametrize("command", [(), *GROUPS, *[(name,) for name in COMMANDS]])
def test_help_is_vietnamese(command):
    done = CliRunner().invoke(app, [*command, "--help"])
    assert done.exit_code == 0
    assert "In phần trợ giúp này." in done.output
    assert "Show this message" not in done.output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("read",), "Thiếu đối số"),
        (("viet",), "Không có lệnh viet"),
        (("read", "--nhanh", str(SAMPLE)), "Không có tùy chọn --nhanh"),
        (("read", "khong-co.pdf"), "Lỗi: Không có tệp khong-co.pdf."),
        (("read", "tests"), "Lỗi: tests là thư mục, không phải tệp."),
        (("demo", "--directive", "khong-co.pdf"), "--directive: không có tệp khong-co.pdf."),
        (("read", str(SAMPLE), "--set", "162"), "phải có dạng tên=giá trị"),
        (("read", str(SAMPLE), "--set", "issued_on=32/13/2026"), "issued_on phải là một ngày có thật"),
        (("plan", str(SAMPLE), "--set", "assign_to=vanphong"), "có phải “van-phong”?"),
        (
            ("plan", str(SAMPLE), "--set", "assign_to:IX.9=van-phong"),
            "Không có nội dung nào chờ chọn đơn vị tại “ix.9”.",
        ),
        (("plan", str(SAMPLE), "--set", "asign_to:V.1=tccb"), "Có phải “assign_to”?"),
        (("draft", str(SAMPLE), "--out", "x", "--set", "nunber=1"), "Có phải “number”?"),
        (("resume", "abc", "--set", "number=abc"), "number phải là số của văn bản"),
        (("plan", str(SAMPLE), "--unit", "khong-co"), "Không có đơn vị mã “khong-co”"),
    ],
)
def test_wrong_use_exits_2_and_says_what_is_wrong(arguments, sentence):
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in " ".join(done.stderr.split())


def test_read_prints_one_json_object_per_file(tmp_path):
    bad = tmp_path / "hong.pdf"
    bad.write_bytes(b"%PDF-1.4")
    done = run("read", "--json", str(SAMPLE), str(bad))
    first, second = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert (first["symbol"], first["issued_on"]) == ("105/KH-SGDĐT", "2026-01-12")
    assert second["error"]["code"] == "unreadable_file"


def test_plan_explains_each_assignment():
    done = run("plan", "--json", "--unit", "van-phong", str(SAMPLE))
    value = json.loads(done.stdout)
    assert done.returncode == 0
    assert {one["unit"] for one in value["assignments"]} == {"van-phong"}
    assert all(one["rule"] and one["evidence"]["quote"] for one in value["assignments"])


def test_draft_writes_the_dossier_and_lint_passes_its_letters(tmp_path):
    done = run("draft", "--json", str(SAMPLE), "--out", str(tmp_path))
    files = json.loads(done.stdout)["files"]
    assert done.returncode == 0
    assert sorted(files) == sorted(path.name for path in tmp_path.iterdir())
    letter = next(path for path in tmp_path.iterdir() if path.name.startswith("cong-van"))
    linted = run("lint", "--json", str(letter))
    findings = json.loads(linted.stdout)["findings"]
    assert linted.returncode == 0
    assert not [one for one in findings if one["severity"] == "E" and one["result"] == "fail"]


OLD_PLAN = """UBND TỈNH TÂY NINH
SỞ GIÁO DỤC VÀ ĐÀO TẠO
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 77/KH-SGDĐT
Tây Ninh, ngày 11 tháng 02 năm 2020
KẾ HOẠCH
Kiểm tra công tác văn thư, lưu trữ

I. TỔ CHỨC THỰC HIỆN
1. Phòng Giáo dục và Đào tạo Gò Dầu kiểm tra công tác văn thư, lưu trữ tại các trường trên địa bàn.
2. Văn phòng Sở theo dõi, đôn đốc việc thực hiện Kế hoạch này./.
"""


def test_a_directive_of_a_time_when_its_units_still_worked_gets_its_letters_and_a_question(tmp_path):
    source = tmp_path / "ke-hoach-2020.txt"
    source.write_text(OLD_PLAN, "utf-8")
    done = run("draft", "--json", str(source), "--out", str(tmp_path / "out"))
    value = json.loads(done.stdout)
    assert done.returncode == 0
    assert "cong-van-pgd-go-dau.docx" in value["files"]
    note = Document(str(tmp_path / "out" / "phieu-trinh.docx"))
    cells = [cell.text for table in note.tables for row in table.rows for cell in row.cells]
    assert any("đã giải thể" in text for text in (*cells, *(paragraph.text for paragraph in note.paragraphs)))


def test_of_a_secret_file_only_a_stub_is_told_and_nothing_is_planned(tmp_path):
    source = tmp_path / "mat.txt"
    source.write_text(f"MẬT\n{OLD_PLAN}", "utf-8")
    told = run("read", "--json", str(source)).stdout
    assert "đôn đốc" not in told
    assert json.loads(told)["doubts"][0]["code"] == "secret"
    done = run("plan", str(source))
    assert done.returncode == 1
    assert "chuyển xử lý theo chế độ mật" in " ".join(done.stderr.split())
    assert run("plan", str(source), "--set", "not_secret=yes").returncode == 0


def test_an_empty_ledger_says_so_and_unknown_names_are_problems(tmp_path):
    here = {"TRIENKHAI_DATA": str(tmp_path)}
    status = json.loads(run("status", "--json", **here).stdout)
    assert {name: status[name] for name in ("directives", "holds", "checks", "stopped")} == {
        "directives": [], "holds": [], "checks": [], "stopped": [],
    }  # fmt: skip
    assert [(one["office"], one["paused"], one["last_at"]) for one in status["offices"]] == [
        ("sgddt-tay-ninh", False, None)
    ]
    shown = run("show", "162/KH-SGDĐT", **here)
    assert shown.returncode == 1
    assert "Không có văn bản nào" in shown.stderr


def test_the_ledger_can_be_looked_into_while_the_configuration_has_a_mistake(tmp_path):
    shutil.copytree(ROOT / "config", tmp_path / "config")
    here = {"TRIENKHAI_DATA": str(tmp_path), "TRIENKHAI_CONFIG": str(tmp_path / "config")}
    here["TRIENKHAI_TEMPLATES"] = str(ROOT / "templates")
    calendar, main = tmp_path / "config/calendar.toml", tmp_path / "config/office.toml"
    calendar.write_text("sai = 1\n" + calendar.read_text("utf-8"), "utf-8")
    for command in (("status", "--json"), ("audit", "verify", "--json")):
        done = run(*command, **here)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)
        assert "cấu hình có 1 lỗi" in " ".join(done.stderr.split())
    # A block that is spelled wrong may be that of the ledger: another ledger would be looked into.
    main.write_text(main.read_text("utf-8") + '\n[ledgerr]\nurl = "sqlite:///khac.sqlite"\n', "utf-8")
    done = run("status", "--json", **here)
    assert (done.returncode, done.stdout) == (1, "")


def test_check_lists_what_cannot_be_reached(tmp_path):
    done = run(
        "check", "--json", TRIENKHAI_DATA=str(tmp_path),
        TRIENKHAI_AXIS_URL="http://127.0.0.1:9/EdocService", TRIENKHAI_DESK_URL="http://127.0.0.1:9/desk",
    )  # fmt: skip
    problems = json.loads(done.stdout)["problems"]
    assert done.returncode == 1
    step = "bước kết nối (kết nối máy chủ)"
    connections = ["Trục liên thông [axis]", "Bàn dự thảo [desk]"]
    assert [one.split(":")[0] for one in problems] == [f"{name}, {step}" for name in connections]


def test_a_delivered_file_carries_the_header_its_own_text_prints(tmp_path):
    from services.cli.sandbox import header_for
    from services.settings.load import load_settings

    file = tmp_path / "ke-hoach.txt"
    file.write_text(PRINTED, encoding="utf-8")
    header = header_for(file, load_settings())
    assert (header.number, header.notation, str(header.issued_on)) == ("45", "KH-SGDĐT", "2026-03-16")
    assert header.subject == "An toàn trường học"
    file.write_text(PRINTED.replace("Số: 45", "Số:    "), encoding="utf-8")
    assert header_for(file, load_settings()).notation is None


PRINTED = """UBND TỈNH TÂY NINH            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ GIÁO DỤC VÀ ĐÀO TẠO        Độc lập - Tự do - Hạnh phúc
Số: 45/KH-SGDĐT               Tây Ninh, ngày 16 tháng 3 năm 2026

KẾ HOẠCH
An toàn trường học

I. TỔ CHỨC THỰC HIỆN
1. Giao Văn phòng Sở chủ trì, theo dõi việc thực hiện Kế hoạch này.
"""
