from __future__ import annotations

import dataclasses
import datetime as dt
import pickle
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from services.errors import SettingsError
from services.settings.load import load_settings
from services.settings.secrets import SANDBOX_TOKEN
from tests.needs import ROOT

if TYPE_CHECKING:
    from tests.unit.settings.spoiled import Copy

AXIS_TOKEN = 'token_env = "TRIENKHAI_SANDBOX_TOKEN"\n# Thời gian chờ tối đa của một lần gọi, tính'


def test_the_delivered_configuration_is_sound(config: Copy) -> None:
    assert [problem.sentence for problem in config.problems()] == []


def test_defaults_of_the_sandbox(config: Copy) -> None:
    settings = load_settings(config.folder, {}, config.folder.parent / "data")
    assert settings.office.name == "Sở Giáo dục và Đào tạo"
    assert (settings.axis.base_url, settings.axis.organ_id) == ("http://127.0.0.1:8070/EdocService", "000.00.03.H53")
    assert settings.desk.base_url == "http://127.0.0.1:8070/desk"
    assert settings.axis.token.get_secret_value() == settings.desk.token.get_secret_value() == SANDBOX_TOKEN
    data = config.folder.parent / "data"
    assert settings.connections.ledger_url == f"sqlite:///{data}/ledger.sqlite"
    assert settings.connections.broker_url == f"filesystem://{data}/broker"
    assert settings.paths.templates == config.folder.parent / "templates"


def test_the_environment_beats_the_file(config: Copy) -> None:
    env = {
        "TRIENKHAI_LEDGER_URL": "postgresql+psycopg://u:p@db/trienkhai",
        "TRIENKHAI_BROKER_URL": "redis://broker:6379/0",
        "TRIENKHAI_AXIS_URL": "http://localhost:9001/EdocService",
        "TRIENKHAI_DESK_URL": "https://egov.example.vn/desk",
        "TRIENKHAI_SANDBOX_TOKEN": "mật",
        "TRIENKHAI_DATA": str(config.folder.parent / "elsewhere"),
        "TRIENKHAI_TEMPLATES": str(config.folder),
    }
    settings = load_settings(config.folder, env)
    assert settings.connections.ledger_url == env["TRIENKHAI_LEDGER_URL"]
    assert settings.connections.broker_url == env["TRIENKHAI_BROKER_URL"]
    assert settings.axis.base_url == env["TRIENKHAI_AXIS_URL"]
    assert settings.desk.base_url == env["TRIENKHAI_DESK_URL"]
    assert settings.desk.token.get_secret_value() == "mật"
    assert settings.paths.data == config.folder.parent / "elsewhere"
    assert settings.paths.templates == config.folder


def test_where_the_configuration_is_looked_for(config: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other"
    shutil.copytree(config.folder, other / "config")
    (other / "templates").mkdir()
    (tmp_path / "empty").mkdir()
    beside_the_source = ROOT / "config"
    monkeypatch.chdir(tmp_path)
    assert load_settings(env={}).paths.config == config.folder
    assert load_settings(env={"TRIENKHAI_CONFIG": str(other / "config")}).paths.config == other / "config"
    assert load_settings(config.folder, {"TRIENKHAI_CONFIG": str(other)}).paths.config == config.folder
    monkeypatch.chdir(tmp_path / "empty")
    env = {"TRIENKHAI_TEMPLATES": str(tmp_path / "templates")}
    assert load_settings(env=env).paths.config == beside_the_source


def test_a_token_from_a_file(config: Copy) -> None:
    config.spoil("office.toml", AXIS_TOKEN, 'token_file = "khoa.txt"\n# Thời gian chờ')
    (config.folder / "khoa.txt").write_text("bí mật\n", encoding="utf-8")
    settings = load_settings(config.folder, {})
    assert settings.axis.token.get_secret_value() == "bí mật"
    assert "bí mật" not in repr(settings)


def test_the_hash_follows_the_files_and_nothing_else(config: Copy) -> None:
    first = load_settings(config.folder, {})
    again = load_settings(config.folder, {"TRIENKHAI_BROKER_URL": "redis://broker:6379/0"})
    assert first.config_hash == again.config_hash
    assert len(first.config_hash) == 12
    for name in ("office.toml", "units.csv", "calendar.toml", "lexicon/groups.txt", "topics/cchc.toml"):
        before = load_settings(config.folder, {}).config_hash
        with (config.folder / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        assert load_settings(config.folder, {}).config_hash != before


def test_files_that_may_be_absent_have_defaults(config: Copy) -> None:
    (config.folder / "calendar.toml").unlink()
    (config.folder / "schedule.toml").unlink()
    settings = load_settings(config.folder, {})
    assert settings.calendar.days_off == ()
    assert settings.schedule.sweep_seconds <= 5


def test_the_calendar_knows_the_swap_of_2026(config: Copy) -> None:
    calendar = load_settings(config.folder, {}).calendar
    off = {each.day: each.confirmed for each in calendar.days_off}
    assert off == {dt.date(2026, 1, 2): True, dt.date(2026, 11, 24): False}
    assert [each.day for each in calendar.days_worked] == [dt.date(2026, 1, 10)]
    assert "12729/VPCP-KGVX" in calendar.days_worked[0].source


def test_settings_do_not_change(config: Copy) -> None:
    settings = load_settings(config.folder, {})
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.config_hash = ""  # type: ignore[misc]


def test_the_error_carries_every_sentence_across_processes(config: Copy) -> None:
    config.spoil("office.toml", 'place = "Tây Ninh"', "place = 5")
    config.spoil("schedule.toml", "sweep_seconds = 4", "sweep_seconds = 30")
    with pytest.raises(SettingsError) as caught:
        load_settings(config.folder, {})
    assert len(caught.value.problems) == 2
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems  # noqa: S301 - our own bytes


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path / "config", {})
    assert "không tìm thấy thư mục cấu hình" in caught.value.problems[0]
