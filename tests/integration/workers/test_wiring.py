"""What the runbook promises of a running worker: mended files are taken over, broken ones are not; leases live on."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time

import pytest

from services.errors import TemplateError
from services.ledger import directives, findings, leases
from services.ledger.store import open_ledger
from tests.needs import ROOT

LOADED = """
import sys
from workers import run, tasks
heavy = {"alembic", "celery.bin", "docx", "openpyxl", "psycopg", "pypdf", "pypdfium2", "typer"}
print(*sorted(heavy & set(sys.modules)))
"""


@pytest.fixture
def wiring(tmp_path, monkeypatch):
    for folder in ("config", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.setenv("TRIENKHAI_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("TRIENKHAI_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("TRIENKHAI_TEMPLATES", raising=False)
    from workers.app import Wiring

    return Wiring()


def only(wiring):
    (office,) = wiring.service().offices.values()
    return office


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_mended_configuration_is_taken_over_without_a_restart(wiring, tmp_path):
    first = wiring.service()
    assert wiring.service() is first
    change(tmp_path / "config/office.toml", "batch = 25", "batch = 7")
    assert only(wiring).settings.filing.batch == 7
    assert wiring.settings.filing.batch == 7


def test_a_broken_configuration_is_not(wiring, tmp_path):
    first = wiring.service()
    change(tmp_path / "config/office.toml", "batch = 25", "batch = nhiều")
    assert wiring.service() is first
    change(tmp_path / "config/office.toml", "batch = nhiều", "batch = 7")
    assert only(wiring).settings.filing.batch == 7


def warned(wiring):
    with wiring.service().ledger.read() as conn:
        return [one.told for one in findings.listed(conn) if not one.well]


@pytest.mark.parametrize("broken", ["config/office.toml", "templates/cong-van-trien-khai/letter.toml"])
def test_what_is_not_taken_over_is_warned_of_until_it_is(wiring, tmp_path, broken):
    file = tmp_path / broken
    assert warned(wiring) == []
    good = file.read_text("utf-8")
    file.write_text(f"{good}\n[", "utf-8")
    (told,) = warned(wiring)
    assert told.startswith("Cấu hình, mẫu mới có lỗi nên chưa dùng (từ ")
    assert "trienkhai check" in told
    file.write_text(good, "utf-8")
    assert warned(wiring) == []


def test_a_template_that_comes_back_is_the_one_that_was_mended(wiring, tmp_path):
    """As with `cp -p`: the copy has the size and the time of what was taken over last."""
    wiring.prepare()
    first = only(wiring).templates
    file, copy = tmp_path / "templates/cong-van-trien-khai/letter.toml", tmp_path / "copy.toml"
    file.write_text(f"{file.read_text('utf-8')}\n# sửa\n", "utf-8")
    mended = only(wiring).templates
    assert mended is not first
    shutil.copy2(file, copy)
    spoil(file)
    assert only(wiring).templates is mended
    shutil.copy2(copy, file)
    assert only(wiring).templates is mended


@pytest.mark.parametrize("broken", ["config/office.toml", "templates/cong-van-trien-khai/letter.toml"])
def test_a_pool_child_that_starts_beside_a_broken_file_works_with_what_its_parent_read(wiring, tmp_path, broken):
    wiring.prepare()
    spoil(tmp_path / broken)
    assert only(wiring).templates.by_kind
    assert len(warned(wiring)) == 1


def test_a_worker_that_starts_beside_a_broken_template_says_that_it_does_not_work(wiring, tmp_path):
    spoil(tmp_path / "templates/cong-van-trien-khai/letter.toml")
    for start in (wiring.prepare, wiring.service):
        with pytest.raises(TemplateError):
            start()
    ledger = open_ledger(f"sqlite:///{tmp_path / 'data/ledger.sqlite'}")
    with ledger.read() as conn:
        (check,) = findings.listed(conn)
    ledger.close()
    assert "dịch vụ chưa làm việc (từ " in check.told


def test_a_secret_that_lies_elsewhere_is_taken_over_when_it_changes(wiring, tmp_path):
    secret = tmp_path / "elsewhere.txt"
    secret.write_text("cũ", "utf-8")
    for _ in range(2):
        change(tmp_path / "config/office.toml", 'token_env = "TRIENKHAI_SANDBOX_TOKEN"', f'token_file = "{secret}"')
    assert only(wiring).settings.desk.token.get_secret_value() == "cũ"
    secret.write_text("mới hơn", "utf-8")
    assert only(wiring).settings.desk.token.get_secret_value() == "mới hơn"


def spoil(file):
    file.write_text(f"{file.read_text('utf-8')}\n[", "utf-8")


def test_what_no_idle_part_needs_is_not_loaded():
    done = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_lease_lives_as_long_as_its_step_and_no_longer(tmp_path):
    ledger = open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    with ledger.write() as conn:
        key = directives.receive(conn, "so-mau", "1", "a" * 64)
        directives.take(conn, key, "one", 0.6)
    with leases.kept_alive(ledger, directives.directives, key, "one", 0.6):
        time.sleep(1.5)
        with ledger.write() as conn:
            assert directives.take(conn, key, "two", 1) is None
    time.sleep(0.8)
    with ledger.write() as conn:
        assert directives.take(conn, key, "two", 1) is not None
    ledger.close()
