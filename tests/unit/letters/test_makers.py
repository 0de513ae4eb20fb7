"""The Word templates as we ship them are what their makers make: a change in one is a change in the other."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from tests.needs import ROOT

TEMPLATES = ROOT / "templates"


@pytest.fixture(scope="module")
def makers():
    sys.path.insert(0, str(TEMPLATES))
    try:
        yield importlib.import_module("make_templates")
    finally:
        sys.path.remove(str(TEMPLATES))


def test_each_template_is_as_made(makers, tmp_path: Path) -> None:
    kinds = {folder.name for folder in TEMPLATES.iterdir() if (folder / "letter.toml").exists()}
    assert set(makers.MAKERS) == kinds
    for kind, make in makers.MAKERS.items():
        makers.save(make(), tmp_path / kind)
        assert (tmp_path / kind / "letter.docx").read_bytes() == (TEMPLATES / kind / "letter.docx").read_bytes(), kind
