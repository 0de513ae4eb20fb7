"""What the console shows follows the files, as far as they can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from services.settings.watching import Latest

if TYPE_CHECKING:
    from tests.unit.settings.spoiled import Copy

NAME = 'full_name = "Sở Giáo dục và Đào tạo tỉnh Tây Ninh"'


@pytest.fixture
def latest(config: Copy, monkeypatch: pytest.MonkeyPatch) -> Latest:
    monkeypatch.setenv("TRIENKHAI_CONFIG", str(config.folder))
    monkeypatch.delenv("TRIENKHAI_TEMPLATES", raising=False)
    return Latest()


def names(latest: Latest) -> list[str]:
    return [one.office.full_name for one in latest()]


def test_a_changed_office_is_seen_and_a_broken_file_is_not(config: Copy, latest: Latest) -> None:
    assert names(latest) == ["Sở Giáo dục và Đào tạo tỉnh Tây Ninh"]
    config.spoil("office.toml", NAME, 'full_name = "Sở GDĐT Tây Ninh mới"')
    assert names(latest) == ["Sở GDĐT Tây Ninh mới"]
    config.spoil("office.toml", 'full_name = "Sở GDĐT Tây Ninh mới"', "full_name = 7")
    assert names(latest) == ["Sở GDĐT Tây Ninh mới"]
    config.spoil("office.toml", "full_name = 7", NAME)
    assert names(latest) == ["Sở Giáo dục và Đào tạo tỉnh Tây Ninh"]


def test_nothing_is_read_again_while_nothing_changes(config: Copy, latest: Latest) -> None:
    before = latest()
    assert latest() is before
    (config.folder / "calendar.toml").touch()
    assert latest() is not before
