"""`trienkhai check` names the step that fails, connection by connection, and prints what may be relied on."""

from __future__ import annotations

import json
import re
import shutil
import tomllib

import pytest
from typer.testing import CliRunner

from services.cli.commands import app
from services.ledger import directives
from services.ledger.blobs import Blobs
from services.ledger.store import open_ledger
from services.ledger.tables import assignments
from services.logs import configure_logs
from services.office.promises import SEARCHED, STRICT
from services.sandbox.serve import running
from services.settings.secrets import SANDBOX_TOKEN
from tests.needs import ROOT

ORGAN = "000.00.03.H53"
AXIS, DESK = "Trục liên thông [axis]", "Bàn dự thảo [desk]"


@pytest.fixture
def root(tmp_path):
    with running(tmp_path / "sandbox.sqlite", SANDBOX_TOKEN, ORGAN) as url:
        yield url


@pytest.fixture
def check(root, tmp_path, monkeypatch):
    """Run the command on the delivered configuration, with other text in `office.toml` where wanted."""

    shutil.copytree(ROOT / "config", tmp_path / "config")
    configure_logs("WARNING")

    def run(*arguments, blocks="", **environment):
        config = tmp_path / "config"
        text = (ROOT / "config" / "office.toml").read_text(encoding="utf-8")
        for name in tomllib.loads(blocks):
            text = re.sub(rf"\[{name}\]\n.*?(?=\n\[)", "", text, flags=re.DOTALL)
        (config / "office.toml").write_text(f"{text}\n{blocks}", encoding="utf-8")
        where = {"TRIENKHAI_AXIS_URL": f"{root}/EdocService", "TRIENKHAI_DESK_URL": f"{root}/desk"}
        where["TRIENKHAI_TEMPLATES"] = ROOT / "templates"
        for name, value in {"TRIENKHAI_CONFIG": config, "TRIENKHAI_DATA": tmp_path, **where, **environment}.items():
            monkeypatch.setenv(name, str(value))
        return CliRunner().invoke(app, ["check", *arguments])

    return run


def told(result):
    return json.loads(result.stdout)


def test_every_step_of_every_connection_is_named(check):
    result = check("--json")
    assert result.exit_code == 0
    steps = [(one["connection"], one["step"]) for one in told(result)["trials"]]
    assert steps[0] == ("Tệp", "settings")
    for name in (AXIS, DESK):
        named = dict.fromkeys(step for where, step in steps if where == name)
        assert list(named) == ["connection", "credentials", "rights"]
    assert any(SEARCHED in note for note in told(result)["notes"])


def test_the_promise_follows_what_the_desk_declares(check):
    desk = '[desk]\nprofile = "sandbox"\ntoken_env = "TRIENKHAI_SANDBOX_TOKEN"\nunique_reference = true\nbase_url = ""'
    assert any(STRICT in note for note in told(check("--json", blocks=desk))["notes"])


def test_a_wrong_token_stops_at_the_credentials_and_is_never_printed(check):
    result = check("--json", TRIENKHAI_SANDBOX_TOKEN="khong-phai-ma-nay")
    assert result.exit_code == 1
    failed = [(one["connection"], one["step"]) for one in told(result)["trials"] if one["problem"]]
    assert failed == [(AXIS, "credentials"), (DESK, "credentials")]
    assert all("bước tài khoản (đăng nhập)" in problem for problem in told(result)["problems"])
    assert "khong-phai-ma-nay" not in result.output


def test_a_server_that_is_not_there_stops_at_the_connection(check):
    result = check("--json", TRIENKHAI_AXIS_URL="http://127.0.0.1:9/EdocService")
    failed = [(one["connection"], one["step"]) for one in told(result)["trials"] if one["problem"]]
    assert failed == [(AXIS, "connection")]


def test_for_people_every_step_has_its_line(check):
    result = check()
    assert result.exit_code == 0
    assert "✓ Bàn dự thảo [desk] – quyền: tìm theo mã tham chiếu" in result.output
    assert "Cấu hình, mẫu văn bản và kết nối đều dùng được." in result.output


@pytest.fixture
def under_way(tmp_path):
    """A directive that gives two units work and whose packet lies in the data folder."""
    ledger, blobs = open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}"), Blobs(tmp_path / "files")
    work = {"role": "lead", "instruction_key": "1", "text": "Rà soát", "rule": "nêu tên"}
    with ledger.write() as conn:
        key = directives.receive(conn, "sgddt-tay-ninh", "1", blobs.put(b"goi tin"))
        for state in ("fetched", "read", "understood", "planned"):
            directives.move(conn, directives.get(conn, key), state, symbol="45/KH-SGDĐT")
        for number, unit in enumerate(("van-phong", "phong-da-xoa")):
            row = {"directive_id": key, "key": unit, "position": number, "unit_id": unit}
            conn.execute(assignments.insert().values(**row, **work))
    ledger.close()
    return key


def test_a_unit_with_work_under_way_that_lost_its_row_is_named(check, under_way):
    result = check("--json")
    (problem,) = told(result)["problems"]
    assert result.exit_code == 1
    assert problem.startswith(
        f"config/units.csv: không còn đơn vị “phong-da-xoa”, đang có việc trong văn bản 45/KH-SGDĐT (mã {under_way})"
    )
    assert told(check("--json", "--offline"))["problems"] == []


def test_files_that_are_gone_are_counted(check, under_way, tmp_path):
    shutil.rmtree(tmp_path / "files")
    problems = told(check("--json"))["problems"]
    (problem,) = (one for one in problems if one.startswith(f"{tmp_path / 'files'}: thiếu 1 tệp"))
    assert f"45/KH-SGDĐT (mã {under_way})" in problem


def test_folders_are_tried_without_any_server(check, tmp_path):
    blocks = '[axis]\nprofile = "folder"\norgan_id = "H53.03"\ninbox = "den"\noutbox = "di"\n\n'
    blocks += '[desk]\nprofile = "folder"\noutbox = "du-thao"\n'
    result = check("--json", blocks=blocks)
    failed = [(one["connection"], one["name"]) for one in told(result)["trials"] if one["problem"]]
    assert failed == [(AXIS, "thư mục nhận"), (AXIS, "thư mục gửi"), (DESK, "thư mục dự thảo")]
    for name in ("den", "di", "du-thao"):
        (tmp_path / "config" / name).mkdir()
    result = check("--json", blocks=blocks)
    assert (result.exit_code, told(result)["problems"]) == (0, [])
    assert any(STRICT in note for note in told(result)["notes"])


def test_mistakes_of_configuration_and_of_templates_come_at_once_each_by_itself(check, tmp_path):
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    for kind in ("to-trinh", "phieu-trinh"):
        toml = tmp_path / "templates" / kind / "letter.toml"
        toml.write_text("la = 1\n" + toml.read_text(encoding="utf-8"), encoding="utf-8")
    schedule = tmp_path / "config" / "schedule.toml"
    schedule.write_text("poll_seconds = -1\n", encoding="utf-8")
    result = check("--json", TRIENKHAI_TEMPLATES=tmp_path / "templates")
    problems = told(result)["problems"]
    assert result.exit_code == 1
    assert problems[0].startswith("config/schedule.toml, dòng 1, khóa poll_seconds")
    assert [one.startswith("Mẫu “") and "letter.toml" in one for one in problems[1:]] == [True, True]
    assert any("kết nối" in note and "sửa xong hãy chạy lại" in note for note in told(result)["notes"])
