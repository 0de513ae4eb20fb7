"""An admin adds an office step by step: what is still missing is told, and hinders nobody's pause."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from services import pipeline
from services.cli.commands import app
from services.ledger import holds
from tests.integration.offices.conftest import FIRST, SECOND, UNIT

TOLD = "1. Giao Phòng Kế hoạch tổng hợp số liệu trước ngày 15/3/2026.\n2. Giao Trạm y tế lập danh sách học sinh."
PLAN = f"""KẾ HOẠCH
An toàn trường học

I. MỤC ĐÍCH
Bảo đảm an toàn cho học sinh.
II. TỔ CHỨC THỰC HIỆN
{TOLD}
Trên đây là Kế hoạch an toàn trường học./.
"""


@pytest.fixture
def run(house, monkeypatch):
    monkeypatch.setenv("TRIENKHAI_CONFIG", str(house.config))
    monkeypatch.setenv("TRIENKHAI_DATA", str(house.data))
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def leave_without_units(house):
    units = house.config / "units.csv"
    units.write_text(units.read_text(encoding="utf-8").replace(UNIT, ""), encoding="utf-8")


def of_nobody(house, header, tmp_path):
    """The second office gets a plan that names no unit of it; the row."""
    house.service = house.open()
    file = tmp_path / "ke-hoach.txt"
    file.write_text(PLAN, encoding="utf-8")
    house.deliver(SECOND, [file], header(notation="KH-UBND", issuer="Ủy ban nhân dân xã Mẫu"))
    house.turn()
    (row,) = house.rows(SECOND)
    return row


def words(text):
    return " ".join(text.split())


def test_an_office_is_paused_and_goes_on_also_while_another_one_is_not_ready(house, run):
    (house.config / "xa.txt").unlink()
    paused = run("office", "pause", FIRST)
    assert (paused.exit_code, "đã tạm dừng" in paused.stdout) == (0, True)
    assert "cấu hình có 2 lỗi, xem bằng “trienkhai check”" in words(paused.stderr)
    assert json.loads(run("office", "list", "--json").stdout)["offices"][0]["paused"] is True
    assert run("office", "resume", FIRST).exit_code == 0
    assert run("office", "sync", FIRST).exit_code == 1


@pytest.mark.parametrize(
    "half_written",
    [
        lambda block: block.replace("[offices.desk]", "[offices.dsk]"),
        lambda block: block.partition("[offices.desk]")[0],
        lambda block: block.partition("[offices.office.signer]")[0],
        lambda block: block.replace('code = "UBND"', 'cod = "UBND"'),
    ],
    ids=["a block is misspelt", "a block is missing", "all but one are missing", "a key is misspelt"],
)
def test_an_office_that_is_half_written_hinders_nobodys_pause_nor_its_own(house, run, half_written):
    main = house.config / "office.toml"
    before, start, block = main.read_text(encoding="utf-8").partition("\n[[offices]]")
    main.write_text(f"{before}{start}{half_written(block)}", encoding="utf-8")
    for office in (FIRST, SECOND):
        done = run("office", "pause", office)
        assert (done.exit_code, "đã tạm dừng" in done.stdout) == (0, True), done
    assert SECOND in run("office", "list").stdout
    assert run("office", "pause", "khong-co").exit_code == 1


def test_a_block_that_may_tell_of_the_ledger_hinders_every_look(house, run):
    main = house.config / "office.toml"
    main.write_text(f'{main.read_text("utf-8")}\n[ledgr]\nurl = "sqlite:///khac.sqlite"\n', "utf-8")
    assert run("office", "pause", FIRST).exit_code == 1


def test_check_tells_of_an_office_without_units(house, run):
    def notes():
        return [one for one in json.loads(run("check", "--json", "--offline").stdout)["notes"] if "đơn vị nào" in one]

    assert notes() == []
    leave_without_units(house)
    (note,) = notes()
    assert "xã Mẫu chưa có đơn vị nào đang có hiệu lực trong units.csv" in note
    assert f"parent là “{SECOND}”" in note


def test_the_question_tells_units_that_came_later_from_none(house, header, tmp_path):
    units = house.config / "units.csv"
    later = UNIT.replace("yêu cầu,,", "yêu cầu,2026-04-01,")
    units.write_text(units.read_text(encoding="utf-8").replace(UNIT, later), encoding="utf-8")
    row = of_nobody(house, header, tmp_path)
    assert row.state == "held"
    assert "Không đơn vị nào của cơ quan mình có hiệu lực vào ngày" in row.last_error


@pytest.mark.parametrize(
    ("bare", "asked"),
    [
        (
            True,
            "Danh mục chưa có đơn vị nào của cơ quan mình: thêm vào config/units.csv rồi chạy “trienkhai retry {id}”",
        ),
        (False, "chạy “trienkhai resume {id} --set assign_to=van-phong-xa”"),
    ],
)
def test_the_question_names_only_units_that_the_office_has(house, header, tmp_path, bare, asked):
    if bare:
        leave_without_units(house)
    row = of_nobody(house, header, tmp_path)
    with house.service.ledger.read() as conn:
        (question,) = holds.waiting(conn, row.id)
    assert question.code == "no_unit"
    assert asked.format(id=row.id) in question.question


def test_a_file_is_drafted_again_with_an_answer_and_nothing_of_the_ledger_is_named(house, run, tmp_path, monkeypatch):
    monkeypatch.setenv("TRIENKHAI_OFFICE", SECOND)
    file = tmp_path / "ke-hoach.txt"
    file.write_text(f"ỦY BAN NHÂN DÂN\nXÃ MẪU\nSố: 7/KH-UBND   Mẫu, ngày 2 tháng 3 năm 2026\n{PLAN}", encoding="utf-8")
    told = ("--set", "number=7", "--set", "notation=KH-UBND", "--set", "issued_on=2026-03-02")
    done = run("draft", str(file), "--out", str(tmp_path / "ra"), *told, "--set", "issuer=UBND xã Mẫu")
    assert done.exit_code == 1
    assert "chạy lại với “--set assign_to=van-phong-xa”" in str(done.exception)
    assert "trienkhai resume" not in str(done.exception)


def test_directives_of_an_office_that_was_taken_out_rest_until_it_is_back(house, plan, header):
    house.deliver(SECOND, [plan], header(issuer_organ_id="000.00.00.H53"))
    for ctx in house.service.working():
        pipeline.poll(ctx)
    main, units = house.config / "office.toml", house.config / "units.csv"
    before = {file: file.read_text(encoding="utf-8") for file in (main, units)}
    main.write_text(before[main].partition("\n[[offices]]")[0], encoding="utf-8")
    leave_without_units(house)
    house.service = house.open()
    house.turn()
    assert [row.state for row in house.rows(SECOND)] == ["received"]
    for file, text in before.items():
        file.write_text(text, encoding="utf-8")
    house.service = house.open()
    house.turn()
    assert [row.state for row in house.rows(SECOND)] == ["filed"]


def test_status_names_the_office_where_there_are_several(house, run, plan, header, monkeypatch):
    house.deliver(SECOND, [plan], header(issuer_organ_id="000.00.00.H53"))
    house.turn()
    assert "Cơ quan" in run("status").stdout
    monkeypatch.setenv("TRIENKHAI_OFFICE", SECOND)
    assert "Cơ quan" not in run("status").stdout
    assert json.loads(run("status", "--json").stdout)["directives"][0]["office"] == SECOND
