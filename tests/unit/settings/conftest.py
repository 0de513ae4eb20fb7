"""A private copy of the delivered configuration for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.needs import ROOT
from tests.unit.settings.spoiled import Copy


@pytest.fixture
def config(tmp_path: Path) -> Copy:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "templates").mkdir()
    return Copy(tmp_path / "config")
